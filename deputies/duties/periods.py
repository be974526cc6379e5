"""Months, quarters and years: which days they have, and what they are called."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

MONTHS_OF = {"month": 1, "quarter": 3, "year": 12}
NUMERALS = "一二三四"


@dataclass(frozen=True)
class Span:
    """Days from the first to the last, both counted."""

    first: date
    last: date

    @property
    def months(self) -> tuple[date, ...]:
        """The first day of each of its months."""
        return _months(self.first, self.last)

    @property
    def label(self) -> str:
        """2026年, 2026年三季度, 2026年8月; otherwise both days."""
        number = len(self.months)
        if self != period_at({1: "month", 3: "quarter"}.get(number, "year"), self.first):
            return f"{self.first}至{self.last}"
        if number == 12:
            return f"{self.first.year}年"
        if number == 3:
            return f"{self.first.year}年{NUMERALS[self.first.month // 3]}季度"
        return f"{self.first.year}年{self.first.month}月"


@lru_cache(maxsize=1000)
def _months(first: date, last: date) -> tuple[date, ...]:
    number = (last.year - first.year) * 12 + last.month - first.month + 1
    numbers = range(first.month - 1, first.month - 1 + number)
    return tuple(date(first.year + at // 12, at % 12 + 1, 1) for at in numbers)


@lru_cache(maxsize=1000)
def last_of(month: date) -> date:
    """The last day of the month in which this day lies."""
    return month.replace(day=monthrange(month.year, month.month)[1])


@lru_cache(maxsize=1000)
def period_at(kind: str, day: date) -> Span:
    """The month, quarter or year in which a day lies."""
    length = MONTHS_OF[kind]
    first = day.replace(month=(day.month - 1) // length * length + 1, day=1)
    return Span(first, last_of(first.replace(month=first.month + length - 1)))


def periods_within(kind: str, span: Span) -> Iterator[Span]:
    """Each month, quarter or year that begins in these days, in order."""
    seen = None
    for month in span.months:
        found = period_at(kind, month)
        if found != seen and found.first >= span.first:
            yield found
        seen = found


def parsed(kind: str, text: str, today: date) -> Span:
    """What a picker says: 2026-08 for a month, 2026-3 for a quarter, 2026 for a year; nonsense is the present one."""
    year, _, rest = text.partition("-")
    try:
        number = int(rest) if rest else 1
        first = date(int(year), (number - 1) * 3 + 1 if kind == "quarter" else number if kind == "month" else 1, 1)
    except ValueError:
        first = today
    return period_at(kind, first) if 2000 <= first.year <= today.year + 1 else period_at(kind, today)


def chosen(year: int, part: str) -> Span:
    """The year, or the quarter or month of it that a picker names: q1 to q4, 01 to 12."""
    if part.startswith("q"):
        return period_at("quarter", date(year, int(part[1:]) * 3, 1))
    return period_at("month", date(year, int(part), 1)) if part else period_at("year", date(year, 1, 1))


def part_of(span: Span) -> str:
    """What a picker calls a month, a quarter or a year."""
    number = len(span.months)
    if number == 1:
        return f"{span.first.month:02}"
    return f"q{span.last.month // 3}" if number == 3 else ""


def beside(span: Span) -> tuple[Span, Span]:
    """The month, quarter or year before this one, and the one after it."""
    kind = {1: "month", 3: "quarter"}.get(len(span.months), "year")
    return period_at(kind, span.first - timedelta(1)), period_at(kind, span.last + timedelta(1))
