"""A committee examines a motion, before the presidium rules; and deliberates on one that was referred to it."""

from datetime import date

from django.db import transaction

from congress.actors import Actor
from congress.models import Organ
from congress.permissions import ALLOWED, refuse, require
from proposals import clocks
from proposals.models import CommitteeView, LimitKey, Proposal, Way
from proposals.motions import telling
from proposals.workflow import steps_of

VIEW, REPORT = CommitteeView.Stage.VIEW, CommitteeView.Stage.REPORT


@transaction.atomic
def examine(proposal: Proposal, *, committee: Organ, by: Actor, on: date) -> None:
    """交委员会审查, or to another committee; it is told."""
    own = committee.congress_id == proposal.holder_id and committee.kind == Organ.Kind.COMMITTEE
    require(ALLOWED if own and committee.is_active else refuse("请选择本级的委员会。"))
    steps_of(proposal).take("examine", proposal, by=by, note=f"交{committee}审查", committee=committee)
    clocks.stop_everything(proposal, on=on)
    telling.to_examine(proposal, on=on)


@transaction.atomic
def give_view(proposal: Proposal, *, recommends: Way, text: str, by: Actor, on: date) -> None:
    """提出审查意见: what the committee thinks should become of it."""
    _say(proposal, VIEW, recommends, text, by)
    steps_of(proposal).take("give_view", proposal, by=by, note=recommends.label)
    telling.view_given(proposal, on=on)


@transaction.atomic
def report(proposal: Proposal, *, recommends: Way, text: str, by: Actor, on: date) -> None:
    """提出审议结果报告, to the Standing Committee; its limit stops."""
    _say(proposal, REPORT, recommends, text, by)
    steps_of(proposal).take("report", proposal, by=by, note=recommends.label)
    clocks.stop(LimitKey.MOTION_REPORT, proposal, on=on)
    telling.view_given(proposal, on=on)


def _say(proposal: Proposal, stage: CommitteeView.Stage, recommends: Way, text: str, by: Actor) -> None:
    """Kept first, for the guard of the step looks for it; a refusal takes it back."""
    require(steps_of(proposal).may("give_view" if stage == VIEW else "report", by, proposal))
    assert proposal.committee is not None  # who may take the step acts for it
    CommitteeView.objects.create(
        proposal=proposal,
        committee=proposal.committee,
        stage=stage,
        recommends=recommends,
        text=text,
        given_by=by.grant,
    )
