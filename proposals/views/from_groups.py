"""由小组活动写一条意见."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from congress.requests import PortalRequest
from groups.models import Activity
from proposals.from_groups import activities


@require_POST
def begin_opinion(request: PortalRequest, pk: UUID) -> HttpResponse:
    """A draft bound to the activity."""
    activity = get_object_or_404(Activity.objects.visible_to(request.actor).select_related("group"), pk=pk)
    draft = activities.begin_opinion(activity, by=request.actor)
    return redirect("proposals:edit", draft.pk)
