"""Opening a person's practice room, and the grants in it: his own, and those of figures who play the other parts."""

import secrets
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from django.db import transaction

from congress.actors import Actor
from congress.models import Congress, Grant, Organ, Person, Role, Term
from congress.models.people import GrantQuerySet
from congress.permissions import ALLOWED, refuse, require
from congress.practice.grounds import grounds

PLACE = "练习室"
DESK, LEAD, OTHER = "代表工委", "承办单位甲", "承办单位乙"
ORGANS = (
    (DESK, Organ.Kind.DESK, Organ.Branch.CONGRESS),
    (LEAD, Organ.Kind.HANDLER, Organ.Branch.GOVERNMENT),
    (OTHER, Organ.Kind.HANDLER, Organ.Branch.GOVERNMENT),
)
# Where somebody acts in a room: a role that is not named here has no room.
PLACES: dict[str, str] = {Role.DEPUTY: "", Role.DESK: DESK, Role.HANDLER: LEAD, Role.ORGAN_LEADER: LEAD}
# Who plays the other parts: people without login, phone or password, the same ones in every room.
FIGURES = (
    ("练习代表", Role.DEPUTY, ""),
    ("练习工作人员", Role.DESK, DESK),
    ("练习经办人", Role.HANDLER, LEAD),
    ("练习负责人", Role.ORGAN_LEADER, LEAD),
    ("练习经办人", Role.HANDLER, OTHER),
)
NAMESPACE = UUID("6f1e8d0a-5f57-4d0b-9a0e-3f2f5d0c7a11")
LONGEST_NAME = 60


@dataclass(frozen=True)
class Parts:
    """Who plays what in a room, its person left out."""

    deputy: Actor
    desk: Actor
    handler: Actor
    leader: Actor

    @property
    def lead(self) -> Organ:
        """The organ that handles what is laid out."""
        organ = self.handler.organ
        if organ is None:
            raise LookupError("the handler of a practice room has no organ")
        return organ


@transaction.atomic
def stand_in(*, by: Actor, on: date) -> Grant:
    """The grant of the same role in the person's room of his congress; room and grant are made when there are none.

    Raises:
        PermissionDenied: in a room already, or under a role for which there is none.
    """
    require(refuse("您已经在练习室里。") if by.congress.is_practice else ALLOWED)
    require(ALLOWED if by.role in PLACES else refuse("您现在的身份还没有练习。"))
    list(Person.objects.select_for_update(no_key=True).filter(pk=by.person.pk).values_list("pk"))
    room = _room(by.person, by.congress, on)
    organ = room.organs.filter(name=PLACES[by.role]).first()
    same = {"person": by.person, "role": by.role, "congress": room, "organ": organ}
    grant = Grant.objects.open(on).filter(**same).first() or Grant.objects.create(starts_on=on, **same)
    for put in grounds.furnishers:
        put(room, grant, on)
    return grant


def _room(person: Person, congress: Congress, on: date) -> Congress:
    if found := Congress.objects.filter(practice_of=congress, practised_by=person).first():
        return found
    room = Congress.objects.create(
        name=f"{congress.name}{PLACE}"[:LONGEST_NAME],
        place=PLACE,
        code=f"LX{secrets.token_hex(3).upper()}",
        level=congress.level,
        practice_of=congress,
        practised_by=person,
    )
    Term.objects.create(congress=room, number=1, starts_on=on)
    organs: dict[str, Organ | None] = {"": None}
    for name, kind, branch in ORGANS:
        organs[name] = Organ.objects.create(congress=room, name=name, kind=kind, branch=branch)
    for name, role, place in FIGURES:
        Grant.objects.create(person=_figure(name), role=role, congress=room, organ=organs[place], starts_on=on)
    return room


def _figure(name: str) -> Person:
    """Made once for all rooms, by whoever comes first."""
    key = uuid5(NAMESPACE, name)
    figure = Person(pk=key, name=name, sort_key="~")
    figure.set_unusable_password()
    Person.objects.bulk_create([figure], ignore_conflicts=True)
    return Person.objects.get(pk=key)


def parts(room: Congress) -> Parts:
    """Who plays the other parts there."""
    rows = Grant.objects.filter(congress=room).exclude(person=room.practised_by_id)
    found = {(row.role, row.organ.name if row.organ else ""): Actor(row) for row in _whole(rows)}
    return Parts(
        deputy=found[Role.DEPUTY, ""],
        desk=found[Role.DESK, DESK],
        handler=found[Role.HANDLER, LEAD],
        leader=found[Role.ORGAN_LEADER, LEAD],
    )


def _whole(rows: GrantQuerySet) -> GrantQuerySet:
    return rows.select_related("person", "congress", "organ")
