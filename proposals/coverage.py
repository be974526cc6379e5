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
            if starts_on <= last and (ends_on is None or ends_on >= month):
                found.setdefault((path, month), set()).add(seat)
    return Counter({key: len(held) for key, held in found.items()})
