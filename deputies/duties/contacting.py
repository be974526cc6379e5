"""联系代表: a member of the Standing Committee records a contact; corrected or cancelled by himself, never deleted."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from congress import timeline
from congress.actors import Actor
from congress.permissions import ALLOWED, Verdict, refuse, require
from congress.revising import revise
from deputies.duties.cancelling import cancel, hold
from deputies.duties.due import holds_on
from deputies.duties.permissions import memberships_of
from deputies.models import DeputyContact, Seat

CORRECTED = ("day", "deputy", "way", "words")
CANCELLED = "这条联系记录已经作废，不再改动。"


def may_record_contact(actor: Actor) -> Verdict:
    """Who is or was a member of the Standing Committee, for himself."""
    return ALLOWED if memberships_of(actor.seat) else refuse("联系代表由常委会组成人员本人登记。")


def may_change_contact(actor: Actor, contact: DeputyContact) -> Verdict:
    """Whoever made it."""
    own = actor.seat is not None and actor.seat.pk == contact.member_id
    return ALLOWED if own else refuse("联系记录由登记它的常委会组成人员更正或作废。")


def _fits(member: Seat, deputy: Seat, day: date, on: date) -> Verdict:
    """代表法 art. 5: members keep in contact with deputies of their own congress and of those below."""
    if day > on:
        return refuse("联系的日期不能晚于今天。")
    if not holds_on([(row.starts_on, row.ends_on) for row in memberships_of(member)], day):
        return refuse("这一天您不是常委会组成人员。")
    if deputy.pk == member.pk:
        return refuse("联系的代表不能是您自己。")
    if deputy.is_placeholder or not deputy.congress.path.startswith(member.congress.path):
        return refuse("联系的代表应是本级或者下级人大的代表。")
    held = holds_on([(deputy.starts_on, deputy.ends_on)], day)
    return ALLOWED if held else refuse(f"这一天{deputy}不是代表。")


@transaction.atomic
def record_contact(
    *, by: Actor, at: datetime, deputy: Seat, day: date, words: str, way: str = DeputyContact.Way.MEETING
) -> DeputyContact:
    """One contact with one deputy; word for word the same one of the same day is the same.

    Raises:
        PermissionDenied: no member on that day, a day to come, or no deputy of this congress or one below.
    """
    require(may_record_contact(by))
    require(_fits(by.seat, deputy, day, timezone.localdate(at)))
    list(Seat.objects.select_for_update(no_key=True).filter(pk=by.seat.pk).values_list("pk"))
    facts = {"member": by.seat, "deputy": deputy, "day": day, "words": words, "way": way}
    if found := DeputyContact.objects.counting().filter(**facts).first():
        return found  # pressed twice
    contact = DeputyContact.objects.create(**facts, recorded_by=by.grant, recorded_at=at)
    timeline.record("record_contact", contact, by=by, at=at, is_locked=True)
    return contact


@transaction.atomic
def correct_contact(
    contact: DeputyContact, *, by: Actor, at: datetime, seen: int | None = None, **changes: Any
) -> bool:
    """更正: what it said stays beside it.

    Args:
        seen: how often it had been corrected when the form was opened.
        changes: of the columns in CORRECTED.
    Raises:
        OutOfTurn: it was cancelled, or corrected by somebody else meanwhile.
        PermissionDenied: another's, or a day or deputy that does not fit.
    """
    require(may_change_contact(by, contact))
    require(ALLOWED if set(changes) <= set(CORRECTED) else refuse("这一项不能改。"))
    hold(contact, CANCELLED)
    deputy, day = changes.get("deputy", contact.deputy), changes.get("day", contact.day)
    require(_fits(by.seat, deputy, day, timezone.localdate(at)))
    return revise("correct_contact", contact, by=by, at=at, seen=seen, **changes)


def cancel_contact(contact: DeputyContact, *, by: Actor, at: datetime, reason: str) -> None:
    """作废: from then on it does not count.

    Raises:
        OutOfTurn: it was cancelled before.
        PermissionDenied: another's.
    """
    require(may_change_contact(by, contact))
    cancel(contact, step="cancel_contact", by=by, at=at, said=CANCELLED, reason=reason)
