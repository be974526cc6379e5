"""The list as a workbook: the same rows in the same words as on the screen."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from congress import spreadsheets
from congress.actors import Actor
from congress.exporting import log_export
from congress.spreadsheets import Column
from congress.workflow import OutOfTurn
from proposals.listing import listed, rows_of
from proposals.models import Proposal, ProposalQuerySet

TITLE = "建议清单"
MOST_ROWS = 20_000
ROWS_AT_ONCE = 1000
COLUMNS = [
    Column("编号", 18),
    Column("标题", 48),
    Column("种类", 10),
    Column("提出人", 10),
    Column("提交日期", 12, "yyyy-mm-dd"),
    Column("承办单位", 24),
    Column("状态", 16),
    Column("期限", 12, "yyyy-mm-dd"),
    Column("剩余", 16),
]


@transaction.atomic
def export(actor: Actor, parameters: Mapping[str, str], *, at: datetime) -> bytes:
    """The workbook of what the list shows under these filters, in its order.

    Raises:
        OutOfTurn: when it would be longer than 20,000 rows, or after ten exports within an hour.
    """
    found = listed(actor, parameters)
    count = found.count()
    if count > MOST_ROWS:
        raise OutOfTurn(f"共{count}件，一次最多导出{MOST_ROWS}件。请按月份或状态筛选后再导出。")
    log_export("export_proposals", by=actor, at=at, rows=count)
    rows = _rows(found, actor, today=timezone.localdate(at))
    exporter = f"{actor.person.name}（{actor.label}）"
    return spreadsheets.export(TITLE, COLUMNS, rows, maker=actor.congress.name, exporter=exporter, at=at)


def _rows(found: ProposalQuerySet, actor: Actor, *, today: date) -> Iterator[list[Any]]:
    """Part by part, so that memory stays flat."""
    keys = list(found.values_list("pk", flat=True))
    for start in range(0, len(keys), ROWS_AT_ONCE):
        part = keys[start : start + ROWS_AT_ONCE]
        for row in rows_of(Proposal.objects.filter(pk__in=part), actor, today=today):
            proposal, light = row.proposal, row.light
            submitted = timezone.localdate(proposal.submitted_at) if proposal.submitted_at else None
            yield [
                proposal.number or "草稿",
                proposal.title,
                proposal.get_kind_display(),
                row.author,
                submitted,
                row.organs,
                row.state,
                light.clock.due_on if light else None,
                light.words if light else "",
            ]
