"""归类意见: before a matter is handed over, the 督查 and the 编办 say to which organ they would give it."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from congress import timeline
from congress.actors import Actor
from congress.models import Organ, Role
from congress.permissions import ALLOWED, Verdict, refuse, require
from congress.workflow import OutOfTurn
from proposals.classifying.awaiting import awaiting_in, awaits_organ
from proposals.classifying.guards import not_in_dispute
from proposals.holding import take_hold
from proposals.models import ClassificationView, Dispute, Proposal
from proposals.routing import fits
from proposals.suggesting import suggest_for

CLASSIFYING = (Role.GOVERNMENT, Role.STAFFING)


def may_classify(actor: Actor) -> Verdict:
    """对口归类: the 督查 and the 编办; the desk looks on and hands over."""
    takes_part = actor.role in CLASSIFYING or actor.is_desk
    return ALLOWED if takes_part else refuse("对口归类由代表工委、政府督查室和编办一起办理。")


def may_give_view(actor: Actor | None, proposal: Proposal) -> Verdict:
    """One of the two offices of the level that holds it, until it is handed over."""
    if actor is None or actor.role not in CLASSIFYING or actor.congress.pk != proposal.holder_id:
        return refuse("归类意见由本级政府督查室和编办提出。")
    if not awaits_organ(proposal):
        return refuse("这一件已经交办或者不再办理，不用再提归类意见。")
    return not_in_dispute(proposal)


def to_classify(actor: Actor) -> QuerySet[Proposal]:
    """What waits for an organ at the actor's own level, the oldest first."""
    if not may_classify(actor):
        return Proposal.objects.none()
    found = awaiting_in(actor.congress)
    if actor.is_desk and actor.organ and actor.organ.kind == Organ.Kind.STREET:
        return found.filter(seat__branch_desk=actor.organ)
    return found


def without_view_of(actor: Actor) -> QuerySet[Proposal]:
    """Those of which the actor's office has said nothing yet."""
    contested = Dispute.objects.waiting().order_by().values("proposal")
    return to_classify(actor).exclude(classification_views__office=actor.organ).exclude(pk__in=contested)


def view_of(actor: Actor, proposal: Proposal) -> ClassificationView | None:
    """What the actor's office has said of it."""
    return proposal.classification_views.filter(office=actor.organ).select_related("organ", "committee").first()


@transaction.atomic
def give_classification(
    proposal: Proposal, *, organ: Organ, committee: Organ | None, category: str, reason: str, by: Actor
) -> ClassificationView:
    """提归类意见, or change one's own. Word for word the same is the same.

    Args:
        organ: of the holder, in use.
        committee: 督办工委; None leaves it to the desk.
        category: of the dictionary; empty keeps the deputy's own.
        reason: empty where nothing is to be explained.
    """
    take_hold(proposal)
    require(may_give_view(by, proposal))
    require(fits(proposal, organ, [], []))
    facts = {"organ": organ, "committee": committee, "category": category, "reason": reason}
    same = view_of(by, proposal)
    if same is not None and all(getattr(same, name) == value for name, value in facts.items()):
        return same  # pressed twice
    defaults = {**facts, "given_by": by.grant}
    made, _ = proposal.classification_views.update_or_create(office=by.organ, defaults=defaults)
    note = f"建议由{organ}主办{f'，{committee}督办' if committee else ''}。"
    timeline.record("classify", proposal, by=by, note=note)
    return made


def agree_to_suggested(proposals: Iterable[Proposal], *, by: Actor, on: date) -> list[Proposal]:
    """同意推荐: the first suggested organ of each as one's own view, each for itself; says which.

    What has no suggestion, or went on meanwhile, is left.
    """
    rows: Sequence[Proposal] = list(proposals)
    suggestions, agreed = suggest_for(rows, on), []
    for proposal in rows:
        found = suggestions.get(proposal.pk, [])
        if not found or not may_give_view(by, proposal):
            continue
        try:
            give_classification(proposal, organ=found[0].organ, committee=None, category="", reason="", by=by)
        except OutOfTurn:
            continue
        agreed.append(proposal)
    return agreed


def agreed_organ(views: Iterable[ClassificationView]) -> Organ | None:
    """The one organ that all name, if they do."""
    organs = {view.organ for view in views}
    return organs.pop() if len(organs) == 1 else None
