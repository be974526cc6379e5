"""办成率、B转A率、销号率 of a year's matters, as the ledger of promises shows them, each number with its list."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from congress.actors import Actor
from congress.registries import registry
from proposals.counting import counts
from proposals.listing import listed
from proposals.rates import BY_NAME, measures_of

SHOWN = ("solved_rate", "turned_rate", "cleared_rate")


@dataclass(frozen=True)
class Number:
    """A number and the list that it counts."""

    label: str
    number: int
    address: str


@dataclass(frozen=True)
class Shown:
    """A rate with both its numbers."""

    label: str
    says: str
    value: str
    part: Number
    whole: Number


def rates_of(actor: Actor, year: int, *, whole_tree: bool) -> list[Shown]:
    """Of what was put forward in that year, at the actor's level or at all below too."""
    where = {"year": str(year)}
    if actor.oversees:
        where["within" if whole_tree else "congress"] = actor.congress.code
    numbers = counts(listed(actor, where), measures_of(*SHOWN))

    def number(name: str) -> Number:
        address = f"{reverse('proposals:index')}?{urlencode({'measure': name, **where})}"
        return Number(registry.measures[name].label, numbers[name], address)

    rates = [BY_NAME[name] for name in SHOWN]
    return [Shown(rate.label, rate.says, rate.words(numbers), number(rate.part), number(rate.whole)) for rate in rates]
