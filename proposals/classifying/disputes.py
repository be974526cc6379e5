"""承办争议: put to the 编办 by the desk, or by rule when one organ after another asks to be released; taken back."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from congress import configuration, timeline
from congress.actors import Actor
from congress.models import Congress, Grant, Role
from congress.permissions import ALLOWED, Verdict, refuse, require
from congress.workflow import OutOfTurn
from proposals import clocks
from proposals.classifying import telling
from proposals.classifying.awaiting import awaits_organ
from proposals.holding import take_hold
from proposals.models import Assignment, Dispute, LimitKey, Proposal, Release
from proposals.permissions import is_desk


def has_arbiter(congress: Congress, on: date) -> bool:
    """Whether anybody acts for a 编办 there: a town has none, and its desk decides by itself."""
    return Grant.objects.active(on).filter(congress=congress, role=Role.STAFFING).exists()


def waiting_dispute(proposal: Proposal) -> Dispute | None:
    """The one that the 编办 has not decided."""
    return proposal.disputes.waiting().select_related("assignment__organ", "referred_by__person").first()


def contested_part(proposal: Proposal) -> Assignment | None:
    """The part whose organ asks to be released; of several the first."""
    asked = proposal.assignments.filter(state=Assignment.State.RELEASE_ASKED).select_related("organ")
    return asked.order_by("releases__asked_at").first()


def may_refer(actor: Actor | None, proposal: Proposal) -> Verdict:
    """提请裁定: the desk, of what waits for an organ or is given back by one, where there is a 编办."""
    mine = is_desk(actor, proposal)
    if not mine:
        return mine
    if not awaits_organ(proposal) and contested_part(proposal) is None:
        return refuse("待交办的建议，或者承办单位申请退办的建议，才能提请裁定。")
    if waiting_dispute(proposal):
        return refuse("已经提请编办裁定，请等裁定。")
    here = has_arbiter(proposal.holder, timezone.localdate())
    return ALLOWED if here else refuse("本级还没有编办账号，请由代表工委直接决定，或者请系统管理员授权。")


@transaction.atomic
def refer(proposal: Proposal, *, reason: str, by: Actor, on: date) -> Dispute:
    """提请编办裁定: the desk's own limit for deciding a release stops, the 编办's begins."""
    take_hold(proposal)
    require(may_refer(by, proposal))
    return _open(proposal, contested_part(proposal), reason, by, on=on)


def refer_by_rule(release: Release, *, on: date) -> Dispute | None:
    """Put to the 编办 by itself what several organs have given back, as many as the setting says."""
    proposal = release.assignment.proposal
    most = configuration.value("dispute.releases", proposal.holder, on=on)
    if not most or not has_arbiter(proposal.holder, on) or waiting_dispute(proposal):
        return None
    asked = Release.objects.filter(assignment__proposal=proposal).exclude(is_granted=False)
    organs = set(asked.values_list("assignment__organ", flat=True))
    if len(organs) < most:
        return None
    return _open(proposal, release.assignment, f"第{len(organs)}个单位申请退办，按规则提请裁定。", None, on=on)


def _open(proposal: Proposal, part: Assignment | None, reason: str, by: Actor | None, *, on: date) -> Dispute:
    made = proposal.disputes.create(assignment=part, reason=reason, referred_by=by.grant if by else None)
    if part is not None:
        clocks.stop(LimitKey.REASSIGN, part, on=on)
    clocks.start(LimitKey.ARBITRATE, proposal, on=on)
    timeline.record("refer_dispute", proposal, by=by, note=reason, dispute=made.pk)
    telling.referred(made, on=on)
    return made


def may_take_back_dispute(actor: Actor | None, dispute: Dispute) -> Verdict:
    """撤回提请: the desk, until it is decided."""
    waits = dispute.decided_at is None and dispute.dropped_at is None
    return is_desk(actor, dispute.proposal) and (ALLOWED if waits else refuse("这件争议已经裁定或者撤回。"))


@transaction.atomic
def take_back_dispute(dispute: Dispute, *, by: Actor, on: date) -> None:
    """撤回提请: the desk decides by itself after all; its limit for that runs anew.

    Raises:
        OutOfTurn: when it was decided meanwhile.
    """
    proposal = dispute.proposal
    require(is_desk(by, proposal))
    take_hold(proposal)
    if not drop(proposal, on=on):
        raise OutOfTurn("这件争议刚刚已经裁定或者撤回，请看最新情况。")
    if dispute.assignment and dispute.assignment.state == Assignment.State.RELEASE_ASKED:
        clocks.start(LimitKey.REASSIGN, dispute.assignment, on=on)
    timeline.record("take_back_dispute", proposal, by=by, dispute=dispute.pk)


def drop(proposal: Proposal, *, on: date) -> int:
    """What waits for the 编办 has no object any more; says whether anything waited (0 or 1)."""
    clocks.stop(LimitKey.ARBITRATE, proposal, on=on)
    return proposal.disputes.waiting().update(dropped_at=timezone.now())
