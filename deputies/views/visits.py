"""走访: three fields on a telephone; one's own list; corrected and cancelled, never deleted."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_http_methods, require_safe

from congress.permissions import require
from congress.refusing import said_at
from congress.requests import PortalRequest
from congress.revising import revisions_of
from deputies.duties import recording
from deputies.duties.forms import VisitForm
from deputies.duties.record_forms import CorrectVisitForm
from deputies.duties.said_before import said_before
from deputies.duties.strips import address_or_none
from deputies.duties.ways import ways_of
from deputies.models import Visit
from deputies.views.cancelling import ask_why

PAGE = 20


def _visit(request: PortalRequest, pk: UUID) -> Visit:
    rows = Visit.objects.visible_to(request.actor)
    return get_object_or_404(rows.select_related("seat__person", "cancelled_by__person"), pk=pk)


@require_safe
def visits(request: PortalRequest) -> HttpResponse:
    """我的走访, the newest first, cancelled ones among them."""
    require(recording.may_record_visit(request.actor))
    page = Paginator(Visit.objects.visible_to(request.actor), PAGE).get_page(request.GET.get("page"))
    return render(request, "duties/visits.html", {"page": page})


@require_safe
def visit(request: PortalRequest, pk: UUID) -> HttpResponse:
    """One visit, and what it said before it was corrected."""
    row = _visit(request, pk)
    may_change = bool(recording.may_change_visit(request.actor, row)) and not row.is_cancelled
    context = {"visit": row, "before": said_before(row), "may_change": may_change}
    return render(request, "duties/visit.html", context)


@require_http_methods(["GET", "POST"])
def record_visit(request: PortalRequest) -> HttpResponse:
    """补记一次走访; who received people finds the way to the reception's form."""
    require(recording.may_record_visit(request.actor))
    form = VisitForm(request.POST or None, today=localdate())
    if form.is_valid():
        with said_at(form, "day"):
            made = recording.record_visit(by=request.actor, at=now(), **form.cleaned_data)
            messages.success(request, f"已登记：{made.day}走访{made.number}{made.get_unit_display()}。")
            return redirect("congress:home")
    context = {
        "form": form,
        "ways": ways_of(request.actor, localdate()),
        "stations": address_or_none("stations:index"),
    }
    return render(request, "duties/record_visit.html", context)


@require_http_methods(["GET", "POST"])
def correct_visit(request: PortalRequest, pk: UUID) -> HttpResponse:
    """更正走访."""
    row = _visit(request, pk)
    require(recording.may_change_visit(request.actor, row))
    form = CorrectVisitForm(request.POST or None, visit=row, seen=revisions_of(row).count(), today=localdate())
    if form.is_valid():
        seen = form.cleaned_data.pop("seen")
        with said_at(form, "day"):
            recording.correct_visit(row, seen=seen, by=request.actor, at=now(), **form.cleaned_data)
            messages.success(request, "已更正，原来的内容留在记录里。")
            return redirect(row)
    return render(request, "duties/correct_visit.html", {"form": form, "visit": row})


@require_http_methods(["GET", "POST"])
def cancel_visit(request: PortalRequest, pk: UUID) -> HttpResponse:
    """作废走访."""
    row = _visit(request, pk)
    require(recording.may_change_visit(request.actor, row))
    page = "duties/cancel_visit.html"
    return ask_why(request, row, recording.cancel_visit, page, name="visit", to="duties:visits")
