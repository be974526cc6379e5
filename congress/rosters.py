"""What every roster has in common: lines read and checked, a preview, loading all of it or nothing in steps."""

from collections.abc import Collection, Generator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from congress.spreadsheets import Cells, Column, digits_of, text_of

Done = tuple[int, int]


@dataclass
class Line:
    """One line of a roster, read.

    Attributes:
        line: its number as a spreadsheet shows it.
        values: what it says, by column.
        problems: what is wrong with it, in sentences.
        changes: the columns in which it differs from what is stored.
    """

    line: int
    values: dict[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)

    @property
    def is_known(self) -> bool:
        """Whether what it is about is stored already."""
        raise NotImplementedError

    @property
    def name(self) -> str:
        """What people call what it is about."""
        raise NotImplementedError


L = TypeVar("L", bound=Line)
P = TypeVar("P")


@dataclass
class Preview(Generic[L]):
    """What a roster says and what taking it would do."""

    rows: list[L] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @property
    def bad(self) -> list[L]:
        return [row for row in self.rows if row.problems]

    @property
    def new(self) -> list[L]:
        return [row for row in self.rows if not row.is_known and not row.problems]

    @property
    def changed(self) -> list[L]:
        return [row for row in self.rows if row.is_known and row.changes and not row.problems]

    @property
    def unchanged(self) -> int:
        return len(self.rows) - len(self.bad) - len(self.new) - len(self.changed)

    @property
    def can_be_loaded(self) -> bool:
        return not self.faults and not self.bad and bool(self.new or self.changed)

    @property
    def notes(self) -> list[str]:
        """What else taking it would do, for the reader to confirm."""
        return []

    def problems(self) -> dict[int, list[str]]:
        """What is wrong, by line."""
        return {row.line: row.problems for row in self.bad}

    def sentences(self) -> list[str]:
        """第17行：手机号重复（与第9行）."""
        return [*self.faults, *(f"第{row.line}行：{'；'.join(row.problems)}" for row in self.bad)]


def missing(needed: Sequence[str], places: Mapping[str, int]) -> list[str]:
    """The fault of a heading that lacks a column, or none."""
    lacking = [label for label in needed if label not in places]
    return [f"表头缺少“{'”“'.join(lacking)}”，请下载模板对照"] if lacking else []


def read_texts(
    row: Line,
    columns: Sequence[Column],
    cells: Cells,
    places: Mapping[str, int],
    *,
    digits: Collection[str] = (),
) -> None:
    """Put what stands in these columns into the line's values; numbers and codes with their digits made plain."""
    for column in columns:
        cell = cell_of(column.label, cells, places)
        row.values[column.label] = digits_of(cell) if column.label in digits else text_of(cell)


def cell_of(label: str, cells: Cells, places: Mapping[str, int]) -> Any:
    """The cell of a column, None where the table has none."""
    at = places.get(label, len(cells))
    return cells[at] if at < len(cells) else None


def check_texts(row: Line, needed: Collection[str], longest: Mapping[str, int]) -> None:
    """Say of each text that is missing or too long."""
    for label, text in row.values.items():
        if not text and label in needed:
            row.problems.append(f"请写{label}")
        if len(text) > longest.get(label, 200):
            row.problems.append(f"{label}最多{longest[label]}字，现在是{len(text)}字")


def find_repeats(rows: Sequence[Line], *labels: str) -> None:
    """Say of each value that stands twice in a column where it stood first."""
    for label in labels:
        seen: dict[str, int] = {}
        for row in rows:
            text = row.values.get(label, "")
            if text and text in seen:
                row.problems.append(f"{label}重复（与第{seen[text]}行）")
            elif text:
                seen[text] = row.line


def finished(steps: Generator[Done, None, P]) -> P:
    """Take every step without telling anybody how far it is; gives what the last one gives."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            result: P = end.value
            return result
