"""Papers as Word files."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from congress.documents import TYPE
from congress.downloads import disposition, guard
from congress.requests import PortalRequest
from proposals.letters import letter_name, reply_letter
from proposals.replies import visible_replies


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
    response = HttpResponse(reply_letter(reply), content_type=TYPE)
    response["Content-Disposition"] = disposition(letter_name(reply))
    guard(response)
    return response
