"""The board's numbers by organ, by committee and by lane, and its limits narrowed to some of them."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from congress.calendar_table import current_calendar
from congress.models import Organ
from proposals.board import BANDS, band, stage
from proposals.clocks import Light
from proposals.models import Clock, Escalation, KeyItem, Proposal, Rung

BY = {"organ": "单位", "committee": "督办工委", "lane": "办理方式"}
FILTERS = ("all", "organ", "committee", "lane", "key", "rung")
# Whose a limit is: the organ that has the matter, also where the limit hangs on its reply or its promise.
ORGAN = Coalesce("assignment__organ", "reply__assignment__organ", "promise__reply__assignment__organ")
COLUMN = {"organ": ORGAN, "committee": F("root__committee"), "lane": F("root__lane")}
NOBODY = {"organ": "代表工委和代表", "committee": "没有督办工委"}


@dataclass
class Group:
    """One line: how many limits in each band.

    Attributes:
        key: what narrows the list to it; empty where nothing does.
        where: the filters of the list that it opens, as they stand in an address.
    """

    key: str
    label: str
    where: str
    cells: Counter[str] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        return sum(self.cells.values())

    @property
    def numbers(self) -> list[tuple[str, str, int]]:
        return [(code, label, self.cells[code]) for code, label in BANDS.items()]


def narrowed(clocks: QuerySet[Clock], parameters: Mapping[str, str]) -> QuerySet[Clock]:
    """Of one organ, committee or lane, of key items, of one rung of the ladder; what means nothing is ignored."""
    if organ := _uuid(parameters.get("organ", "")):
        hangs_on = Q(assignment__organ=organ) | Q(reply__assignment__organ=organ)
        clocks = clocks.filter(hangs_on | Q(promise__reply__assignment__organ=organ))
    if committee := _uuid(parameters.get("committee", "")):
        clocks = clocks.filter(root__committee=committee)
    if parameters.get("lane") in Proposal.Lane.values:
        clocks = clocks.filter(root__lane=parameters["lane"])
    if parameters.get("key") == "1":
        clocks = clocks.filter(Exists(KeyItem.objects.current().filter(proposal=OuterRef("root"))))
    if parameters.get("rung") in Rung.values:
        clocks = _at(clocks, Rung(parameters["rung"]))
    return clocks


def _at(clocks: QuerySet[Clock], rung: Rung) -> QuerySet[Clock]:
    """Those that have climbed up to this rung and no further."""
    steps = Escalation.objects.filter(clock=OuterRef("pk"))
    above = list(Rung)[list(Rung).index(rung) + 1 :]
    return clocks.filter(Exists(steps.filter(rung=rung)), ~Exists(steps.filter(rung__in=above)))


def grouped(clocks: QuerySet[Clock], by: str, today: date, parameters: Mapping[str, str]) -> list[Group]:
    """A line for each organ, committee or lane that has something, the most overdue first.

    Args:
        by: one of BY.
        parameters: the filters that the limits were narrowed by; they stay.
    """
    calendar, found = current_calendar(), cast(dict[Any, Counter[str]], {})
    kept = {name: parameters[name] for name in FILTERS if parameters.get(name)}
    columns = ("limit", "assignment__state", "started_on", "due_on", "group")
    counted = clocks.annotate(group=COLUMN[by]).order_by().values_list(*columns).annotate(number=Count("pk"))
    for limit, state, started, due, key, number in counted:
        if stage(limit, state):
            light = Light(Clock(limit=limit, started_on=started, due_on=due), today, calendar)
            found.setdefault(key, Counter())[band(light)] += number
    labels = _labels(by, found)
    groups = [
        Group(str(key or ""), labels[key], urlencode({**kept, by: str(key or "")}), cells)
        for key, cells in found.items()
    ]
    return sorted(groups, key=lambda group: (-group.cells["overdue"], -group.cells["red"], group.label))


def _labels(by: str, keys: Mapping[Any, Any]) -> dict[Any, str]:
    if by == "lane":
        return {key: str(Proposal.Lane(key).label) for key in keys}
    names: dict[Any, str] = {organ.pk: str(organ) for organ in Organ.objects.filter(pk__in=[k for k in keys if k])}
    return names | {None: NOBODY[by]}


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
