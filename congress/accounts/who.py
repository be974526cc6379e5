"""Which way of signing in opens which roles: an SMS code is enough for a deputy, never for an office."""

from datetime import date

from django.http import HttpRequest

from congress.models import Grant, Person, Role

BY_CODE = [Role.DEPUTY, Role.GROUP_LEADER, Role.GROUP_CONTACT]
SIGNED_IN_BY = "signed_in_by"
CODE, PASSWORD, DEMO = "code", "password", "demo"


def may_use_code(person: Person, on: date) -> bool:
    """Whether the person acts for himself as a deputy in something, so that his phone is enough."""
    return person.grants.active(on).real().filter(role__in=BY_CODE).exists()


def is_staff(person: Person, on: date) -> bool:
    """Whether the person holds an office, for which a password and a second factor are asked."""
    return person.grants.active(on).real().exclude(role__in=BY_CODE).exists()


def opened(request: HttpRequest, grants: list[Grant]) -> list[Grant]:
    """The grants that this session's way of signing in opens."""
    if request.session.get(SIGNED_IN_BY) == CODE:
        return [grant for grant in grants if grant.role in BY_CODE]
    return grants
