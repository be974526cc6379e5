"""Months, quarters, halves and years: which days they have, and what they are called."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

MONTHS_OF = {"month": 1, "quarter": 3, "half": 6, "year": 12}
LENGTHS = {months: length for length, months in MONTHS_OF.items()}
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
    def length(self) -> str:
        """Of which of MONTHS_OF these are exactly the days; empty for other days."""
        found = LENGTHS.get(len(self.months), "")
        return found if found and self == period_at(found, self.first) else ""

    @property
    def label(self) -> str:
        """2026年, 2026年下半年, 2026年三季度, 2026年8月; otherwise both days."""
        year, month = f"{self.first.year}年", self.first.month
        match self.length:
            case "year":
                return year
            case "half":
                return f"{year}{'上' if month == 1 else '下'}半年"
            case "quarter":
                return f"{year}{NUMERALS[month // 3]}季度"
            case "month":
                return f"{year}{month}月"
        return f"{self.first}至{self.last}"


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
    """The month, quarter, half or year in which a day lies."""
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
