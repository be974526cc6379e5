"""登记走访: recorded once however often the button is pressed; corrected or cancelled, never deleted."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from congress import timeline
from congress.actors import Actor
from congress.permissions import ALLOWED, Verdict, refuse, require
from congress.revising import revise
from deputies.duties.cancelling import cancel, hold
from deputies.models import Seat, Visit

CORRECTED = ("day", "number", "unit", "place", "words")
CANCELLED = "这条走访已经作废，不再改动。"


def may_record_visit(actor: Actor) -> Verdict:
    """A deputy, for himself."""
    return ALLOWED if actor.seat else refuse("走访由代表本人登记。")


def may_change_visit(actor: Actor, visit: Visit) -> Verdict:
    """Whoever made it."""
    own = actor.seat is not None and actor.seat.pk == visit.seat_id
    return ALLOWED if own else refuse("走访由登记它的代表本人更正或作废。")


def _fits(seat: Seat, day: date, on: date) -> Verdict:
    if day > on:
        return refuse("走访的日期不能晚于今天。")
    begun = day >= seat.starts_on and (seat.ends_on is None or day <= seat.ends_on)
    return ALLOWED if begun else refuse("走访的日期不在您的代表任期内。")


@transaction.atomic
def record_visit(*, by: Actor, at: datetime, day: date, number: int, words: str, **more: Any) -> Visit:
    """A visit of one's own; word for word the same one of the same day is the same.

    Args:
        number: of households or persons.
        more: unit and place.
    Raises:
        PermissionDenied: no deputy, or a day to come or outside of the term.
    """
    require(may_record_visit(by))
    require(_fits(by.seat, day, timezone.localdate(at)))
    list(Seat.objects.select_for_update(no_key=True).filter(pk=by.seat.pk).values_list("pk"))
    facts = {"seat": by.seat, "day": day, "number": number, "words": words, **more}
    if found := Visit.objects.counting().filter(**facts).first():
        return found  # pressed twice
    visit = Visit.objects.create(**facts, recorded_by=by.grant, recorded_at=at)
    timeline.record("record_visit", visit, by=by, at=at, is_locked=True)
    return visit


@transaction.atomic
def correct_visit(visit: Visit, *, by: Actor, at: datetime, seen: int | None = None, **changes: Any) -> bool:
    """更正: what it said stays beside it.

    Args:
        seen: how often it had been corrected when the form was opened.
        changes: of the columns in CORRECTED.
    Raises:
        OutOfTurn: it was cancelled, or corrected by somebody else meanwhile.
        PermissionDenied: another's, or a day that does not fit.
    """
    require(may_change_visit(by, visit))
    require(ALLOWED if set(changes) <= set(CORRECTED) else refuse("这一项不能改。"))
    if "day" in changes:
        require(_fits(by.seat, changes["day"], timezone.localdate(at)))
    hold(visit, CANCELLED)
    return revise("correct_visit", visit, by=by, at=at, seen=seen, **changes)


def cancel_visit(visit: Visit, *, by: Actor, at: datetime, reason: str) -> None:
    """作废: from then on it does not count.

    Raises:
        OutOfTurn: it was cancelled before.
        PermissionDenied: another's.
    """
    require(may_change_visit(by, visit))
    cancel(visit, step="cancel_visit", by=by, at=at, said=CANCELLED, reason=reason)
