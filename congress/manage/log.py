"""审计日志: who did what, when, under which role; ids and steps, never the words of an opinion."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from congress import spreadsheets
from congress.actors import Actor
from congress.exporting import log_export
from congress.manage.permissions import may_read_log
from congress.models import Event
from congress.permissions import require
from congress.spreadsheets import Column

TITLE = "审计日志"
MOST_ROWS = 20_000
COLUMNS = [
    Column("时间", 20),
    Column("人员", 12),
    Column("身份", 30),
    Column("步骤", 22),
    Column("对象", 14),
    Column("对象编号", 38),
    Column("之前", 12),
    Column("之后", 12),
]


def events(actor: Actor, *, q: str = "", first: Any = None, last: Any = None) -> QuerySet[Event]:
    """Events of people of the actor's congress and below, and those that time took, newest first."""
    require(may_read_log(actor))
    found = Event.objects.filter(Q(grant__congress__path__startswith=actor.congress.path) | Q(grant=None))
    if q:
        found = found.filter(Q(person__name__contains=q) | Q(step__contains=q.lower()))
    if first:
        found = found.filter(at__date__gte=first)
    if last:
        found = found.filter(at__date__lte=last)
    return found.select_related("person", "grant__congress", "grant__organ").order_by("-at", "-id")


@transaction.atomic
def export(actor: Actor, *, at: datetime, **filters: Any) -> bytes:
    """The same as a workbook, at most 20,000 rows; the export itself is an event."""
    found = events(actor, **filters)[:MOST_ROWS]
    log_export("export_log", by=actor, at=at, rows=len(found))
    exporter = f"{actor.person.name}（{actor.label}）"
    return spreadsheets.export(TITLE, COLUMNS, _rows(found), maker=actor.congress.name, exporter=exporter, at=at)


def _rows(found: QuerySet[Event]) -> Iterator[list[Any]]:
    from congress.templatetags.portal import cn_moment

    for event in found:
        who = event.person.name if event.person else "系统"
        yield [
            cn_moment(event.at),
            who,
            str(event.grant or ""),
            event.step,
            event.subject_kind,
            str(event.subject_id),
            event.before,
            event.after,
        ]
