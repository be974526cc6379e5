"""Who acts: a person, and the one grant he acts under now."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from congress.models import ADMINISTRATORS, Congress, Grant, Organ, Person, Role

# Who looks at a whole congress and all below it.
OVERSEERS = {Role.DESK, Role.COUNCIL, Role.AUDITOR}


@dataclass(frozen=True)
class Actor:
    """A person under one grant. Rules take an actor, never a bare person; events store both."""

    grant: Grant

    @property
    def person(self) -> Person:
        return self.grant.person

    @property
    def role(self) -> str:
        return self.grant.role

    @property
    def congress(self) -> Congress:
        return self.grant.congress

    @property
    def organ(self) -> Organ | None:
        return self.grant.organ

    @property
    def label(self) -> str:
        return str(self.grant)

    @cached_property
    def seat(self) -> Any:
        """The seat that a deputy's grant stands for, or None. (deputies.Seat points down at the grant.)"""
        return getattr(self.grant, "seat", None) if self.role == Role.DEPUTY else None

    @property
    def is_deputy(self) -> bool:
        return self.role == Role.DEPUTY

    @property
    def is_desk(self) -> bool:
        return self.role == Role.DESK

    @property
    def is_handler(self) -> bool:
        return self.role == Role.HANDLER

    @property
    def is_organ_leader(self) -> bool:
        return self.role == Role.ORGAN_LEADER

    @property
    def oversees(self) -> bool:
        """Reads everything of the congress and those below, drafts excepted."""
        return self.role in OVERSEERS

    @property
    def is_administrator(self) -> bool:
        return self.role in ADMINISTRATORS

    def __hash__(self) -> int:
        return hash(self.grant.pk)


def grants_of(person: Person, on: date) -> list[Grant]:
    """The grants a person may act under on that day outside of practice rooms, the same order every time."""
    return list(person.grants.active(on).real().select_related("congress", "organ", "person"))
