"""Reading the yearly holiday notice (国务院办公厅年度放假安排).

Nothing here touches the database; `congress.calendar_table` keeps what was read.
"""

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from congress.workdays import Calendar

REPOSITORY_FILE = Path(__file__).parent / "data" / "calendar.csv"
SOURCE = "国务院办公厅年度放假安排"
HEADINGS = {
    "date": "date",
    "日期": "date",
    "kind": "kind",
    "类型": "kind",
    "name": "name",
    "名称": "name",
    "节日": "name",
    "source": "source",
    "依据": "source",
}
KINDS = {"off": False, "放假": False, "休息": False, "worked": True, "上班": True, "补班": True, "调休上班": True}
NEEDED = {"date": "日期", "kind": "类型", "name": "名称"}
# 全国年节及纪念日放假办法: every year's notice has all seven.
HOLIDAYS = {
    "元旦": "元旦",
    "春节": "春节",
    "清明": "清明节",
    "劳动": "劳动节",
    "端午": "端午节",
    "中秋": "中秋节",
    "国庆": "国庆节",
}
LONGEST_NAME = 20
LONGEST_SOURCE = 120


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One day of a notice: a day off, or a weekend day that is worked."""

    date: date
    is_workday: bool
    name: str
    source: str = SOURCE

    @property
    def year(self) -> int:
        """The year whose notice it belongs to: 元旦 may begin in the last days of the year before."""
        return plan_year(self.date, self.name)


@dataclass(frozen=True, slots=True)
class RowError:
    """What is wrong with one row.

    Attributes:
        line: its number as a spreadsheet shows it, the heading being 1; 0 is the file as a whole.
    """

    line: int
    message: str

    def __str__(self) -> str:
        return f"第{self.line}行：{self.message}" if self.line else self.message


class BadPlan(ValueError):
    """A notice that cannot be taken; `errors` has every reason, row by row."""

    def __init__(self, errors: Sequence[RowError]) -> None:
        super().__init__("；".join(map(str, errors)))
        self.errors = list(errors)


def plan_year(day: date, name: str) -> int:
    """The year whose notice sets that day."""
    return day.year + 1 if day.month == 12 and name.startswith("元旦") else day.year


def parse_plan(rows: Iterable[Sequence[object]], *, year: int | None = None) -> tuple[list[PlanRow], list[RowError]]:
    """Read the rows of a CSV or a sheet, heading first: 日期, 类型, 名称 and, if there is one, 依据.

    Args:
        rows: cells as text, or as dates where the sheet has them; empty rows are passed over.
        year: the year of the notice; other years' rows are errors then. Without it several years are allowed.

    Returns:
        The good rows in order of date, and what is wrong with the others. Enter nothing while there are errors.
    """
    numbered = [(line, cells) for line, cells in enumerate(rows, 1) if any(map(_text, cells))]
    if not numbered:
        return [], [RowError(0, "文件没有内容")]
    columns = {HEADINGS[_text(cell).lower()]: at for at, cell in enumerate(numbered[0][1]) if _heading(cell)}
    if missing := [label for key, label in NEEDED.items() if key not in columns]:
        return [], [RowError(numbered[0][0], f"表头缺少“{'”“'.join(missing)}”，应有：日期、类型、名称")]
    good: dict[date, PlanRow] = {}
    errors = []
    for line, cells in numbered[1:]:
        try:
            row = _parse_row({key: cells[at] if at < len(cells) else "" for key, at in columns.items()}, year)
            if row.date in good:
                raise ValueError(f"{row.date} 重复")
            good[row.date] = row
        except ValueError as error:
            errors.append(RowError(line, str(error)))
    found = [good[day] for day in sorted(good)]
    if not found and not errors:
        errors.append(RowError(0, "只有表头，没有放假或上班的日期"))
    if not errors:
        errors = _missing_holidays(found)
    return found, errors


def load_calendar_file(path: Path = REPOSITORY_FILE) -> list[PlanRow]:
    """The rows of a calendar CSV in UTF-8, of one year or several.

    Raises:
        BadPlan: when any row is wrong, or a year lacks a holiday.
        OSError: when the file cannot be read.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            rows, errors = parse_plan(list(csv.reader(lines)))
    except (UnicodeDecodeError, csv.Error) as error:
        raise BadPlan([RowError(0, "文件应为UTF-8编码的CSV")]) from error
    if errors:
        raise BadPlan(errors)
    return rows


