"""The list of deputies, one deputy's seat, and what becomes of it."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_http_methods, require_safe

from congress import spreadsheets, timeline
from congress.models import Event
from congress.patience import patient
from congress.permissions import require
from congress.registries import registry
from congress.requests import PortalRequest
from deputies import exporting, standing
from deputies.forms import PhonesForm, RosterFilter, StandingForm
from deputies.models import Seat
from deputies.permissions import may_import, may_read_roster, seats_of


def _visible(request: PortalRequest, pk: UUID) -> Seat:
    seats = seats_of(request.actor).select_related("person", "congress", "term__congress", "delegation", "branch_desk")
    return get_object_or_404(seats.prefetch_related("states"), pk=pk)


@require_safe
def index(request: PortalRequest) -> HttpResponse:
    """代表名册."""
    require(may_read_roster(request.actor))
    form = RosterFilter(request.GET, actor=request.actor)
    seats = form.narrow(seats_of(request.actor), localdate())
    listed = seats.select_related("person", "congress", "delegation", "branch_desk").prefetch_related("states")
    page = Paginator(listed, 50).get_page(request.GET.get("page"))
    rows = [(seat, standing.standing(seat, localdate())) for seat in page]
    context = {"filters": form, "page": page, "rows": rows, "may_import": may_import(request.actor)}
    return render(request, "deputies/index.html", context)


@require_safe
@patient()
def export(request: PortalRequest) -> HttpResponse:
    """The list as it is filtered, telephone numbers masked."""
    require(may_read_roster(request.actor))
    seats = RosterFilter(request.GET, actor=request.actor).narrow(seats_of(request.actor), localdate())
    content = exporting.export(seats, by=request.actor, at=now())
    return spreadsheets.download(content, spreadsheets.file_name("代表名册", now()))


@require_http_methods(["GET", "POST"])
@patient()
def export_phones(request: PortalRequest) -> HttpResponse:
    """The same with the telephone numbers in full, for a reason that is kept."""
    require(may_import(request.actor))
    seats = RosterFilter(request.GET, actor=request.actor).narrow(seats_of(request.actor), localdate())
    form = PhonesForm(request.POST or None)
    if form.is_valid():
        content = exporting.export(seats, by=request.actor, at=now(), **form.cleaned_data)
        return spreadsheets.download(content, spreadsheets.file_name("代表名册", now()))
    return render(request, "deputies/export_phones.html", {"form": form, "count": seats.count()})


@require_safe
def detail(request: PortalRequest, pk: UUID) -> HttpResponse:
    """One seat: what is known, its states, what was done."""
    seat = _visible(request, pk)
    context = {
        "seat": seat,
        "standing": standing.standing(seat, localdate()),
        "changes": standing.open_to(request.actor, seat),
        "events": [(event, _said_of(event)) for event in timeline.of(seat.pk)],
    }
    return render(request, "deputies/detail.html", context)


def _said_of(event: Event) -> str:
    """Its own words, or else what the deed is called."""
    if hasattr(event, "note"):
        return event.note.text
    deed = registry.deeds.get((event.subject_kind, event.step))
    return deed.label if deed else ""


@require_http_methods(["GET", "POST"])
def change(request: PortalRequest, pk: UUID, name: str) -> HttpResponse:
    """Suspend, resume or end the seat."""
    seat = _visible(request, pk)
    require(standing.may_take(name, request.actor, seat))
    kind = standing.CHANGES[name]
    form = StandingForm(request.POST or None, change=kind, initial={"starts_on": localdate()})
    if form.is_valid():
        day = form.cleaned_data["starts_on"]
        standing.change_standing(seat, name, ground=form.stored_ground(), starts_on=day, by=request.actor)
        messages.success(request, f"已登记：{seat.person.name}自{day}起{kind.label}。")
        return redirect("deputies:detail", pk=seat.pk)
    return render(request, "deputies/change.html", {"form": form, "seat": seat, "change": kind})
