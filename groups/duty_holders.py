"""Groups owe duties too: which there are, and from when to when each exists."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from congress.actors import Actor
from congress.models import Congress, Person
from deputies.duties.holders import Holder, Holders, Scope, declare, narrowed
from deputies.duties.permissions import readers
from deputies.models import Seat
from groups.models import Group, Membership, Post
from groups.models.groups import on_a_day


def _rows(scope: Scope) -> QuerySet[Any]:
    rows = narrowed(Group.objects.visible_to(scope.actor), scope)
    return rows.filter(kind=scope.part) if scope.part in Group.Kind.values else rows


def _find(rows: QuerySet[Any]) -> list[Holder]:
    columns = rows.values_list("pk", "name", "congress_id", "kind", "starts_on", "ends_on")
    return [Holder(key, name, congress, kind, ((first, last),)) for key, name, congress, kind, first, last in columns]


def _parts(congress: Congress) -> list[tuple[str, str]]:
    return [(str(kind), label) for kind, label in Group.Kind.choices]


def _phones(keys: Iterable[UUID]) -> dict[UUID, str]:
    """Of whoever leads it now."""
    posts = Post.objects.filter(group__in=list(keys), kind=Post.Kind.LEADER, ends_on=None)
    return {post.group_id: post.grant.person.masked_phone for post in posts.select_related("grant__person")}


def _people(keys: Iterable[UUID], day: date) -> dict[UUID, list[Person]]:
    """Its leader, deputy leaders and contact persons on that day."""
    found: dict[UUID, list[Person]] = {}
    posts = Post.objects.filter(on_a_day(day), group__in=list(keys), grant__person__is_active=True)
    for post in posts.select_related("grant__person"):
        found.setdefault(post.group_id, []).append(post.grant.person)
    return found


def leads_somebody(actor: Actor, seat: Seat, today: date) -> bool:
    """Has a post in a group of which this deputy is a member today: he sees how far the deputy is."""
    led = Group.objects.led_by(actor, today)
    return Membership.objects.filter(on_a_day(today), seat=seat, group__in=led).exists()


readers.append(leads_somebody)
declare(Holders("group", "group", _rows, _find, _parts, _phones, _people))
