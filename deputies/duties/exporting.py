"""“5+4”统计表 as a workbook: the board as its page shows it."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from congress import spreadsheets
from congress.actors import Actor
from congress.exporting import log_export
from congress.permissions import require
from congress.replica import from_replica
from congress.spreadsheets import Column
from deputies.duties.boards import board_of, numbers
from deputies.duties.periods import Span
from deputies.permissions import may_read_roster

TITLE = "“5+4”统计表"
STEP = "export_duties"


@transaction.atomic
def export_duties(kind: str, rows: str, span: Span, *, by: Actor, at: datetime) -> bytes:
    """The workbook of the board with these pickers, its sum in the last line.

    Args:
        kind: whose duties; `rows`: how they are divided.
    Raises:
        OutOfTurn: after ten exports within an hour.
    """
    require(may_read_roster(by))
    today: date = timezone.localdate(at)
    with from_replica():
        board = board_of(by, kind, rows, span, today)
    lines = list(numbers(board))
    log_export(STEP, by=by, at=at, rows=len(lines))
    columns = [Column("范围", 26)]
    for duty in board.duties:
        unit = duty.countable.unit if duty.countable else ""
        for word in ("应完成", "已完成", "还没有记录", f"合计：{unit}" if unit else "合计"):
            columns.append(Column(f"{duty.shown.label}：{word}", 16))
    exporter = f"{by.person.name}（{by.label}）"
    title = f"{span.label}{TITLE}"
    return spreadsheets.export(title, columns, lines, maker=by.congress.name, exporter=exporter, at=at)
