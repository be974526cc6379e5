"""Of which matters a report speaks: filters of the list as they stand in its address, so that each number opens it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse

from congress.actors import Actor
from congress.models import Congress
from congress.registries import registry
from deputies.models import Delegation, SeatQuerySet
from deputies.permissions import seats_of
from proposals.counting import counts
from proposals.listing import OUTCOMES, filtered, number_of, uuid_of
from proposals.measures import rules
from proposals.models import ProposalQuerySet

FILTERS = ("kind", "category", "organ", "delegation", "outcome")
FIRST_YEAR = 2000


@dataclass(frozen=True)
class Number:
    """A number, what it counts, and the list that it opens."""

    name: str
    label: str
    number: int
    address: str
    says: str = ""


@dataclass(frozen=True)
class Asked:
    """One reader's question: a year, a congress with all below it, and perhaps narrower.

    Attributes:
        where: the filters of the list; `within` is always one of the reader's own congresses.
    """

    actor: Actor
    congress: Congress
    year: int
    where: Mapping[str, str]

    @classmethod
    def read(cls, actor: Actor, parameters: Mapping[str, str], today: date) -> "Asked":
        """From an address; what makes no sense there is as if it were not there."""
        year = number_of(parameters.get("year", ""))
        year = year if FIRST_YEAR <= year <= today.year else today.year
        within = Congress.objects.within(actor.congress).filter(code=parameters.get("within", "")[:8])
        congress = (within.first() if parameters.get("within") else None) or actor.congress
        narrower = {name: parameters[name] for name in FILTERS if parameters.get(name)}
        if key := number_of(narrower.pop("delegation", "")):
            own = Delegation.objects.filter(pk=key, congress=actor.congress)  # as the roster offers them
            narrower |= {"delegation": str(key)} if own.exists() else {}
        return cls(actor, congress, year, {"year": str(year), "within": congress.code, **narrower})

    @property
    def matters(self) -> ProposalQuerySet:
        """What the list shows under these filters before a measure asks, which asks the organ too."""
        where = {name: value for name, value in self.where.items() if name not in ("organ", "outcome")}
        found = filtered(self.actor, where)
        outcome = OUTCOMES.get(self.where.get("outcome", ""))
        return found.filter(rules[outcome].of(self.organ)) if outcome else found

    @property
    def organ(self) -> UUID | None:
        return uuid_of(self.where.get("organ", ""))

    def counts(self, names: Iterable[str], **more: str) -> dict[str, int]:
        """How many of them each measure counts, in one query."""
        asked = Asked(self.actor, self.congress, self.year, {**self.where, **more})
        return counts(asked.matters, names, self.organ)

    @cached_property
    def seats(self) -> SeatQuerySet:
        """The deputies of whom it speaks."""
        seats = seats_of(self.actor).filter(congress__path__startswith=self.congress.path, is_placeholder=False)
        delegation = number_of(self.where.get("delegation", ""))
        return seats.filter(delegation=delegation) if delegation else seats

    def number(self, name: str, number: int, **more: str) -> Number:
        """What a measure counted, with the address of its list."""
        counted = registry.measures[name]
        return Number(name, counted.label, number, self.address(measure=name, **more), counted.says)

    def address(self, **more: str) -> str:
        """The list under these filters and more."""
        return f"{reverse('proposals:index')}?{urlencode({**self.where, **more})}"

    @property
    def query(self) -> str:
        """The same filters for another report."""
        return f"?{urlencode(self.where)}"
