"""A way back in for somebody who lost his: decided by an administrator, recorded, told to nobody else."""

import secrets

from allauth.mfa.models import Authenticator
from django.db import transaction

from congress import timeline
from congress.accounts.devices import forget_all
from congress.accounts.end_sessions import end_sessions
from congress.actors import Actor
from congress.models import Congress, Person

# Without the letters and digits that are taken for each other.
SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"


def initial_password() -> str:
    """Sixteen signs in groups of four, to be read out or written down once; 79 bits."""
    return "-".join("".join(secrets.choice(SIGNS) for _ in range(4)) for _ in range(4))


@transaction.atomic
def reset_access(person: Person, *, by: Actor | None, congress: Congress | None = None, reason: str = "") -> str:
    """Give the person a new initial password, take away the second factor, end the sessions.

    Args:
        by: the administrator; None when a command does it, which then names the congress.
        reason: why, for the log.
    Returns:
        The password, shown once; it must be changed on signing in.
    """
    password = initial_password()
    person.set_password(password)
    person.must_change_password = True
    person.save(update_fields=["password", "must_change_password"])
    Authenticator.objects.filter(user=person).delete()
    forget_all(person)
    end_sessions(person)
    if place := by.congress if by else congress:
        timeline.record("reset_access", place, by=by, note=reason, person=str(person.pk))
    return password
