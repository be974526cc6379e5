"""The roster as a workbook: telephone numbers masked unless a reason is given, and every export in the log."""

from datetime import datetime, timedelta

from django.db import transaction

from congress import spreadsheets, timeline
from congress.actors import Actor
from congress.models import Congress, Event
from congress.workflow import OutOfTurn
from deputies.models import SeatQuerySet
from deputies.roster import cells_of
from deputies.roster_rows import COLUMNS

STEP = "export_deputies"
MOST_AN_HOUR = 10


@transaction.atomic
def export(seats: SeatQuerySet, *, by: Actor, at: datetime, reason: str = "") -> bytes:
    """The workbook of these seats, in their order.

    Args:
        reason: why the telephone numbers are needed in full; without one they are masked.
    Raises:
        OutOfTurn: after ten exports within an hour.
    """
    congress = Congress.objects.select_for_update().get(pk=by.congress.pk)
    recent = Event.objects.filter(person=by.person, step=STEP, at__gt=at - timedelta(hours=1))
    if recent.count() >= MOST_AN_HOUR:
        raise OutOfTurn(f"一小时内最多导出{MOST_AN_HOUR}次，请稍后再导出。")
    rows = []
    for seat in seats.select_related("person", "delegation", "branch_desk"):
        rows.append(cells_of(seat, phone=seat.person.phone if reason else seat.person.masked_phone))
    timeline.record(STEP, congress, by=by, note=reason, rows=len(rows), phones=bool(reason))
    return spreadsheets.export(
        "代表名册", COLUMNS, rows, maker=congress.name, exporter=f"{by.person.name}（{by.label}）", at=at
    )
