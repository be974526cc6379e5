"""督办时限清单: the board's limits as a workbook, the nearest first, as on the screen."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import transaction

from congress import spreadsheets
from congress.actors import Actor
from congress.exporting import log_export
from congress.spreadsheets import Column
from congress.workflow import OutOfTurn
from proposals.board import STAGES, Listing, stage
from proposals.clocks import Light
from proposals.exporting import DAY, MOST_ROWS, ROWS_AT_ONCE
from proposals.models import Escalation

TITLE = "督办时限清单"
COLUMNS = [
    Column("序号", 6),
    Column("阶段", 12),
    Column("编号", 18),
    Column("标题", 48),
    Column("单位", 24),
    Column("经办人", 12),
    Column("时限", 12),
    Column("起算日期", 12, DAY),
    Column("期限", 12, DAY),
    Column("剩余", 16),
    Column("已提醒到", 12),
]


@transaction.atomic
def export_board(found: Listing, *, by: Actor, at: datetime) -> bytes:
    """The workbook of what the board lists.

    Raises:
        OutOfTurn: when it would be longer than 20,000 rows, or after ten exports within an hour.
    """
    count = len(found)
    if count > MOST_ROWS:
        raise OutOfTurn(f"共{count}项，一次最多导出{MOST_ROWS}项。请选单位或者阶段后再导出。")
    log_export("export_board", by=by, at=at, rows=count)
    exporter = f"{by.person.name}（{by.label}）"
    return spreadsheets.export(TITLE, COLUMNS, _rows(found), maker=by.congress.name, exporter=exporter, at=at)


def _rows(found: Listing) -> Iterator[list[Any]]:
    for start in range(0, len(found), ROWS_AT_ONCE):
        lights = found[start : start + ROWS_AT_ONCE]
        steps = Escalation.objects.filter(clock__in=[light.clock.pk for light in lights]).order_by("on", "pk")
        last = {step.clock_id: step.get_rung_display() for step in steps}
        for at, light in enumerate(lights, start + 1):
            yield [at, *_line(light), last.get(light.clock.pk, "")]


def _line(light: Light) -> list[Any]:
    clock = light.clock
    part = clock.assignment or (clock.reply.assignment if clock.reply else None)
    part = part or (clock.promise.reply.assignment if clock.promise else None)
    return [
        STAGES.get(stage(clock.limit, clock.assignment.state if clock.assignment else None) or "", ""),
        clock.root.number,
        clock.root.title,
        str(part.organ) if part else "",
        str(clock.assignment.handler or "") if clock.assignment else "",
        clock.get_limit_display(),
        clock.started_on,
        clock.due_on,
        light.words,
    ]
