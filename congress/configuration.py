"""Which value of a setting is in force on a day."""

from datetime import date
from typing import Any

from django.db.models import Q

from congress.configurable import DECLARED
from congress.models import Congress, Setting
from congress.remembered import once

FOLLOW = ""  # stored where a congress has none of its own from that day on


def value(key: str, congress: Congress | None = None, *, on: date) -> Any:
    """The value of a setting on a day: the congress's own, else the one for all, else the default.

    Raises:
        KeyError: for a key that nobody declared.
    """
    default = DECLARED[key].default
    found = in_force([row for row in read(congress) if row.key == key and row.starts_on <= on])
    return found.value if found else default


def read(congress: Congress | None) -> list[Setting]:
    """What is set for a congress and for all, once a request; asked for before anything else is, it answers both."""
    own = Q(congress__isnull=True) | Q(congress=congress) if congress else Q(congress__isnull=True)
    rows = once(("settings", congress and congress.pk), lambda: list(Setting.objects.filter(own)))
    if congress:
        once(("settings", None), lambda: [row for row in rows if row.congress_id is None])
    return rows


def in_force(rows: list[Setting]) -> Setting | None:
    """Of one setting's rows that have begun, the one that acts; None when the default does."""
    for is_own in (True, False):
        level = [row for row in rows if (row.congress_id is not None) is is_own]
        newest = max(level, key=lambda row: row.starts_on, default=None)
        if newest and newest.value != FOLLOW:
            return newest
    return None
