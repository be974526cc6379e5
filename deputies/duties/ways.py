"""Where a deputy puts on record what he did: visits here, receptions in the app above that keeps stations."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from congress.actors import Actor


@dataclass(frozen=True)
class Way:
    """What is recorded there, and the address of the form."""

    label: str
    address: str


sources: list[Callable[[Actor, date], Iterable[Way]]] = []


def declare(source: Callable[[Actor, date], Iterable[Way]]) -> None:
    """Put forms of an app above on the list, from its declarations.py: `source(actor, today)`."""
    sources.append(source)


def ways_of(actor: Actor, today: date) -> list[Way]:
    """Every other form that is open to this deputy today."""
    return [way for source in sources for way in source(actor, today)]
