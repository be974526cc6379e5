"""作废: a record with `cancelled_at` stays where it is, counts no more and is not changed again."""

from datetime import datetime
from typing import Any

from django.db import transaction

from congress import timeline
from congress.actors import Actor
from congress.rereading import reread
from congress.workflow import OutOfTurn


def hold(row: Any, said: str) -> None:
    """Lock a record that is to be changed, and read it again.

    Args:
        said: the sentence for whoever comes after it was cancelled.
    Raises:
        OutOfTurn: it was cancelled.
    """
    list(type(row)._base_manager.select_for_update(no_key=True).filter(pk=row.pk).values_list("pk"))
    reread(row)
    if row.cancelled_at is not None:
        raise OutOfTurn(said)


@transaction.atomic
def cancel(row: Any, *, step: str, by: Actor, at: datetime, said: str, reason: str = "") -> None:
    """Cancel a record; whether this actor may is for the deed that calls.

    Args:
        step: the deed's name on the timeline.
        said: as in `hold`.
        reason: of records that keep one.
    Raises:
        OutOfTurn: it was cancelled before.
    """
    hold(row, said)
    facts: dict[str, Any] = {"cancelled_at": at, "cancelled_by": by.grant}
    if reason:
        facts["cancel_reason"] = reason
    for name, value in facts.items():
        setattr(row, name, value)
    row.save(update_fields=list(facts))
    timeline.record(step, row, by=by, note=reason, at=at, is_locked=True)