def calendar_of(rows: Iterable[PlanRow]) -> Calendar:
    """The calendar of those rows; a year is planned when the rows have its notice."""
    rows = list(rows)
    return Calendar(
        special={row.date: row.is_workday for row in rows},
        planned_years=frozenset(row.year for row in rows),
        names={row.date: row.name for row in rows},
    )


def with_plan(old: Calendar, year: int, rows: Iterable[PlanRow]) -> Calendar:
    """The calendar as it would be with these rows as the year's whole notice, in place of any earlier one."""
    kept = {day: work for day, work in old.special.items() if plan_year(day, old.names.get(day, "")) != year}
    rows = list(rows)
    return Calendar(
        special=kept | {row.date: row.is_workday for row in rows},
        planned_years=old.planned_years | {year},
        names={day: old.names[day] for day in kept if day in old.names} | {row.date: row.name for row in rows},
    )


@dataclass(frozen=True, slots=True)
class Run:
    """One holiday of a notice as people read it: its days off from one to another, and the weekend days worked."""

    name: str
    first: date
    last: date
    worked: tuple[date, ...]

    @property
    def length(self) -> int:
        return (self.last - self.first).days + 1


def runs_of(rows: Iterable[PlanRow]) -> list[Run]:
    """The holidays of one year's rows in order; a name with two stretches of days has two runs."""
    found: list[Run] = []
    rows = sorted(rows, key=lambda row: row.date)
    for row in rows:
        if row.is_workday:
            continue
        last = found[-1] if found else None
        if last and last.name == row.name and (row.date - last.last).days == 1:
            found[-1] = Run(last.name, last.first, row.date, last.worked)
        else:
            found.append(Run(row.name, row.date, row.date, ()))
    for at, run in enumerate(found):
        if run.name not in [before.name for before in found[:at]]:
            worked = tuple(row.date for row in rows if row.is_workday and row.name == run.name)
            found[at] = Run(run.name, run.first, run.last, worked)
    return found


def _text(cell: object) -> str:
    return "" if cell is None else str(cell).strip()


def _heading(cell: object) -> bool:
    return _text(cell).lower() in HEADINGS


def _parse_row(cells: Mapping[str, object], year: int | None) -> PlanRow:
    day = _parse_day(cells["date"])
    kind, name = _text(cells["kind"]).lower(), _text(cells["name"])
    if kind not in KINDS:
        raise ValueError(f"类型“{kind}”无法识别，应为“放假”或“上班”")
    if not name or len(name) > LONGEST_NAME:
        raise ValueError(f"名称应填写，且不超过{LONGEST_NAME}字")
    if KINDS[kind] and day.weekday() < 5:
        raise ValueError(f"{day} 不是周末，不能填“上班”")
    source = _text(cells.get("source")) or SOURCE
    if len(source) > LONGEST_SOURCE:
        raise ValueError(f"依据不超过{LONGEST_SOURCE}字")
    row = PlanRow(day, KINDS[kind], name, source)
    if year is not None and row.year != year:
        raise ValueError(f"{day} 不属于{year}年的放假安排")
    return row


def _parse_day(cell: object) -> date:
    """The day in a cell: a date, or text such as 2027-01-01, 2027/1/1 or 2027年1月1日."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    found = re.fullmatch(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?: 00:00:00)?", _text(cell), re.ASCII)
    try:
        if not found:
            raise ValueError(cell)
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError as error:
        raise ValueError(f"日期“{_text(cell)}”无法识别，应为存在的日期，格式如2027-01-01") from error


def _missing_holidays(rows: Iterable[PlanRow]) -> list[RowError]:
    """A notice without one of the seven holidays is cut off, and would make working days of it."""
    names: dict[int, str] = {}
    for row in rows:
        names[row.year] = names.get(row.year, "") + ("" if row.is_workday else row.name)
    return [
        RowError(0, f"{year}年缺少：{'、'.join(missing)}")
        for year, found in sorted(names.items())
        if (missing := [label for word, label in HOLIDAYS.items() if word not in found])
    ]
