"""评价: the deputy judges process and result; dissatisfaction sends the matter back, silence is 未评价."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from congress import configuration
from congress.actors import Actor
from congress.permissions import ALLOWED, refuse, require
from congress.rereading import reread
from congress.workflow import OutOfTurn
from proposals import clocks, guards, telling
from proposals.models import Assignment, Clock, LimitKey, Proposal, Rating
from proposals.permissions import may_rate
from proposals.replies import settle
from proposals.workflow import assignment_steps, proposal_steps


@transaction.atomic
def rate(assignment: Assignment, *, process: str, result: str, reason: str, by: Actor, at: datetime) -> Rating:
    """Judge the reply of this round.

    不满意 needs a reason. Where the congress has it so (setting rehandle.automatic) the organ must then handle
    the matter again, up to rehandle.max_rounds rounds; after that, or otherwise, the desk decides.
    """
    require(may_rate(by, assignment))
    reply = guards.reply_of(assignment)
    if reply is None or assignment.state != Assignment.State.REPLIED:
        raise OutOfTurn("现在没有等您评价的答复。")
    dissatisfied = Rating.Level.DISSATISFIED in (process, result)
    require(refuse("选“不满意”请写明原因（至少5字）。") if dissatisfied and len(reason.strip()) < 5 else ALLOWED)
    on = timezone.localdate(at)
    rating, is_new = Rating.objects.get_or_create(
        reply=reply, defaults={"process": process, "result": result, "reason": reason.strip(), "seat": by.seat}
    )
    if not is_new:
        raise OutOfTurn("这份答复您已经评价过了。")
    assignment_steps.take("rate", assignment, by=by)
    clocks.stop(LimitKey.RATE, reply, on=on)
    telling.rated(assignment, dissatisfied=dissatisfied, on=on)
    congress = assignment.proposal.holder
    rounds = configuration.value("rehandle.max_rounds", congress, on=on)
    if dissatisfied and assignment.round < rounds and configuration.value("rehandle.automatic", congress, on=on):
        _again("rehandle", assignment, by=by, note="", on=on)
    else:
        settle(assignment.proposal, by=by, on=on)
    return rating


@transaction.atomic
def reopen(assignment: Assignment, *, reason: str, by: Actor, on: date) -> None:
    """责成重新办理: the desk sends the matter back, after dissatisfaction or a false reply."""
    _again("reopen", assignment, by=by, note=reason, on=on)


def _again(step: str, assignment: Assignment, *, by: Actor, note: str, on: date) -> None:
    assignment_steps.take(step, assignment, by=by, note=note, round=assignment.round + 1)
    clock = clocks.start(LimitKey.REHANDLE, assignment, on=on)
    proposal = assignment.proposal
    reread(proposal)
    if proposal.state in (Proposal.State.ANSWERED, Proposal.State.CLOSED):
        proposal_steps.take("rehandle", proposal, by=by, closed_on=None, answered_on=None)
    telling.rehandling(assignment, clock, on=on)


def lapse_overdue(today: date) -> int:
    """Close as 未评价 what was not rated in its time; says how many. Safe to repeat.

    The guard asks the calendar day again: nothing lapses before the clock's due date is over.
    """
    overdue = Clock.objects.running().filter(limit=LimitKey.RATE, due_on__lt=today)
    lapsed = 0
    for clock in overdue.select_related("reply__assignment__proposal").iterator():
        with transaction.atomic():
            reply = clock.reply
            assert reply is not None  # a rating clock belongs to a reply
            assignment = reply.assignment
            if assignment.state != Assignment.State.REPLIED:
                continue
            assignment_steps.take("lapse", assignment, by=None)
            clocks.stop(LimitKey.RATE, reply, on=today)
            settle(assignment.proposal, by=None, on=today)
            telling.lapsed(assignment, on=today)
            lapsed += 1
    return lapsed
