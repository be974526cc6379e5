"""Stations of the journeys' city, with a deputy attached, receptions, messages."""

from datetime import date, time, timedelta
from typing import Any

from django.utils import timezone

from congress.actors import Actor
from congress.models import Grant
from deputies.models import Seat
from groups.models import DutyDay, DutySeat, Matter, Reception, Station, VisitorMessage
from groups.stations import keeping, messaging, receiving
from tests.places import START
from tests.world import World

WORDS = "路口晚上没有灯，走路看不清台阶，老人不敢出门，请装路灯。"


def station(world: World, name: str = "东街代表活动室", *, by: Grant | None = None, **fields: Any) -> Station:
    """Opened by the city's desk, 张某 attached."""
    facts = {"kind": "代表活动室", "place": "东街社区", "address": "东街1号", "phone": "0561-3190001"}
    facts |= {"starts_on": START, **fields}
    made = keeping.open_station(by=Actor(by or world.desk), name=name, **facts)
    if by is None:
        keeping.attach(made, [world.zhang], by=Actor(world.desk), on=START)
    return made


def duty(row: Station, day: date, *seats: Seat, **fields: Any) -> DutyDay:
    """A day of the roster."""
    facts = {"starts_at": time(9), "ends_at": time(11), "planned_on": day, **fields}
    made = DutyDay.objects.create(station=row, day=day, **facts)
    DutySeat.objects.bulk_create([DutySeat(day=made, seat=seat) for seat in seats])
    return made


def reception(world: World, row: Station | None = None, *, days_ago: int = 0, **fields: Any) -> Reception:
    """By 张某, who received himself."""
    facts: dict[str, Any] = {"visitors": 3, "summary": "说路灯的事", "seats": [world.zhang], **fields}
    day = timezone.localdate() - timedelta(days=days_ago)
    by = facts.pop("by", Actor(world.deputy))
    return receiving.record_reception(row or station(world), day=day, by=by, at=timezone.now(), **facts)


def matter(world: World, held: Reception | None = None, **fields: Any) -> Matter:
    """Raised at a reception; for a deputy of the city."""
    facts = {"content": WORDS, "way": "city", **fields}
    return receiving.add_matter(held or reception(world), by=Actor(world.deputy), at=timezone.now(), **facts)


def message(row: Station, **fields: Any) -> VisitorMessage:
    """Left by somebody who read the poster."""
    facts = {"text": WORDS, "name": "王小明", "phone": "13900000001", "photo": None, **fields}
    key = messaging.key_from(facts.pop("ticket", "") or messaging.ticket())
    return messaging.leave_message(row, key=key, at=timezone.now(), **facts)


def taken(world: World, row: Station, **fields: Any) -> Matter:
    """The matter that its message was made by 张某."""
    facts = {"way": "city", "category": "", "passed_to": None, **fields}
    return messaging.take_up_message(message(row), by=Actor(world.deputy), at=timezone.now(), **facts)
