"""接待: a reception, the matters raised, what became of each, when the visitor was told."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate

from congress import revising, timeline
from congress.actors import Actor
from congress.permissions import require
from congress.rereading import reread
from congress.workflow import OutOfTurn
from deputies.models import Seat
from groups.models import Matter, Reception, ReceptionSeat, Station, VisitorMessage
from groups.stations.keeping import hold_station
from groups.stations.permissions import OF_A_LEVEL, belongs, may_follow, may_record, may_withdraw
from groups.stations.visitors import keep_visitor

MOST_VISITORS = 500
WITHDRAWN = "这次接待已经撤销，不能再改。"


@transaction.atomic
def record_reception(
    station: Station, *, day: date, visitors: int, summary: str, seats: Sequence[Seat], by: Actor, at: datetime
) -> Reception:
    """登记接待, one row for each deputy who received; the same words of the same people on that day are the same.

    Args:
        seats: who received; each belongs to the station.
    Raises:
        PermissionDenied: not his to record, a day to come, nobody received, or somebody of elsewhere.
    """
    require(may_record(by, station, localdate(at)))
    hold_station(station)
    _received_well(station, day, seats, localdate(at))
    wanted = {seat.pk for seat in seats}
    same = Reception.objects.standing().filter(station=station, day=day, recorded_by=by.grant)
    for found in same.filter(visitors=visitors, summary=summary):
        if set(found.received_by.values_list("seat", flat=True)) == wanted:
            return found  # pressed twice
    duty = station.duty_days.filter(day=day, is_cancelled=False).first()
    facts = {"duty": duty, "day": day, "visitors": visitors, "summary": summary}
    reception = Reception.objects.create(station=station, recorded_by=by.grant, recorded_at=at, **facts)
    ReceptionSeat.objects.bulk_create([ReceptionSeat(reception=reception, seat_id=pk) for pk in wanted])
    timeline.record("record_reception", reception, by=by, is_locked=True)
    return reception


def _received_well(station: Station, day: date, seats: Sequence[Seat], on: date) -> None:
    if day > on:
        raise PermissionDenied("还没有到这一天")
    if not station.is_on(day):
        raise PermissionDenied("这一天阵地还没有启用或者已经停用")
    if not seats:
        raise PermissionDenied("请选接待的代表")
    for seat in seats:
        if not (belongs(seat, station, day) or belongs(seat, station, on)):
            raise PermissionDenied(f"{seat.person.name}不是这里的进站代表或者值班代表")


@transaction.atomic
def correct_reception(
    reception: Reception, *, seen: int, day: date, visitors: int, summary: str, by: Actor, at: datetime
) -> bool:
    """更正接待记录: what it said stays readable. Says whether anything differed."""
    require(may_record(by, reception.station, localdate(at)))
    _hold_standing(reception)
    if day > localdate(at):
        raise PermissionDenied("还没有到这一天")
    if not reception.station.is_on(day):
        raise PermissionDenied("这一天阵地还没有启用或者已经停用")
    changed: dict[str, Any] = {"day": day, "visitors": visitors, "summary": summary}
    return revising.revise("correct_reception", reception, by=by, at=at, seen=seen, **changed)


def _hold_standing(reception: Reception) -> None:
    """The reception as it is by now, its station held. Raises OutOfTurn once it was withdrawn."""
    hold_station(reception.station)
    reread(reception)
    if reception.is_withdrawn:
        raise OutOfTurn(WITHDRAWN)


@transaction.atomic
def withdraw_reception(reception: Reception, *, reason: str, by: Actor, at: datetime) -> None:
    """撤销 of one that was entered wrongly: the row stays with its reason, and counts nowhere, nor do its matters.

    What a deputy has made of one of its matters stays his.

    Raises:
        OutOfTurn: it was withdrawn already.
    """
    require(may_withdraw(by, reception))
    _hold_standing(reception)
    reception.reason, reception.withdrawn_by, reception.withdrawn_at = reason, by.grant, at
    reception.save(update_fields=["reason", "withdrawn_by", "withdrawn_at"])
    timeline.record("withdraw_reception", reception, by=by, at=at, note=reason, is_locked=True)


def _way_fits(way: str, passed_to: Seat | None, station: Station, on: date) -> None:
    """A deputy is named only where a deputy is to put it forward, and one of the level that the way names."""
    if passed_to is None:
        return
    if way not in OF_A_LEVEL:
        raise PermissionDenied("去向是由代表提建议的，才选代表")
    if passed_to.congress.level not in OF_A_LEVEL[Matter.Way(way)]:
        raise PermissionDenied(f"{passed_to.person.name}不是这一级的代表")
    if not belongs(passed_to, station, on):
        raise PermissionDenied(f"{passed_to.person.name}不是这里的进站代表")


@transaction.atomic
def add_matter(
    reception: Reception,
    *,
    content: str,
    way: str,
    by: Actor,
    at: datetime,
    category: str = "",
    passed_to: Seat | None = None,
    result: str = "",
    name: str = "",
    phone: str = "",
) -> Matter:
    """登记一件反映的事项, by one of the five ways; one answered on the spot is settled and told that day.

    Args:
        result: what was answered on the spot.
        name, phone: of the visitor, if he left them; they are kept apart.
    """
    require(may_record(by, reception.station, localdate(at)))
    _hold_standing(reception)
    _way_fits(way, passed_to, reception.station, localdate(at))
    facts: dict[str, Any] = {"content": content, "category": category, "way": way, "passed_to": passed_to}
    if found := reception.matters.filter(recorded_by=by.grant, **facts).first():
        return found  # pressed twice
    if way == Matter.Way.ON_SPOT:
        if not result:
            raise PermissionDenied("请写当场怎样解答的")
        facts |= {"result": result, "settled_on": reception.day, "told_on": reception.day}
    matter = Matter.objects.create(reception=reception, recorded_by=by.grant, recorded_at=at, **facts)
    keep_visitor(matter=matter, name=name, phone=phone, at=at)
    timeline.record("add_matter", matter, by=by, is_locked=True, root=reception.pk)
    return matter


def matter_of(
    message: VisitorMessage, *, way: str, category: str, passed_to: Seat | None, by: Actor, at: datetime
) -> Matter:
    """The matter that a message is made; the caller holds its station."""
    _way_fits(way, passed_to, message.station, localdate(at))
    facts = {"content": message.text, "category": category, "way": way, "passed_to": passed_to}
    matter = Matter.objects.create(message=message, recorded_by=by.grant, recorded_at=at, **facts)
    timeline.record("add_matter", matter, by=by, is_locked=True, root=message.pk)
    return matter


@transaction.atomic
def follow_matter(
    matter: Matter,
    *,
    seen: int,
    result: str,
    is_settled: bool,
    told_on: date | None,
    satisfaction: str,
    by: Actor,
    at: datetime,
) -> bool:
    """登记办理结果和告知情况; each correction keeps what stood there. Says whether anything differed.

    Raises:
        PermissionDenied: not his, a day to come, or told before it was raised.
        OutOfTurn: somebody wrote meanwhile.
    """
    today = localdate(at)
    require(may_follow(by, matter, today))
    if told_on and told_on > today:
        raise PermissionDenied("还没有到这一天")
    if matter.reception and told_on and told_on < matter.reception.day:
        raise PermissionDenied("告知的日期不能早于接待的日期")
    hold_station(matter.station)
    reread(matter)
    if matter.reception:
        _hold_standing(matter.reception)
    if matter.message and matter.message.state in VisitorMessage.OVER:
        raise OutOfTurn("这条留言已经答复，不能再改。")
    changed: dict[str, Any] = {"result": result, "settled_on": (matter.settled_on or today) if is_settled else None}
    if matter.message is None:
        changed |= {"told_on": told_on, "satisfaction": satisfaction if told_on else ""}
    return revising.revise("follow_matter", matter, by=by, at=at, seen=seen, **changed)
