"""What a motion's page shows beside the text: views, rulings, the review and the withdrawal that are asked for."""

from dataclasses import dataclass, field
from datetime import datetime

from congress.actors import Actor
from congress.models import Role
from proposals.models import CommitteeView, Proposal, Ruling, Withdrawal
from proposals.motions import guards, ruling, withdrawing
from proposals.permissions import is_desk, is_sponsor


@dataclass
class Course:
    """One motion's way through the congress, as far as its reader may know it."""

    sponsors: int
    sponsors_needed: int
    views: list[CommitteeView] = field(default_factory=list)
    rulings: list[Ruling] = field(default_factory=list)
    may_rule: str = ""
    may_support_review: bool = False
    supporters: int = 0
    supporters_needed: int = 0
    review_ends: datetime | None = None
    review_to_decide: bool = False
    may_ask_withdrawal: bool = False
    withdrawal: Withdrawal | None = None
    withdrawal_to_decide: bool = False


def course_of(proposal: Proposal, actor: Actor) -> Course | None:
    """None for what never was a motion. What a committee thinks is for those who prepare the ruling."""
    if proposal.kind != Proposal.Kind.MOTION and proposal.motion_number is None:
        return None
    course = Course(guards.sponsors_of(proposal), guards.sponsors_needed(proposal))
    course.rulings = list(proposal.rulings.all())
    if actor.oversees or actor.role == Role.COMMITTEE:
        course.views = list(proposal.committee_views.select_related("committee"))
    last = course.rulings[-1] if course.rulings else None
    asked = proposal.withdrawals.last()
    course.withdrawal = asked
    if is_desk(actor, proposal):
        body = ruling.body_for(proposal)
        course.may_rule = body.label if body else ""
        course.review_to_decide = last is not None and last.review_asked_at is not None and not last.review
        course.withdrawal_to_decide = asked is not None and asked.decided_at is None
    if last is not None and is_sponsor(actor, proposal) and guards.may_still_be_reviewed(proposal):
        mine = last.supports.filter(seat=actor.seat).exists()
        course.may_support_review = not mine and last.review_asked_at is None
        course.supporters, course.supporters_needed = guards.supporters_of(last), guards.supporters_needed(proposal)
        course.review_ends = guards.review_ends(proposal)
    course.may_ask_withdrawal = bool(withdrawing.may_ask(actor, proposal))
    return course
