"""The desk's board: how many have done their duties, by delegation or county, by group, by congress, by level."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse

from congress.actors import Actor
from congress.models import Congress
from deputies.duties.asking import Asked, asked
from deputies.duties.counting import Progress, progress_of
from deputies.duties.divisions import NONE, division
from deputies.duties.holders import Holder, Scope, kinds
from deputies.duties.periods import Span, period_at
from deputies.duties.picking import part_of
from deputies.duties.strips import records_address

ALONE = ("part", "group")  # rows of one congress; the others have those below too


@dataclass
class Cell:
    """One duty in one row of the board.

    Attributes:
        owing, met, nothing: how many owe it, have done it, have done nothing yet.
        counted: the sum of what counts.
        address, waiting: of the records that it counts, and of those who have nothing.
    """

    owing: int = 0
    met: int = 0
    counted: int = 0
    nothing: int = 0
    address: str = ""
    waiting: str = ""

    def add(self, progress: Progress) -> None:
        self.owing += progress.is_asked
        self.met += progress.is_met
        self.counted += progress.counted
        self.nothing += progress.has_nothing


@dataclass
class Row:
    label: str
    cells: list[Cell]


@dataclass
class Board:
    """Duties, a row for each part, and the sum of the rows: everybody stands in one of them."""

    duties: list[Asked] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    total: Row = field(default_factory=lambda: Row("合计", []))


@dataclass(frozen=True)
class Cut:
    """How a board is divided: key and label of each row, whose row is whose, and what an address calls a key."""

    labels: dict[str, str]
    key_of: Callable[[Holder], str]
    narrowing: Callable[[str], dict[str, Any]]


def board_of(actor: Actor, kind: str, by: str, span: Span, today: date) -> Board:
    """The duties of a kind of holder in a month, quarter or year; as many statements however many holders.

    Args:
        by: "part" or "group" for the actor's own congress, "congress" or "level" for all below it too.
    """
    duties = duties_of(actor, kind, by, span, today)
    year = period_at("year", span.first)
    scope = Scope(actor, year.first, year.last, within=actor.congress, alone=by in ALONE)
    holders, table = progress_of(duties, scope, today).get(kind, ([], {}))
    cut = _cut(actor.congress, kind, by, holders, min(span.last, today))
    found = {key: Row(label, [Cell() for _ in duties]) for key, label in cut.labels.items()}
    total = Row("合计", [Cell() for _ in duties])
    seen = set()
    for holder in holders:
        key = cut.key_of(holder)
        seen.add(key)
        for cell, whole, duty in zip(found[key].cells, total.cells, duties, strict=True):
            for one in (cell, whole):
                one.add(table[holder.key, duty.code])
    for key in seen:
        _give_addresses(found[key], duties, span, by, cut.narrowing(key))
    _give_addresses(total, duties, span, by, {"congress": actor.congress.code} if by in ALONE else {})
    return Board(duties, [row for key, row in found.items() if key in seen], total)


def duties_of(actor: Actor, kind: str, by: str, span: Span, today: date) -> list[Asked]:
    """The duties that are the columns of a board; one query."""
    return asked(actor.congress, span, today, holder=kind, below=by not in ALONE)


def nothing_yet(duty: Asked, scope: Scope, today: date) -> list[Holder]:
    """Who owes it and has done nothing yet, in their order: those whom the desk calls."""
    [(holders, table)] = progress_of([duty], scope, today).values() or [([], {})]
    return [holder for holder in holders if table[holder.key, duty.code].has_nothing]


def _give_addresses(row: Row, duties: list[Asked], span: Span, by: str, narrowing: dict[str, Any]) -> None:
    picked = {"rows": by, "year": span.first.year, "period": part_of(span), **narrowing}
    for cell, duty in zip(row.cells, duties, strict=True):
        cell.address = records_address(duty, **narrowing)
        facts = {"kind": duty.shown.holder, "duty": duty.code, **picked}
        asks = urlencode({name: value for name, value in facts.items() if value})
        cell.waiting = f"{reverse('duties:nothing_yet')}?{asks}"


def _cut(congress: Congress, kind: str, by: str, holders: list[Holder], day: date) -> Cut:
    if by == "level":
        levels: dict[UUID, str] = dict(Congress.objects.within(congress).values_list("pk", "level"))
        labels = {str(level): label for level, label in Congress.Level.choices}
        return Cut(labels, lambda holder: levels[holder.congress], lambda key: {"level": key})
    if by == "congress":
        below = list(Congress.objects.within(congress).values_list("pk", "code", "place"))
        codes = {pk: code for pk, code, _ in below}
        labels = {code: place for _, code, place in below}
        return Cut(labels, lambda holder: codes[holder.congress], lambda key: {"congress": key})
    if by == "group":
        return _by_group(congress, kind, holders, day)
    parts = kinds[kind].parts(congress) if kind in kinds else []
    return Cut(dict(parts), lambda holder: holder.part, lambda key: {"part": key})


def _by_group(congress: Congress, kind: str, holders: list[Holder], day: date) -> Cut:
    """A group is a row of its own; a deputy stands in the row of the group he is in on the last day."""
    if kind == "group":
        own = {str(holder.key): holder.name for holder in holders}
        return Cut(own, lambda holder: str(holder.key), lambda key: {"holder": key})
    ways = division()
    parts, places = (ways.parts(congress, day), ways.places(congress, day)) if ways else ([], {})
    labels = dict(parts) | {NONE: "没有小组的"}
    return Cut(labels, lambda holder: places.get(holder.key, NONE), lambda key: {"group": key})


def numbers(board: Board) -> Iterator[list[Any]]:
    """The board as lines of a table, the sum last: of each duty how many owe it, have done it, have nothing; the sum.

    A duty whose records no app declares, and one that nobody owes there, has empty cells.
    """
    for row in (*board.rows, board.total):
        line: list[Any] = [row.label]
        for cell in row.cells:
            line += [cell.owing, cell.met, cell.nothing, cell.counted] if cell.owing else [""] * 4
        yield line


def sentence_of(board: Board, kind: str, span: Span) -> str:
    """The sum of the board as a report says it: 2026年，“走访群众”应完成320人，已完成217人，还没有记录的32人。"""
    unit = "个小组" if kind == "group" else "人"
    parts = [
        f"“{duty.shown.label}”应完成{cell.owing}{unit}，已完成{cell.met}{unit}，还没有记录的{cell.nothing}{unit}"
        for duty, cell in zip(board.duties, board.total.cells, strict=True)
        if cell.owing
    ]
    return f"{span.label}，{'；'.join(parts)}。" if parts else ""
