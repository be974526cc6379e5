"""What is due, what is counted, and that each number is the sum of the very records it opens."""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from congress.actors import Actor
from deputies.duties import asking, counting, duties_file, strips
from deputies.duties.boards import board_of
from deputies.duties.due import due, served, targets_of
from deputies.duties.holders import Scope
from deputies.duties.periods import Span, period_at
from deputies.models import CouncilMembership, DeputyContact, Duty, DutyExcuse, Visit
from proposals.models import Proposal
from tests import stages
from tests.world import a_world

YEAR = Span(date(2026, 1, 1), date(2026, 12, 31))
TODAY = date(2026, 11, 20)


def visited(seat, day, number=1, **fields):
    facts = {"words": "看望", "recorded_by": seat.grant, "recorded_at": timezone.now()}
    return Visit.objects.create(seat=seat, day=day, number=number, **facts | fields)


def cancelled(seat):
    return {"cancelled_at": timezone.now(), "cancelled_by": seat.grant, "cancel_reason": "登记错了"}


def table_of(world, grant, span=YEAR, today=TODAY):
    scope = Scope(Actor(grant), YEAR.first, YEAR.last, within=world.city)
    found = counting.progress_of(asking.asked(world.city, span, today), scope, today)
    return {pair: progress for _, rows in found.values() for pair, progress in rows.items()}


def test_nine_duties_are_entered_once(world):
    assert Duty.objects.count() == 9
    assert duties_file.load() == 0
    assert Duty.objects.count() == 9


@pytest.mark.parametrize(
    ("targets", "months", "wanted"),
    [
        ([20] * 12, 12, 20),
        ([20] * 5, 12, 8),
        ([1] * 6, 12, 1),
        ([1] * 5, 12, 0),
        ([1], 1, 1),
        ([1, 1], 3, 1),
        ([], 3, 0),
    ],
)
def test_what_is_due_is_rounded_half_up(targets, months, wanted):
    assert due(targets, months) == wanted


def test_a_changed_target_acts_only_from_its_day(world):
    Duty.objects.create(
        congress=world.city, code="visit", label="走访", holder="deputy", countable="visit", period="year",
        target=32, starts_on=date(2026, 7, 1),
    )  # fmt: skip
    rows = list(Duty.objects.of(world.city).filter(code="visit"))
    targets = targets_of(rows, YEAR.months)
    assert [targets[month] for month in YEAR.months] == [20] * 6 + [32] * 6
    assert due(targets.values(), 12) == 26


def test_a_month_is_left_out_when_no_day_of_it_was_served_without_an_excuse():
    spans = [(date(2026, 3, 15), None)]
    excuses = [(date(2026, 3, 15), date(2026, 4, 10)), (date(2026, 4, 11), date(2026, 4, 29))]
    assert served(spans, excuses, YEAR.months)[0] == date(2026, 4, 1)
    assert served(spans, [*excuses, (date(2026, 4, 30), date(2026, 4, 30))], YEAR.months)[0] == date(2026, 5, 1)
    assert served(spans, [(date(2026, 5, 1), date.max)], YEAR.months) == [date(2026, 3, 1), date(2026, 4, 1)]


def test_an_opinion_counts_for_its_month_and_a_suggestion_for_its_day(world):
    opinion = stages.submitted(world.deputy, "路灯")
    other = stages.submitted(world.deputy, "台阶")
    Proposal.objects.filter(pk=opinion.pk).update(month=date(2026, 3, 1))
    Proposal.objects.filter(pk=other.pk).update(month=date(2026, 3, 1))
    led = stages.submitted(world.deputy, "公交")
    at = timezone.make_aware(timezone.datetime(2026, 5, 1, 0, 30))
    Proposal.objects.filter(pk=led.pk).update(kind="suggestion", month=None, submitted_at=at)
    trial = stages.submitted(world.deputy, "试")
    Proposal.objects.filter(pk=trial.pk).update(month=date(2026, 4, 1), is_live=False)

    table = table_of(world, world.desk)
    month, formal = table[world.zhang.pk, "monthly_opinion"], table[world.zhang.pk, "led_proposal"]

    assert (month.counted, month.met, month.owed) == (2, 1, 11)
    assert (formal.counted, formal.due, formal.state) == (1, 1, "已完成")
    countable = formal.asked.countable
    scope = Scope(Actor(world.desk), YEAR.first, YEAR.last, holder=world.zhang.pk)
    [row] = counting.records_in(countable, scope, YEAR, "deputy")
    assert countable.line(row).day == date(2026, 5, 1)


def test_members_alone_owe_contacts(world):
    CouncilMembership.objects.create(seat=world.zhang, starts_on=date(2026, 7, 1))
    facts = {"words": "问", "recorded_by": world.deputy, "recorded_at": timezone.now()}
    DeputyContact.objects.create(member=world.zhang, deputy=world.li, day=date(2026, 8, 1), **facts)
    table = table_of(world, world.desk)
    assert table[world.zhang.pk, "deputy_contact"].words == "1/3次"
    lines = strips.of("deputy", world.li.pk, world.city, Actor(world.li.grant), TODAY)
    assert [line.progress.state for line in lines][-1] == "不适用"


