"""值班表: planning reception days by a rule, changing one, cancelling one."""

from collections.abc import Sequence
from datetime import date, time

from django.core.exceptions import PermissionDenied
from django.db import transaction

from congress import timeline
from congress.actors import Actor
from congress.calendar_table import current_calendar
from congress.permissions import require
from congress.rereading import reread
from congress.workflow import OutOfTurn
from deputies.models import Seat
from groups.models import DutyDay, DutySeat, Station
from groups.models.groups import on_a_day
from groups.stations.keeping import hold_station
from groups.stations.permissions import keeps
from groups.stations.rules import Rule, planned

MOST_DAYS = 120


def seats_of(station: Station, on: date) -> "list[Seat]":
    """进站代表 on that day, by name."""
    rows = station.attached.filter(on_a_day(on)).select_related("seat__person", "seat__congress")
    return [row.seat for row in rows]


def _of_the_station(station: Station, seats: Sequence[Seat], on: date) -> None:
    there = {seat.pk for seat in seats_of(station, on)}
    if [seat for seat in seats if seat.pk not in there]:
        raise PermissionDenied("值班代表要从进站代表里选。")


@transaction.atomic
def plan_days(
    station: Station,
    rule: Rule,
    *,
    first: date,
    last: date,
    starts_at: time,
    ends_at: time,
    theme: str,
    seats: Sequence[Seat],
    each: int,
    by: Actor,
    on: date,
) -> list[DutyDay]:
    """排值班: a row for each day that the rule gives and that is free, deputies in turn; gives the new ones.

    Args:
        first, last: both counted; what is past is left out.
        seats: who takes turns; nobody leaves the days open.
        each: how many are on duty on a day.
        on: today.
    """
    require(keeps(by, station))
    hold_station(station)
    _of_the_station(station, seats, on)
    until = min(last, station.ends_on) if station.ends_on else last
    days = planned(rule, max(first, on, station.starts_on), until, current_calendar())
    if len(days) > MOST_DAYS:
        raise PermissionDenied(f"一次最多排{MOST_DAYS}天，现在是{len(days)}天。")
    taken = set(station.duty_days.filter(is_cancelled=False).values_list("day", flat=True))
    same = {"station": station, "starts_at": starts_at, "ends_at": ends_at, "theme": theme}
    new = [DutyDay(day=day, planned_on=was, **same) for was, day in days if day not in taken]
    DutyDay.objects.bulk_create(new)
    turns, at = [], 0
    for duty in new:
        on_duty = {seats[(at + step) % len(seats)].pk: None for step in range(min(each, len(seats)))} if seats else {}
        turns += [DutySeat(day=duty, seat_id=pk) for pk in on_duty]
        at += each
    DutySeat.objects.bulk_create(turns)
    if new:
        timeline.record("plan_days", station, by=by, is_locked=True, days=[str(duty.pk) for duty in new])
    return new


def _hold_day(duty: DutyDay) -> None:
    """Locked with its station, and as it is by now. Raises OutOfTurn once it is cancelled."""
    hold_station(duty.station)
    reread(duty)
    if duty.is_cancelled:
        raise OutOfTurn("这一天的值班刚刚已经取消。")


@transaction.atomic
def change_day(
    duty: DutyDay,
    *,
    day: date,
    starts_at: time,
    ends_at: time,
    theme: str,
    seats: Sequence[Seat],
    by: Actor,
    on: date,
) -> None:
    """改一天的值班: the rule's day stays beside it.

    Raises:
        OutOfTurn: it was cancelled, or that day is taken by now.
    """
    require(keeps(by, duty.station))
    _hold_day(duty)
    now = set(duty.on_duty.values_list("seat", flat=True))
    _of_the_station(duty.station, [seat for seat in seats if seat.pk not in now], on)
    wanted, times = {seat.pk for seat in seats}, (day, starts_at, ends_at, theme)
    if wanted == now and times == (duty.day, duty.starts_at, duty.ends_at, duty.theme):
        return  # pressed twice
    others = duty.station.duty_days.filter(day=day, is_cancelled=False).exclude(pk=duty.pk)
    if others.exists():
        raise OutOfTurn("那一天已经排了值班。")
    duty.day, duty.starts_at, duty.ends_at, duty.theme = times
    duty.save(update_fields=["day", "starts_at", "ends_at", "theme"])
    duty.on_duty.exclude(seat__in=wanted).delete()
    DutySeat.objects.bulk_create([DutySeat(day=duty, seat=seat) for seat in seats if seat.pk not in now])
    timeline.record("change_day", duty, by=by, is_locked=True, root=duty.station_id)


@transaction.atomic
def cancel_day(duty: DutyDay, *, by: Actor) -> None:
    """取消一天的值班. Raises OutOfTurn when it is cancelled or somebody was received on it already."""
    require(keeps(by, duty.station))
    _hold_day(duty)
    if duty.receptions.filter(withdrawn_at=None).exists():
        raise OutOfTurn("这一天已经有接待记录，不能取消。")
    DutyDay.objects.filter(pk=duty.pk).update(is_cancelled=True)
    timeline.record("cancel_day", duty, by=by, is_locked=True, root=duty.station_id)
