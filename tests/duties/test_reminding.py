"""Who has duties left is told before the end of a month, quarter and year; nobody else, and nobody twice."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from congress import reminding as clock
from congress.models import Notice, Setting
from deputies.duties import reminding
from deputies.models import CouncilMembership, Duty, DutyExcuse, Visit
from tests.duties.test_board import a_group
from tests.places import a_seat

NOVEMBER, FIRST, LAST = date(2026, 11, 27), date(2026, 12, 1), date(2026, 12, 25)
QUARTER_END = date(2026, 9, 25)


@pytest.fixture
def visits_alone(world):
    """The year asks for twenty visits, of groups for an activity each quarter; the rest is not asked there."""
    for code in ("reception", "led_proposal", "practical_matter"):
        common = Duty.objects.get(code=code, congress=None)
        facts = {name: getattr(common, name) for name in ("label", "holder", "countable", "period", "order")}
        Duty.objects.create(congress=world.city, code=code, target=0, starts_on=date(2022, 1, 1), **facts)
    return world


def told(kind="duties_left"):
    rows = Notice.objects.filter(kind=kind).order_by("person__phone_index", "key")
    return sorted((notice.person.name, notice.text) for notice in rows)


def visited(seat, number):
    facts = {"words": "看望", "recorded_by": seat.grant, "recorded_at": timezone.now()}
    return Visit.objects.create(seat=seat, day=date(2026, 11, 2), number=number, **facts)


def test_the_year_is_asked_for_twice_and_only_of_who_has_something_left(visits_alone):
    world = visits_alone
    CouncilMembership.objects.create(seat=world.li, starts_on=date(2026, 1, 1))
    assert reminding.duties_left(NOVEMBER) == 0
    visited(world.zhang, 20)
    visited(world.wang, 5)
    assert reminding.duties_left(FIRST) == 2
    assert told() == [
        ("李某", "李某代表，12月31日前还差：走访群众20户（人）、联系基层代表5次。已完成的请忽略。"),
        ("欧阳某", "欧阳某代表，12月31日前还差：走访群众15户（人）。已完成的请忽略。"),
    ]
    assert reminding.duties_left(FIRST) == reminding.duties_left(date(2026, 12, 2)) == 0
    visited(world.wang, 15)
    assert reminding.duties_left(LAST) == 1
    assert [name for name, _ in told()] == ["李某", "李某", "欧阳某"]


def test_the_clock_sends_it_once_a_day(visits_alone):
    DutyExcuse.objects.create(
        congress=visits_alone.city, subject="seat", holder=visits_alone.zhang.pk, starts_on=FIRST, ends_on=LAST,
        reason="住院", given_by=visits_alone.desk, given_at=timezone.now(),
    )  # fmt: skip
    assert clock.remind(LAST, names=["duties_left"], anyway=True) == 2  # whoever is excused that day is left alone
    assert clock.remind(LAST, names=["duties_left"], anyway=True) == 0
    assert clock.remind(date(2026, 12, 26), names=["duties_left"], anyway=True) == 0  # a Saturday
    assert Notice.objects.filter(kind="duties_left").count() == 2


def test_a_groups_quarter_is_told_to_who_leads_it(visits_alone):
    world = visits_alone
    group = a_group(world, 1, world.zhang, world.li)
    assert reminding.duties_left(QUARTER_END) == 1
    [notice] = Notice.objects.filter(kind="group_duties_left")
    assert notice.person == world.zhang.person and notice.address == group.get_absolute_url()
    assert notice.text == "第1代表小组9月30日前还差：开展小组活动1次。"
    assert "2026q3:last" in notice.key


def test_a_months_own_duty_is_told_and_the_opinion_is_not_told_twice(visits_alone):
    world = visits_alone
    Setting.objects.create(key="duty.month_days", value=4, starts_on=date(2026, 1, 1))
    Duty.objects.create(
        congress=world.city, code="each_month", label="入户走访", holder="deputy", countable="visit", period="month",
        target=1, starts_on=date(2022, 1, 1),
    )  # fmt: skip
    visited(world.zhang, 1)
    assert reminding.duties_left(date(2026, 11, 25)) == 0
    assert reminding.duties_left(date(2026, 11, 26)) == 2
    assert all("入户走访1户（人）" in text and "社情民意" not in text for _, text in told())


def test_a_batch_asks_as_often_whatever_is_in_it(visits_alone, monkeypatch):
    world, asked = visits_alone, []
    monkeypatch.setattr(reminding, "ROWS_AT_ONCE", 4)
    for more in (0, 1, 4):  # three deputies, four, eight: one batch, one, two
        for at in range(more):
            a_seat(world.city, name="杜某", phone=f"1370000{more}{at:03}", card=f"多{more}{at}")
        Notice.objects.all().delete()
        with CaptureQueriesContext(connection) as queries:
            list(reminding._posts(FIRST))
        asked.append(len(queries))
    assert asked[0] == asked[1] and asked[2] - asked[1] <= 8
