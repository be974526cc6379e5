"""The timeline: chains that prove that nothing was changed, words that may be erased, days that are sealed."""

import threading
from datetime import date, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from congress import timeline
from congress.actors import Actor
from congress.models import DaySeal, Event, EventNote, Role
from tests.history import unlocked
from tests.places import a_congress, a_grant

MONDAY = date(2026, 6, 22)
TUESDAY, WEDNESDAY = MONDAY + timedelta(days=1), MONDAY + timedelta(days=2)


def noon(day, hour=12):
    return timezone.make_aware(datetime.combine(day, datetime.min.time().replace(hour=hour)))


@pytest.fixture
def city(db):
    return a_congress()


@pytest.fixture
def clerk(city):
    return Actor(a_grant(Role.DESK, city))


@pytest.fixture
def history(city, clerk):
    """Two events on Monday, none on Tuesday, one on Wednesday."""
    return [
        timeline.record("open", city, by=clerk, after="open", note="第一句", at=noon(MONDAY), rows=3),
        timeline.record("look", city, by=None, before="open", after="open", at=noon(MONDAY, 13)),
        timeline.record("shut", city, by=clerk, before="open", after="shut", note="第二句", at=noon(WEDNESDAY)),
    ]


def verify():
    """What `manage.py verify_timeline` prints and the code it ends with."""
    output, errors = StringIO(), StringIO()
    try:
        call_command("verify_timeline", stdout=output, stderr=errors)
    except SystemExit as end:
        return output.getvalue().splitlines(), end.code
    return output.getvalue().splitlines(), 0


def tamper(event, **changes):
    with unlocked():
        Event.objects.filter(pk=event.pk).update(**changes)


def test_an_event_says_who_as_what_when_and_what(city, clerk):
    event = timeline.record("open", city, by=clerk, before="", after="open", note="请看", rows=3)

    assert (event.person, event.grant, event.step, event.after) == (clerk.person, clerk.grant, "open", "open")
    assert (event.subject_kind, event.subject_id, event.root_id, event.serial) == ("congress", city.pk, city.pk, 1)
    assert event.facts == {"rows": 3, "note": timeline.digest("请看")}
    assert event.note.text == "请看"
    assert timezone.now() - event.at < timedelta(minutes=1)


def test_each_event_follows_the_one_before(history):
    first, second, third = history
    assert [event.serial for event in history] == [1, 2, 3]
    assert (first.previous_hash, second.previous_hash, third.previous_hash) == ("", first.hash, second.hash)
    assert verify() == (["办理记录完好。"], 0)


def test_what_belongs_to_a_matter_is_shown_with_it(city, clerk, history):
    county = a_congress("HBX", parent=city, level="county")
    timeline.record("join", county, by=clerk, root=city.pk, at=noon(TUESDAY))
    assert [event.step for event in timeline.of(city.pk)] == ["open", "look", "join", "shut"]
    assert timeline.of(county.pk).count() == 0


