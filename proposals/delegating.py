"""以代表团名义: what a whole delegation puts forward in a session, where the congress lets it."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from congress import configuration, timeline
from congress.actors import Actor
from congress.models import Session
from congress.permissions import ALLOWED, Verdict, refuse, require
from congress.rereading import reread
from congress.workflow import OutOfTurn
from proposals.holding import take_hold
from proposals.models import Proposal
from proposals.permissions import is_author

ALLOWS = {
    "nothing": (),
    "suggestions": (Proposal.Kind.SUGGESTION,),
    "motions": (Proposal.Kind.SUGGESTION, Proposal.Kind.MOTION),
}


def may_be_the_delegations(proposal: Proposal) -> Verdict:
    """Its congress lets delegations put such papers forward, its author heads one, and a session receives.

    A suggestion of a delegation: 重庆 art. 8, in session, after the whole delegation has discussed it, signed by its
    head. A motion: 池州; 地方组织法 art. 22 names deputies alone, so that a congress must say so (setting
    delegation.may_sponsor).
    """
    today = timezone.localdate()
    kinds = ALLOWS[configuration.value("delegation.may_sponsor", proposal.congress, on=today)]
    if proposal.kind not in kinds:
        return refuse("本级人大没有规定代表团可以提出。")
    delegation = proposal.seat.delegation
    if delegation is None or delegation.head_id != proposal.seat_id:
        return refuse("以代表团名义提出的，由团长提出。")
    if proposal.delegation_id not in (None, delegation.pk):
        return refuse("您已不是这个代表团的团长。")
    moment = timezone.localdate(proposal.submitted_at) if proposal.submitted_at else today
    in_session = proposal.session_id or Session.objects.receiving(proposal.congress, moment).exists()
    return ALLOWED if in_session else refuse("代表团只在会议期间提出，现在请以个人或联名提出。")


def stands(proposal: Proposal) -> Verdict:
    """A paper in a delegation's name may still be so; any other is no matter of this rule."""
    return may_be_the_delegations(proposal) if proposal.delegation_id else ALLOWED


@transaction.atomic
def speak_for_delegation(proposal: Proposal, *, speaks: bool, by: Actor) -> None:
    """以代表团名义提出, as the delegation has discussed and wishes; or, unless he speaks for it, his own once more.

    Raises:
        PermissionDenied: for who does not head a delegation that may do so.
        OutOfTurn: once it is with the desk.
    """
    require(is_author(by, proposal))
    take_hold(proposal)
    if proposal.state not in (Proposal.State.DRAFT, Proposal.State.COSIGN, Proposal.State.RETURNED):
        raise OutOfTurn("已经提交，不能再改由谁提出。")
    if speaks == bool(proposal.delegation_id):
        return  # pressed twice
    if speaks:
        require(may_be_the_delegations(proposal))
    named = proposal.seat.delegation_id if speaks else None
    Proposal.objects.filter(pk=proposal.pk).update(delegation=named, version=F("version") + 1)
    timeline.record("speak_for_delegation" if named else "speak_for_oneself", proposal, by=by)
    reread(proposal)
