"""One line of a roster of organs: its columns, what they want, and reading it."""

from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from congress.models import Congress, Organ
from congress.pinyin import sort_key
from congress.rosters import Line, check_texts, read_texts
from congress.spreadsheets import Cells, Column

NAME, SHORT, PINYIN, PLACE = "单位名称", "简称", "拼音", "所属人大"
KIND, BRANCH, PARENT, PHONE = "类型", "系统", "上级单位", "办公电话"
COLUMNS = [
    Column(NAME, 30),
    Column(SHORT, 16),
    Column(PINYIN, 20),
    Column(PLACE, 16),
    Column(KIND, 20),
    Column(BRANCH, 10),
    Column(PARENT, 24),
    Column(PHONE, 18),
]
LABELS = [column.label for column in COLUMNS]
NEEDED = [NAME, KIND, BRANCH]
DEEPEST = 3
LONGEST = {NAME: 60, SHORT: 20, PINYIN: 80, PHONE: 30}
KINDS = {str(label): value for value, label in Organ.Kind.choices}
BRANCHES = {str(label): value for value, label in Organ.Branch.choices}
NOTES = {
    NAME: "必填，全称。系统里已有的同名单位按变更处理；改名请在单位页面办理。",
    SHORT: "选填，列表和消息里用。",
    PINYIN: "选填，用于排序和查找；不填则自动生成，多音字请自行填写。",
    PLACE: "选填，地名或人大名称，如 濉溪县；不填为本级。",
    KIND: f"必填：{'、'.join(KINDS)}。已登记的单位不能用表格改类型。",
    BRANCH: f"必填：{'、'.join(BRANCHES)}。",
    PARENT: "内设科室必填，写上级单位的名称或简称；上级单位可以就在这份表里。",
    PHONE: "选填。",
}


@dataclass
class Row(Line):
    """One line of the roster, read.

    Attributes:
        parent: the organ above that is stored, or the line of it in this very file.
        organ: the stored organ that this line is about.
        made: the organ that was made of it.
    """

    congress: Congress | None = None
    kind: str = ""
    branch: str = ""
    parent: "Organ | Row | None" = None
    organ: Organ | None = None
    made: Organ | None = None

    @property
    def is_known(self) -> bool:
        return self.organ is not None

    @property
    def name(self) -> str:
        return self.values[NAME]

    @property
    def sort_key(self) -> str:
        return (self.values[PINYIN] or sort_key(self.values[SHORT] or self.values[NAME])).lower()[:80]

    @property
    def depth(self) -> int:
        """How many organs above it are in this very file; more than there can be when they stand in a circle."""
        depth, above = 0, self.parent
        while isinstance(above, Row) and depth <= DEEPEST:
            depth, above = depth + 1, above.parent
        return depth

    @property
    def key(self) -> tuple[Any, ...]:
        """What tells organs apart: the congress, the organ above, the name."""
        above: Any = self.parent and self.parent.pk if not isinstance(self.parent, Row) else None
        if isinstance(self.parent, Row):
            above = self.parent.organ.pk if self.parent.organ else self.parent.key
        return (self.congress and self.congress.pk, above, self.values[NAME])


def read_row(line: int, cells: Cells, places: dict[str, int], congresses: dict[str, Congress], own: Congress) -> Row:
    """Read one line; what is wrong with it by itself stands in its problems."""
    row = Row(line)
    read_texts(row, COLUMNS, cells, places)
    check_texts(row, NEEDED, LONGEST)
    row.congress = congresses.get(row.values[PLACE]) if row.values[PLACE] else own
    if row.congress is None:
        row.problems.append(unknown(row.values[PLACE], "本级和下级人大里没有", congresses))
    row.kind = _choice(row, KIND, KINDS)
    row.branch = _choice(row, BRANCH, BRANCHES)
    return row


def _choice(row: Row, label: str, words: dict[str, str]) -> str:
    text = row.values[label]
    if text and text not in words:
        row.problems.append(unknown(text, f"{label}里没有", words))
    return words.get(text, "")


def unknown(text: str, what: str, known: Any) -> str:
    """没有“市城管局二科”，是否指“市城管局”？"""
    near = get_close_matches(text, known, n=1, cutoff=0.5)
    hint = f"，是否指“{near[0]}”？" if near else ""
    return f"{what}“{text[:20]}”{hint}"


def cells_of(organ: Organ) -> list[Any]:
    """The row of an organ, in the order of COLUMNS; the export and the import speak of the same eight columns."""
    return [
        organ.name,
        organ.short_name,
        organ.sort_key,
        organ.congress.place,
        organ.get_kind_display(),
        organ.get_branch_display(),
        organ.parent.name if organ.parent else "",
        organ.phone,
    ]
