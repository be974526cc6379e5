"""One line of a table of members: its columns, what they want, and reading it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from congress.rosters import Line, cell_of, check_texts, read_texts
from congress.spreadsheets import Cells, Column, day_of
from deputies.models import Seat
from groups.models import Group, Post

GROUP, NAME, CARD, POST, STARTS = "小组", "姓名", "代表证号", "职务", "加入日期"
COLUMNS = [Column(GROUP, 24), Column(NAME, 12), Column(CARD, 14), Column(POST, 12), Column(STARTS, 14, "yyyy-mm-dd")]
LABELS = [column.label for column in COLUMNS]
NEEDED = [GROUP, NAME]
LONGEST = {GROUP: 40, NAME: 30, CARD: 20}
POSTS = {str(label): str(value) for value, label in Post.Kind.choices}
PLAIN = ("", "成员", "组员")
NOTES = {
    GROUP: "必填，系统里已经设立的小组的名称。",
    NAME: "必填，本级在任的代表。",
    CARD: "选填，重名时用来分清是哪一位。",
    POST: "选填：组长、副组长、联络员；只是成员的不填。",
    STARTS: "选填，例如 2026-01-15；不填为导入那天。",
}


@dataclass
class Row(Line):
    """One line, read.

    Attributes:
        group, seat: whom it puts where; None while that is not clear.
        post: the kind of post, empty for a plain member.
        is_member, holds_post: how it stands already.
    """

    group: Group | None = None
    seat: Seat | None = None
    post: str = ""
    starts_on: date | None = None
    is_member: bool = False
    holds_post: bool = False

    @property
    def is_known(self) -> bool:
        return self.is_member

    @property
    def name(self) -> str:
        return self.values.get(NAME, "")


def read_row(line: int, cells: Cells, places: dict[str, int], on: date) -> Row:
    """A line with what is wrong in itself.

    Args:
        on: the day that is meant where none is written.
    """
    row = Row(line)
    texts = [column for column in COLUMNS if column.label != STARTS]
    read_texts(row, texts, cells, places, digits=(CARD,))
    check_texts(row, NEEDED, LONGEST)
    said = row.values[POST]
    row.post = POSTS.get(said, "")
    if not row.post and said not in PLAIN:
        row.problems.append(f"职务“{said[:10]}”无法识别，请写组长、副组长、联络员，或者不写")
    cell: Any = cell_of(STARTS, cells, places)
    try:
        row.starts_on = day_of(cell) or on
    except ValueError as error:
        row.problems.append(str(error))
    return row