@pytest.mark.parametrize(
    "changes",
    [
        {"step": "opem"},
        {"before": "x"},
        {"after": "shut"},
        {"at": noon(MONDAY, 14)},
        {"facts": {"rows": 4, "note": timeline.digest("第一句")}},
        {"person": None, "grant": None},
        {"root_id": "00000000-0000-4000-8000-000000000000"},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_one_changed_word_is_found_and_named(history, changes):
    tamper(history[0], **changes)

    assert verify() == ([f"记录{history[0].pk}（congress {history[0].subject_id} 第1条）：内容被改动"], 1)


def test_a_change_with_a_new_hash_breaks_the_next_link(history):
    history[1].step = "forged"
    tamper(history[1], step="forged", hash=timeline.fingerprint(history[1]))

    found, code = verify()
    assert [line.partition("：")[2] for line in found] == ["与前一条接不上"]
    assert found[0].startswith(f"记录{history[2].pk}（")
    assert code == 1


def test_an_event_taken_out_is_missed(history):
    with unlocked():
        history[1].delete()

    found, code = verify()
    assert [line.partition("：")[2] for line in found] == ["前面缺1条"]
    assert code == 1


def test_a_changed_note_is_found_and_an_erased_one_is_not_a_fault(history):
    first, _, third = history
    EventNote.objects.filter(event=first).update(text="第一旬")
    EventNote.objects.filter(event=third).delete()

    found, code = verify()
    assert [line.partition("：")[2] for line in found] == ["说明被改动"]
    assert found[0].startswith(f"记录{first.pk}（")
    assert code == 1
    assert [getattr(event, "note", None) for event in timeline.of(first.root_id)][1:] == [None, None]


def test_a_note_put_in_later_is_found(history):
    EventNote.objects.create(event=history[1], text="后加的话")
    assert [line.partition("：")[2] for line in verify()[0]] == ["说明被改动"]


def test_each_day_with_events_is_sealed_once_it_is_over(history):
    assert timeline.seal_days(before=MONDAY) == 0
    assert timeline.seal_days(before=TUESDAY) == 1
    assert timeline.seal_days(before=WEDNESDAY) == 0
    assert timeline.seal_days(before=WEDNESDAY + timedelta(days=1)) == 1
    assert timeline.seal_days(before=WEDNESDAY + timedelta(days=1)) == 0

    monday, wednesday = DaySeal.objects.all()
    assert (monday.day, monday.events, monday.last_event_id) == (MONDAY, 2, history[1].pk)
    assert (wednesday.day, wednesday.events, wednesday.previous_hash) == (WEDNESDAY, 1, monday.hash)
    assert verify() == (["办理记录完好。"], 0)


def test_days_missed_are_sealed_one_by_one(history):
    assert timeline.seal_days(before=date(2026, 9, 1)) == 2
    assert list(DaySeal.objects.values_list("day", flat=True)) == [MONDAY, WEDNESDAY]


def test_the_command_rehearses_and_seals(history):
    output = StringIO()
    call_command("seal_days", "--dry-run", stdout=output)
    assert not DaySeal.objects.exists()
    call_command("seal_days", stdout=output)
    assert output.getvalue() == "将封存2天。\n已封存2天。\n"
    assert DaySeal.objects.count() == 2


def test_a_whole_chain_written_anew_does_not_give_the_days_seal(history):
    """Whoever changes an event and all hashes after it still meets the seals."""
    timeline.seal_days(before=date(2026, 7, 1))
    previous = ""
    for event in history:
        event.facts, event.previous_hash = {**event.facts, "rows": 5}, previous
        previous = timeline.fingerprint(event)
        tamper(event, facts=event.facts, previous_hash=event.previous_hash, hash=previous)

    found, code = verify()
    assert found == [
        "2026-06-22的封存：封存时2条，现在的2条与封存不符",
        "2026-06-24的封存：封存时1条，现在的1条与封存不符",
    ]
    assert code == 1


def test_the_end_of_a_sealed_chain_cannot_be_cut_off(history):
    timeline.seal_days(before=date(2026, 7, 1))
    with unlocked():
        history[2].note.delete()
        history[2].delete()
    assert verify() == (["2026-06-24的封存：封存时1条，现在的0条与封存不符"], 1)


def test_a_changed_or_missing_seal_is_found(history):
    timeline.seal_days(before=date(2026, 7, 1))
    with unlocked():
        DaySeal.objects.filter(day=MONDAY).delete()
    assert verify() == (
        [
            "2026-06-24的封存：与前一日接不上",
            "2026-06-24的封存：封存时1条，现在的3条与封存不符",
        ],
        1,
    )


@pytest.mark.parametrize("changes", [{"events": 3}, {"day": TUESDAY}, {"hash": "0" * 64}], ids=str)
def test_a_changed_seal_is_found(history, changes):
    timeline.seal_days(before=TUESDAY)
    with unlocked():
        DaySeal.objects.update(**changes)
    assert verify()[1] == 1


def test_what_is_carried_over_into_a_sealed_day_waits_for_the_next_seal(city, history):
    timeline.seal_days(before=TUESDAY)
    timeline.record("carried", city, by=None, at=noon(date(2019, 1, 1)))

    assert verify() == (["办理记录完好。"], 0)
    assert timeline.seal_days(before=WEDNESDAY + timedelta(days=1)) == 1
    assert DaySeal.objects.last().events == 2
    assert verify() == (["办理记录完好。"], 0)


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_make_one_chain():
    city = a_congress()
    start, failures = threading.Barrier(8), []

    def write():
        try:
            start.wait()
            timeline.record("seen", city, by=None, note="看过")
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=write) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    assert sorted(Event.objects.values_list("serial", flat=True)) == list(range(1, 9))
    assert verify() == (["办理记录完好。"], 0)


@pytest.mark.django_db(transaction=True)
def test_two_schedulers_seal_a_day_once():
    city = a_congress()
    for day in (MONDAY, WEDNESDAY):
        timeline.record("open", city, by=None, at=noon(day))
    start, sealed = threading.Barrier(4), []

    def seal():
        try:
            start.wait()
            sealed.append(timeline.seal_days(before=date(2026, 7, 1)))
        finally:
            connection.close()

    threads = [threading.Thread(target=seal) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(sealed) == [0, 0, 0, 2]
    assert DaySeal.objects.count() == 2
    assert verify() == (["办理记录完好。"], 0)
