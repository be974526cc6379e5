"""视察、走访: of one matter, with the deputies who put it forward; what was seen is put on record."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from congress import timeline
from congress.actors import Actor
from congress.permissions import ALLOWED, Verdict, refuse, require
from congress.workflow import OutOfTurn
from deputies.models import Seat
from proposals.holding import take_hold
from proposals.models import Proposal, Visit, VisitInvitation
from proposals.supervision import telling
from proposals.supervision.supervisors import may_supervise


def those_to_invite(proposal: Proposal) -> list[Seat]:
    """The author, and who joined; a placeholder is nobody."""
    seats = [proposal.seat, *(row.seat for row in proposal.co_signatories())]
    return [seat for seat in seats if not seat.is_placeholder]


@transaction.atomic
def call_visit(proposal: Proposal, *, day: date, place: str, seats: Sequence[Seat], by: Actor, on: date) -> Visit:
    """安排视察: the deputies are asked whether they come, the organs are told."""
    take_hold(proposal)
    require(may_supervise(by, proposal))
    require(ALLOWED if day >= on else refuse("视察日期不能早于今天。"))
    known = {seat.pk for seat in those_to_invite(proposal)}
    require(ALLOWED if {seat.pk for seat in seats} <= known else refuse("只能邀请这件建议的代表。"))
    facts = {"on": day, "place": place, "called_by": by.grant}
    if same := proposal.visits.filter(**facts, recorded_at__isnull=True).first():
        return same  # pressed twice
    visit = proposal.visits.create(**facts)
    invited = [visit.invitations.create(seat=seat) for seat in seats]
    timeline.record("call_visit", proposal, by=by, note=f"{day:%Y-%m-%d} {place}", visit=visit.pk)
    telling.visit_called(visit, invited, on=on)
    return visit


def invitation_of(actor: Actor | None, visit: Visit) -> VisitInvitation | None:
    """That of the deputy who acts."""
    if actor is None or actor.seat is None:
        return None
    return visit.invitations.filter(seat=actor.seat).select_related("seat__person").first()


def may_answer_visit(actor: Actor | None, visit: Visit) -> Verdict:
    """A deputy who was invited, until it is on record; he may think better of it."""
    if invitation_of(actor, visit) is None:
        return refuse("这次视察没有邀请您。")
    return refuse("视察情况已经登记，不用再答复。") if visit.recorded_at else ALLOWED


@transaction.atomic
def answer_visit(visit: Visit, *, comes: bool, by: Actor, on: date) -> None:
    """参加，或者不参加."""
    take_hold(visit.proposal)
    visit.refresh_from_db()
    require(may_answer_visit(by, visit))
    invitation = invitation_of(by, visit)
    assert invitation is not None
    if invitation.comes is comes:
        return
    VisitInvitation.objects.filter(pk=invitation.pk).update(comes=comes, answered_at=timezone.now())
    invitation.refresh_from_db()
    step = "accept_visit" if comes else "decline_visit"
    timeline.record(step, visit.proposal, by=by, visit=visit.pk)
    telling.visit_answered(invitation, on=on)


def may_record_visit(actor: Actor | None, visit: Visit) -> Verdict:
    """Those who supervise the matter, once."""
    who = may_supervise(actor, visit.proposal)
    return who and (refuse("视察情况已经登记。") if visit.recorded_at else ALLOWED)


@transaction.atomic
def record_visit(visit: Visit, *, result: str, by: Actor, on: date) -> None:
    """登记视察情况, on the day or later.

    Raises:
        OutOfTurn: when somebody has just done so.
    """
    take_hold(visit.proposal)
    require(may_supervise(by, visit.proposal))
    require(ALLOWED if visit.on <= on else refuse("还没有到视察的日期。"))
    facts = {"result": result, "recorded_by": by.grant, "recorded_at": timezone.now()}
    if not Visit.objects.filter(pk=visit.pk, recorded_at__isnull=True).update(**facts):
        raise OutOfTurn("视察情况刚刚已经登记，请看最新情况。")
    timeline.record("record_visit", visit.proposal, by=by, visit=visit.pk)
    visit.refresh_from_db()
    telling.visit_recorded(visit, on=on)
