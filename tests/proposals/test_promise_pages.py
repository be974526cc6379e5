"""The pages of promises: the rows of the editor, the ledger and its file, who is offered what, what waits for whom."""

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from congress.actors import Actor
from congress.models import Event, Organ, Role
from congress.registries import registry
from congress.waiting import todos_of
from proposals.models import Clock, LimitKey, Promise, Proposal, Reply
from proposals.promises import extending
from proposals.promises.ledger import ledger_rows, listed_promises
from proposals.promises.lines import MOST
from tests import promises, stages
from tests.congress.made_files import pdf
from tests.places import a_grant, signed_in
from tests.world import World, a_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return a_world()


def read(client, name, *args, **query) -> str:
    answer = client.get(reverse(f"proposals:{name}", args=args), query)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def overdue(promise: Promise) -> Promise:
    yesterday = promises.in_days(-1)
    Promise.objects.filter(pk=promise.pk).update(promised_on=yesterday, due_on=yesterday)
    promise.clocks.update(started_on=yesterday, unrolled_on=yesterday, due_on=yesterday)
    return promises.fresh(promise)


# The editor


def sent(**fields: object) -> dict[str, object]:
    return {"version": 1, "outcome": "B", "text": stages.LETTER, "save": "1"} | fields


def test_rows_are_saved_as_they_were_typed_and_two_are_left_to_write_into(world):
    assignment, client = stages.handled(world), signed_in(world.handler)
    page = reverse("proposals:reply", args=[assignment.pk])
    assert client.get(page).content.decode().count('name="promise_') == 2
    day = f"{promises.in_days(60):%Y-%m-%d}"
    rows = {"promise_1": "装灯", "promised_on_1": day, "promise_2": "", "promised_on_2": "", "promise_3": "修护栏"}
    assert client.post(page, sent(**rows)).status_code == 302
    stored = [(row.content, row.promised_on) for row in Promise.objects.order_by("position")]
    assert stored == [("装灯", promises.in_days(60)), ("修护栏", None)]
    shown = client.get(page).content.decode()
    assert shown.count('name="promise_') == 4 and "修护栏" in shown and day in shown
    assert "每项承诺都要写承诺事项和承诺完成时间" in shown


def test_a_day_that_is_over_is_refused_at_its_field_and_nothing_typed_is_lost(world):
    assignment, client = stages.handled(world), signed_in(world.handler)
    page = reverse("proposals:reply", args=[assignment.pk])
    answer = client.post(page, sent(promise_1="装灯", promised_on_1="2020-01-01", promise_2="修护栏"))
    said = answer.content.decode()
    assert answer.status_code == 200 and "承诺完成时间不能早于今天" in said
    assert "装灯" in said and "修护栏" in said and "2020-01-01" in said


def test_the_editor_saves_rows_by_itself_and_tells_two_windows_apart(world):
    assignment, client = stages.handled(world), signed_in(world.handler)
    page = reverse("proposals:reply_autosave", args=[assignment.pk])
    first = client.post(page, sent(promise_1="装灯"))
    assert first.json()["version"] == 2
    assert client.post(page, sent(promise_1="装灯")).json()["version"] == 2, "the same words again"
    assert client.post(page, sent(promise_1="装八盏灯")).status_code == 409
    assert Promise.objects.get().content == "装灯"
    both = signed_in(world.leader).post(reverse("proposals:reply", args=[assignment.pk]), sent(promise_1="装八盏灯"))
    assert both.status_code == 409 and "装灯" in both.content.decode() and "装八盏灯" in both.content.decode()


def test_what_sends_no_rows_leaves_the_rows_as_they_are(world):
    assignment, client = stages.handled(world), signed_in(world.handler)
    page = reverse("proposals:reply", args=[assignment.pk])
    client.post(page, sent(promise_1="装灯"))
    assert client.post(page, sent(version=2, text="另一封信")).status_code == 302
    assert Promise.objects.get().content == "装灯" and Reply.objects.get().text == "另一封信"


