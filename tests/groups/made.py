"""Groups of the journeys' city, made by the deeds."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from congress.actors import Actor
from congress.models import Grant
from groups.activities import attending, planning, recording, topics
from groups.keeping import establishing, linking, matters, membership
from groups.models import Activity, Attendance, Group, Link, Membership, Post, PracticalMatter, Topic
from tests.places import START
from tests.world import World

NAME = "第一代表小组"
SAID = "查看河道环境，听取沿岸居民意见。"


def group(world: World, name: str = NAME, *, kind: str = "activity", by: Grant | None = None) -> Group:
    """With 李某 as its leader and 张某 in it."""
    desk, now = Actor(by or world.desk), timezone.now()
    made = establishing.establish(kind=kind, name=name, starts_on=START, by=desk, at=now)
    if not made.memberships.exists():
        membership.add_members(made, [world.zhang, world.li], starts_on=START, by=desk, at=now)
        membership.name_post(made, world.li.grant, kind="leader", starts_on=START, by=desk, at=now)
    return made


def leader(world: World) -> Actor:
    return Actor(Grant.objects.select_related("person", "congress", "organ", "seat").get(pk=world.li.grant_id))


def leader_grant(world: World) -> Grant:
    return world.li.grant


def deputy(world: World) -> Actor:
    return Actor(world.deputy)


def day(days: int = 0) -> date:
    return timezone.localdate() + timedelta(days=days)


def planned(world: World, days: int = 0, **fields: Any) -> Activity:
    facts = {"kind": "视察", "title": "环保突出问题", "day": day(days)} | fields
    return planning.plan_activity(group(world), by=leader(world), at=timezone.now(), **facts)


def recorded(world: World, days: int = 0, **fields: Any) -> Activity:
    facts = {"kind": "视察", "summary": SAID, "day": day(days)} | fields
    return recording.record_activity(group(world), by=leader(world), at=timezone.now(), **facts)


def sent_back(world: World) -> Activity:
    row = recorded(world)
    recording.send_back(row, reason="请写明地点", by=Actor(world.desk), at=timezone.now())
    return row


def leave(world: World) -> Attendance:
    """张某 asks for it."""
    row = planned(world, 3)
    attending.ask_leave(row, reason="出差", by=deputy(world), at=timezone.now())
    return row.attendances.get(seat=world.zhang)


def waiting(world: World) -> Attendance:
    """张某 is to come today."""
    return planned(world).attendances.get(seat=world.zhang)


def link(world: World, kind: str = "organ") -> Link:
    facts: dict[str, Any] = {"organ": world.urban} if kind == "organ" else {"village": "路东村"}
    return linking.set_link(group(world), kind=kind, starts_on=START, by=leader(world), at=timezone.now(), **facts)


def matter(world: World, **fields: Any) -> PracticalMatter:
    facts = {"title": "修好村口的水泵", "starts_on": day(-10)} | fields
    return matters.add_matter(group(world), by=leader(world), at=timezone.now(), **facts)


def topic(world: World, title: str = "环境问题督查") -> Topic:
    facts = {"title": title, "text": "每组查看一处。", "starts_on": START, "ends_on": None}
    return topics.open_topic(by=Actor(world.desk), at=timezone.now(), **facts)


def member(world: World) -> Membership:
    return group(world).memberships.get(seat=world.zhang)


def post(world: World) -> Post:
    return group(world).posts.get()
