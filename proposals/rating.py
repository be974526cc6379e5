"""评价: the deputy judges process and result; dissatisfaction sends the matter back, silence is 未评价."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from congress import configuration, timeline
from congress.actors import Actor
from congress.permissions import ALLOWED, refuse, require
from congress.workflow import OutOfTurn
from proposals import clocks, consulting, guards, telling
from proposals.holding import take_hold
from proposals.models import Assignment, Clock, LimitKey, Proposal, Rating
from proposals.permissions import may_decide, may_rate
from proposals.replies import settle
from proposals.workflow import assignment_steps, steps_of

LEAST_REASON = 5


@transaction.atomic
def rate(
    assignment: Assignment,
    *,
    process: str,
    result: str,
    reason: str,
    by: Actor,
    at: datetime,
    asked_others: bool = False,
) -> Rating:
    """Judge the reply of this round, after asking whoever joined.

    Args:
        asked_others: the lead says that he asked those who joined; needed while one of them has not told him.

    不满意 needs a reason. Where the congress has it so (setting rehandle.automatic) the organ must then handle
    the matter again, up to rehandle.max_rounds rounds; after that, or otherwise, the desk brings both together.
    """
    require(may_rate(by, assignment))
    take_hold(assignment)
    reply = guards.reply_of(assignment)
    if reply is None or assignment.state != Assignment.State.REPLIED:
        raise OutOfTurn("现在没有等您评价的答复。")
    _require_reason(process, result, reason)
    require(consulting.others_asked(reply, assignment.proposal, says_so=asked_others))
    words = {"process": process, "result": result, "reason": reason.strip()}
    others = True if assignment.proposal.co_signatories() else None
    rating, is_new = Rating.objects.get_or_create(
        reply=reply, defaults={**words, "seat": by.seat, "asked_others": others}
    )
    if not is_new:
        raise OutOfTurn("这份答复您已经评价过了。")
    assignment_steps.take("rate", assignment, by=by, log=_judgement(rating))
    clocks.stop(LimitKey.RATE, reply, on=timezone.localdate(at))
    _act_on(rating, assignment, by=by, on=timezone.localdate(at))
    return rating


@transaction.atomic
def rate_again(assignment: Assignment, *, process: str, result: str, reason: str, by: Actor, at: datetime) -> Rating:
    """改评价, within the first minutes: as if it had been said so at once. The organ has not been told yet."""
    _require_reason(process, result, reason)
    take_hold(assignment)
    rating = guards.last_rating(assignment)
    if rating is None:
        raise OutOfTurn("您还没有评价过这份答复。")
    words = {"process": process, "result": result, "reason": reason.strip()}
    assignment_steps.take("rate_again", assignment, by=by, log=_judgement(Rating(**words)), round=rating.reply.round)
    Rating.objects.filter(pk=rating.pk).update(changed_at=at, **words)
    rating.refresh_from_db()
    clocks.stop(LimitKey.REHANDLE, assignment, on=timezone.localdate(at))
    telling.rating_changed(assignment)
    _act_on(rating, assignment, by=by, on=timezone.localdate(at))
    return rating


def _require_reason(process: str, result: str, reason: str) -> None:
    dissatisfied = Rating.Level.DISSATISFIED in (process, result)
    too_short = dissatisfied and len(reason.strip()) < LEAST_REASON
    require(refuse(f"选“不满意”请写明原因（至少{LEAST_REASON}字）。") if too_short else ALLOWED)


def _judgement(rating: Rating) -> dict[str, str]:
    return {"process": rating.process, "result": rating.result, "reason": timeline.digest(rating.reason)}


def _act_on(rating: Rating, assignment: Assignment, *, by: Actor, on: date) -> None:
    """What follows from a rating: told, and handled again, disputed or done with."""
    telling.rated(assignment, dissatisfied=rating.is_dissatisfied, on=on)
    if rating.is_dissatisfied:
        congress = assignment.proposal.holder
        rounds = configuration.value("rehandle.max_rounds", congress, on=on)
        if assignment.round < rounds and configuration.value("rehandle.automatic", congress, on=on):
            _again("rehandle", assignment, by=by, note="", on=on)
            return
        assignment_steps.take("dispute", assignment, by=by)
    settle(assignment.proposal, by=by, on=on)


@transaction.atomic
def conclude(assignment: Assignment, *, on: date, way: str, result: str, by: Actor, today: date) -> None:
    """协调办结: after the last round the desk brought deputy and organ together, or heard experts.

    The rating stays as it is. Args: `on` is the day of the meeting, `today` the day it is recorded.
    """
    require(may_decide(by, assignment))
    take_hold(assignment)
    if assignment.state != Assignment.State.DISPUTED:
        raise OutOfTurn("现在没有等待协调的评价。")
    assignment.conclusions.create(round=assignment.round, on=on, way=way, result=result, recorded_by=by.person)
    assignment_steps.take("conclude", assignment, by=by, note=result)
    settle(assignment.proposal, by=by, on=today)
    telling.concluded(assignment, result, on=today)


@transaction.atomic
def reopen(assignment: Assignment, *, reason: str, by: Actor, on: date) -> None:
    """责成重新办理: the desk sends the matter back, after dissatisfaction or a false reply."""
    _again("reopen", assignment, by=by, note=reason, on=on)


def _again(step: str, assignment: Assignment, *, by: Actor, note: str, on: date) -> None:
    assignment_steps.take(step, assignment, by=by, note=note, round=assignment.round + 1)
    clock = clocks.start(LimitKey.REHANDLE, assignment, on=on)
    proposal = assignment.proposal
    proposal.refresh_from_db()
    if proposal.state in (Proposal.State.ANSWERED, Proposal.State.CLOSED):
        steps_of(proposal).take("rehandle", proposal, by=by, closed_on=None, answered_on=None)
    telling.rehandling(assignment, clock, on=on)


def lapse_overdue(today: date) -> int:
    """Close as 未评价 what was not rated in its time; says how many. Safe to repeat.

    The guard asks the calendar day again: nothing lapses before the clock's due date is over.
    """
    overdue = Clock.objects.running().filter(limit=LimitKey.RATE, due_on__lt=today, root__congress__practice_of=None)
    lapsed = 0
    for clock in overdue.select_related("reply__assignment__proposal").iterator():
        with transaction.atomic():
            reply = clock.reply
            assert reply is not None  # a rating clock belongs to a reply
            assignment = reply.assignment
            take_hold(assignment)
            if assignment.state != Assignment.State.REPLIED:
                continue
            assignment_steps.take("lapse", assignment, by=None)
            clocks.stop(LimitKey.RATE, reply, on=today)
            settle(assignment.proposal, by=None, on=today)
            telling.lapsed(assignment, on=today)
            lapsed += 1
    return lapsed
