"""Where a light turns yellow and red, and that the numbers are settings."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command

from congress.calendar_table import current_calendar
from congress.configurable import DECLARED
from congress.models import Setting
from congress.workdays import Span, Unit
from proposals.clocks import Light, light
from proposals.models import Clock

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 6, 1)


@pytest.fixture(autouse=True)
def calendar():
    call_command("load_calendar", verbosity=0)


def colours(whole: int, first: date) -> str:
    """The colours of a limit of that many working days, from its start to its end, each by its first letter."""
    calendar, found = current_calendar(), ""
    due = calendar.add(first, Span(whole, Unit.WD)).due
    for number in range((due - first).days + 1):
        day = first + timedelta(days=number)
        if calendar.is_workday(day):
            found += Light(Clock(started_on=first, due_on=due), day, calendar).colour[0]
    return found


@pytest.mark.parametrize(
    ("whole", "shown"),
    [(3, "ggyr"), (10, "gggggyyyrrr"), (11, "gyyyyyyyrrrr"), (15, "gggggyyyyyyyrrrr")],
)
def test_a_light_turns_ten_and_three_working_days_before_or_at_half_and_four_fifths_of_a_short_limit(whole, shown):
    assert colours(whole, MONDAY) == shown


def test_the_numbers_are_settings_that_act_from_their_day():
    numbers = {"yellow_days": 8, "red_days": 5, "short_days": 3, "yellow_percent": 30, "red_percent": 95}
    for name, value in numbers.items():
        Setting.objects.create(key=f"light.{name}", value=value, starts_on=MONDAY)

    assert colours(10, MONDAY) == "ggyyyrrrrrr"
    assert colours(3, MONDAY) == "gyyr"
    assert colours(10, date(2026, 5, 6)) == "gggggyyyrrr"


def test_red_always_comes_after_yellow():
    """Whatever is set within the bounds."""
    assert DECLARED["light.red_days"].most < DECLARED["light.yellow_days"].least
    assert DECLARED["light.yellow_percent"].most < DECLARED["light.red_percent"].least


def test_a_limit_is_overdue_from_the_day_after_its_last():
    clock = Clock(started_on=MONDAY, due_on=MONDAY + timedelta(days=4))
    last, after = (Light(clock, clock.due_on + timedelta(days=days), current_calendar()) for days in (0, 1))
    assert (last.is_overdue, last.left, last.words) == (False, 0, "今天到期")
    assert (after.is_overdue, after.left, after.words) == (True, -1, "超期1天")


def test_only_a_clock_that_runs_has_a_light():
    clock = Clock(started_on=MONDAY, due_on=MONDAY + timedelta(days=4))
    shown = light(clock, today=MONDAY)
    assert shown and (shown.colour, shown.words) == ("green", "还剩4个工作日")
    clock.stopped_on = MONDAY
    assert light(clock, today=MONDAY) is None
    assert light(None, today=MONDAY) is None
