"""Whose duties there are: deputies and members of the Standing Committee here; an app above adds its groups."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, FilteredRelation, OuterRef, Q, QuerySet
from django.urls import reverse

from congress.actors import Actor
from congress.models import Congress, Person
from deputies.duties.divisions import NONE, division
from deputies.duties.due import Days
from deputies.models import CouncilMembership, Seat, SeatState
from deputies.permissions import seats_of


@dataclass(frozen=True)
class Scope:
    """Whose numbers are asked for.

    Attributes:
        actor: who asks; what he may not see is not counted. None asks for the portal itself, of everybody.
        first, last: days of one or more whole years; who held nothing in them is left out.
        within: a congress and all below it; `alone` leaves out those below.
        level: of congress, empty for all.
        part: a delegation, or the county of a group; empty for all.
        group: of deputies those who are in this group on the last day, or on `group_on`; empty for all.
        holder: one alone.
        keys: these alone, some hundreds at most; None for all.
    """

    actor: Actor | None
    first: date
    last: date
    within: Congress | None = None
    alone: bool = False
    level: str = ""
    part: str = ""
    holder: UUID | None = None
    group: str = ""
    group_on: date | None = None
    keys: tuple[UUID, ...] | None = None


@dataclass(frozen=True)
class Holder:
    """One who owes duties, with the days on which he does."""

    key: UUID
    name: str
    congress: UUID
    part: str
    spans: tuple[Days, ...]


@dataclass(frozen=True)
class Holders:
    """A kind of holder.

    Attributes:
        name: as Duty.Holder has it.
        subject: what excuses and countables call it: "seat" or "group".
        rows: `rows(scope)` gives the queryset of those in it that the actor may see.
        find: `find(rows)` gives each of them with its days.
        parts: `parts(congress)` gives key and label of what a congress's own are divided into.
        phones: `phones(keys)` gives the masked telephone of each, for calls.
        people: `people(rows, day)` gives whom to remind for each key on that day.
        address: `address(key)` gives the holder's page.
    """

    name: str
    subject: str
    rows: Callable[[Scope], QuerySet[Any]]
    find: Callable[[QuerySet[Any]], list[Holder]]
    parts: Callable[[Congress], list[tuple[str, str]]]
    phones: Callable[[Iterable[UUID]], dict[UUID, str]]
    people: Callable[[Iterable[UUID], date], dict[UUID, list[Person]]]
    address: Callable[[UUID], str] = lambda key: ""


kinds: dict[str, Holders] = {}


def declare(holders: Holders) -> None:
    """Put a kind on the list, from an app's declarations.py."""
    kinds[holders.name] = holders


def narrowed(rows: QuerySet[Any], scope: Scope) -> QuerySet[Any]:
    """Those of a congress, a level, one holder, with a day among the scope's: columns that every kind has."""
    rows = rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=scope.first), starts_on__lte=scope.last)
    if scope.within is not None:
        own = Q(congress=scope.within) if scope.alone else Q(congress__path__startswith=scope.within.path)
        rows = rows.filter(own)
    if scope.level:
        rows = rows.filter(congress__level=scope.level)
    if scope.holder is not None:
        rows = rows.filter(pk=scope.holder)
    return rows if scope.keys is None else rows.filter(pk__in=scope.keys)


def seats_seen(actor: Actor | None) -> QuerySet[Seat]:
    """Seats whose duties this actor may see: those of his roster, and his own; all for None."""
    if actor is None:
        return Seat.objects.all()
    return Seat.objects.filter(pk=actor.seat.pk) if actor.seat else seats_of(actor)


def _deputies(scope: Scope) -> QuerySet[Seat]:
    rows = narrowed(seats_seen(scope.actor).filter(is_placeholder=False), scope)
    if scope.group:
        ways = division()
        rows = ways.narrow(rows, scope.group, scope.group_on or scope.last) if ways else rows.none()
    if scope.part == NONE:
        return rows.filter(delegation=None)
    return rows.filter(delegation=int(scope.part)) if scope.part.isdecimal() and len(scope.part) < 10 else rows


def _members(scope: Scope) -> QuerySet[Seat]:
    own = CouncilMembership.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=scope.first), seat=OuterRef("pk"), starts_on__lte=scope.last
    )
    return _deputies(scope).filter(Exists(own))


def _find_deputies(rows: QuerySet[Seat]) -> list[Holder]:
    served = FilteredRelation("states", condition=Q(states__state=SeatState.State.SERVING))
    columns = ("pk", "person__name", "congress_id", "delegation_id", "served__starts_on", "served__ends_on")
    found: dict[UUID, Holder] = {}
    for key, name, congress, delegation, first, last in rows.annotate(served=served).values_list(*columns):
        holder = found.get(key) or Holder(key, name, congress, str(delegation or NONE), ())
        found[key] = replace(holder, spans=(*holder.spans, (first, last))) if first else holder
    return [replace(one, spans=tuple(sorted(one.spans, key=lambda days: days[0]))) for one in found.values()]


def _find_members(rows: QuerySet[Seat]) -> list[Holder]:
    held: dict[UUID, list[Days]] = {}
    memberships = CouncilMembership.objects.filter(seat__in=rows.order_by().values("pk")).order_by("starts_on")
    for seat, first, last in memberships.values_list("seat_id", "starts_on", "ends_on"):
        held.setdefault(seat, []).append((first, last))
    if not held:
        return []
    return [replace(one, spans=both(one.spans, held.get(one.key, []))) for one in _find_deputies(rows)]


def both(some: Iterable[Days], others: Iterable[Days]) -> tuple[Days, ...]:
    """The days that are in one span of either."""
    end, found = date.max, []
    for first, last in some:
        for begins, ends in others:
            start, stop = max(first, begins), min(last or end, ends or end)
            if start <= stop:
                found.append((start, None if stop == end else stop))
    return tuple(found)


def _delegations(congress: Congress) -> list[tuple[str, str]]:
    own = [(str(pk), name) for pk, name in congress.delegations.values_list("pk", "name")]
    return [*own, (NONE, "没有代表团的")]


def _phones(keys: Iterable[UUID]) -> dict[UUID, str]:
    seats = Seat.objects.filter(pk__in=list(keys)).select_related("person")
    return {seat.pk: seat.person.masked_phone for seat in seats}


def _people(keys: Iterable[UUID], day: date) -> dict[UUID, list[Person]]:
    seats = Seat.objects.active(day).filter(pk__in=list(keys), person__is_active=True).select_related("person")
    return {seat.pk: [seat.person] for seat in seats}


def _address(key: UUID) -> str:
    return reverse("deputies:detail", args=[key])


declare(Holders("deputy", "seat", _deputies, _find_deputies, _delegations, _phones, _people, _address))
declare(Holders("member", "seat", _members, _find_members, _delegations, _phones, _people, _address))
