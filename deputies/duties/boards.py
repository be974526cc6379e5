"""The desk's board: how many have done their duties, by delegation or kind of group, by congress, by level."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from congress.actors import Actor
from congress.models import Congress
from deputies.duties.asking import Asked, asked
from deputies.duties.counting import Progress, progress_of
from deputies.duties.holders import Holder, Scope, kinds
from deputies.duties.periods import Span, period_at
from deputies.duties.strips import records_address


@dataclass
class Cell:
    """One duty in one row of the board.

    Attributes:
        owing, met, nothing: how many owe it, have done it, have done nothing yet.
        counted: the sum of what counts, which opens its records.
    """

    owing: int = 0
    met: int = 0
    counted: int = 0
    nothing: list[str] = field(default_factory=list)
    address: str = ""

    def add(self, name: str, progress: Progress) -> None:
        self.owing += progress.is_asked
        self.met += progress.is_met
        self.counted += progress.counted
        if progress.has_nothing:
            self.nothing.append(name)


@dataclass
class Row:
    label: str
    cells: list[Cell]


def board_of(actor: Actor, kind: str, by: str, span: Span, today: date) -> tuple[list[Asked], list[Row]]:
    """The duties of a kind of holder, and a row for each part.

    Args:
        by: "part" for the actor's own congress, "congress" or "level" for all below it too.
    """
    duties = asked(actor.congress, span, today, holder=kind, below=by != "part")
    alone, year = by == "part", period_at("year", span.first)
    scope = Scope(actor, year.first, year.last, within=actor.congress, alone=alone)
    holders, table = progress_of(duties, scope, today).get(kind, ([], {}))
    labels, narrowed = _parts(actor.congress, kind, by)
    found: dict[str, Row] = {key: Row(label, [Cell() for _ in duties]) for key, label in labels.items()}
    part_of = _part_of(actor.congress, by)
    seen = set()
    for holder in holders:
        key = part_of(holder)
        seen.add(key)
        for cell, duty in zip(found[key].cells, duties, strict=True):
            cell.add(holder.name, table[holder.key, duty.code])
    for key, row in found.items():
        for cell, duty in zip(row.cells, duties, strict=True):
            cell.address = records_address(duty, **{narrowed: key})
    return duties, [found[key] for key in labels if key in seen]


def _parts(congress: Congress, kind: str, by: str) -> tuple[dict[str, str], str]:
    """Key and label of each row, and what the address of its records calls the key."""
    if by == "part":
        return dict(kinds[kind].parts(congress)) if kind in kinds else {}, "part"
    if by == "level":
        return {str(level): label for level, label in Congress.Level.choices}, "level"
    below = Congress.objects.within(congress)
    return {code: place for code, place in below.values_list("code", "place")}, "congress"


def _part_of(congress: Congress, by: str) -> Callable[[Holder], str]:
    """Which row somebody belongs to."""
    if by == "part":
        return lambda holder: holder.part
    column = "code" if by == "congress" else "level"
    names: dict[UUID, str] = dict(Congress.objects.within(congress).values_list("pk", column))
    return lambda holder: names[holder.congress]
