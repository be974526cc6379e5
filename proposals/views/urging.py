"""催办: one by its author, many from the board."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from congress.permissions import require
from congress.requests import PortalRequest
from proposals import urging
from proposals.models import Assignment
from proposals.permissions import may_watch
from proposals.views.finding import assignment_or_404

MOST_AT_ONCE = 100


@require_POST
def urge(request: PortalRequest, pk: UUID) -> HttpResponse:
    """催一催."""
    assignment = assignment_or_404(request, pk)
    urging.urge(assignment, by=request.actor, on=timezone.localdate())
    messages.success(request, f"已催办，已告知{assignment.organ}。")
    return redirect(assignment.proposal)


@require_POST
def urge_chosen(request: PortalRequest) -> HttpResponse:
    """催办所选: first who would get how many, then one message to each organ."""
    require(may_watch(request.actor))
    today = timezone.localdate()
    rows = Assignment.objects.visible_to(request.actor).filter(pk__in=keys_in(request.POST.getlist("pick")))
    rows = rows.select_related("organ", "proposal__seat__branch_desk", "proposal__holder").prefetch_related("urges")
    chosen = urging.plan(rows, by=request.actor, on=today)
    if "confirm" in request.POST and chosen.rows:
        number = urging.urge_chosen(chosen, by=request.actor, on=today)
        messages.success(request, f"已催办{number}件，已通知{len(chosen.by_organ)}个单位。")
        return redirect("proposals:board")
    if not rows:
        messages.warning(request, "请先勾选要催办的事项。")
        return redirect("proposals:board")
    return render(request, "proposals/urge_chosen.html", {"chosen": chosen})


def keys_in(texts: list[str]) -> list[UUID]:
    """The keys among what a page has sent, as many as may be taken at once."""
    found = []
    for text in texts[:MOST_AT_ONCE]:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found
