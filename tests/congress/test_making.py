"""Files that a worker makes: one order, one file, whole or none, whoever dies meanwhile."""

from datetime import timedelta

import pytest
from django.utils import timezone

from congress import making
from congress.actors import Actor
from congress.files import sweeping
from congress.models import Grant, Making, Role, StoredFile
from congress.purging import purge_all
from congress.registries import Maker, registry
from congress.workflow import OutOfTurn
from tests.places import a_congress, a_grant

pytestmark = pytest.mark.django_db
State = Making.State


@pytest.fixture
def by() -> Actor:
    return Actor(a_grant(Role.DESK, a_congress()))


@pytest.fixture
def makes(monkeypatch):
    """How the kind `test` is made, set by the test."""

    def set_to(make):
        monkeypatch.setitem(registry.makers, "test", Maker(make, "text/plain"))

    return set_to


def whole(order, output, report):
    for done in range(1, 4):
        output.write(b"line\n")
        report(done, 3)
    return "清单.txt"


def read(order: Making) -> Making:
    return Making.objects.get(pk=order.pk)


def let_it_fall_silent(order: Making) -> None:
    Making.objects.filter(pk=order.pk).update(claimed_at=timezone.now() - making.LEASE - timedelta(seconds=1))


def test_what_was_ordered_is_made_once(by, makes):
    makes(whole)
    order, is_new = making.order("test", "清单", by=by, year=2026)
    assert is_new and making.order("test", "清单", by=by, year=2026) == (order, False)
    assert (making.make_waiting(), making.make_waiting()) == (1, 0)
    done = read(order)
    assert (done.state, done.file.name, done.percent) == (State.DONE, "清单.txt", 100)
    with done.file.content.open("rb") as content:
        assert content.read() == b"line\n" * 3
    assert making.order("test", "清单", by=by, year=2026)[1] is True


def test_a_worker_that_died_leaves_no_file_and_the_next_begins_anew(by, makes):
    order, _ = making.order("test", "清单", by=by)

    def dies(order, output, report):
        output.write(b"half")
        report(1, 3)
        raise KeyboardInterrupt  # the process ends here

    makes(dies)
    with pytest.raises(KeyboardInterrupt):
        making.make_waiting()
    assert (read(order).state, StoredFile.objects.count()) == (State.MAKING, 0)
    makes(whole)
    assert making.make_waiting() == 0  # its claim is fresh: it might still be at work
    let_it_fall_silent(order)
    assert making.make_waiting() == 1
    assert (read(order).attempts, StoredFile.objects.count()) == (2, 1)


def test_who_was_taken_over_gives_up_and_keeps_nothing(by, makes):
    order, _ = making.order("test", "清单", by=by)

    def is_slow(order, output, report):
        let_it_fall_silent(order)
        makes(whole)
        assert making.make_waiting() == 1  # the other worker
        return "langsam.txt"

    makes(is_slow)
    assert making.make(making.claim()) is False
    assert [file.name for file in StoredFile.objects.all()] == ["清单.txt"]
    assert read(order).file.name == "清单.txt"


def test_what_ends_a_worker_three_times_is_given_up(by, makes):
    order, _ = making.order("test", "清单", by=by)
    for _ in range(making.ATTEMPTS):
        assert making.claim() is not None
        let_it_fall_silent(order)
    assert making.claim() is None
    assert (read(order).state, read(order).problem) == (State.FAILED, making.INTERRUPTED)


def test_a_refusal_is_said_and_a_fault_is_logged(by, makes, caplog):
    def refuses(order, output, report):
        raise OutOfTurn("没有可以收入的建议。")

    def breaks(order, output, report):
        raise ZeroDivisionError

    for make, says in ((refuses, "没有可以收入的建议。"), (breaks, making.BROKEN)):
        makes(make)
        order, _ = making.order("test", says, by=by, says=says)
        assert making.make_waiting() == 0
        assert (read(order).state, read(order).problem, read(order).file) == (State.FAILED, says, None)
    assert "ZeroDivisionError" in caplog.text


def test_who_has_left_his_office_gets_no_file_any_more(by, makes):
    makes(whole)
    order, _ = making.order("test", "清单", by=by)
    Grant.objects.filter(pk=by.grant.pk).update(ends_on=timezone.localdate() - timedelta(days=1))
    assert making.make_waiting() == 0
    assert (read(order).state, read(order).problem) == (State.FAILED, making.GONE)


def test_nobody_waits_for_more_than_five_at_once(by, makes):
    makes(whole)
    for n in range(making.MOST_WAITING):
        making.order("test", "清单", by=by, n=n)
    with pytest.raises(OutOfTurn, match="5个文件正在生成"):
        making.order("test", "清单", by=by, n=99)


def test_what_was_made_goes_after_its_time_with_its_file(by, makes):
    makes(whole)
    order, _ = making.order("test", "清单", by=by)
    making.make_waiting()
    content = read(order).file.content
    later = timezone.now() + timedelta(days=31)
    assert purge_all(at=timezone.now())["makings"] == 0
    assert purge_all(at=later)["makings"] == 1
    sweeping.sweep(at=later)
    assert not StoredFile.objects.exists() and not content.storage.exists(content.name)