def test_no_more_rows_than_a_letter_has(world):
    assignment, client = stages.handled(world), signed_in(world.handler)
    rows = {f"promise_{n}": f"第{n}件" for n in range(1, MOST + 5)}
    client.post(reverse("proposals:reply", args=[assignment.pk]), sent(**rows))
    assert Promise.objects.count() == MOST


# The ledger


def test_each_reader_has_his_own_ledger(world):
    promise = promises.owed(world)
    committee = Organ.objects.get(kind=Organ.Kind.COMMITTEE)
    Proposal.objects.filter(pk=promise.root_id).update(committee=committee)
    for grant in (
        world.desk,
        world.handler,
        world.leader,
        a_grant(Role.COMMITTEE, world.city, name="孔某", organ=committee),
        a_grant(Role.COUNCIL, world.city, name="曹某"),
        a_grant(Role.AUDITOR, world.city, name="严某"),
    ):
        assert promises.CONTENT in read(signed_in(grant), "promises"), grant
    for grant in (world.second_handler, world.county_desk):
        assert promises.CONTENT not in read(signed_in(grant), "promises"), grant
    assert signed_in(world.deputy).get(reverse("proposals:promises")).status_code == 403


def test_filters_narrow_it_and_nonsense_is_ignored(world):
    late = overdue(promises.owed(world, "甲"))
    soon = promises.owed(world, "乙", days=10)
    later = promises.owed(world, "丙", days=80)
    done = promises.reported(world, "丁")
    Promise.objects.filter(pk=later.pk).update(made_on=date(2020, 5, 1))
    today, desk = timezone.localdate(), Actor(world.desk)

    def found(**parameters: str) -> set[str]:
        return {row.reply.assignment.proposal.title for row in listed_promises(desk, parameters, today)}

    assert found() == found(state="x", due="x", year="x", organ="x", all="x") == {"甲", "乙", "丙", "丁"}
    assert found(due="overdue") == {"甲"} and found(due="soon") == {"乙"} and found(due="later") == {"丙"}
    assert found(state="reported") == {"丁"} and found(state="open") == {"甲", "乙", "丙"}
    assert found(year="2020") == {"丙"} and found(year="two") == {"甲", "乙", "丁"}
    assert found(organ=str(world.urban.pk)) and not found(organ=str(world.housing.pk))
    assert [row.light.colour for row in ledger_rows(listed_promises(desk, {}, today), desk, today=today)[:1]] == [
        "red"
    ]
    assert {late.state, soon.state, done.state} == {"open", "reported"}


def test_the_desk_sees_below_when_it_asks(world):
    promise = promises.owed(world)
    Proposal.objects.filter(pk=promise.root_id).update(congress=world.county, holder=world.county)
    Clock.objects.filter(root=promise.root_id).update(holder=world.county)
    client = signed_in(world.desk)
    assert promises.CONTENT not in read(client, "promises")
    assert promises.CONTENT in read(client, "promises", all="1")


def test_the_file_holds_the_rows_of_the_screen_and_is_on_record(world):
    promises.owed(world, "甲", days=80)
    failed = overdue(promises.owed(world, "乙"))
    answer = signed_in(world.desk).get(reverse("proposals:promises_export"), {"due": "overdue"})
    rows = list(load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True))
    head = next(row for row in rows if "承诺事项" in row)
    body = [dict(zip(head, row, strict=True)) for row in rows[rows.index(head) + 1 :] if row[0] == 1]
    assert [(row["标题"], row["承办单位"], row["状态"]) for row in body] == [("乙", "市城管局", "办理中")]
    assert body[0]["剩余"] == "超期1天" and body[0]["编号"] == failed.reply.assignment.proposal.number
    assert Event.objects.filter(step="export_promises").count() == 1


