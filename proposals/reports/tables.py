"""One table of figures for the page and for Excel: the same numbers, order and words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from congress import spreadsheets
from congress.actors import Actor
from congress.exporting import log_export
from congress.spreadsheets import Column

PERCENT = "0.0%"


@dataclass(frozen=True)
class Heading:
    """A column: the name it is sorted by, what stands above it, the group it belongs to, whether it is a rate."""

    name: str
    label: str
    group: str = ""
    is_rate: bool = False

    @property
    def whole_label(self) -> str:
        """As Excel and a phone's card say it, where no group stands above."""
        return f"{self.group}：{self.label}" if self.group else self.label


@dataclass(frozen=True)
class Cell:
    """A number with its list, or a rate; None is nothing to divide by, or too few to tell."""

    heading: Heading
    value: float | None
    address: str = ""

    @property
    def words(self) -> str:
        """23, 71.8%, or a dash."""
        if self.value is None:
            return "—"
        return f"{self.value:.1%}" if self.heading.is_rate else f"{self.value:.0f}"


@dataclass(frozen=True)
class Line:
    """One line: of whom, and its cells in the order of the headings."""

    label: str
    cells: Sequence[Cell]
    address: str = ""

    def value(self, name: str) -> float:
        """What it is sorted by; what has none comes last."""
        found = next(cell.value for cell in self.cells if cell.heading.name == name)
        return -1 if found is None else found


@dataclass
class Table:
    """A heading, lines, and a last line of all together.

    Attributes:
        title: names the sheet and the file.
        of: what a line is of: 单位, 代表团.
        says: 口径, by what it is of, in order.
        sentence: what the last line says, in words; empty where nobody asks.
    """

    title: str
    of: str
    headings: Sequence[Heading]
    lines: list[Line]
    whole: Line | None = None
    says: Mapping[str, str] = field(default_factory=dict)
    sort: str = ""
    is_down: bool = True
    sentence: str = ""

    def order(self, sort: str, *, is_down: bool) -> None:
        """By one column, the largest first unless told otherwise; as they came where it names none."""
        if any(heading.name == sort for heading in self.headings):
            self.sort, self.is_down = sort, is_down
            self.lines.sort(key=lambda line: line.value(sort), reverse=is_down)

    @property
    def groups(self) -> list[tuple[str, int]]:
        """What stands over the columns, and over how many; nothing where no column has a group."""
        found: list[tuple[str, int]] = []
        for heading in self.headings:
            if found and found[-1][0] == heading.group:
                found[-1] = (heading.group, found[-1][1] + 1)
            else:
                found.append((heading.group, 1))
        return found if any(group for group, _ in found) else []

    @property
    def all_lines(self) -> list[Line]:
        return [*self.lines, *([self.whole] if self.whole else [])]


@transaction.atomic
def export_table(table: Table, step: str, *, by: Actor, at: datetime) -> bytes:
    """The workbook of a table, in the order of the page.

    Raises:
        OutOfTurn: after ten exports of this table within an hour.
    """
    columns = [Column("序号", 6), Column(table.of, 28)]
    columns += [Column(heading.whole_label, 12, PERCENT if heading.is_rate else "") for heading in table.headings]
    rows = [
        [at if line is not table.whole else None, line.label, *(cell.value for cell in line.cells)]
        for at, line in enumerate(table.all_lines, 1)
    ]
    log_export(step, by=by, at=at, rows=len(rows))
    exporter = f"{by.person.name}（{by.label}）"
    return spreadsheets.export(table.title, columns, rows, maker=by.congress.name, exporter=exporter, at=at)