def test_what_nobody_declares_is_not_in_use_yet(world, monkeypatch):
    monkeypatch.delitem(asking.countables, "visit")
    assert table_of(world, world.desk)[world.zhang.pk, "visit"].state == "尚未启用"


def test_cancelled_excused_and_ended_do_not_count(world):
    visited(world.zhang, date(2026, 2, 1), 7)
    visited(world.zhang, date(2026, 2, 2), 5, **cancelled(world.zhang))
    DutyExcuse.objects.create(
        congress=world.city, subject="seat", holder=world.zhang.pk, starts_on=date(2026, 7, 1),
        ends_on=date(2026, 12, 31), reason="住院", given_by=world.desk, given_at=timezone.now(),
    )  # fmt: skip
    found = table_of(world, world.desk)[world.zhang.pk, "visit"]
    assert (found.counted, found.due, found.words) == (7, 10, "7/10户（人）")


def test_another_congress_sees_nothing(world):
    visited(world.zhang, date(2026, 2, 1))
    assert table_of(world, world.county_desk) == {}


def test_the_database_refuses_two_targets_on_a_day(world):
    again = Duty.objects.get(code="visit")
    again.pk, again.starts_on = None, date(2026, 1, 1)
    with pytest.raises(DatabaseError), transaction.atomic():
        again.save(force_insert=True)


def test_the_same_statements_however_many(world, django_assert_max_num_queries):
    with django_assert_max_num_queries(15):
        table_of(world, world.desk)


def test_the_seeds_county_comes_out_right(world):
    """X3: 479 deputies, an opinion each in each of twelve months, 6,888 visits."""
    from tests.places import a_seat

    seats = [a_seat(world.county, name="杜某", phone=str(13900000000 + at), card=f"{at:04}") for at in range(479)]
    type(seats[0]).objects.filter(congress=world.county).update(starts_on=date(2022, 1, 1))
    type(seats[0].states.get()).objects.filter(seat__in=seats).update(starts_on=date(2022, 1, 1))
    months = [date(2022 + (at + 3) // 12, (at + 3) % 12 + 1, 1) for at in range(12)]
    now = timezone.now()
    Proposal.objects.bulk_create(
        Proposal(
            kind="opinion", state="submitted", congress=world.county, holder=world.county, term=seat.term, seat=seat,
            title="题", body="文", number=f"杜{number}-{month:%m}", month=month, submitted_at=now,
        )
        for number, seat in enumerate(seats) for month in months
    )  # fmt: skip
    share, more = divmod(6888, 479)
    for at, seat in enumerate(seats):
        visited(seat, date(2022, 5, 1) if at % 2 else date(2023, 2, 1), share + (at < more))
    actor, day = Actor(world.county_desk), date(2023, 3, 31)
    boards = [board_of(actor, "deputy", "part", period_at("month", month), day) for month in months]
    at = {duty.code: number for number, duty in enumerate(boards[0].duties)}
    cells = [board.total.cells[at["monthly_opinion"]] for board in boards]
    assert [(cell.owing, cell.met, cell.nothing, cell.counted) for cell in cells] == [(479, 479, 0, 479)] * 12
    years = [board_of(actor, "deputy", "part", period_at("year", date(year, 1, 1)), day) for year in (2022, 2023)]
    assert [year.total.cells[at["monthly_opinion"]].counted for year in years] == [479 * 9, 479 * 3]
    assert sum(year.total.cells[at["monthly_opinion"]].counted for year in years) == 5748
    assert sum(year.total.cells[at["visit"]].counted for year in years) == 6888


class EveryNumberOpensItsRecords(TestCase):
    """Over random visits, for random people and days."""

    def setUp(self):
        self.world = a_world()
        CouncilMembership.objects.create(seat=self.world.zhang, starts_on=YEAR.first)

    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(
        rows=st.lists(
            st.tuples(st.integers(0, 2), st.integers(0, 364), st.integers(1, 9), st.booleans()), max_size=20
        ),
        kind=st.sampled_from(["month", "quarter", "year"]),
        month=st.integers(1, 12),
    )
    def test_and_none_counts_twice(self, rows, kind, month):
        seats = [self.world.zhang, self.world.li, self.world.wang]
        for who, after, number, is_cancelled in rows:
            seat = seats[who]
            day, fate = YEAR.first + timedelta(after), cancelled(seat) if is_cancelled else {}
            visited(seat, day, number, **fate)
            if seat != self.world.zhang:
                facts = {"words": "问", "recorded_by": seat.grant, "recorded_at": timezone.now(), **fate}
                DeputyContact.objects.create(member=self.world.zhang, deputy=seat, day=day, **facts)
        span, actor = period_at(kind, date(2026, month, 1)), Actor(self.world.desk)
        for (key, code), found in table_of(self.world, self.world.desk, span, date(2026, 12, 31)).items():
            if code not in ("visit", "deputy_contact"):
                continue
            scope = Scope(actor, YEAR.first, YEAR.last, holder=key)
            records = counting.records_in(found.asked.countable, scope, found.asked.span, found.asked.shown.holder)
            assert counting.totals(records) == (found.counted, found.records)
            assert max(Counter(row.pk for row in records).values(), default=1) == 1
