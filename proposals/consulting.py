"""征求联名代表意见: before the lead rates a reply, whoever joined tells him what he thinks of it."""

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from congress import timeline
from congress.actors import Actor
from congress.permissions import ALLOWED, Verdict, refuse, require
from congress.workflow import OutOfTurn
from proposals import guards
from proposals.holding import take_hold
from proposals.models import Assignment, CoSignatoryView, CoSignature, Proposal, Reply
from proposals.permissions import may_tell_lead
from proposals.telling import tell


@transaction.atomic
def tell_lead(assignment: Assignment, *, process: str, result: str, reason: str, by: Actor) -> CoSignatoryView:
    """告诉领衔代表: his view of this round's reply, which he may change until the lead has rated.

    It is no rating: it counts nowhere, and neither organ nor desk reads it.

    Raises:
        PermissionDenied: for who did not join.
        OutOfTurn: when no reply waits for a rating.
    """
    require(may_tell_lead(by, assignment))
    take_hold(assignment)
    reply = guards.reply_of(assignment)
    if reply is None or assignment.state != Assignment.State.REPLIED:
        raise OutOfTurn("领衔代表已经评价，或者答复还没有来，现在不用说看法。")
    words = {"process": process, "result": result, "reason": reason.strip()}
    view, is_new = CoSignatoryView.objects.update_or_create(reply=reply, seat=by.seat, defaults=words)
    if is_new:
        timeline.record("tell_lead", assignment.proposal, by=by)
    lead = [] if assignment.proposal.seat.is_placeholder else [assignment.proposal.seat.person]
    facts = {"who": by.person.name}
    tell("view_told", lead, assignment.proposal, on=timezone.localdate(), fact=f"{view.pk}", facts=facts)
    return view


def silent_on(reply: Reply, proposal: Proposal) -> list[CoSignature]:
    """Who joined and has not said what he thinks of this reply."""
    told = {view.seat_id for view in reply.co_signatory_views.all()}
    return [row for row in proposal.co_signatories() if row.seat_id not in told]


def others_asked(reply: Reply, proposal: Proposal, *, says_so: bool) -> Verdict:
    """Each of them has told him, or he says that he asked.

    The lead rates after asking the others (山东 art. 23, 重庆 art. 26); nobody's silence may keep him from it.
    """
    names = "、".join(str(row.seat) for row in silent_on(reply, proposal))
    return ALLOWED if says_so or not names else refuse(f"请先征求联名代表的意见：{names}。")


def told_to(actor: Actor, proposal: Proposal) -> QuerySet[CoSignatoryView]:
    """What was told of the replies to one proposal: everything to the lead, to who joined what he said himself."""
    told = CoSignatoryView.objects.filter(reply__assignment__proposal=proposal).select_related("seat__person", "reply")
    if actor.seat is None:
        return told.none()
    return told if actor.seat.pk == proposal.seat_id else told.filter(seat=actor.seat)


def to_tell(actor: Actor) -> QuerySet[Reply]:
    """Replies on which this deputy has still to tell the lead what he thinks."""
    joined = CoSignature.objects.filter(seat=actor.seat, state=CoSignature.State.CONFIRMED).values("proposal")
    waiting = Reply.objects.filter(
        assignment__proposal__in=joined,
        assignment__state=Assignment.State.REPLIED,
        round=F("assignment__round"),
    )
    return waiting.exclude(co_signatory_views__seat=actor.seat)
