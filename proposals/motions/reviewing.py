"""复议: sponsors ask the presidium to look again at a ruling against their motion."""

from django.db import transaction
from django.utils import timezone

from congress import timeline
from congress.actors import Actor
from congress.permissions import ALLOWED, refuse, require
from congress.workflow import OutOfTurn
from proposals import clocks
from proposals.holding import take_hold
from proposals.models import Proposal, ReviewSupport, Ruling
from proposals.motions import telling
from proposals.motions.guards import last_ruling, may_still_be_reviewed, supporters_needed, supporters_of
from proposals.permissions import is_desk, is_sponsor
from proposals.workflow import steps_of


@transaction.atomic
def support_review(proposal: Proposal, *, by: Actor) -> int:
    """One sponsor asks for a review; with enough of them it is asked for, and the desk is told.

    Returns:
        How many more are needed; 0 when it is asked for.
    Raises:
        PermissionDenied: for who does not stand behind it, or when there is nothing to review or no time left.
    """
    require(is_sponsor(by, proposal))
    take_hold(proposal)
    require(may_still_be_reviewed(proposal))
    ruling = last_ruling(proposal)
    assert ruling is not None and by.seat is not None  # both were asked for above
    ReviewSupport.objects.get_or_create(ruling=ruling, seat=by.seat)
    missing = max(0, supporters_needed(proposal) - supporters_of(ruling))
    if not missing and not ruling.review_asked_at:
        Ruling.objects.filter(pk=ruling.pk).update(review_asked_at=timezone.now())
        timeline.record("ask_review", proposal, by=by)
        telling.review_asked(proposal, on=timezone.localdate())
    return missing


@transaction.atomic
def decide_review(proposal: Proposal, *, is_changed: bool, reason: str, by: Actor) -> None:
    """登记复议结果: the ruling stands, or the motion is one again and waits for a new ruling.

    Raises:
        OutOfTurn: when nobody asked, or it was answered meanwhile.
    """
    require(is_desk(by, proposal))
    require(ALLOWED if reason.strip() else refuse("请写复议的理由。"))
    take_hold(proposal)
    ruling = last_ruling(proposal)
    if ruling is None or ruling.review_asked_at is None or ruling.review:
        raise OutOfTurn("现在没有等答复的复议要求，请看最新情况。")
    ruling.review = Ruling.Review.CHANGED if is_changed else Ruling.Review.KEPT
    ruling.review_reason, ruling.reviewed_at = reason.strip(), timezone.now()
    ruling.save(update_fields=["review", "review_reason", "reviewed_at"])
    if is_changed:
        steps_of(proposal).take("restore", proposal, by=by, note=ruling.review_reason, kind=Proposal.Kind.MOTION)
        clocks.stop_everything(proposal, on=timezone.localdate())
    else:
        timeline.record("keep_ruling", proposal, by=by, note=ruling.review_reason)
    telling.reviewed(ruling, on=timezone.localdate())
