"""值班规律: which days of a year or a quarter a rule gives, moved off holidays."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from congress.workdays import Calendar, months_later

WEEKLY, MONTHLY, DAY_OF_MONTH = "weekly", "monthly", "day"


@dataclass(frozen=True)
class Rule:
    """When a station receives.

    Attributes:
        kind: each week on a weekday; on the n-th such weekday of each month; on a day of each month.
        weekday: 0 is Monday.
        nth: 1 to 5 of the month; the fifth is left out where a month has only four.
        day: 1 to 31 of the month; the last day where a month is shorter.
        every: each month (1), every second (2), each third (3).
    """

    kind: str
    weekday: int = 0
    nth: int = 1
    day: int = 1
    every: int = 1

    def days(self, first: date, last: date) -> Iterator[date]:
        """The days from `first` to `last`, both counted, before any holiday is looked at."""
        if self.kind == WEEKLY:
            day = first + timedelta(days=(self.weekday - first.weekday()) % 7)
            while day <= last:
                yield day
                day += timedelta(days=7)
            return
        month, begun = first.replace(day=1), first.replace(day=1)
        while month <= last:
            is_meant = ((month.year - begun.year) * 12 + month.month - begun.month) % self.every == 0
            day_of = self._of_month(month) if is_meant else None
            if day_of and first <= day_of <= last:
                yield day_of
            month = months_later(month, 1)

    def _of_month(self, month: date) -> date | None:
        end = months_later(month, 1) - timedelta(days=1)
        if self.kind == DAY_OF_MONTH:
            return month.replace(day=min(self.day, end.day))
        found = month + timedelta(days=(self.weekday - month.weekday()) % 7 + 7 * (self.nth - 1))
        return found if found <= end else None


def planned(rule: Rule, first: date, last: date, calendar: Calendar) -> list[tuple[date, date]]:
    """Each day as the rule gives it, and the day on which it is held: the same, or the next working day.

    A weekend day of the rule stays where it is unless it is a holiday: stations receive at weekends on purpose. Of two
    that come to fall on one day the first is kept.
    """
    held: dict[date, date] = {}
    for day in rule.days(first, last):
        is_holiday = calendar.special.get(day) is False
        held.setdefault(calendar.next_workday(day) if is_holiday else day, day)
    return sorted((planned_on, day) for day, planned_on in held.items())