def test_the_list_costs_the_same_however_long_it_is(world, django_assert_max_num_queries):
    client = signed_in(world.desk)
    promises.owed(world, "甲")
    client.get(reverse("proposals:promises"))
    with django_assert_max_num_queries(25):
        client.get(reverse("proposals:promises"))
    for title in ("乙", "丙", "丁"):
        promises.owed(world, title)
    with django_assert_max_num_queries(25):
        client.get(reverse("proposals:promises"))


# One promise


def test_each_is_offered_what_is_his(world):
    promise = promises.owed(world)
    offered = {
        world.handler: ("报告已兑现", "填报进展", "申请延期"),
        world.desk: ("认定未兑现",),
        world.deputy: (),
    }
    for grant, buttons in offered.items():
        page = read(signed_in(grant), "promise", promise.pk)
        words = ("报告已兑现", "填报进展", "申请延期", "认定未兑现", "核实兑现报告", "确认是否兑现")
        assert tuple(word for word in words if f">{word}</a>" in page) == buttons
    promises.report(world, promise)
    assert ">确认是否兑现</a>" in read(signed_in(world.deputy), "promise", promise.pk)
    assert ">核实兑现报告</a>" in read(signed_in(world.desk), "promise", promise.pk)


def test_the_paper_that_proves_it_goes_to_whoever_sees_the_promise(world):
    promise, content = promises.owed(world), pdf()
    page = reverse("proposals:report_done", args=[promise.pk])
    sent = {"text": promises.WORDS, "upload": SimpleUploadedFile("验收单.pdf", content)}
    assert signed_in(world.handler).post(page, sent).status_code == 302
    address = reverse("proposals:promise_report_file", args=[promise.reports.get().pk])
    assert b"".join(signed_in(world.deputy).get(address).streaming_content) == content
    assert signed_in(world.second_handler).get(address).status_code == 404


def test_the_matter_shows_its_promises_and_how_they_go(world):
    promise = promises.reported(world)
    page = read(signed_in(world.deputy), "detail", promise.root_id)
    assert promises.CONTENT in page and "已报兑现，待确认" in page and "报告承诺兑现" in page
    assert reverse("proposals:promise", args=[promise.pk]) in page
    organ = read(signed_in(world.handler), "detail", promise.root_id)
    assert "报告承诺兑现" in organ


def todos(grant) -> list[str]:
    actor, today = Actor(grant), timezone.localdate()
    return [todo.address for todo in todos_of(actor, today)]


def test_what_waits_stands_on_the_start_pages(world):
    promise = overdue(promises.owed(world))
    assert reverse("proposals:promise", args=[promise.pk]) in todos(world.handler)
    Promise.objects.filter(pk=promise.pk).update(due_on=promises.in_days(9))
    Clock.objects.filter(promise=promise, limit=LimitKey.PROMISE).update(
        due_on=promises.in_days(9), unrolled_on=promises.in_days(9)
    )
    promise.refresh_from_db()
    until, by = promises.in_days(20), Actor(world.handler)
    extending.ask_promise_extension(promise, reason="雨季", until=until, by=by, on=timezone.localdate())
    assert reverse("proposals:decide_promise_extension", args=[promise.pk]) in todos(world.desk)
    promises.report(world, promise)
    confirm, verify = (reverse(f"proposals:{name}_promise", args=[promise.pk]) for name in ("confirm", "verify"))
    assert confirm in todos(world.deputy) and verify in todos(world.desk)
    promises.confirm(world, promise)
    assert confirm not in todos(world.deputy) and verify in todos(world.desk)
    promises.verify(world, promise)
    assert verify not in todos(world.desk)


def test_tiles_open_the_ledger_that_they_count(world):
    overdue(promises.owed(world, "甲"))
    promises.reported(world, "乙")
    for grant in (world.desk, world.handler, a_grant(Role.COUNCIL, world.city, name="曹某")):
        tiles = {tile.label: tile for source in registry.tiles for tile in source(Actor(grant), timezone.localdate())}
        assert (tiles["承诺没有了结"].number, tiles["承诺超期"].number) == (2, 1)
        assert tiles["承诺超期"].address.endswith("?due=overdue")
