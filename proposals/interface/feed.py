"""What happened since: the steps that an actor may see, in the order in which they were recorded."""

from uuid import UUID

from django.db.models import Prefetch
from django.utils import timezone

from congress import timeline
from congress.actors import Actor
from congress.registries import Told
from proposals import showing
from proposals.models import Assignment, Proposal
from proposals.named_steps import DEEDS, FOR_STAFF

LABELS = {**DEEDS, **FOR_STAFF}
STEPS = {
    "proposal": (
        "submit",
        "enter",
        "accept",
        "send_back",
        "refuse",
        "merge",
        "transfer",
        "take_over",
        "assign",
        "withdraw",
        "answer",
        "close",
    ),
    "assignment": (
        "sign_in",
        "grant_release",
        "grant_extension",
        "give_opinion",
        "send_for_signing",
        "send_back_reply",
        "sign",
        "rate",
        "rehandle",
        "reopen",
    ),
}
KINDS = {f"{subject}.{step}": LABELS[step] for subject, steps in STEPS.items() for step in steps}


def since(actor: Actor, after: int, most: int) -> tuple[list[Told], int]:
    """The steps he may see among the next events, and the last event looked at.

    Args:
        after: the event that he knows of.
        most: how many events to look at.
    """
    events = timeline.settled(after=after, most=most, at=timezone.now())
    if not events:
        return [], after
    seen = _visible(actor, {event.root_id for event in events})
    told = []
    for event in events:
        proposal = seen.get(event.root_id)
        if proposal is None or event.step not in LABELS:
            continue
        organs = {row.pk: row.organ for row in proposal.assignments.all()}
        if showing.may_see(event, actor, organs, proposal):
            part = event.subject_id if event.subject_id != event.root_id else None
            told.append(Told(event.pk, f"{event.subject_kind}.{event.step}", event.at, event.root_id, part))
    return told, events[-1].pk


def _visible(actor: Actor, roots: set[UUID]) -> dict[UUID, Proposal]:
    with_organs = Prefetch("assignments", Assignment.objects.select_related("organ"))
    rows = Proposal.objects.visible_to(actor).filter(pk__in=roots).prefetch_related(with_organs).order_by()
    return {proposal.pk: proposal for proposal in rows}
