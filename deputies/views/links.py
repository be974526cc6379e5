"""常委会组成人员, 联系名单: kept by the desk, read by who oversees."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_http_methods, require_safe

from congress.permissions import require
from congress.refusing import said_at
from congress.requests import PortalRequest
from deputies.duties import listing
from deputies.duties.contacts import counted
from deputies.duties.desk_forms import LastDayForm, LinksForm, MembersForm
from deputies.duties.permissions import may_manage_duties, may_read_of_duties
from deputies.models import CouncilMembership, DeputyLink

PAGE = 50
OPEN_FIRST = F("ends_on").desc(nulls_first=True)


@require_safe
def links(request: PortalRequest) -> HttpResponse:
    """谁联系谁, with how often this year."""
    actor, today = request.actor, localdate()
    require(may_read_of_duties(actor))
    rows = DeputyLink.objects.filter(member__congress=actor.congress)
    rows = rows.select_related("member__person", "deputy__person", "deputy__congress")
    rows = rows.order_by(OPEN_FIRST, "member__person__sort_key", "member", "deputy__person__sort_key", "pk")
    page = Paginator(counted(rows, today), PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "today": today, "may_manage": bool(may_manage_duties(actor))}
    return render(request, "duties/links.html", context)


@require_http_methods(["GET", "POST"])
def add_links(request: PortalRequest) -> HttpResponse:
    """登记联系名单: one member, a column of deputies."""
    require(may_manage_duties(request.actor))
    form = LinksForm(request.POST or None, congress=request.actor.congress)
    if form.is_valid():
        with said_at(form, "deputies"):
            data = form.cleaned_data
            facts = {"starts_on": data["starts_on"], "by": request.actor, "at": now()}
            number = listing.add_links(data["member"], data["deputies"], **facts)
            messages.success(request, f"{data['member']}新联系{number}名代表。")
            return redirect("duties:links")
    return render(request, "duties/add_links.html", {"form": form})


@require_http_methods(["GET", "POST"])
def end_link(request: PortalRequest, pk: int) -> HttpResponse:
    """登记结束联系."""
    require(may_manage_duties(request.actor))
    rows = DeputyLink.objects.filter(member__congress=request.actor.congress)
    link = get_object_or_404(rows.select_related("member__person", "member__congress", "deputy__person"), pk=pk)
    form = LastDayForm(request.POST or None, submit="登记结束")
    if form.is_valid():
        with said_at(form, "ends_on"):
            listing.end_link(link, by=request.actor, at=now(), **form.cleaned_data)
            messages.success(request, f"{link.member}不再联系{link.deputy}。")
            return redirect("duties:links")
    return render(request, "duties/end_link.html", {"form": form, "link": link})


@require_safe
def members(request: PortalRequest) -> HttpResponse:
    """常委会组成人员 from when to when."""
    actor = request.actor
    require(may_read_of_duties(actor))
    rows = CouncilMembership.objects.filter(seat__congress=actor.congress).select_related("seat__person")
    page = Paginator(rows.order_by(OPEN_FIRST, "seat__person__sort_key", "pk"), PAGE).get_page(request.GET.get("page"))
    return render(request, "duties/members.html", {"page": page, "may_manage": bool(may_manage_duties(actor))})


@require_http_methods(["GET", "POST"])
def add_members(request: PortalRequest) -> HttpResponse:
    """登记任职."""
    require(may_manage_duties(request.actor))
    form = MembersForm(request.POST or None, congress=request.actor.congress)
    if form.is_valid():
        with said_at(form, "seats"):
            data = form.cleaned_data
            number = listing.add_members(data["seats"], starts_on=data["starts_on"], by=request.actor, at=now())
            messages.success(request, f"新登记{number}名常委会组成人员。")
            return redirect("duties:members")
    return render(request, "duties/add_members.html", {"form": form})


@require_http_methods(["GET", "POST"])
def end_member(request: PortalRequest, pk: int) -> HttpResponse:
    """登记免职."""
    require(may_manage_duties(request.actor))
    rows = CouncilMembership.objects.filter(seat__congress=request.actor.congress)
    membership = get_object_or_404(rows.select_related("seat__person", "seat__congress"), pk=pk)
    form = LastDayForm(request.POST or None, submit="登记免职")
    if form.is_valid():
        with said_at(form, "ends_on"):
            listing.end_member(membership, by=request.actor, at=now(), **form.cleaned_data)
            messages.success(request, f"{membership}已登记免职。")
            return redirect("duties:members")
    return render(request, "duties/end_member.html", {"form": form, "membership": membership})
