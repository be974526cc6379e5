"""Papers as Word files."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from congress.documents import TYPE
from congress.downloads import disposition, guard
from congress.requests import PortalRequest
from deputies.models import Seat
from proposals.models import Reply
from proposals.papers.letters import addressees, letter_name, reply_letter
from proposals.papers.sheets import sheet_name, suggestion_sheet
from proposals.replies import visible_replies
from proposals.views.finding import proposal_or_404


@require_safe
def letter(request: PortalRequest, pk: UUID) -> HttpResponse:
    """答复函: signed ones for whoever may see the reply, drafts for the organ itself."""
    found = visible_replies(request.actor).select_related(
        "assignment__organ",
        "assignment__proposal__congress",
        "assignment__proposal__holder",
        "assignment__proposal__term",
        "assignment__proposal__session__term",
        "assignment__proposal__seat__person",
        "signed_by__person",
    )
    reply = get_object_or_404(found, pk=pk)
    to = _addressee(reply, request.GET.get("to", ""))
    return _saved(reply_letter(reply, to=to), letter_name(reply, to))


def _addressee(reply: Reply, key: str) -> Seat | None:
    seats = addressees(reply.assignment.proposal, timezone.localdate()) if key else []
    found = next((seat for seat in seats if str(seat.pk) == key), None)
    if key and found is None:
        raise Http404
    return found


@require_safe
def sheet(request: PortalRequest, pk: UUID) -> HttpResponse:
    """建议纸: for whoever may see the proposal, with the names and numbers that he may see there."""
    proposal = proposal_or_404(request, pk)
    return _saved(suggestion_sheet(proposal, request.actor), sheet_name(proposal))


def _saved(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=TYPE)
    response["Content-Disposition"] = disposition(name)
    guard(response)
    return response
