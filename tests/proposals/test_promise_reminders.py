"""What is told of promises as days go by: before, on and after the day; the quarter's progress; confirmations."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from congress.actors import Actor
from congress.calendar_table import current_calendar
from congress.models import Notice, Setting
from congress.reminding import remind
from congress.workdays import months_later
from proposals.models import Promise
from proposals.promises import reporting
from proposals.promises.quarters import Quarter, quarter_of, unreported
from tests import promises
from tests.places import START
from tests.world import World, a_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return a_world()


def told(kind: str) -> list[tuple[str, str]]:
    rows = Notice.objects.filter(kind=kind).order_by("day", "person__name")
    return [(row.person.name, row.address) for row in rows.select_related("person")]


def run(name: str, day: date) -> int:
    return remind(day, names=[name])


def workday(day: date) -> date:
    return current_calendar().next_workday(day)


def test_the_organ_is_reminded_before_on_and_after_the_day(world):
    promise = promises.owed(world)
    address = reverse("proposals:promise", args=[promise.pk])
    calendar, due = current_calendar(), promise.due_on
    Promise.objects.filter(pk=promise.pk).update(due_on=calendar.next_workday(due))
    promise.clocks.update(due_on=calendar.next_workday(due), unrolled_on=calendar.next_workday(due))
    due = calendar.next_workday(due)
    assert run("promises_due", workday(timezone.localdate())) == 0
    soon = calendar.previous_workday(due - timedelta(days=1))
    assert run("promises_due", soon) == 1 and told("due_soon") == [("周某", address)]
    assert run("promises_due", due) == 2 and ("吴某", address) in told("due_today")
    after = workday(due + timedelta(days=1))
    assert run("promises_due", after) == 2 and run("promises_due", after) == 0
    assert "承诺" in Notice.objects.filter(kind="overdue").first().text


def test_who_reported_it_done_is_reminded_no_more(world):
    promise = promises.reported(world)
    assert run("promises_due", workday(promise.due_on + timedelta(days=3))) == 0


def last_days_of(quarter: Quarter, days: int = 15) -> date:
    return workday(quarter.ends_on - timedelta(days=days))


def test_an_organ_is_asked_once_in_the_quarters_last_days(world):
    for title in ("甲", "乙"):
        promises.owed(world, title, days=400)
    quarter = quarter_of(months_later(timezone.localdate(), 3))
    assert run("promise_reports", workday(quarter.starts_on + timedelta(days=5))) == 0
    asked = last_days_of(quarter)
    assert run("promise_reports", asked) == 1 and run("promise_reports", workday(asked + timedelta(days=1))) == 0
    text = Notice.objects.get(kind="promise_report").text
    assert "2项承诺" in text and "市城管局" in text


def test_progress_of_the_quarter_answers_it(world):
    promise = promises.owed(world, days=400)
    quarter = quarter_of(months_later(timezone.localdate(), 3))
    assert list(unreported(Promise.objects.all(), quarter)) == [promise]
    reporting.log_progress(promise, text="已完成招标。", by=Actor(world.handler), on=quarter.starts_on)
    assert list(unreported(Promise.objects.all(), quarter)) == []
    following = quarter_of(months_later(quarter.starts_on, 3))
    assert list(unreported(Promise.objects.all(), following)) == [promise], "the next quarter asks again"


def test_the_last_quarter_asks_for_this_years_and_last_years(world):
    promises.owed(world, days=400)
    day = last_days_of(Quarter(date(timezone.localdate().year + 1, 10, 1)))
    assert run("promise_reports", day) == 1
    [(name, address)] = told("promise_year")
    assert (name, address) == ("周某", f"{reverse('proposals:promises')}?year=two")
    assert "今年和去年" in Notice.objects.get(kind="promise_year").text


def test_each_congress_says_how_early_it_asks(world):
    promises.owed(world, days=400)
    quarter = quarter_of(months_later(timezone.localdate(), 3))
    Setting.objects.create(key="promise.report_days", value=40, congress=world.city, starts_on=START)
    assert run("promise_reports", last_days_of(quarter, 38)) == 1


@pytest.mark.parametrize(
    ("day", "name", "first", "last"),
    [
        (date(2026, 1, 1), "2026Q1", date(2026, 1, 1), date(2026, 3, 31)),
        (date(2026, 6, 30), "2026Q2", date(2026, 4, 1), date(2026, 6, 30)),
        (date(2026, 12, 31), "2026Q4", date(2026, 10, 1), date(2026, 12, 31)),
    ],
)
def test_a_day_lies_in_its_quarter(day, name, first, last):
    quarter = quarter_of(day)
    assert (quarter.name, quarter.starts_on, quarter.ends_on) == (name, first, last)


def test_a_deputy_is_asked_each_week_and_his_silence_confirms_nothing(world):
    promise = promises.reported(world)
    promises.verify(world, promise)
    for weeks in (1, 2, 3):
        assert run("promise_waiting", workday(timezone.localdate() + timedelta(weeks=weeks))) == 1
    assert [name for name, _ in told("promise_waiting")] == ["张某"] * 3
    assert promises.fresh(promise).state == "reported"
    promises.confirm(world, promise)
    assert run("promise_waiting", workday(timezone.localdate() + timedelta(weeks=4))) == 0
