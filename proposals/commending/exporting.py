"""表彰提名名单 as a workbook: award by award, with reason, evidence, what was said and decided."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from congress import spreadsheets
from congress.actors import Actor
from congress.exporting import log_export
from congress.permissions import ALLOWED, refuse, require
from congress.spreadsheets import Column
from proposals.commending.guards import follows
from proposals.commending.reading import Line, nominations
from proposals.models import Commendation

TITLE = "表彰提名名单"
DAY = "yyyy-mm-dd"
COLUMNS = [
    Column("序号", 6),
    Column("奖项", 24),
    Column("名额", 8),
    Column("提名对象", 40),
    Column("评选理由", 40),
    Column("评选依据", 60),
    Column("提名单位", 20),
    Column("提名日期", 12, DAY),
    Column("情况", 24),
    Column("审核意见", 30),
    Column("主任会议日期", 14, DAY),
    Column("决定说明", 30),
]


@transaction.atomic
def export_candidates(commendation: Commendation, *, by: Actor, at: datetime) -> bytes:
    """The workbook of a year's nominations, as the page shows them.

    Raises:
        OutOfTurn: after ten exports within an hour.
    """
    require(ALLOWED if follows(by, commendation) else refuse("提名名单供人大的工作机构、主任会议成员和督办工委使用。"))
    rows = _rows(commendation, by, timezone.localdate(at))
    log_export("export_candidates", by=by, at=at, rows=len(rows))
    exporter = f"{by.person.name}（{by.label}）"
    return spreadsheets.export(TITLE, COLUMNS, rows, maker=by.congress.name, exporter=exporter, at=at)


def _rows(commendation: Commendation, by: Actor, today: date) -> list[list[Any]]:
    groups = nominations(commendation, by, today)
    lines = [(group, line) for group in groups for line in group.lines]
    return [
        [number, group.award.name, group.award.quota, *_cells(line)] for number, (group, line) in enumerate(lines, 1)
    ]


def _cells(line: Line) -> list[Any]:
    row = line.candidate
    return [
        line.label,
        row.reason,
        line.evidence.sentence,
        row.put_up_by.place,
        timezone.localdate(row.put_up_at),
        row.get_state_display(),
        row.vetting,
        row.decided_on,
        row.decision,
    ]
