"""What a desk has to decide about: answered with everybody's consent, not decided; and what it has decided."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse

from congress.actors import Actor
from congress.registries import Tile
from proposals.models import Assignment, Proposal, ProposalQuerySet, Publication, Reply
from proposals.publishing.deciding import PUBLISHABLE, may_open_publishing

TO_DECIDE, PUBLISHED, WITHHELD, WITHDRAWN, AGAINST = "", "published", "withheld", "withdrawn", "against"
VIEWS = {
    TO_DECIDE: "待决定",
    PUBLISHED: "已公开",
    WITHHELD: "不公开",
    WITHDRAWN: "已撤回公开",
    AGAINST: "代表或单位不同意公开",
}


def _answered(actor: Actor) -> ProposalQuerySet:
    if not may_open_publishing(actor):
        return Proposal.objects.none()
    return Proposal.objects.visible_to(actor).filter(holder=actor.congress, is_live=True, state__in=PUBLISHABLE)


def _refused() -> Exists:
    """An organ that owes a reply and does not agree in its latest, or has not signed one."""
    signed = Reply.objects.filter(assignment=OuterRef("pk"), signed_at__isnull=False).order_by("-round")
    owing: Any = Assignment.objects.current().replying().filter(proposal=OuterRef("pk"))
    owing = owing.annotate(agrees=Subquery(signed.values("is_public")[:1]))
    return Exists(owing.filter(Q(agrees=False) | Q(agrees__isnull=True, proposal__needs_no_reply=False)))


def _unanswered() -> Q:
    """Nobody owes a reply, though one was wanted: merged into another, or its organs gave it back."""
    owing = Assignment.objects.current().replying().filter(proposal=OuterRef("pk"))
    return Q(~Exists(owing), needs_no_reply=False)


def waiting(actor: Actor) -> ProposalQuerySet:
    """待决定, the one answered first on top."""
    found = _answered(actor).filter(~_refused(), is_public=True, publication__isnull=True)
    return found.exclude(_unanswered()).order_by(F("answered_on").asc(nulls_last=True), "number")


def listed(actor: Actor, view: str) -> QuerySet[Proposal]:
    """What stands under one of VIEWS."""
    if view == TO_DECIDE:
        return waiting(actor)
    if view == AGAINST:
        found = _answered(actor).filter(publication__isnull=True)
        return found.filter(Q(is_public=False) | _refused()).order_by("-submitted_at", "number")
    if not may_open_publishing(actor):
        return Proposal.objects.none()
    decided = Publication.objects.filter(state=view, proposal__holder=actor.congress)
    return Proposal.objects.filter(publication__in=decided).order_by("-publication__decided_at", "number")


def newer_reply() -> Exists:
    """Of what is public: an organ has signed another reply since."""
    return Exists(
        Reply.objects.filter(assignment__proposal=OuterRef("pk"), signed_at__gt=OuterRef("publication__published_at"))
    )


def desk_tile(actor: Actor, today: date) -> Iterator[Tile]:
    """How many wait, for who decides."""
    if may_open_publishing(actor):
        yield Tile("待决定公开", waiting(actor).count(), reverse("proposals:publishing"))
