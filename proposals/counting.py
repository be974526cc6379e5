"""Counting many measures at once: every part is looked at once, whatever the measures ask of it."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from proposals import parts
from proposals.measures import Listing, Rule, State, put_forward, rules
from proposals.models import ProposalQuerySet
from proposals.parts import Fact, asked


class Counting(Listing):
    """How measures ask of matters whose parts of each kind were counted before.

    Attributes:
        facts: which parts to count, each under its name.
    """

    answered = Q(proposal__state__in=[State.ANSWERED, State.CLOSED])

    def __init__(self) -> None:
        self.facts: dict[Fact, str] = {}

    def some(self, fact: Fact) -> Q:
        name = self.facts.setdefault(fact, f"fact_{len(self.facts)}")
        return Q(**{f"{name}__gt": 0})


def counts(found: ProposalQuerySet, names: Iterable[str], organ: UUID | None = None) -> dict[str, int]:
    """How many of these each measure counts, in two queries; for an organ by its own part."""
    of_matters, of_parts = {}, []
    for name in names:
        if _asks_parts(rules[name], organ):
            of_parts.append(name)
        else:
            of_matters[name] = Count("pk", filter=rules[name].of(organ))
    counted: dict[str, int] = found.order_by().aggregate(**of_matters) if of_matters else {}
    if not of_parts:
        return counted
    return counted | (_by_part(found, of_parts, organ) if organ else _by_matter(found, of_parts))


def counts_by_organ(found: ProposalQuerySet, names: Iterable[str]) -> dict[UUID, dict[str, int]]:
    """The same for each organ that has or had a part in them, in one query; of measures that compare organs."""
    rows: Any = _parts_of(found).filter(parts.RECEIVED).values("organ").annotate(**_numbers(names))
    return {row.pop("organ"): row for row in rows}


def _asks_parts(rule: Rule, organ: UUID | None) -> bool:
    if organ:
        return rule.part is not None
    probe = Counting()
    rule.matters(probe)
    return bool(probe.facts)


def _by_part(found: ProposalQuerySet, names: Iterable[str], organ: UUID) -> dict[str, int]:
    counted: dict[str, int] = _parts_of(found).filter(organ=organ).aggregate(**_numbers(names))
    return counted


def _by_matter(found: ProposalQuerySet, names: Iterable[str]) -> dict[str, int]:
    """First how many parts of each kind a matter has, then how many matters have what each measure asks."""
    ask = Counting()
    wanted = {name: Count("proposal", filter=rules[name].matters(ask)) for name in names}
    facts = {name: Count("pk", filter=asked(fact)) for fact, name in ask.facts.items()}
    rows: Any = _parts_of(found).values("proposal", "proposal__state").annotate(**facts)
    counted: dict[str, int] = rows.aggregate(**wanted)
    return counted


def _parts_of(found: ProposalQuerySet) -> Any:
    return parts.parts().filter(proposal__in=found.filter(put_forward()).order_by().values("pk"))


def _numbers(names: Iterable[str]) -> dict[str, Count]:
    numbers = {}
    for name in names:
        part = rules[name].part
        assert part is not None, name
        numbers[name] = Count("proposal", distinct=True, filter=asked(part))
    return numbers
