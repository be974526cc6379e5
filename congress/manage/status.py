"""运行状态: whether everything that works unseen works; messages that did not arrive."""

from uuid import UUID

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from congress import jobs
from congress.manage import checking
from congress.manage.permissions import deliveries_within, may_manage_people
from congress.models import Delivery
from congress.permissions import require
from congress.requests import PortalRequest

SHOWN = 50


@require_safe
def status(request: PortalRequest) -> HttpResponse:
    """运行状态: the lights, messages by way out and state, those that did not arrive, what runs by itself."""
    require(may_manage_people(request.actor))
    sent = deliveries_within(request.actor)
    counts = sent.order_by().values("channel", "state").annotate(number=Count("pk")).order_by("channel", "state")
    stuck = sent.filter(state__in=[Delivery.State.DEAD, Delivery.State.UNKNOWN])
    context = {
        "lights": checking.lights(request.actor, now()),
        "counts": [
            (Delivery.Channel(row["channel"]).label, Delivery.State(row["state"]).label, row["number"])
            for row in counts
        ],
        "stuck": stuck.select_related("notice__person").order_by("-due_at")[:SHOWN],
        "jobs": list(jobs.jobs(now())),
    }
    return render(request, "congress/status.html", context)


@require_POST
def send_again(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Try a message again that was given up."""
    require(may_manage_people(request.actor))
    delivery = get_object_or_404(deliveries_within(request.actor), pk=pk)
    if checking.send_again(delivery, by=request.actor):
        messages.success(request, "已放回待发送。")
    else:
        messages.warning(request, "这一条不能再发：已经发出，或者结果不明（短信最多发一次）。")
    return redirect("congress:status")
