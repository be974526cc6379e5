"""办成率、B转A率、销号率: parts of a year's matters, each number with the list behind it."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from congress.actors import Actor
from congress.registries import registry
from proposals.figures import percent
from proposals.listing import listed

RATES = [
    ("办成率", "solved", "answered", "已办成（A类，加上B类转A类的）占已答复的"),
    ("B转A率", "turned", "class_b", "承诺全部兑现的占B类答复的"),
    ("销号率", "cleared", "proposals_done", "办结并且没有未了结承诺的占办结的"),
]


@dataclass(frozen=True)
class Count:
    """A number and the list that it counts."""

    label: str
    number: int
    address: str


@dataclass(frozen=True)
class Rate:
    label: str
    says: str
    part: Count
    whole: Count

    @property
    def value(self) -> str:
        return percent(self.part.number, self.whole.number)


def rates_of(actor: Actor, year: int, *, whole_tree: bool) -> list[Rate]:
    """Of what was put forward in that year, at the actor's level or at all below too."""
    place = {}
    if actor.oversees:
        place = {"within" if whole_tree else "congress": actor.congress.code}

    def counted(name: str) -> Count:
        parameters = {"measure": name, "year": str(year), **place}
        address = f"{reverse('proposals:index')}?{urlencode(parameters)}"
        return Count(registry.measures[name].label, listed(actor, parameters).order_by().count(), address)

    return [Rate(label, says, counted(part), counted(whole)) for label, part, whole, says in RATES]
