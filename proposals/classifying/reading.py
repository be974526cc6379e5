"""What the offices that classify together read of a matter: its text and papers, not its further course."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from congress.actors import Actor
from congress.calendar_table import current_calendar
from congress.models import Organ, Role
from congress.permissions import ALLOWED, Verdict, refuse
from deputies.permissions import is_branch_desk
from proposals.classifying.viewing import CLASSIFYING, agreed_organ, may_classify, to_classify
from proposals.clocks import Light
from proposals.models import ClassificationView, Clock, Dispute, LimitKey, Proposal, Release
from proposals.suggesting import Suggestion, suggest_for


def may_see_disputes(actor: Actor) -> Verdict:
    """承办争议: who classifies together, and who looks at a whole congress."""
    return ALLOWED if may_classify(actor) or actor.oversees else refuse("承办争议供代表工委、政府督查室和编办查看。")


def classified_by(actor: Actor | None) -> QuerySet[Proposal]:
    """What an office reads because it is asked: while it waits for an organ; to the 编办 also what is in dispute."""
    if actor is None or actor.role not in CLASSIFYING:
        return Proposal.objects.none()
    asked = Q(pk__in=to_classify(actor).order_by().values("pk"))
    if actor.role == Role.STAFFING:
        put = Dispute.objects.filter(proposal=OuterRef("pk"), dropped_at__isnull=True)
        asked |= Q(Exists(put), holder=actor.congress)
    return Proposal.objects.filter(asked)


def disputes_of(actor: Actor) -> QuerySet[Dispute]:
    """Those of what the actor's level holds, waiting ones first, then the newest decision.

    A street's branch desk has those of its own deputies.
    """
    found = Dispute.objects.filter(proposal__holder=actor.congress, dropped_at__isnull=True)
    if is_branch_desk(actor):
        found = found.filter(proposal__seat__branch_desk=actor.organ)
    named = found.select_related("proposal__holder", "assignment__organ", "organ", "referred_by__person")
    return named.order_by(F("decided_at").desc(nulls_first=True), "referred_at", "pk")


def limits_of(proposals: Sequence[Proposal], *, today: date) -> dict[UUID, Light]:
    """How long the 编办 has for each that waits for it."""
    running = Clock.objects.running().filter(limit=LimitKey.ARBITRATE, proposal__in=[row.pk for row in proposals])
    calendar = current_calendar()
    return {clock.root_id: Light(clock, today, calendar) for clock in running}


def visible_among(proposals: Sequence[Proposal], actor: Actor) -> set[UUID]:
    """Those of which the actor may read the whole course."""
    seen = Proposal.objects.visible_to(actor).filter(pk__in=[row.pk for row in proposals])
    return set(seen.order_by().values_list("pk", flat=True))


def releases_of(proposal: Proposal) -> QuerySet[Release]:
    """What organs have said against handling it, side by side, the first first; what the desk refused too."""
    found = Release.objects.filter(assignment__proposal=proposal)
    return found.select_related("assignment__organ", "proposed_organ").order_by("asked_at", "pk")


@dataclass(frozen=True)
class Classifying:
    """What the desk should know before it hands a matter over.

    Attributes:
        views: what each office has said.
        decision, dispute: what the 编办 has decided, and what waits for it.
    """

    views: list[ClassificationView]
    decision: Dispute | None
    dispute: Dispute | None

    @property
    def organ(self) -> Organ | None:
        """The organ that must have it, or the one that all offices name."""
        return self.decision.organ if self.decision else agreed_organ(self.views)

    @property
    def committee(self) -> Organ | None:
        """The first that an office names."""
        return next((view.committee for view in self.views if view.committee), None)

    @property
    def category(self) -> str:
        """The same of the category."""
        return next((view.category for view in self.views if view.category), "")


def classifying_of(proposal: Proposal) -> Classifying:
    """The same, in two statements."""
    disputes = list(proposal.disputes.filter(dropped_at__isnull=True).select_related("organ").order_by("-pk"))
    return Classifying(
        list(proposal.classification_views.select_related("office", "organ", "committee")),
        next((row for row in disputes if row.decided_at), None),
        next((row for row in disputes if not row.decided_at), None),
    )


@dataclass(frozen=True)
class Line:
    """One matter of the list: what is suggested for it, what each office has said."""

    proposal: Proposal
    suggestions: list[Suggestion]
    views: list[ClassificationView]
    is_own: bool
    is_contested: bool


def lines_of(proposals: Sequence[Proposal], actor: Actor, *, today: date) -> list[Line]:
    """The list's lines, in as many statements however long it is.

    Attributes of each: whether the actor's office has spoken, and whether it waits for the 编办.
    """
    keys, suggestions = [row.pk for row in proposals], suggest_for(proposals, today)
    views: dict[UUID, list[ClassificationView]] = {}
    for view in ClassificationView.objects.filter(proposal__in=keys).select_related("office", "organ", "committee"):
        views.setdefault(view.proposal_id, []).append(view)
    contested = set(Dispute.objects.waiting().filter(proposal__in=keys).values_list("proposal", flat=True))
    office = actor.organ.pk if actor.organ else None
    return [
        Line(
            row,
            suggestions.get(row.pk, []),
            views.get(row.pk, []),
            any(view.office_id == office for view in views.get(row.pk, [])),
            row.pk in contested,
        )
        for row in proposals
    ]
