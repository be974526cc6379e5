"""阵地登记: opening a station, changing what is known of it, attaching deputies."""

from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from congress import revising, timeline
from congress.actors import Actor
from congress.models import Congress
from congress.permissions import require
from congress.rereading import reread
from congress.workflow import OutOfTurn
from deputies.models import Seat
from deputies.permissions import is_branch_desk
from groups.models import Station, StationSeat
from groups.models.groups import on_a_day
from groups.models.stations import above
from groups.stations.permissions import keeps, may_open_station

NAME_TAKEN = "本级已经有同名的阵地"


def hold_station(station: Station) -> None:
    """The station as it is by now, and nobody else's until the transaction ends."""
    list(Station.objects.select_for_update(no_key=True).filter(pk=station.pk).values_list("pk"))
    reread(station)


@transaction.atomic
def open_station(*, by: Actor, **fields: Any) -> Station:
    """登记阵地. A branch desk's belongs to its street; the same name pressed twice is the same station.

    Args:
        fields: columns of Station.
    Raises:
        PermissionDenied: this actor may not, or the name is another station's.
    """
    require(may_open_station(by))
    list(Congress.objects.select_for_update(no_key=True).filter(pk=by.congress.pk).values_list("pk"))
    facts = {"congress": by.congress, "branch_desk": None, **fields}
    if is_branch_desk(by):
        facts["branch_desk"] = by.organ
    if found := Station.objects.filter(congress=by.congress, name=fields["name"]).first():
        if all(getattr(found, name) == value for name, value in facts.items()):
            return found  # pressed twice
        raise PermissionDenied(NAME_TAKEN)
    station = Station.objects.create(**facts)
    timeline.record("open_station", station, by=by)
    return station


@transaction.atomic
def change_station(station: Station, *, seen: int, by: Actor, at: datetime, **fields: Any) -> bool:
    """更正阵地; what it said before is kept. Says whether anything differed.

    Raises:
        OutOfTurn: somebody changed it meanwhile.
        PermissionDenied: another desk's, or the name is another station's.
    """
    require(keeps(by, station))
    hold_station(station)
    others = Station.objects.filter(congress=station.congress_id).exclude(pk=station.pk)
    if others.filter(name=fields.get("name", station.name)).exists():
        raise PermissionDenied(NAME_TAKEN)
    return revising.revise("change_station", station, by=by, at=at, seen=seen, **fields)


def nearby_seats(station: Station, on: date) -> Any:
    """Whom a station may take in: deputies of its congress, of those above it and below it."""
    congress = station.congress
    seats = Seat.objects.active(on).filter(is_placeholder=False)
    return seats.filter(congress__path__startswith=congress.path) | seats.filter(congress__path__in=above(congress))


@transaction.atomic
def attach(station: Station, seats: list[Seat], *, by: Actor, on: date) -> int:
    """代表进站, from that day; says how many are new. Who is in already stays as he is."""
    require(keeps(by, station))
    hold_station(station)
    near = set(nearby_seats(station, on).filter(pk__in=[seat.pk for seat in seats]).values_list("pk", flat=True))
    if far := [seat for seat in seats if seat.pk not in near]:
        raise PermissionDenied(f"{far[0].person.name}不是本级、上级或者下级的在任代表。")
    there = station.attached.filter(on_a_day(on)).values_list("seat", flat=True)
    new = [seat for seat in dict.fromkeys(seats) if seat.pk not in set(there)]
    later = station.attached.filter(seat__in=new, starts_on__gt=on)
    if later.exists():
        raise OutOfTurn("这位代表已经登记了以后进站，请看最新情况。")
    for seat in new:
        StationSeat.objects.create(station=station, seat=seat, starts_on=on)
    if new:
        timeline.record("attach", station, by=by, is_locked=True, seats=[str(seat.pk) for seat in new])
    return len(new)


@transaction.atomic
def detach(row: StationSeat, *, by: Actor, on: date) -> None:
    """代表离站: until the day before; whoever came in that very day was in for it.

    Raises:
        OutOfTurn: he has left already.
    """
    require(keeps(by, row.station))
    hold_station(row.station)
    ends_on = max(on - timedelta(days=1), row.starts_on)
    if not StationSeat.objects.filter(pk=row.pk, ends_on=None).update(ends_on=ends_on):
        raise OutOfTurn("这位代表刚刚已经离站。")
    timeline.record("detach", row.station, by=by, is_locked=True, seats=[str(row.seat_id)])
