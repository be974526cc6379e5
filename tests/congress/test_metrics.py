"""/metrics: what a Prometheus with the token reads, and that nobody else finds it; a log line for each request."""

import json
import logging
import re
import uuid
from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from congress import tasks, timeline
from congress.logs import OneLine
from congress.models import Delivery, Event, Notice
from congress.registries import registry
from proposals.models import Clock, Proposal
from tests import stages
from tests.places import a_congress, signed_in
from tests.world import a_world

TOKEN = "a-token-of-this-test"
LINE = re.compile(r'([a-z_]+)(?:\{((?:[a-z]+="[a-z_]+",?)+)\})? (-?[\d.e+-]+)')


@pytest.fixture
def token(settings):
    settings.METRICS_TOKEN = TOKEN


def asked(shown=f"Bearer {TOKEN}"):
    return Client().get(reverse("congress:metrics"), headers={"Authorization": shown} if shown else None)


def numbers():
    """Every sample by its name and labels; every line is one of those that Prometheus reads."""
    answer = asked()
    assert answer.status_code == 200 and answer["Content-Type"].startswith("text/plain; version=0.0.4")
    lines = [line for line in answer.content.decode().splitlines() if not line.startswith("#")]
    matches = [LINE.fullmatch(line) for line in lines]
    assert all(matches), lines
    return {f"{name}{{{labels or ''}}}": float(number) for name, labels, number in (m.groups() for m in matches)}


@pytest.mark.django_db
@pytest.mark.parametrize("shown", ["", "Bearer ", "Bearer another", TOKEN, f"Basic {TOKEN}", "Bearer 号"])
def test_who_does_not_show_the_token_finds_nothing(token, shown):
    assert asked(shown.encode().decode("latin-1")).status_code == 404


@pytest.mark.django_db
def test_without_a_token_there_is_no_such_page(settings):
    settings.METRICS_TOKEN = ""
    assert [asked(shown).status_code for shown in ("", "Bearer ", f"Bearer {TOKEN}")] == [404, 404, 404]


@pytest.mark.django_db
def test_every_gauge_is_named_explained_and_there(token):
    page = asked().content.decode()
    for name, declared in registry.gauges.items():
        assert f"# HELP {name} {declared.says}\n# TYPE {name} gauge\n" in page
    assert set(re.findall(r"^(portal_[a-z_]+)", page, re.MULTILINE)) <= set(registry.gauges)


@pytest.mark.django_db
def test_what_is_late_is_counted(token):
    world, today = a_world(), timezone.localdate()
    stages.assigned(world)
    trial = stages.submitted(world.deputy, "试行")
    before = {"started_on": today - timedelta(9), "unrolled_on": today - timedelta(1), "due_on": today - timedelta(1)}
    assert Clock.objects.filter(limit="reply").update(**before) == 1
    Proposal.objects.filter(pk=trial.pk).update(is_live=False)
    Delivery.objects.all().delete()
    notices = list(Notice.objects.all()[:3])
    for notice, state in zip(notices, ("waiting", "dead", "unknown"), strict=True):
        Delivery.objects.create(notice=notice, channel="sms", state=state, due_at=timezone.now() - timedelta(hours=1))

    found = numbers()

    assert found['portal_overdue_clocks{limit="reply"}'] == found['portal_running_clocks{limit="reply"}'] == 1
    assert found['portal_overdue_clocks{limit="sign_in"}'] == 0 < found['portal_running_clocks{limit="sign_in"}']
    assert found['portal_running_clocks{limit="review"}'] == 0  # only a trial is reviewed
    for state, number in {"waiting": 1, "sending": 0, "dead": 1, "unknown": 1}.items():
        assert found[f'portal_deliveries{{channel="sms",state="{state}"}}'] == number
    assert found['portal_delivery_late_seconds{channel="sms"}'] >= 3600
    assert found['portal_delivery_late_seconds{channel="email"}'] == 0
    assert found["portal_queue_messages{}"] == 0


@pytest.fixture
def written(caplog, monkeypatch):
    """The lines of the log, as they would be written; the format asks for the number while the line is made."""
    for name in ("", "congress.requests", "congress.timeline"):
        caplog.set_level(logging.INFO, name)
    lines = []
    monkeypatch.setattr(caplog.handler, "emit", lambda record: lines.append(json.loads(OneLine().format(record))))
    return lines


@pytest.mark.django_db(transaction=True)
def test_a_request_and_what_it_recorded_carry_one_number(written):
    world = a_world()
    assignment = stages.assigned(world)
    address = reverse("proposals:sign_in", args=[assignment.pk])
    answer = signed_in(world.handler).post(address)
    number = answer.headers["X-Request-ID"]
    event = Event.objects.order_by("-id").first()
    mine = [line for line in written if line.get("request") == number]

    assert event is not None and re.fullmatch("[0-9a-f]{32}", number)
    assert [line["event"] for line in mine if "event" in line] == [event.pk]
    (line,) = [line for line in mine if line["from"] == "congress.requests"]
    assert line["says"] == f"POST {address} 302"
    assert line["person"] == str(world.handler.person.pk) and line["ms"] >= 0


@pytest.mark.django_db
def test_the_proxys_number_is_kept_when_there_is_a_proxy_and_it_is_a_number(settings, written):
    given, browser = uuid.uuid4().hex, Client()
    for trusted, sent, is_kept in (
        (1, given, True),
        (0, given, False),
        (1, "x" * 32, False),
        (1, given + "\n", False),
    ):
        settings.ALLAUTH_TRUSTED_PROXY_COUNT = trusted
        answer = browser.get("/nowhere/?q=secret", headers={"X-Request-ID": sent})
        assert (answer.headers["X-Request-ID"] == given) is is_kept
        assert {line.get("request") for line in written} == {answer.headers["X-Request-ID"]}, written
        assert "secret" not in json.dumps([line["says"] for line in written if line["from"] == "congress.requests"])
        written.clear()


@pytest.mark.django_db(transaction=True)
def test_what_is_undone_or_done_by_hand_is_not_written_down(written):
    place = a_congress()
    timeline.record("by_hand", place, by=None)
    assert [line for line in written if "event" in line] == []
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        tasks.seal_days.apply(throw=True)
        raise ZeroDivisionError
    assert [line for line in written if "event" in line] == []


@pytest.mark.django_db(transaction=True)
def test_what_a_task_does_carries_the_tasks_number(written, monkeypatch):
    place = a_congress()
    monkeypatch.setattr(timeline, "seal_days", lambda before: timeline.record("sealed", place, by=None))
    tasks.seal_days.apply(task_id="a-task")
    assert [line["request"] for line in written if "event" in line] == ["a-task"]
