"""One line of a roster of deputies: its columns, what they want, and reading it."""

from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any

from congress import phones
from congress.models import Congress, Organ, Person
from congress.pinyin import person_sort_key
from congress.rosters import Line, cell_of, check_texts, read_texts
from congress.spreadsheets import Cells, Column, day_of
from deputies.models import Seat

NAME, PINYIN, PHONE, CARD = "姓名", "姓名拼音", "手机号", "代表证号"
DELEGATION, UNIT, WORK, STREET = "代表团", "选举单位", "工作单位及职务", "联系街道"
STARTS, ENDS = "任期开始", "任期结束"
COLUMNS = [
    Column(NAME, 12),
    Column(PINYIN, 16),
    Column(PHONE, 16),
    Column(CARD, 14),
    Column(DELEGATION, 18),
    Column(UNIT, 22),
    Column(WORK, 34),
    Column(STARTS, 14, "yyyy-mm-dd"),
    Column(ENDS, 14, "yyyy-mm-dd"),
    Column(STREET, 18),
]
LABELS = [column.label for column in COLUMNS]
NEEDED = [NAME, PHONE, CARD, DELEGATION, UNIT, WORK, STARTS]
LONGEST = {NAME: 30, PINYIN: 60, CARD: 20, DELEGATION: 40, UNIT: 60, WORK: 80}
NOTES = {
    NAME: "必填。",
    PINYIN: "选填，用于排序；不填则自动生成，多音字请自行填写。",
    PHONE: "必填，11位数字。代表凭此登录；同一人在几级人大任职，填同一个号码。",
    CARD: "必填，本届内不能重复。",
    DELEGATION: "必填；系统里没有的代表团会新建。",
    UNIT: "必填，选举单位或选区。",
    WORK: "必填。",
    STARTS: "必填，例如 2026-01-15。",
    ENDS: "选填；不填为任期届满。",
    STREET: "选填，街道人大工委的名称或简称。",
}


@dataclass
class Row(Line):
    """One line of the roster, read."""

    starts_on: date | None = None
    ends_on: date | None = None
    street: Organ | None = None
    phone_index: str = ""
    person: Person | None = None
    seat: Seat | None = None

    @property
    def is_known(self) -> bool:
        return self.seat is not None

    @property
    def name(self) -> str:
        return self.values[NAME]

    @property
    def sort_key(self) -> str:
        return (self.values[PINYIN] or person_sort_key(self.values[NAME])).lower()[:60]


def streets_of(congress: Congress) -> dict[str, Organ]:
    """The street work committees of a congress by name and short name."""
    found = {}
    for organ in congress.organs.filter(kind=Organ.Kind.STREET, is_active=True):
        found[organ.name] = organ
        if organ.short_name:
            found.setdefault(organ.short_name, organ)
    return found


def read_row(line: int, cells: Cells, places: dict[str, int], streets: dict[str, Organ]) -> Row:
    """Read one line; what is wrong with it by itself stands in its problems."""
    row = Row(line)
    texts = [column for column in COLUMNS if column.label not in (STARTS, ENDS)]
    read_texts(row, texts, cells, places, digits=(PHONE, CARD))
    check_texts(row, NEEDED, LONGEST)
    row.starts_on, row.ends_on = (_day(row, label, cell_of(label, cells, places)) for label in (STARTS, ENDS))
    _check_phone(row)
    if row.starts_on and row.ends_on and row.ends_on < row.starts_on:
        row.problems.append("任期结束不能早于任期开始")
    _check_street(row, streets)
    return row


def _day(row: Row, label: str, cell: Any) -> date | None:
    try:
        day = day_of(cell)
    except ValueError as error:
        row.problems.append(f"{label}的{error}")
        return None
    if day is None and label in NEEDED:
        row.problems.append(f"请写{label}")
    return day


def _check_phone(row: Row) -> None:
    if row.values[PHONE]:
        try:
            row.values[PHONE] = phones.normalise(row.values[PHONE])
            row.phone_index = phones.index(row.values[PHONE])
        except ValueError as error:
            row.problems.append(str(error))


def _check_street(row: Row, streets: dict[str, Organ]) -> None:
    name = row.values[STREET]
    row.street = streets.get(name)
    if name and not row.street:
        near = get_close_matches(name, streets, n=1, cutoff=0.5)
        hint = f"，是否指“{near[0]}”？" if near else ""
        row.problems.append(f"没有“{name[:20]}”这个街道人大工委{hint}")


def choices(congress: Congress) -> dict[str, list[str]]:
    """The words that the template offers in its drop-down lists."""
    return {
        DELEGATION: list(congress.delegations.values_list("name", flat=True)),
        STREET: [str(organ) for organ in congress.organs.filter(kind=Organ.Kind.STREET, is_active=True)],
    }
