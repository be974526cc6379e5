"""How every view of this app gets its subject: through `visible_to`, or not at all."""

from uuid import UUID

from django.shortcuts import get_object_or_404

from congress.requests import PortalRequest
from proposals.models import Assignment, Proposal


def proposal_or_404(request: PortalRequest, pk: UUID) -> Proposal:
    """The proposal, when this actor may see it."""
    visible = Proposal.objects.visible_to(request.actor)
    return get_object_or_404(
        visible.select_related("seat__person", "seat__delegation", "congress", "holder", "transfer_to", "merged_into"),
        pk=pk,
    )


def assignment_or_404(request: PortalRequest, pk: UUID) -> Assignment:
    """The assignment, when this actor may see it."""
    visible = Assignment.objects.visible_to(request.actor)
    return get_object_or_404(
        visible.select_related("organ", "proposal__seat__person", "proposal__holder", "proposal__congress"), pk=pk
    )
