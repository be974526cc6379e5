"""履职档案: one's own, one that one may read, the same as a Word file."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from congress import documents
from congress.downloads import give
from congress.permissions import require
from congress.requests import PortalRequest
from deputies.dossiers import choosing, pages, paper, reading
from deputies.duties import picking
from deputies.models import Seat


def _seat_or_404(request: PortalRequest, pk: UUID) -> Seat:
    seen = reading.seats_read(request.actor, localdate())
    return get_object_or_404(seen.select_related("person", "congress", "term__congress", "delegation"), pk=pk)


@require_safe
def mine(request: PortalRequest) -> HttpResponse:
    """Everything I did in a period."""
    require(reading.may_have(request.actor))
    seat = _seat_or_404(request, request.actor.seat.pk)
    return render(request, "dossiers/mine.html", pages.context_of(seat, request.actor, request.GET, localdate()))


@require_safe
def dossier(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Everything a deputy did in a period, of what the reader may see."""
    seat = _seat_or_404(request, pk)
    return render(request, "dossiers/dossier.html", pages.context_of(seat, request.actor, request.GET, localdate()))


@require_safe
def dossier_paper(request: PortalRequest, pk: UUID) -> HttpResponse:
    """The same as a .docx file; a period that means nothing is the present year, and the paper says which it is."""
    seat, today = _seat_or_404(request, pk), localdate()
    period, _ = picking.asked_for(request.GET, picking.OF_DOSSIERS, seat.starts_on, today)
    content = paper.dossier_paper(seat, period, actor=request.actor, on=today)
    return give(content, f"履职档案 {seat.person.name} {period.label}.docx", documents.TYPE)


@require_POST
def choose_public(request: PortalRequest) -> HttpResponse:
    """公开, or 不公开, one's own page."""
    shows = "hide" not in request.POST
    choosing.choose_public(shows=shows, by=request.actor, at=now())
    messages.success(request, "您的履职公开页现在谁都可以看。" if shows else "您的履职公开页现在看不到了。")
    return redirect("dossiers:mine")
