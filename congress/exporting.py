"""Every export is in the log, and nobody takes out more than ten an hour."""

from datetime import datetime, timedelta
from typing import Any

from congress import timeline
from congress.actors import Actor
from congress.models import Congress, Event
from congress.workflow import OutOfTurn

MOST_AN_HOUR = 10


def log_export(step: str, *, by: Actor, at: datetime, reason: str = "", **facts: Any) -> None:
    """Record an export on the timeline of the exporter's congress, inside the caller's transaction.

    Args:
        step: which list.
        reason: why, where a reason is asked for.
        facts: what stands in the event, such as the number of rows.
    Raises:
        OutOfTurn: after ten exports of this list within an hour.
    """
    congress = Congress.objects.select_for_update().get(pk=by.congress.pk)
    recent = Event.objects.filter(person=by.person, step=step, at__gt=at - timedelta(hours=1))
    if recent.count() >= MOST_AN_HOUR:
        raise OutOfTurn(f"一小时内最多导出{MOST_AN_HOUR}次，请稍后再导出。")
    timeline.record(step, congress, by=by, note=reason, **facts)
