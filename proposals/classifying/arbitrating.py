"""裁定: the 编办 names the organ; what waited for it moves at once, and the next similar matter remembers it."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from congress import timeline
from congress.actors import Actor
from congress.models import Organ
from congress.permissions import ALLOWED, Verdict, refuse, require
from congress.workflow import OutOfTurn
from proposals import clocks, routing
from proposals.classifying import telling
from proposals.holding import take_hold
from proposals.models import Dispute, LimitKey
from proposals.permissions import is_arbiter
from proposals.suggesting.history import arbitrated


def may_arbitrate_dispute(actor: Actor | None, dispute: Dispute) -> Verdict:
    """The 编办 of the level that holds it, once."""
    mine = is_arbiter(actor, dispute.proposal)
    if not mine:
        return mine
    if dispute.decided_at is not None:
        return refuse("这件争议已经裁定。")
    return refuse("提请已经撤回，不用裁定。") if dispute.dropped_at is not None else ALLOWED


@transaction.atomic
def arbitrate(dispute: Dispute, *, organ: Organ, answer: str, by: Actor, on: date) -> None:
    """裁定由哪个单位办理: what waited for it moves at once.

    An organ that asked to be released keeps it or is released to the one that is named; what nobody has yet is handed
    over by the desk, to that organ and no other.

    Args:
        organ: of the holder, in use.
        answer: the ground, which the organs read.
    Raises:
        OutOfTurn: when it was decided or taken back meanwhile.
    """
    proposal = dispute.proposal
    take_hold(proposal)
    dispute.refresh_from_db()
    require(is_arbiter(by, proposal))
    require(routing.fits(proposal, organ, [], []))
    facts = {"organ": organ, "answer": answer, "decided_by": by.grant, "decided_at": timezone.now()}
    if not Dispute.objects.waiting().filter(pk=dispute.pk).update(**facts):
        raise OutOfTurn("这件争议刚刚已经裁定或者撤回，请看最新情况。")
    dispute.refresh_from_db()
    transaction.on_commit(arbitrated.cache_clear)
    clocks.stop(LimitKey.ARBITRATE, proposal, on=on)
    note = f"由{organ}办理。{answer}"
    timeline.record("arbitrate", proposal, by=by, note=note, dispute=dispute.pk)
    part = dispute.assignment
    if part is not None and part.organ_id == organ.pk:
        routing.refuse_release(part, answer=answer, by=by, at=timezone.now(), step="uphold")
    elif part is not None:
        taken = proposal.assignments.current().filter(organ=organ).exists()
        require(refuse("这个单位已经在办理这件建议的一部分，请选其他单位。") if taken else ALLOWED)
        routing.grant_release(part, organ=organ, answer=answer, by=by, on=on, step="move")
    telling.arbitrated(dispute, on=on)
