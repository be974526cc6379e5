"""The large demo: its totals are the seed's, and a copy says what the steps themselves would have written."""

from collections import Counter
from datetime import date, timedelta
from random import Random

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from congress import timeline
from congress.calendar_table import current_calendar, file_calendar
from congress.models import Congress
from deputies.models import Seat
from proposals.demo import load, people
from proposals.demo.campaign import Campaign
from proposals.demo.copies import ALL, told
from proposals.demo.matters import matters, written
from proposals.demo.places import plant
from proposals.demo.plan import DONE, PUT_FORWARD, Item, plan, span
from proposals.models import Assignment, Proposal

# When the row was written, not when the deed was done: the same for nobody.
STAMPS = {
    "saved_at",
    "logged_at",
    "given_at",
    "asked_at",
    "at",
    "created_at",
    "decided_at",
    "visible_at",
    "read_at",
    "rated_at",
}


def ground():
    for command in ("load_calendar", "load_limits"):
        call_command(command)


def few(tree):
    """Deputies for a quick look: three in each congress."""
    return {congress: 3 for congress in tree.congresses}


def test_totals_are_exact_numbers_follow_the_days_and_the_records_are_whole(db):
    ground()
    loaded = load.seed(2022, put_forward=60, done=40, deputies=few)

    assert (loaded.put_forward, loaded.done, loaded.seats) == (60, 40, 69)
    assert list(timeline.faults()) == []
    # How many are young, and so in which states, depends on the day.
    assert set(Proposal.objects.values_list("state", flat=True)) >= {"closed", "draft", "withdrawn"}
    for congress in Congress.objects.all():
        sent = Proposal.objects.filter(congress=congress, number__isnull=False).order_by("number")
        serials = [int(number.rsplit("-", 1)[1]) for number in sent.values_list("number", flat=True)]
        assert serials == list(range(1, len(serials) + 1))
        days = [timezone.localdate(at) for at in sent.put_forward().values_list("submitted_at", flat=True)]
        assert days == sorted(days)


def a_congress_of_papers(level, seats):
    made = Congress(level=level)
    return made, [Seat(congress=made) for _ in range(seats)]


@pytest.mark.parametrize("today", [date(2026, 11, 26), date(2026, 11, 10), date(2026, 6, 1), date(2027, 1, 4)])
def test_the_seed_is_planned_exactly(today):
    """2,921 deputies, 15,757 put forward, 11,311 done, whatever day it is."""
    shares = {"city": [320], "county": [326, 250, 188, 190], "town": [92] * 9 + [91] * 9}
    seats = dict(a_congress_of_papers(level, number) for level, numbers in shares.items() for number in numbers)
    assert sum(map(len, seats.values())) == 2921
    first, until = span(today)
    assert first.month == 4 and until < today and until.month in (10, 11)

    items = plan(seats, Random(1), file_calendar(), first=first, until=until, today=today)

    assert (len(items), sum(item.stage == "closed" for item in items)) == (PUT_FORWARD, DONE) == (15757, 11311)
    assert {item.congress for item in items} == set(seats)
    assert [item.day for item in items] == sorted(item.day for item in items)
    assert len({item.pattern for item in items}) < 700  # each is taken through the steps once
    assert max(Counter(id(item.seat) for item in items).values()) <= 8 * 2 + 8


def test_what_cannot_be_done_in_time_is_said():
    seats = dict([a_congress_of_papers("city", 5)])
    first, day = date(2026, 11, 2), date(2026, 11, 25)
    with pytest.raises(ValueError, match="old enough"):
        plan(seats, Random(1), file_calendar(), first=first, until=day, today=day, put_forward=20, done=20)


def of_whom(model, row, places):
    """The row as a table without keys and stamps: what refers to the case itself, by its place in the telling."""
    found = {}
    for column in model._meta.concrete_fields:
        if column.name in STAMPS or column.primary_key:
            continue
        value = getattr(row, column.attname)
        known = not isinstance(value, dict)
        found[column.attname] = places.get(value, places.get((column.related_model, value), value)) if known else value
    return found


def tables(case):
    """Everything that was written of a case, comparable with that of another telling of the same."""
    places = {}
    case.rows[Assignment].sort(key=lambda row: row.part)
    for model in ALL:
        for number, row in enumerate(case.rows[model]):
            places[row.pk if not isinstance(row.pk, int) else (model, row.pk)] = f"{model.__name__} {number}"
    found = {model.__name__: [of_whom(model, row, places) for row in case.rows[model]] for model in ALL}
    for event in found["Event"]:
        for own in ("hash", "previous_hash"):
            event[own] = bool(event[own])
        event["facts"] = sorted(event["facts"])
    for notice in found["Notice"]:
        notice["key"], notice["address"] = notice["kind"], bool(notice["address"])
    found["Notice"].sort(key=lambda notice: (notice["kind"], str(notice["person_id"])))
    return found


@pytest.fixture
def settled(db):
    """The tree with its people, and two texts on one matter."""
    ground()
    tree = plant()
    matter = next(m for m in matters() if m.lead == "住房和城乡建设局" and m.joint)
    texts = [text for text in (written(Random(n)) for n in range(400)) if text.matter == matter]
    return tree, people.Settling(tree, Random(3)).settle(few(tree), every_organ=True), texts


def by_steps_and_by_copy(settled, stage, level):
    """The same matter of the same deputy, told by the steps and copied from another's; both taken back."""
    tree, folk, texts = settled
    places = [congress for congress in tree.congresses if congress.level == level]
    day = current_calendar().previous_workday(timezone.localdate() - timedelta(days=60))
    first = Item(places[0], folk.seats[places[0]][0], day, stage, 0, 1)
    other = Item(places[-1], folk.seats[places[-1]][2], day, stage, 0, 7)
    with transaction.atomic():
        by_steps = Campaign(tree, folk, 5, Random(5))._through_the_steps(other, texts[1])
        expected = tables(by_steps)
        transaction.set_rollback(True)
    with transaction.atomic():
        campaign = Campaign(tree, folk, 5, Random(5))
        campaign.patterns[first.pattern] = campaign._through_the_steps(first, texts[0])
        campaign._as_a_copy(other, texts[1])
        campaign.copier.close()
        assert list(timeline.faults()) == []
        copied = Proposal.objects.get(number=by_steps.words["number"])
        assert copied.created_at == copied.submitted_at
        found = tables(told(copied, by_steps.cast, by_steps.words))
        transaction.set_rollback(True)
    return expected, found


@pytest.mark.parametrize("level", ["city", "county", "town"])
def test_a_copy_equals_what_the_steps_write(settled, level):
    for stage in ("closed", "dissatisfied", "replied", "refused", "returned", "handled", "assigned"):
        expected, found = by_steps_and_by_copy(settled, stage, level)
        assert len(expected["Event"]) > 1
        assert found == expected, stage
