"""覆盖: which deputies put an opinion forward in a month, and which owe it."""

from calendar import monthrange
from collections import Counter
from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef

from deputies.models import SeatQuerySet, SeatState
from proposals.measures import opinions
from proposals.models import Proposal


def last_of(month: date) -> date:
    """The last day of the month that begins on this day."""
    return month.replace(day=monthrange(month.year, month.month)[1])


def owing(seats: SeatQuerySet, month: date, *, on: date | None = None) -> SeatQuerySet:
    """Of these seats, those that served and put no opinion forward in the month; places kept for nobody left out.

    Args:
        month: its first day.
        on: the one day on which the seat must serve; any day of the month when left out.
    """
    serving = seats.active(on) if on else seats.active_between(month, last_of(month))
    heard = opinions(Proposal.objects.all()).filter(seat=OuterRef("pk"), month=month)
    return serving.filter(~Exists(heard), is_placeholder=False)


def serving_in(seats: SeatQuerySet, months: Iterable[date]) -> Counter[tuple[str, date]]:
    """How many of these seats served on at least one day of each month, by the path of their congress: one query."""
    found: dict[tuple[str, date], set[object]] = {}
    spans = list(
        SeatState.objects.filter(seat__in=seats.filter(is_placeholder=False), state=SeatState.State.SERVING)
        .order_by()
        .values_list("seat_id", "seat__congress__path", "starts_on", "ends_on")
    )
    for month in months:
        last = last_of(month)
        for seat, path, starts_on, ends_on in spans:
            if _serves(starts_on, ends_on, month, last):
                found.setdefault((path, month), set()).add(seat)
    return Counter({key: len(held) for key, held in found.items()})


def serving_by_group(seats: SeatQuerySet, year: int, today: date) -> tuple[Counter[int], Counter[int]]:
    """Of these seats, by delegation: how many months of how many were served, and who serves in the end; one query.

    Args:
        year: its months, those to come left out.
        today: the end of a year that is not over.
    """
    first, last = date(year, 1, 1), min(date(year, 12, 31), today)
    months = [date(year, month, 1) for month in range(1, 13) if date(year, month, 1) <= last]
    spans = SeatState.objects.filter(seat__in=seats.filter(is_placeholder=False), state=SeatState.State.SERVING)
    held: set[tuple[int, object, date]] = set()
    at_the_end: set[tuple[int, object]] = set()
    rows = spans.filter(starts_on__lte=last).exclude(ends_on__lt=first).order_by()
    for group, seat, starts_on, ends_on in rows.values_list("seat__delegation", "seat", "starts_on", "ends_on"):
        held |= {(group, seat, month) for month in months if _serves(starts_on, ends_on, month, last_of(month))}
        if _serves(starts_on, ends_on, last, last):
            at_the_end.add((group, seat))
    return Counter(group for group, _, _ in held), Counter(group for group, _ in at_the_end)


def _serves(starts_on: date, ends_on: date | None, first: date, last: date) -> bool:
    """Whether the span reaches into those days."""
    return starts_on <= last and (ends_on is None or ends_on >= first)
