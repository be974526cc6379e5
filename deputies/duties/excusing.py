"""免计时段: days on which a deputy or a group is excused, entered by the desk with a reason; never deleted."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from congress import timeline
from congress.actors import Actor
from congress.permissions import ALLOWED, refuse, require
from congress.revising import revise
from deputies.duties.cancelling import cancel, hold
from deputies.duties.permissions import may_manage_of
from deputies.models import DutyExcuse

CANCELLED = "这一免计时段已经作废。"


@transaction.atomic
def give_excuse(
    subject: str, holder: Any, *, starts_on: date, ends_on: date, reason: str, by: Actor, at: datetime
) -> DutyExcuse:
    """登记免计时段; the same days with the same reason are the same.

    Args:
        subject: "seat" or "group".
        holder: the seat or group, of the desk's own congress.
    Raises:
        PermissionDenied: another congress's, or the last day before the first.
    """
    require(may_manage_of(by, holder.congress))
    require(ALLOWED if ends_on >= starts_on else refuse("最后一天不能早于第一天。"))
    list(type(holder)._base_manager.select_for_update(no_key=True).filter(pk=holder.pk).values_list("pk"))
    facts = {"congress": holder.congress, "subject": subject, "holder": holder.pk, "reason": reason}
    facts |= {"starts_on": starts_on, "ends_on": ends_on}
    if found := DutyExcuse.objects.filter(cancelled_at__isnull=True, **facts).first():
        return found  # pressed twice
    excuse = DutyExcuse.objects.create(**facts, given_by=by.grant, given_at=at)
    timeline.record("give_excuse", excuse, by=by, at=at, note=reason, is_locked=True)
    return excuse


@transaction.atomic
def end_excuse(excuse: DutyExcuse, *, ends_on: date, by: Actor, at: datetime) -> bool:
    """登记结束: another last day, sooner or later; the former one stays beside it.

    Raises:
        OutOfTurn: it was cancelled.
        PermissionDenied: another congress's, or a day before the first.
    """
    require(may_manage_of(by, excuse.congress))
    hold(excuse, CANCELLED)
    require(ALLOWED if ends_on >= excuse.starts_on else refuse("最后一天不能早于第一天，登记错了的请作废。"))
    return revise("end_excuse", excuse, by=by, at=at, ends_on=ends_on)


def cancel_excuse(excuse: DutyExcuse, *, by: Actor, at: datetime) -> None:
    """作废: from then on its days count again.

    Raises:
        OutOfTurn: it was cancelled before.
        PermissionDenied: another congress's.
    """
    require(may_manage_of(by, excuse.congress))
    cancel(excuse, step="cancel_excuse", by=by, at=at, said=CANCELLED)
