"""The roster as a workbook: telephone numbers masked unless a reason is given, and every export in the log."""

from datetime import datetime

from django.db import transaction

from congress import spreadsheets
from congress.actors import Actor
from congress.exporting import log_export
from congress.replica import from_replica
from deputies.models import SeatQuerySet
from deputies.roster import cells_of
from deputies.roster_rows import COLUMNS

STEP = "export_deputies"


@transaction.atomic
def export(seats: SeatQuerySet, *, by: Actor, at: datetime, reason: str = "") -> bytes:
    """The workbook of these seats, in their order.

    Args:
        reason: why the telephone numbers are needed in full; without one they are masked.
    Raises:
        OutOfTurn: after ten exports within an hour.
    """
    with from_replica():
        rows = [
            cells_of(seat, phone=seat.person.phone if reason else seat.person.masked_phone)
            for seat in seats.select_related("person", "delegation", "branch_desk")
        ]
    log_export(STEP, by=by, at=at, reason=reason, rows=len(rows), phones=bool(reason))
    return spreadsheets.export(
        "代表名册", COLUMNS, rows, maker=by.congress.name, exporter=f"{by.person.name}（{by.label}）", at=at
    )
