"""Being in a practice room: the session acts under a grant there, and remembers which real one it stands for."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.contrib.sessions.backends.base import SessionBase

from congress.models import Grant, Person

CAME_FROM = "practice_from"


def enter(session: SessionBase, grant: Grant, *, came_from: Grant, key: str) -> None:
    """Act under a grant in a room from now on.

    Args:
        key: under which the session keeps the grant that it acts under.
    """
    session[CAME_FROM] = str(came_from.pk)
    session[key] = str(grant.pk)


def leave(session: SessionBase, *, key: str) -> None:
    """Act under the grant again under which one came; once that is over, under the first."""
    session[key] = session.pop(CAME_FROM, "")


def grant_in_room(person: Person, chosen: str, grants: Sequence[Grant], on: date) -> Grant | None:
    """The grant in a practice room that was chosen, while its person holds the role for real that it stands for.

    Args:
        chosen: as the session keeps it.
        grants: what this session opens to him outside of rooms.
    """
    try:
        key = UUID(chosen)
    except ValueError:
        return None
    rows = Grant.objects.active(on).filter(pk=key, person=person, congress__practised_by=person)
    grant = rows.select_related("congress", "organ", "person").first()
    if grant is None:
        return None
    held = {(real.role, real.congress_id) for real in grants}
    return grant if (grant.role, grant.congress.practice_of_id) in held else None
