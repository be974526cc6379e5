"""From what the public said at a station to a deputy's draft."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from congress.requests import PortalRequest
from groups.models import Matter
from proposals import from_matters


@require_POST
def take_up_matter(request: PortalRequest, pk: UUID) -> HttpResponse:
    """据此写一条意见: a draft that begins with the words of the matter."""
    rows = Matter.objects.visible_to(request.actor).select_related(
        "reception__station__congress", "message__station__congress"
    )
    draft = from_matters.begin_opinion(get_object_or_404(rows, pk=pk), by=request.actor)
    return redirect(draft) if draft.number else redirect("proposals:edit", draft.pk)
