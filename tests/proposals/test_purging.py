"""What is deleted when its time has come, and what never is."""

from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.sessions.models import Session as BrowserSession
from django.core.cache import cache
from django.core.management import call_command
from django.urls import reverse
from django.utils.timezone import localdate, now

from congress import timeline
from congress.configurable import DECLARED
from congress.models import Delivery, Event, EventNote, FormKey, JobRun, KnownDevice, Notice, Setting
from congress.purging import purge_all, purge_once_a_day
from congress.registries import registry
from proposals.models import Proposal
from tests.places import signed_in
from tests.stages import drafted, submitted
from tests.world import World, a_world

pytestmark = pytest.mark.django_db
NAMES = "sessions limits devices form_keys messages notes drafts makings kept_answers visitors practice".split()
NONE = dict.fromkeys(NAMES, 0)


@pytest.fixture
def world() -> World:
    return a_world()


def days_ago(number):
    return now() - timedelta(days=number)


def a_message(world, key, age, state=""):
    day = localdate(days_ago(age))
    row = Notice.objects.create(
        key=key, kind="digest", person=world.deputy.person, congress=world.city, text="请看", day=day
    )
    Notice.objects.filter(pk=row.pk).update(at=days_ago(age))
    if state:
        Delivery.objects.create(notice=row, channel="sms", state=state, due_at=days_ago(age))
    return row


def test_nothing_goes_before_its_time(world):
    a_message(world, "young", 364, "sent")
    proposal = drafted(world.deputy)
    Proposal.objects.filter(pk=proposal.pk).update(saved_at=days_ago(179))
    FormKey.objects.create(person=world.deputy.person, key="1")
    KnownDevice.objects.create(person=world.deputy.person, token_hash="a", seen_at=days_ago(364))
    timeline.record("close_account", world.city, by=None, note="离任", at=days_ago(1094))

    assert purge_all(at=now()) == NONE
    assert Notice.objects.count() == Delivery.objects.count() == EventNote.objects.count() == 1


def test_messages_go_with_their_deliveries_but_not_one_under_way(world):
    a_message(world, "old", 366, "sent")
    a_message(world, "dead", 400, "dead")
    a_message(world, "waits", 400, "waiting")
    a_message(world, "sends", 400, "sending")

    assert purge_all(at=now())["messages"] == 2
    assert set(Notice.objects.values_list("key", flat=True)) == {"waits", "sends"}
    assert Delivery.objects.count() == 2


def test_a_draft_left_alone_goes_and_what_was_submitted_stays(world):
    old, returned = drafted(world.deputy), submitted(world.deputy, "关于公园座椅的建议")
    fresh = drafted(world.li.grant)
    Proposal.objects.exclude(pk=fresh.pk).update(saved_at=days_ago(181))

    assert purge_all(at=now())["drafts"] == 1
    assert set(Proposal.objects.values_list("pk", flat=True)) == {returned.pk, fresh.pk}
    assert not Proposal.objects.filter(pk=old.pk).exists()


def test_sessions_limits_devices_and_form_keys_go(world):
    signed_in(world.deputy)
    living, dead = BrowserSession.objects.get(), BrowserSession(session_key="x", expire_date=days_ago(1))
    dead.save()
    cache.set("over", 1, timeout=-3600)
    KnownDevice.objects.create(person=world.deputy.person, token_hash="a", seen_at=days_ago(366))
    key = FormKey.objects.create(person=world.deputy.person, key="1")
    FormKey.objects.filter(pk=key.pk).update(at=days_ago(31))

    found = purge_all(at=now())
    assert (found["sessions"], found["devices"], found["form_keys"]) == (1, 1, 1)
    assert BrowserSession.objects.get() == living


def test_a_count_of_tries_that_is_over_goes_and_one_that_runs_stays(world):
    cache.set("runs", 1, timeout=600)

    assert purge_all(at=now())["limits"] == 0
    assert purge_all(at=now() + timedelta(hours=1))["limits"] == 1


def test_the_log_keeps_every_event_and_what_was_said_of_proposals(world):
    administered = timeline.record("close_account", world.city, by=None, note="离任", at=days_ago(1096))
    proposal = drafted(world.deputy)
    kept = timeline.record("send_back", proposal, by=None, note="请写明路段", at=days_ago(3000))
    before = Event.objects.count()

    assert purge_all(at=now())["notes"] == 1
    assert list(EventNote.objects.values_list("event", flat=True)) == [kept.pk]
    assert Event.objects.filter(pk=administered.pk).exists() and Event.objects.count() == before + 1
    assert list(timeline.faults()) == []


def test_a_term_of_the_settings_acts_from_its_day(world):
    a_message(world, "half", 200)
    Setting.objects.create(key="retention.message_days", value=183, starts_on=localdate() + timedelta(days=1))

    assert purge_all(at=now())["messages"] == 0
    assert purge_all(at=now() + timedelta(days=1))["messages"] == 1


@pytest.mark.parametrize("key", ["retention.log_days", "retention.message_days"])
def test_no_log_is_kept_for_less_than_six_months(key):
    """网络安全法 art. 21."""
    assert DECLARED[key].fault(182) and not DECLARED[key].fault(183)
    assert DECLARED[key].default >= 183


def test_a_term_written_past_the_page_never_goes_below_the_least(world):
    for key in ("retention.log_days", "retention.message_days"):
        Setting.objects.create(key=key, value=1, starts_on=localdate())
    a_message(world, "half", 182)
    timeline.record("close_account", world.city, by=None, note="离任", at=days_ago(182))

    assert purge_all(at=now()) == NONE
    assert purge_all(at=now() + timedelta(days=2)) == NONE | {"messages": 1, "notes": 1}


def test_a_rehearsal_counts_and_deletes_nothing(world):
    a_message(world, "old", 366)
    output = StringIO()

    call_command("purge", "--dry-run", stdout=output)
    assert "将删除消息：1\n" in output.getvalue()
    assert Notice.objects.filter(key="old").exists() and not Event.objects.filter(step="purge").exists()

    call_command("purge", stdout=output)
    assert "已删除消息：1\n" in output.getvalue() and not Notice.objects.filter(key="old").exists()


def test_the_clock_does_it_once_a_day_and_records_it(world):
    a_message(world, "old", 366)
    assert [purge_once_a_day(at=now()) for _ in range(2)] == [1, 0]
    a_message(world, "older", 367)
    assert purge_once_a_day(at=now()) == 0

    run = JobRun.objects.get(job="purge")
    assert (run.result, bool(run.ended_at)) == ("消息1", True)
    event = Event.objects.get(step="purge")
    assert (event.subject_id, event.person, event.facts) == (world.city.pk, None, {"rows": {"messages": 1}})
    assert "messages" in registry.purges


def test_a_day_without_anything_to_delete_leaves_no_event(world):
    assert purge_once_a_day(at=now()) == 0
    assert JobRun.objects.get(job="purge").result == "没有到期的"
    assert not Event.objects.filter(step="purge").exists()


def test_the_notice_about_personal_data_names_the_terms_in_force(world):
    Setting.objects.create(key="retention.draft_days", value=120, starts_on=localdate())
    shown = signed_in(world.deputy).get(reverse("congress:privacy")).content.decode()
    assert "120日没有提交就删除" in shown and "保存365日" in shown
