"""What is due in a period: one formula for months, quarters and years.

Over the n months of a period: due = round half up of the sum, over its months, of the target in force on the month's
first day (or on the day on which the duty began in that month) for each month in which the holder served and was not
excused throughout, divided by n.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import lru_cache

from deputies.duties.periods import Span, last_of
from deputies.models import Duty

Days = tuple[date, date | None]  # from one day to another, None for an open end
ONE = timedelta(days=1)


def due(targets: Iterable[int], months: int) -> int:
    """Round half up of the sum of the months' targets by the number of months, in whole numbers.

    Args:
        targets: of the months that count; those in which nobody served are left out.
        months: of the period.
    """
    return (2 * sum(targets) + months) // (2 * months)


def duty_in(rows: Sequence[Duty], month: date) -> Duty | None:
    """The row that rules a month: in force on its first day, or begun in it; the congress's own goes first."""
    last = last_of(month)
    for is_common in (False, True):
        own = [row for row in rows if (row.congress_id is None) == is_common]
        if found := next((row for row in own if row.is_on(month)), None):
            return found
        begun = [row for row in own if month < row.starts_on <= last]
        if begun and not (not is_common and any(row.congress_id is None and row.is_on(month) for row in rows)):
            return min(begun, key=lambda row: row.starts_on)
    return None


def targets_of(rows: Sequence[Duty], months: Iterable[date]) -> dict[date, int]:
    """The target of each month; 0 where nothing is asked."""
    found = {month: duty_in(rows, month) for month in months}
    return {month: row.target if row else 0 for month, row in found.items()}


def served(spans: Sequence[Days], excuses: Sequence[Days], months: Iterable[date]) -> list[date]:
    """The months with at least one day on which the holder served and was not excused."""
    return [month for month in months if _served_in(spans, excuses, month)]


def _served_in(spans: Sequence[Days], excuses: Sequence[Days], month: date) -> bool:
    return any(_left(first, last, tuple(excuses)) for first, last in _within(spans, month))


def _within(spans: Sequence[Days], month: date) -> list[tuple[date, date]]:
    end = last_of(month)
    cut = [(max(first, month), end if last is None else min(last, end)) for first, last in spans]
    return [(first, last) for first, last in cut if first <= last]


@lru_cache(maxsize=10_000)
def _left(first: date, last: date, excuses: tuple[Days, ...]) -> bool:
    """Whether a day remains that no excuse covers."""
    day = first
    for begins, ends in sorted(excuses, key=lambda one: one[0]):
        if begins > day:
            return True
        if ends is None or ends >= last:
            return False
        day = max(day, ends + ONE)
    return day <= last


def holds_on(spans: Iterable[Days], day: date) -> bool:
    """Whether one of these spans has the day."""
    return any(first <= day and (last is None or day <= last) for first, last in spans)


def due_in(span: Span, targets: dict[date, int], months: Iterable[date]) -> int:
    """What is due in a period of whole months, given the months that count."""
    inside = [targets[month] for month in months if span.first <= month <= span.last]
    return due(inside, len(span.months))
