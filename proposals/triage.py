"""The desk reads what came in: accept, return for change, refuse with a reason, transfer."""

from datetime import date

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from congress.actors import Actor
from congress.dictionaries import words
from congress.models import Congress
from congress.permissions import ALLOWED, require
from congress.permissions import refuse as no
from proposals import clocks, numbering, telling
from proposals.classifying import disputes
from proposals.models import Assignment, Dispute, Extension, LimitKey, Proposal, Release
from proposals.workflow import steps_of


@transaction.atomic
def accept(proposal: Proposal, *, by: Actor, on: date) -> None:
    """受理: registered, under its number in the session. A limit for assigning it runs, unless it is a motion."""
    steps_of(proposal).take("accept", proposal, by=by)
    numbering.number_in_session(proposal)
    clocks.stop(LimitKey.REVIEW, proposal, on=on)
    if proposal.kind != Proposal.Kind.MOTION:
        clocks.await_assignment(proposal, on=on)


@transaction.atomic
def send_back(proposal: Proposal, *, reason: str, by: Actor, on: date) -> None:
    """退回补充: the deputy changes it and submits again under the same number."""
    steps_of(proposal).take("send_back", proposal, by=by, note=reason)
    clocks.stop_everything(proposal, on=on)
    disputes.drop(proposal, on=on)
    clocks.start(LimitKey.SUPPLEMENT, proposal, on=on)
    telling.sent_back(proposal, reason, on=on)


@transaction.atomic
def refuse(proposal: Proposal, *, code: str, reason: str, by: Actor, on: date) -> None:
    """不予受理, with one of the listed reasons; everybody who signed is told."""
    listed = words("refusal", proposal.holder)
    require(ALLOWED if code in dict(listed.choices(on)) else no("请在列出的原因中选一个。"))
    steps_of(proposal).take("refuse", proposal, by=by, note=f"{listed.label(code, on)}。{reason}", refusal_code=code)
    clocks.stop_everything(proposal, on=on)
    disputes.drop(proposal, on=on)
    telling.refused(proposal, reason, on=on)


@transaction.atomic
def transfer(proposal: Proposal, *, to: Congress, reason: str, by: Actor, on: date) -> None:
    """转办, up or down: the other desk is asked; view and count stay with the origin."""
    related = to.pk != proposal.holder_id and (to.holds(proposal.holder) or proposal.holder.holds(to))
    require(ALLOWED if related else no("只能转给上级或下级人大。"))
    steps_of(proposal).take("transfer", proposal, by=by, note=reason, transfer_to=to)
    clocks.stop_everything(proposal, on=on)
    disputes.drop(proposal, on=on)
    telling.transferred(proposal, on=on)


@transaction.atomic
def take_over(proposal: Proposal, *, by: Actor, on: date) -> None:
    """The other desk takes the proposal into its hands; its own limits run from now."""
    origin = proposal.holder
    steps_of(proposal).take("take_over", proposal, by=by, holder=by.congress, transfer_to=None)
    clocks.await_assignment(proposal, on=on)
    telling.taken_over(proposal, origin, on=on)


@transaction.atomic
def give_back(proposal: Proposal, *, reason: str, by: Actor, on: date) -> None:
    """The other desk does not take it, or the first one thought again."""
    steps_of(proposal).take("give_back", proposal, by=by, note=reason, transfer_to=None)
    clocks.await_assignment(proposal, on=on)
    telling.given_back(proposal, reason, on=on)


def waiting_decisions(actor: Actor) -> QuerySet[Assignment]:
    """Requests that this desk must decide: releases and extensions asked for in what its level handles.

    What waits for the 编办 is not the desk's to decide.
    """
    waiting = {"decided_at__isnull": True, "assignment__proposal__holder": actor.congress}
    releases = Release.objects.filter(**waiting).order_by().values("assignment")
    extensions = Extension.objects.filter(**waiting).order_by().values("assignment")
    with_the_arbiter = Dispute.objects.waiting().filter(assignment=OuterRef("pk"))
    own = Assignment.objects.visible_to(actor).current().filter(~Exists(with_the_arbiter))
    return own.filter(pk__in=releases.union(extensions))
