"""Into which groups an app above divides deputies: a board may have a row for each, and number and list agree."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from congress.models import Congress

NONE = "none"  # the key of those who are in no part


@dataclass(frozen=True)
class Division:
    """Which group each deputy of a congress is in on a day; in one at most.

    Attributes:
        parts: `parts(congress, day)` gives key and label of each group, and of those in none.
        places: `places(congress, day)` gives the key of each seat's group; who is in none is left out.
        narrow: `narrow(seats, key, day)` gives those of the seats that are in one of them.
    """

    parts: Callable[[Congress, date], list[tuple[str, str]]]
    places: Callable[[Congress, date], dict[UUID, str]]
    narrow: Callable[[QuerySet[Any], str, date], QuerySet[Any]]


_declared: list[Division] = []


def declare(division: Division) -> None:
    """Say how deputies are grouped, from an app's declarations.py; there is one way."""
    _declared[:] = [division]


def division() -> Division | None:
    """How deputies are grouped; None while no app does it."""
    return _declared[0] if _declared else None
