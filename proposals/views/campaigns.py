"""督办 of many matters: meetings, campaigns, the paper for one organ, whom an organ names for the ladder."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congress.models import Organ, Role
from congress.permissions import ALLOWED, refuse, require
from congress.refusing import said_at
from congress.requests import PortalRequest
from congress.workflow import OutOfTurn
from proposals.forms.supervision import (
    CallDispatchForm,
    NoteCampaignForm,
    OpenCampaignForm,
    RecordDispatchForm,
    SuperiorForm,
)
from proposals.listing import rows_of
from proposals.models import Campaign, Dispatch, Proposal, Superior
from proposals.permissions import may_watch
from proposals.supervision import campaigning, dispatching, orders
from proposals.supervision import superiors as naming
from proposals.views.urging import keys_in

PAGE = 50


@require_safe
def dispatches(request: PortalRequest) -> HttpResponse:
    """调度会, the newest first."""
    is_organ = request.actor.role in (Role.HANDLER, Role.ORGAN_LEADER)
    require(ALLOWED if is_organ else may_watch(request.actor))
    found = dispatching.dispatches_for(request.actor).select_related("leader__person")
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "may_call": bool(dispatching.may_call_dispatch(request.actor))}
    return render(request, "proposals/dispatches.html", context)


@require_http_methods(["GET", "POST"])
def call_dispatch(request: PortalRequest) -> HttpResponse:
    """召集调度会."""
    actor = request.actor
    require(dispatching.may_call_dispatch(actor))
    form = CallDispatchForm(request.POST or None, actor=actor)
    if form.is_valid():
        with said_at(form, "numbers"):
            data: dict[str, Any] = {name: form.cleaned_data[name] for name in ("leader", "day", "place")}
            called = dispatching.call_dispatch(form.matters, by=actor, on=timezone.localdate(), **data)
            messages.success(request, f"{called}已召集，并通知各承办单位。")
            return redirect("proposals:dispatch", called.pk)
    return render(request, "proposals/call_dispatch.html", {"form": form})


def _dispatch_or_404(request: PortalRequest, pk: UUID) -> Dispatch:
    seen = Dispatch.objects.filter(pk__in=dispatching.dispatches_for(request.actor).values("pk"))
    return get_object_or_404(seen.select_related("leader__person", "congress"), pk=pk)


@require_safe
def dispatch(request: PortalRequest, pk: UUID) -> HttpResponse:
    """One meeting: its agenda, what was reported and asked."""
    meeting = _dispatch_or_404(request, pk)
    context = {
        "dispatch": meeting,
        "agenda": dispatching.agenda_for(meeting, request.actor),
        "may_record": bool(dispatching.may_record_dispatch(request.actor, meeting)),
    }
    return render(request, "proposals/dispatch.html", context)


@require_http_methods(["GET", "POST"])
def record_dispatch(request: PortalRequest, pk: UUID) -> HttpResponse:
    """登记调度情况, organ by organ."""
    meeting = _dispatch_or_404(request, pk)
    require(dispatching.may_record_dispatch(request.actor, meeting))
    agenda = list(meeting.agenda.select_related("assignment__organ", "assignment__proposal"))
    form = RecordDispatchForm(request.POST or None, agenda=agenda)
    if form.is_valid():
        with said_at(form, None):
            next_on, today = form.cleaned_data["next_on"], timezone.localdate()
            dispatching.record_dispatch(meeting, form.said, next_on=next_on, by=request.actor, on=today)
            messages.success(request, "调度情况已登记，并告知各承办单位。")
            return redirect("proposals:dispatch", meeting.pk)
    return render(request, "proposals/record_dispatch.html", {"dispatch": meeting, "form": form})


@require_safe
def campaigns(request: PortalRequest) -> HttpResponse:
    """督办行动, the newest first."""
    sees = request.actor.oversees or request.actor.role == Role.COMMITTEE
    require(ALLOWED if sees else refuse("督办行动供人大的工作机构、督办工委和领导查看。"))
    found = campaigning.campaigns_for(request.actor).select_related("leader__person").prefetch_related("committees")
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "may_open": bool(campaigning.may_open_campaign(request.actor))}
    return render(request, "proposals/campaigns.html", context)


@require_http_methods(["GET", "POST"])
def open_campaign(request: PortalRequest) -> HttpResponse:
    """登记督办行动."""
    actor = request.actor
    require(campaigning.may_open_campaign(actor))
    form = OpenCampaignForm(request.POST or None, actor=actor)
    if form.is_valid():
        with said_at(form, None):
            data = dict(form.cleaned_data)
            for name in ("keys", "numbers"):
                data.pop(name)
            data["committees"] = list(data["committees"])
            made = campaigning.open_campaign(proposals=form.matters, by=actor, on=timezone.localdate(), **data)
            messages.success(request, "督办行动已登记，并通知督办工委。")
            return redirect("proposals:campaign", made.pk)
    return render(request, "proposals/open_campaign.html", {"form": form})


def _campaign_or_404(request: PortalRequest, pk: UUID) -> Campaign:
    seen = campaigning.campaigns_for(request.actor)
    return get_object_or_404(seen.select_related("leader__person", "congress"), pk=pk)


@require_safe
def campaign(request: PortalRequest, pk: UUID) -> HttpResponse:
    """One campaign: its matters with their lights, what was said of it."""
    found = _campaign_or_404(request, pk)
    seen = Proposal.objects.visible_to(request.actor).filter(pk__in=found.matters().values("pk"))
    page = Paginator(seen.order_by("-submitted_at"), PAGE).get_page(request.GET.get("page"))
    context = {
        "campaign": found,
        "page": page,
        "rows": rows_of(page.object_list, request.actor, today=timezone.localdate()),
        "remarks": found.remarks.select_related("written_by__organ", "written_by__congress", "written_by__person"),
        "may_note": bool(campaigning.may_note_campaign(request.actor, found)),
    }
    return render(request, "proposals/campaign.html", context)


@require_http_methods(["GET", "POST"])
def note_campaign(request: PortalRequest, pk: UUID) -> HttpResponse:
    """登记督办情况; with the second button its summary, which ends it."""
    found, actor = _campaign_or_404(request, pk), request.actor
    require(campaigning.may_note_campaign(actor, found))
    may_close = bool(campaigning.may_close_campaign(actor, found))
    form = NoteCampaignForm(request.POST or None, may_close=may_close)
    if form.is_valid():
        text = form.cleaned_data["text"]
        if "close" in request.POST:
            campaigning.close_campaign(found, summary=text, by=actor)
            messages.success(request, "督办行动已结束。")
        else:
            campaigning.note_campaign(found, text=text, by=actor)
            messages.success(request, "督办情况已登记。")
        return redirect("proposals:campaign", found.pk)
    return render(request, "proposals/note_campaign.html", {"campaign": found, "form": form})


@require_safe
def supervision_order(request: PortalRequest, pk: UUID) -> HttpResponse:
    """督办通知单 for one organ, ready to be printed."""
    organ = get_object_or_404(Organ.objects.select_related("congress"), pk=pk)
    require(orders.may_read_order(request.actor, organ))
    chosen = keys_in(request.GET.getlist("pick"))
    order = orders.order_for(organ, request.actor, timezone.localdate(), chosen=chosen)
    return render(request, "proposals/supervision_order.html", {"order": order})


@require_http_methods(["GET", "POST"])
def superiors(request: PortalRequest) -> HttpResponse:
    """各级负责人 of the organ: whom the ladder tells before its head."""
    actor = request.actor
    require(naming.may_name(actor))
    form = SuperiorForm(request.POST or None, actor=actor)
    if form.is_valid():
        with said_at(form, "person"):
            try:
                named = naming.name_superior(by=actor, **form.cleaned_data)
            except OutOfTurn as taken:
                form.add_error("office", str(taken))
            else:
                messages.success(request, f"已登记：{named}。")
                return redirect("proposals:superiors")
    return render(request, "proposals/superiors.html", {"form": form, "rows": naming.superiors_of(actor.organ)})


@require_POST
def end_superior(request: PortalRequest, pk: int) -> HttpResponse:
    """取消一名负责人."""
    require(naming.may_name(request.actor))
    superior = get_object_or_404(Superior, pk=pk, organ=request.actor.organ)
    naming.end_superior(superior, by=request.actor)
    messages.success(request, f"已取消：{superior}。")
    return redirect("proposals:superiors")
