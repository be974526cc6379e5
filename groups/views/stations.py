"""阵地: the directory, one station, its people, its poster."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congress.documents import TYPE
from congress.downloads import give
from congress.interrupted import keeps_words, typed_into
from congress.permissions import require
from congress.refusing import said_at
from congress.requests import PortalRequest
from congress.revising import revisions_of
from groups.forms.stations import AttachForm, StationFilterForm, StationForm
from groups.models import Reception, Station, StationSeat
from groups.models.groups import on_a_day
from groups.stations import keeping
from groups.stations.counting import sums_of
from groups.stations.permissions import keeps, may_open_station, may_read_stations, may_record
from groups.stations.poster import poster as poster_of
from groups.stations.poster import poster_name
from groups.stations.registers import BOOKS
from groups.views.rows_of_stations import station_or_404

PAGE, COMING, LATEST = 50, 12, 10


@require_safe
def index(request: PortalRequest) -> HttpResponse:
    """代表阵地: by place first."""
    actor, today = request.actor, localdate()
    require(may_read_stations(actor))
    filters = StationFilterForm(request.GET, actor=actor)
    rows = filters.narrow(Station.objects.visible_to(actor), today).select_related("congress")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "filters": filters, "today": today, "may_open": bool(may_open_station(actor))}
    return render(request, "stations/index.html", context)


@require_safe
def station(request: PortalRequest, pk: UUID) -> HttpResponse:
    """One of them: who is there and when; to those who work there also what was done."""
    row, actor, today = station_or_404(request, pk), request.actor, localdate()
    reads = Station.objects.recorded_for(actor).filter(pk=row.pk).exists()
    held = Reception.objects.visible_to(actor).standing().filter(station=row)
    context = {
        "station": row,
        "today": today,
        "attached": row.attached.filter(on_a_day(today)).select_related("seat__person", "seat__congress"),
        "days": row.duty_days.filter(is_cancelled=False, day__gte=today).prefetch_related("on_duty__seat__person")[
            :COMING
        ],
        "may_keep": bool(keeps(actor, row)),
        "may_record": bool(may_record(actor, row, today)),
        "reads": reads,
        "sums": sums_of(row) if reads else None,
        "receptions": held.prefetch_related("received_by__seat__person")[:LATEST],
        "waiting": row.messages.filter(state__in=["new", "taken"]).count() if reads else 0,
        "books": [(name, book.title) for name, book in BOOKS.items()] if reads else [],
    }
    return render(request, "stations/station.html", context)


@keeps_words("stations:open_station")
@require_http_methods(["GET", "POST"])
def open_station(request: PortalRequest) -> HttpResponse:
    """登记阵地."""
    require(may_open_station(request.actor))
    initial = {"starts_on": localdate()}
    form = StationForm(typed_into(request), actor=request.actor, submit="登记阵地", initial=initial)
    if request.method == "POST" and form.is_valid():
        with said_at(form, "name"):
            row = keeping.open_station(by=request.actor, **form.written())
            messages.success(request, f"已登记{row}。接着登记进站代表和值班。")
            return redirect(row)
    return render(request, "stations/open_station.html", {"form": form})


@keeps_words("stations:change_station")
@require_http_methods(["GET", "POST"])
def change_station(request: PortalRequest, pk: UUID) -> HttpResponse:
    """更正阵地; what it said before is kept."""
    row, actor = station_or_404(request, pk), request.actor
    require(keeps(actor, row))
    initial = {"seen": revisions_of(row).count()}
    form = StationForm(typed_into(request), instance=row, actor=actor, submit="保存", initial=initial)
    if request.method == "POST" and form.is_valid():
        with said_at(form, "name"):
            stored, seen = station_or_404(request, pk), form.cleaned_data["seen"] or 0
            keeping.change_station(stored, seen=seen, by=actor, at=now(), **form.written())
            messages.success(request, "已保存。")
            return redirect(stored)
    context = {"form": form, "station": row, "was_changed": initial["seen"] > 0}
    return render(request, "stations/change_station.html", context)


@keeps_words("stations:station_deputies")
@require_http_methods(["GET", "POST"])
def station_deputies(request: PortalRequest, pk: UUID) -> HttpResponse:
    """进站代表: who is attached now, and whom to take in."""
    row, today = station_or_404(request, pk), localdate()
    require(keeps(request.actor, row))
    form = AttachForm(typed_into(request), seats=keeping.nearby_seats(row, today))
    if request.method == "POST" and form.is_valid():
        with said_at(form, "names"):
            number = keeping.attach(row, form.cleaned_data["names"], by=request.actor, on=today)
            messages.success(request, f"已登记{number}位代表进站。" if number else "这些代表已经在站里。")
            return redirect("stations:station_deputies", row.pk)
    attached = row.attached.filter(on_a_day(today)).select_related("seat__person", "seat__congress")
    return render(request, "stations/station_deputies.html", {"form": form, "station": row, "attached": attached})


@require_POST
def detach(request: PortalRequest, pk: int) -> HttpResponse:
    """代表离站, as of today."""
    seen = StationSeat.objects.filter(station__in=Station.objects.visible_to(request.actor))
    row = get_object_or_404(seen.select_related("station__congress", "seat__person"), pk=pk)
    keeping.detach(row, by=request.actor, on=localdate())
    messages.success(request, f"{row.seat.person.name}代表已离站。")
    return redirect("stations:station_deputies", row.station_id)


@require_safe
def poster(request: PortalRequest, pk: UUID) -> HttpResponse:
    """海报: to be printed and hung up, with the code of the public page."""
    row, today = station_or_404(request, pk), localdate()
    require(may_record(request.actor, row, today))
    if not row.is_on(today):
        raise Http404
    coming = row.duty_days.filter(is_cancelled=False, day__gte=today).prefetch_related("on_duty__seat__person")
    address = request.build_absolute_uri(reverse("public:leave_message", args=[row.pk]))
    return give(poster_of(row, list(coming[:COMING]), address=address), poster_name(row), TYPE)
