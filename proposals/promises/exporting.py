"""承诺台账 as a workbook: rows, order and words as on the screen."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from congress import spreadsheets
from congress.actors import Actor
from congress.exporting import log_export
from congress.replica import from_replica
from congress.spreadsheets import Column
from congress.workflow import OutOfTurn
from proposals.exporting import DAY, MOST_ROWS, ROWS_AT_ONCE
from proposals.models import Promise, PromiseQuerySet
from proposals.promises.ledger import TITLE, Row, ledger_rows, listed_promises

COLUMNS = [
    Column("序号", 6),
    Column("编号", 18),
    Column("标题", 48),
    Column("领衔代表", 10),
    Column("承办单位", 24),
    Column("答复类别", 9),
    Column("承诺事项", 48),
    Column("作出日期", 12, DAY),
    Column("承诺完成时间", 14, DAY),
    Column("现在的期限", 12, DAY),
    Column("是否延期", 9),
    Column("状态", 18),
    Column("剩余", 16),
    Column("最近进展", 48),
    Column("进展日期", 12, DAY),
    Column("了结日期", 12, DAY),
    Column("没有兑现的原因", 30),
    Column("跨届续办", 10),
]


@transaction.atomic
def export_promises(actor: Actor, parameters: Mapping[str, str], *, at: datetime) -> bytes:
    """The workbook of what the ledger shows under these filters.

    Raises:
        OutOfTurn: when it would be longer than 20,000 rows, or after ten exports within an hour.
    """
    today = timezone.localdate(at)
    with from_replica():
        found = listed_promises(actor, parameters, today)
        count = found.count()
    if count > MOST_ROWS:
        raise OutOfTurn(f"共{count}项，一次最多导出{MOST_ROWS}项。请按年份或单位筛选后再导出。")
    log_export("export_promises", by=actor, at=at, rows=count)
    exporter = f"{actor.person.name}（{actor.label}）"
    with from_replica():
        rows = _rows(found, actor, today=today)
        return spreadsheets.export(TITLE, COLUMNS, rows, maker=actor.congress.name, exporter=exporter, at=at)


def _rows(found: PromiseQuerySet, actor: Actor, *, today: date) -> Iterator[list[Any]]:
    keys = list(found.values_list("pk", flat=True))
    for start in range(0, len(keys), ROWS_AT_ONCE):
        order = {key: at for at, key in enumerate(keys[start : start + ROWS_AT_ONCE], start + 1)}
        rows = ledger_rows(Promise.objects.filter(pk__in=order), actor, today=today)
        for row in sorted(rows, key=lambda row: order[row.promise.pk]):
            yield [order[row.promise.pk], *_line(row)]


def _line(row: Row) -> list[Any]:
    promise, reply = row.promise, row.promise.reply
    proposal = reply.assignment.proposal
    return [
        proposal.number,
        proposal.title,
        row.author,
        str(reply.assignment.organ),
        reply.outcome,
        promise.content,
        promise.made_on,
        promise.promised_on,
        promise.due_on,
        "是" if promise.is_extended else "否",
        promise.get_state_display(),
        row.light.words if row.light else "",
        row.latest.text if row.latest else "",
        row.latest.on if row.latest else None,
        promise.settled_on,
        promise.failed_reason,
        "是" if promise.carried_into_id else "否",
    ]
