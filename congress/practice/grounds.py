"""What the apps add to practice rooms: what stands in a new one, where a task begins, which pages work there.

Training says which tasks there are and may not import proposals, in which most of them are done: so proposals puts a
ground for each on this list, by its name.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from congress.actors import Actor
from congress.models import Congress, Grant

Lay = Callable[[Actor, datetime], str]
Furnish = Callable[[Congress, Grant, date], None]


@dataclass
class Grounds:
    """What was declared.

    Attributes:
        home: the address that takes the place of the start page in a room.
        pages: addresses that work in a room; every other one is refused there.
        furnishers: each puts into a room what an app needs there, once, however often it is called.
        layers: by the name of a task, what lays out a fresh matter for it.
    """

    home: str = ""
    pages: set[str] = field(default_factory=set)
    furnishers: list[Furnish] = field(default_factory=list)
    layers: dict[str, Lay] = field(default_factory=dict)


grounds = Grounds()


def home(name: str) -> None:
    """Declare the page of the room itself."""
    grounds.home = name
    grounds.pages.add(name)


def pages(*names: str) -> None:
    """Declare addresses that work in a practice room."""
    grounds.pages |= set(names)


def furnish(put: Furnish) -> Furnish:
    """Declare what an app puts into a room: `function(room, grant, on)`, the grant being its person's in it."""
    grounds.furnishers.append(put)
    return put


def ground(name: str) -> Callable[[Lay], Lay]:
    """Declare where a task begins: `function(actor, at)` lays out a matter and gives the page on which to begin."""

    def declare(lay: Lay) -> Lay:
        grounds.layers[name] = lay
        return lay

    return declare


def works_here(actor: Any, view_name: str) -> bool:
    """Whether this address may be used under the actor's grant: outside of practice rooms always."""
    return not actor.congress.is_practice or view_name in grounds.pages
