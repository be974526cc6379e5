"""Who stands behind a motion: one leaves, too few are left, its author makes a suggestion of it."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from congress import timeline
from congress.actors import Actor
from congress.permissions import ALLOWED, Verdict, refuse, require
from congress.rereading import reread
from congress.workflow import OutOfTurn
from proposals import clocks
from proposals.holding import take_hold
from proposals.models import CoSignature, Proposal
from proposals.motions import telling
from proposals.motions.guards import enough_sponsors
from proposals.permissions import is_author, is_co_signatory
from proposals.searching.indexing import enter_proposal
from proposals.workflow import motion_steps

STILL_OPEN = {
    Proposal.Kind.SUGGESTION: ("cosign", "submitted", "returned", "registered"),
    Proposal.Kind.OPINION: ("cosign", "submitted", "returned", "registered"),
    Proposal.Kind.MOTION: ("cosign", *Proposal.BEFORE_THE_PRESIDIUM),
}


def may_leave(actor: Actor | None, proposal: Proposal) -> Verdict:
    """A deputy who joined, until it is assigned; a motion until the presidium has ruled."""
    if not (joined := is_co_signatory(actor, proposal)):
        return joined
    is_open = proposal.state in STILL_OPEN[Proposal.Kind(proposal.kind)]
    return ALLOWED if is_open else refuse("已经进入办理，不能再退出联名。")


@transaction.atomic
def leave(proposal: Proposal, *, by: Actor) -> None:
    """退出联名: his name goes, the others' stay. A motion left with too few ends, unless its author has it again.

    Raises:
        PermissionDenied: for who did not join, or once it has been ruled on or assigned.
    """
    take_hold(proposal)
    require(may_leave(by, proposal))
    joined = proposal.co_signatures.filter(seat=by.seat, state=CoSignature.State.CONFIRMED)
    joined.update(state=CoSignature.State.LEFT, decided_at=timezone.now())
    timeline.record("leave", proposal, by=by)
    proposal = Proposal.objects.select_related("seat__person", "congress", "holder", "session").get(pk=proposal.pk)
    telling.left(proposal, by)
    is_motion = proposal.kind == Proposal.Kind.MOTION
    if is_motion and proposal.state in motion_steps.steps["fall"].sources and not enough_sponsors(proposal):
        motion_steps.take("fall", proposal, by=by)
        clocks.stop_everything(proposal, on=timezone.localdate())
        telling.fallen(proposal)


@transaction.atomic
def make_suggestion(proposal: Proposal, *, by: Actor) -> None:
    """改为建议, before it is handed in: the same words, so that whoever joined has joined these.

    Raises:
        OutOfTurn: when it is no motion, or no longer with its author.
    """
    require(is_author(by, proposal))
    take_hold(proposal)
    with_author = proposal.state in (Proposal.State.DRAFT, Proposal.State.COSIGN)
    if proposal.kind != Proposal.Kind.MOTION or not with_author:
        raise OutOfTurn("只有没有提交的议案可以改为建议。")
    words = "\n".join(filter(None, [proposal.body, proposal.plan]))
    Proposal.objects.filter(pk=proposal.pk).update(
        kind=Proposal.Kind.SUGGESTION, body=words, plan="", version=F("version") + 1
    )
    timeline.record("make_suggestion", proposal, by=by)
    reread(proposal)
    enter_proposal(proposal)
