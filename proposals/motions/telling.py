"""Who is told what becomes of a motion, in the transaction of its cause."""

from datetime import date

from django.utils import timezone

from congress.actors import Actor
from congress.models import Role
from proposals.models import Proposal, Ruling, Way
from proposals.telling import authors_of, desk_of, staff_of, tell


def left(proposal: Proposal, by: Actor) -> None:
    """The author, of a deputy who left; he may have to ask another."""
    fact = f"{proposal.pk}:{by.grant.pk}:left"
    told = [proposal.seat.person]
    facts = {"who": by.person.name}
    tell("left_jointly", told, proposal, on=timezone.localdate(), fact=fact, facts=facts)


def fallen(proposal: Proposal) -> None:
    """Everybody who still stands behind a motion with too few sponsors, and the desk."""
    on = timezone.localdate()
    people = [*authors_of(proposal), *desk_of(proposal.holder, on)]
    tell("motion_fallen", people, proposal, on=on, fact=f"{proposal.pk}")


def to_examine(proposal: Proposal, *, on: date) -> None:
    """Whoever acts for the committee."""
    assert proposal.committee is not None
    people = staff_of(proposal.committee, on, Role.COMMITTEE)
    facts = {"organ": str(proposal.committee)}
    tell("to_examine", people, proposal, on=on, fact=f"{proposal.pk}:{proposal.version}", facts=facts)


def view_given(proposal: Proposal, *, on: date) -> None:
    """The desk, which puts it to the presidium or the Standing Committee."""
    fact, facts = f"{proposal.pk}:{proposal.version}", {"organ": str(proposal.committee)}
    tell("view_given", desk_of(proposal.holder, on), proposal, on=on, fact=fact, facts=facts)


def ruled(ruling: Ruling, *, on: date) -> None:
    """The sponsors, with the reason; the committee that a motion is referred to."""
    proposal = ruling.proposal
    facts = {"what": f"{ruling.get_body_display()}决定{ruling.get_way_display()}"}
    tell("motion_ruled", authors_of(proposal), proposal, on=on, fact=f"{ruling.pk}", facts=facts)
    if ruling.way == Way.REFER and proposal.committee:
        to_examine(proposal, on=on)


def review_asked(proposal: Proposal, *, on: date) -> None:
    tell("review_asked", desk_of(proposal.holder, on), proposal, on=on, fact=f"{proposal.pk}:{proposal.version}")


def reviewed(ruling: Ruling, *, on: date) -> None:
    proposal, facts = ruling.proposal, {"what": ruling.get_review_display()}
    tell("motion_reviewed", authors_of(proposal), proposal, on=on, fact=f"{ruling.pk}", facts=facts)


def withdrawal_asked(proposal: Proposal, *, on: date) -> None:
    fact = f"{proposal.pk}:{proposal.withdrawals.count()}"
    tell("withdrawal_asked", desk_of(proposal.holder, on), proposal, on=on, fact=fact)


def withdrawal_decided(proposal: Proposal, answer: str, *, on: date, is_granted: bool) -> None:
    fact = f"{proposal.pk}:{proposal.withdrawals.count()}"
    facts = {"answer": "同意" if is_granted else "不同意"}
    tell("withdrawal_decided", authors_of(proposal), proposal, on=on, fact=fact, facts=facts)
