"""Groups owe duties too: which there are, and from when to when each exists; and which one a deputy is in.

"四个一" is owed by activity groups. Professional groups stand beside them: their members are in an activity group too.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse

from congress.actors import Actor
from congress.models import Congress, Person
from deputies.duties import divisions
from deputies.duties.divisions import NONE
from deputies.duties.holders import Holder, Holders, Scope, declare, narrowed
from deputies.duties.permissions import readers
from deputies.models import Seat
from groups.models import Group, Membership, Post
from groups.models.groups import on_a_day


def _rows(scope: Scope) -> QuerySet[Any]:
    seen = Group.objects.visible_to(scope.actor) if scope.actor else Group.objects.all()
    rows = narrowed(seen.filter(kind=Group.Kind.ACTIVITY), scope)
    if scope.part == NONE:
        return rows.filter(area=None)
    return rows.filter(area__code=scope.part) if scope.part else rows


def _find(rows: QuerySet[Any]) -> list[Holder]:
    columns = rows.values_list("pk", "name", "congress_id", "area__code", "starts_on", "ends_on")
    return [
        Holder(key, name, congress, area or NONE, ((first, last),))
        for key, name, congress, area, first, last in columns
    ]


def _parts(congress: Congress) -> list[tuple[str, str]]:
    """The counties in which its groups are."""
    areas = Congress.objects.filter(pk__in=Group.objects.filter(congress=congress).order_by().values("area"))
    return [*areas.values_list("code", "place"), (NONE, "不分县区的")]


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


def _address(key: UUID) -> str:
    return reverse("groups:detail", args=[key])


def _groups(congress: Congress, day: date) -> list[tuple[str, str]]:
    rows = Group.objects.on(day).filter(congress=congress, kind=Group.Kind.ACTIVITY)
    return [(str(key), name) for key, name in rows.values_list("pk", "name")]


def _memberships(day: date) -> QuerySet[Membership]:
    inside = Membership.objects.filter(on_a_day(day), group__kind=Group.Kind.ACTIVITY)
    return inside.filter(group__in=Group.objects.on(day).order_by().values("pk")).order_by()


def _places(congress: Congress, day: date) -> dict[UUID, str]:
    """Of two groups on one day, where a congress allows it, the one he came to last."""
    rows = _memberships(day).filter(group__congress=congress).order_by("starts_on", "pk")
    return {seat: str(group) for seat, group in rows.values_list("seat", "group")}


def _narrow(seats: QuerySet[Any], key: str, day: date) -> QuerySet[Any]:
    """The same of one group: whose last membership on that day is in it."""
    own = _memberships(day).filter(seat=OuterRef("pk"), group__congress=OuterRef("congress"))
    last = seats.annotate(group_of_day=Subquery(own.order_by("-starts_on", "-pk").values("group")[:1]))
    return last.filter(group_of_day__isnull=True) if key == NONE else last.filter(group_of_day=UUID(key))


readers.append(leads_somebody)
declare(Holders("group", "group", _rows, _find, _parts, _phones, _people, _address))
divisions.declare(divisions.Division(_groups, _places, _narrow))
