"""A line in the log for each try to sign in: who it was for, by what, and how it ended. Never what was typed.

nginx's log has the address of whoever tried, under the same number.
"""

import logging

from congress.models import Person

log = logging.getLogger(__name__)


def succeeded(person: Person, way: str) -> None:
    """Somebody is in."""
    log.info("signed in by %s", way, extra={"facts": {"person": str(person.pk)}})


def failed(person: Person | None, way: str) -> None:
    """A password, code or second factor was wrong, or not even looked at; for an account, or for none there is."""
    log.info("refused by %s", way, extra={"facts": {"person": str(person.pk) if person else "nobody"}})
