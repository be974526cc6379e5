"""What is ruled on a motion: by the presidium, by the vote of the congress, by the Standing Committee on a report."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from congress.actors import Actor
from congress.permissions import ALLOWED, refuse, require
from proposals import clocks, numbering
from proposals.holding import take_hold
from proposals.models import LimitKey, Proposal, Ruling, Way
from proposals.motions import telling
from proposals.permissions import is_desk
from proposals.workflow import steps_of

BODY_FOR = {
    Proposal.State.EXAMINED: Ruling.Body.PRESIDIUM,
    Proposal.State.ON_AGENDA: Ruling.Body.CONGRESS,
    Proposal.State.REPORTED: Ruling.Body.STANDING,
}
STEP_OF = {
    Way.AGENDA: "put_on_agenda",
    Way.REFER: "refer",
    Way.CONVERT: "convert",
    Way.DECLINE: "leave_off",
    Way.PASS: "pass",
    Way.REJECT: "reject",
    Way.ENTRUST: "entrust",
    Way.NEXT: "settle",
    Way.STANDING: "settle",
    Way.PLAN: "settle",
    Way.REFERENCE: "settle",
}


def body_for(proposal: Proposal) -> Ruling.Body | None:
    """Who rules next on it; None while nobody does."""
    return BODY_FOR.get(Proposal.State(proposal.state))


@transaction.atomic
def rule(proposal: Proposal, *, way: Way, reason: str, ruled_on: date, by: Actor, on: date) -> Ruling:
    """登记决定: put on record by the desk for the body that ruled, and what follows.

    A motion that becomes a suggestion is one from then on, under a number among the suggestions, with all its
    sponsors; reasons are given for that and for leaving it off the agenda, and its sponsors are told.

    Args:
        ruled_on: the day of the meeting.
        on: today.
    Raises:
        PermissionDenied: for others than the desk, for what this body cannot rule now, or without the reason.
    """
    require(is_desk(by, proposal))
    take_hold(proposal)
    body = body_for(proposal)
    if body is None or way not in Ruling.OF[body]:
        raise PermissionDenied("现在不能登记这个决定，请看最新情况。")
    require(refuse("请写理由，并告知提案代表。") if way in Ruling.WITH_REASON and not reason.strip() else ALLOWED)
    require(refuse("决定日期不能晚于今天。") if ruled_on > on else ALLOWED)
    ruling = Ruling.objects.create(
        proposal=proposal, body=body, way=way, reason=reason.strip(), ruled_on=ruled_on, recorded_by=by.grant
    )
    facts: dict[str, Any] = {"kind": Proposal.Kind.SUGGESTION} if way == Way.CONVERT else {}
    steps_of(proposal).take(STEP_OF[way], proposal, by=by, note=reason.strip() or way.label, **facts)
    if way == Way.CONVERT:
        numbering.number_in_session(proposal)
        clocks.await_assignment(proposal, on=on)
    elif way == Way.REFER:
        clocks.start(LimitKey.MOTION_REPORT, proposal, on=on)
    elif way == Way.ENTRUST:
        clocks.start(LimitKey.ASSIGN, proposal, on=on)
    telling.ruled(ruling, on=on)
    return ruling
