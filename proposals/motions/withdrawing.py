"""撤回议案: a registered motion is withdrawn with the presidium's consent, before the vote (代表法 art. 15)."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from congress import timeline
from congress.actors import Actor
from congress.permissions import ALLOWED, Verdict, refuse, require
from congress.workflow import OutOfTurn
from proposals import clocks
from proposals.holding import take_hold
from proposals.models import Proposal, Withdrawal
from proposals.motions import telling
from proposals.permissions import is_author, is_desk
from proposals.workflow import motion_steps


def may_ask(actor: Actor | None, proposal: Proposal) -> Verdict:
    """Its author, from registration to the vote, once at a time."""
    own = is_author(actor, proposal)
    if not own:
        return own
    if proposal.kind != Proposal.Kind.MOTION or proposal.state not in motion_steps.steps["let_go"].sources:
        return refuse("现在不能申请撤回这件议案。")
    waiting = proposal.withdrawals.filter(decided_at__isnull=True).exists()
    return refuse("您已经申请撤回，等主席团决定。") if waiting else ALLOWED


@transaction.atomic
def ask_withdrawal(proposal: Proposal, *, reason: str, by: Actor) -> None:
    """申请撤回: the desk puts it to the presidium."""
    take_hold(proposal)
    require(may_ask(by, proposal))
    proposal.withdrawals.create(reason=reason, asked_by=by.grant)
    timeline.record("ask_withdrawal", proposal, by=by, note=reason)
    telling.withdrawal_asked(proposal, on=timezone.localdate())


@transaction.atomic
def decide_withdrawal(proposal: Proposal, *, is_granted: bool, answer: str, by: Actor, at: datetime) -> None:
    """登记主席团的决定: consent ends the motion, refusal leaves it where it is.

    Raises:
        OutOfTurn: when nobody asked, or it was decided meanwhile, or the vote was held.
    """
    require(is_desk(by, proposal))
    take_hold(proposal)
    waiting = Withdrawal.objects.filter(proposal=proposal, decided_at__isnull=True)
    facts = {"is_granted": is_granted, "answer": answer, "decided_by": by.grant, "decided_at": at}
    if not waiting.update(**facts):
        raise OutOfTurn("现在没有等决定的撤回申请，请看最新情况。")
    if is_granted:
        motion_steps.take("let_go", proposal, by=by, note=answer)
        clocks.stop_everything(proposal, on=timezone.localdate(at))
    else:
        timeline.record("refuse_withdrawal", proposal, by=by, note=answer)
    telling.withdrawal_decided(proposal, answer, on=timezone.localdate(at), is_granted=is_granted)
