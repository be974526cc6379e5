"""答复: writing it, sending it to the leader, signing it, delivering it."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from congress.actors import Actor
from congress.permissions import require
from congress.rereading import reread
from congress.workflow import OutOfTurn
from proposals import clocks, guards, handling, merging, telling
from proposals.asks.answering import Answers, drop_left_over, keep_answers, says_the_same
from proposals.checking.faults import Fault, draft_of, soft_faults
from proposals.checking.overriding import keep_overrides, may_pass_over
from proposals.drafting import Overwritten
from proposals.handling import BEING_HANDLED
from proposals.holding import take_hold
from proposals.models import Assignment, LimitKey, Proposal, Reply
from proposals.permissions import may_reply, may_sign
from proposals.promises.lines import Line, keep_lines, stored_lines
from proposals.promises.making import make_promises
from proposals.searching.indexing import enter_reply
from proposals.workflow import assignment_steps, steps_of


def to_write(assignment: Assignment, *, by: Actor) -> Reply:
    """The reply of this round as the editor opens it: not kept until something is saved."""
    require(may_reply(by, assignment))
    if assignment.state not in BEING_HANDLED:
        raise OutOfTurn("现在不能写答复，请先签收。")
    return guards.reply_of(assignment) or Reply(
        assignment=assignment,
        round=assignment.round,
        written_by=by.person,
        text=f"{Reply.opening(assignment)}\n\n",
        contact_name=by.person.name,
    )


def begin(assignment: Assignment, *, by: Actor) -> Reply:
    """The reply of this round, made when there is none yet."""
    new = to_write(assignment, by=by)
    opened = {"written_by": by.person, "text": new.text, "contact_name": new.contact_name}
    reply, _ = Reply.objects.get_or_create(assignment=assignment, round=assignment.round, defaults=opened)
    return reply


@transaction.atomic
def save(
    reply: Reply,
    *,
    by: Actor,
    seen: int,
    lines: Sequence[Line] | None = None,
    answers: Answers | None = None,
    **fields: Any,
) -> int:
    """Keep what was typed; gives the new version.

    Args:
        lines: what it promises, in order; those it has when left out.
        answers: what it answers to which ask; to others, and when left out, what it has.
    Raises:
        Overwritten: when a colleague saved a later version since that says something else.
        OutOfTurn: once it waits for the signature or is signed.
    """
    assignment = reply.assignment
    require(may_reply(by, assignment))
    take_hold(assignment)
    if assignment.state not in (Assignment.State.HANDLING, Assignment.State.REHANDLING) or reply.signed_at:
        raise OutOfTurn("答复已送签，不能再改；请领导退回后修改。")
    saved = Reply.objects.filter(pk=reply.pk, version=seen, signed_at__isnull=True).update(
        version=F("version") + 1, saved_at=timezone.now(), **fields
    )
    if not saved:
        is_said = Reply.objects.filter(pk=reply.pk, signed_at__isnull=True, **fields).exists()
        if not is_said or (lines is not None and stored_lines(reply) != list(lines)):
            raise Overwritten
        if answers is not None and not says_the_same(reply, answers):
            raise Overwritten
    else:
        if lines is not None:
            keep_lines(reply, lines)
        if answers is not None:
            keep_answers(reply, answers)
    reread(reply)
    return reply.version


@transaction.atomic
def send_for_signing(assignment: Assignment, *, by: Actor, on: date) -> None:
    """送签: contact is recorded, the reply complete; now the leader reads it. Opinions that are overdue are noted."""
    silent = "、".join(str(row.organ) for row in guards.silent_joint(assignment))
    note = f"协办单位逾期未提交意见：{silent}" if silent else ""
    assignment_steps.take("send_for_signing", assignment, by=by, note=note)
    telling.waiting_for_signature(assignment, on=on)


@transaction.atomic
def send_back(assignment: Assignment, *, reason: str, by: Actor, on: date) -> None:
    """退回修改: the leader wants it better."""
    assignment_steps.take("send_back_reply", assignment, by=by, note=reason)
    telling.reply_sent_back(assignment, reason, on=on)


@transaction.atomic
def sign(
    assignment: Assignment, *, by: Actor, at: datetime, passed_over: Collection[str] = (), reason: str = ""
) -> None:
    """签发: the reply is the organ's and is delivered; its clock stops, the deputy's for rating starts.

    Args:
        passed_over: keys of the faults that the signer has seen and lets stay (proposals/checking).
        reason: why.
    """
    on = timezone.localdate(at)
    faults = _faults_at_signing(assignment, by=by, seen=passed_over, reason=reason)
    assignment_steps.take("sign", assignment, by=by, replied_on=on)
    reply = guards.reply_of(assignment)
    assert reply is not None  # the guard of the step saw it
    signed = Reply.objects.filter(pk=reply.pk, signed_at__isnull=True).update(signed_by=by.grant, signed_at=at)
    if not signed:
        raise OutOfTurn("这份答复已经签发。")
    reread(reply)
    drop_left_over(reply)
    keep_overrides(reply, faults, reason=reason, assignment=assignment, by=by)
    enter_reply(reply)
    clocks.stop_all(assignment, on=on)
    handling.drop_requests(assignment)
    clocks.start(LimitKey.RATE, reply, on=on)
    make_promises(reply, by=by, on=on)
    settle(assignment.proposal, by=by, on=on)
    telling.replied(assignment, on=on)


def _faults_at_signing(assignment: Assignment, *, by: Actor, seen: Collection[str], reason: str) -> list[Fault]:
    """What the signer passes over; whatever he has not seen, or gives no reason for, keeps him from signing."""
    require(may_sign(by, assignment))
    take_hold(assignment)
    if assignment.state != Assignment.State.SIGNING:
        return []  # the step says so
    require(guards.ready_for_signing(assignment))
    faults = soft_faults(draft_of(assignment), by)
    require(may_pass_over(faults, seen=seen, reason=reason))
    return faults


def settle(proposal: Proposal, *, by: Actor | None, on: date) -> None:
    """What follows for the proposal from its assignments: answered when all replied, closed while all are rated."""
    reread(proposal)
    if proposal.state == Proposal.State.IN_HAND and guards.all_replied(proposal):
        for joint in proposal.assignments.current().filter(part=Assignment.Part.JOINT):
            if joint.state in assignment_steps.steps["end"].sources and joint.state != Assignment.State.GIVEN:
                assignment_steps.take("end", joint, by=by)
                clocks.stop_all(joint, on=on)
                handling.drop_requests(joint)
        steps_of(proposal).take("answer", proposal, by=by, answered_on=on)
        merging.share_answers(proposal, by=by, on=on)
    if proposal.state == Proposal.State.CLOSED and not guards.all_rated(proposal):
        steps_of(proposal).take("doubt", proposal, by=by, closed_on=None)
    if proposal.state == Proposal.State.ANSWERED and guards.all_rated(proposal):
        steps_of(proposal).take("close", proposal, by=by, closed_on=on)


def visible_replies(actor: Actor) -> QuerySet[Reply]:
    """Signed replies of what the actor may see, and the drafts of his own organ."""
    assignments = Assignment.objects.visible_to(actor)
    signed = Q(signed_at__isnull=False, assignment__in=assignments)
    own = Q(assignment__in=assignments, assignment__organ=actor.organ) if actor.organ else Q(pk__in=[])
    return Reply.objects.filter(signed | own)
