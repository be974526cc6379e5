"""评选依据一览: everybody who may be put up for an award, measured alike, the best first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator

from congress.actors import Actor
from proposals.commending import measuring
from proposals.commending.evidence import Evidence
from proposals.commending.nominees import COLUMNS, Subject, nominees_of
from proposals.models import Award, Candidate

PAGE = 50
LONGEST = 300
# By what organs and groups are sorted; the page says so.
ORDER = {
    Subject.ORGAN: ("solved_rate", "in_time_rate", "pleased_rate", "handed"),
    Subject.GROUP: ("coverage", "each", "pleased_rate", "solved"),
}
SAYS = {
    Subject.ORGAN: "依次按办成率、按时率、满意率（含基本满意）、交办件数排列；有逾期、待协调、承诺未兑现的排在后面。",
    Subject.GROUP: "依次按月提率、人均月度意见、满意率（含基本满意）、办成件数排列。",
    Subject.MATTER: "依次按办成、评价满意、基本满意、重点督办、采纳、没有重新办理排列；只列已经答复的。",
}


@dataclass(frozen=True)
class Ranked:
    """One line: its place, who, what was measured, and the nomination there is already.

    Attributes:
        sent: what names it in the form that puts it up.
    """

    place: int
    label: str
    sent: str
    evidence: Evidence
    address: str = ""
    candidate: Candidate | None = None

    @property
    def reason(self) -> str:
        """The reason that one press gives: what was measured."""
        return f"评选依据一览第{self.place}名：{self.evidence.sentence}"[:LONGEST]


def ranking_page(award: Award, actor: Actor, number: str | None, today: date) -> Page:
    """One page of lines, in as many statements however long it is."""
    there = _there(award)
    if award.subject == Subject.MATTER:
        page = Paginator(nominees_of(award, actor), PAGE).get_page(number)
        rows = list(page.object_list)
        measured = measuring.of_matters(rows)
        page.object_list = [
            Ranked(
                place,
                f"{row.number} {row.title}",
                str(row.number),
                measured[row.pk],
                row.get_absolute_url(),
                there.get(row.pk),
            )
            for place, row in enumerate(rows, page.start_index())
        ]
        return page
    lines: Any = Paginator(_sorted(award, actor, today), PAGE).get_page(number)
    lines.object_list = [
        Ranked(place, str(row), str(row.pk), evidence, candidate=there.get(row.pk))
        for place, (row, evidence) in enumerate(lines.object_list, lines.start_index())
    ]
    found: Page = lines
    return found


def _there(award: Award) -> Mapping[Any, Candidate]:
    column = COLUMNS[Subject(award.subject)]
    return {getattr(row, f"{column}_id"): row for row in award.candidates.all()}


def _sorted(award: Award, actor: Actor, today: date) -> Sequence[tuple[Any, Evidence]]:
    """Organs that had nothing to do in the year are left out; every delegation stays."""
    commendation, rows = award.commendation, nominees_of(award, actor)
    measured: Mapping[Any, Evidence]
    if award.subject == Subject.ORGAN:
        measured = measuring.of_organs(commendation)
    else:
        measured = measuring.of_groups(commendation, today)
    lines = [(row, measured[row.pk]) for row in rows if row.pk in measured]
    order = ORDER[Subject(award.subject)]

    def key(line: tuple[Any, Evidence]) -> tuple[Any, ...]:
        evidence = line[1]
        return (bool(evidence.warnings), *(-evidence.value(name) for name in order), str(line[0]))

    return sorted(lines, key=key)
