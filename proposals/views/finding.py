"""How every view of this app gets its subject: through `visible_to`, or not at all."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from congress.related_rows import read_with
from congress.requests import PortalRequest
from proposals.models import Assignment, Promise, Proposal


def proposal_or_404(request: PortalRequest, pk: UUID, **related: QuerySet[Any]) -> Proposal:
    """The proposal, when this actor may see it.

    Args:
        related: what is to be at hand with it (congress.related_rows).
    """
    visible = Proposal.objects.visible_to(request.actor).filter(pk=pk)
    named = visible.select_related(
        "seat__person",
        "seat__delegation",
        "congress",
        "holder",
        "transfer_to",
        "merged_into",
        "session",
        "delegation",
        "committee",
    )
    found = read_with(named, **related)
    if not found:
        raise Http404
    return found[0]


def assignment_or_404(request: PortalRequest, pk: UUID) -> Assignment:
    """The assignment, when this actor may see it."""
    visible = Assignment.objects.visible_to(request.actor)
    return get_object_or_404(
        visible.select_related(
            "organ__stock_phrases", "proposal__seat__person", "proposal__holder", "proposal__congress"
        ),
        pk=pk,
    )


def promise_or_404(request: PortalRequest, pk: UUID) -> Promise:
    """The promise, when this actor may see it."""
    visible = Promise.objects.visible_to(request.actor)
    return get_object_or_404(
        visible.select_related(
            "carried_into",
            "reply__assignment__organ",
            "reply__assignment__proposal__seat__person",
            "reply__assignment__proposal__holder",
            "reply__assignment__proposal__congress",
        ),
        pk=pk,
    )
