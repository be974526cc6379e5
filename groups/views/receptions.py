"""接待: a record, its matters, what became of each; a visitor's number on record."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congress.interrupted import keeps_words, typed_into
from congress.permissions import require
from congress.refusing import said_at
from congress.requests import PortalRequest
from congress.revising import revisions_of
from congress.workdays import read_day
from groups.forms.keeping import ReasonForm
from groups.forms.receptions import CorrectionForm, FollowForm, MatterForm, ReceptionForm
from groups.models import Matter, VisitorMessage
from groups.stations import lineage, receiving, rostering
from groups.stations.permissions import may_follow, may_record, may_withdraw
from groups.stations.visitors import reveal, visitor_of
from groups.views.rows_of_stations import matter_or_404, reception_or_404, station_or_404


@keeps_words("stations:record_reception")
@require_http_methods(["GET", "POST"])
def record_reception(request: PortalRequest, pk: UUID) -> HttpResponse:
    """登记接待: three fields on a phone, the deputy himself ticked beforehand."""
    row, actor, today = station_or_404(request, pk), request.actor, localdate()
    require(may_record(actor, row, today))
    seats = rostering.seats_of(row, today)
    if actor.seat and actor.seat.pk not in {seat.pk for seat in seats}:
        seats = [*seats, actor.seat]  # on duty, and not attached
    initial: dict[str, Any] = {"day": _day(request) or today, "seats": [actor.seat.pk] if actor.seat else []}
    form = ReceptionForm(typed_into(request), seats=seats, initial=initial)
    if request.method == "POST" and form.is_valid():
        with said_at(form, "day"):
            chosen = {**form.cleaned_data, "seats": list(form.cleaned_data["seats"])}
            made = receiving.record_reception(row, by=actor, at=now(), **chosen)
            messages.success(request, "已登记接待。群众反映了什么，一件一件记在下面。")
            return redirect(made)
    return render(request, "stations/record_reception.html", {"form": form, "station": row})


def _day(request: PortalRequest) -> Any:
    """The day in the address, of a roster's to-do; what means nothing there is ignored."""
    try:
        return read_day(request.GET.get("day", ""))
    except ValueError:
        return None


@require_safe
def reception(request: PortalRequest, pk: UUID) -> HttpResponse:
    """One reception with its matters."""
    row = reception_or_404(request, pk)
    context = {
        "reception": row,
        "received": [seat.seat for seat in row.received_by.select_related("seat__person", "seat__congress")],
        "matters": row.matters.all(),
        "revisions": revisions_of(row).select_related("by__person"),
        "may_record": bool(may_record(request.actor, row.station, localdate())),
        "may_withdraw": bool(may_withdraw(request.actor, row)),
        "today": localdate(),
    }
    return render(request, "stations/reception.html", context)


@keeps_words("stations:correct_reception")
@require_http_methods(["GET", "POST"])
def correct_reception(request: PortalRequest, pk: UUID) -> HttpResponse:
    """更正接待记录."""
    row, actor = reception_or_404(request, pk), request.actor
    require(may_record(actor, row.station, localdate()))
    form = CorrectionForm(typed_into(request), reception=row, initial={"seen": revisions_of(row).count()})
    if request.method == "POST" and form.is_valid():
        with said_at(form, "day"):
            seen = form.cleaned_data.pop("seen") or 0
            receiving.correct_reception(row, seen=seen, by=actor, at=now(), **form.cleaned_data)
            messages.success(request, "已更正，原来的内容留在记录里。")
            return redirect(row)
    return render(request, "stations/correct_reception.html", {"form": form, "reception": row})


@keeps_words("stations:withdraw_reception")
@require_http_methods(["GET", "POST"])
def withdraw_reception(request: PortalRequest, pk: UUID) -> HttpResponse:
    """撤销接待记录, with the reason."""
    row, actor = reception_or_404(request, pk), request.actor
    require(may_withdraw(actor, row))
    form = ReasonForm(typed_into(request), submit="撤销")
    if request.method == "POST" and form.is_valid():
        receiving.withdraw_reception(row, by=actor, at=now(), **form.cleaned_data)
        messages.success(request, "已撤销，这次接待不再计数。")
        return redirect(row)
    return render(request, "stations/withdraw_reception.html", {"form": form, "reception": row})


@keeps_words("stations:add_matter")
@require_http_methods(["GET", "POST"])
def add_matter(request: PortalRequest, pk: UUID) -> HttpResponse:
    """登记一件反映的事项."""
    row, actor = reception_or_404(request, pk), request.actor
    require(may_record(actor, row.station, localdate()))
    seats = rostering.seats_of(row.station, localdate())
    form = MatterForm(typed_into(request), actor=actor, seats=seats)
    if request.method == "POST" and form.is_valid():
        with said_at(form, "passed_to"):
            made = receiving.add_matter(row, by=actor, at=now(), **form.cleaned_data)
            messages.success(request, "已登记这一件。")
            return redirect(made if made.is_for_a_deputy else row)
    return render(request, "stations/add_matter.html", {"form": form, "reception": row})


@require_safe
def matter(request: PortalRequest, pk: UUID) -> HttpResponse:
    """来龙去脉 of one matter: said, which way, the opinion and its reply, told back."""
    row, actor, today = matter_or_404(request, pk), request.actor, localdate()
    context = {
        "matter": row,
        "steps": lineage.steps_of(row.message, row),
        "offshoots": lineage.offshoots_of(row, actor, today),
        "visitor": visitor_of(row),
        "may_follow": bool(may_follow(actor, row, today)),
        "may_record": bool(may_record(actor, row.station, today)),
        "is_open": row.message is None or row.message.state not in VisitorMessage.OVER,
        "revisions": revisions_of(row).select_related("by__person"),
        "today": today,
    }
    return render(request, "stations/matter.html", context)


@keeps_words("stations:follow_matter")
@require_http_methods(["GET", "POST"])
def follow_matter(request: PortalRequest, pk: UUID) -> HttpResponse:
    """登记办理结果和告知情况."""
    row, actor = matter_or_404(request, pk), request.actor
    require(may_follow(actor, row, localdate()))
    form = FollowForm(typed_into(request), matter=row, initial={"seen": revisions_of(row).count()})
    if request.method == "POST" and form.is_valid():
        with said_at(form, "told_on" if "told_on" in form.fields else None):
            seen = form.cleaned_data["seen"] or 0
            receiving.follow_matter(row, seen=seen, by=actor, at=now(), **form.written())
            messages.success(request, "已保存。")
            return redirect(row)
    return render(request, "stations/follow_matter.html", {"form": form, "matter": row})


@require_POST
def matter_visitor(request: PortalRequest, pk: UUID) -> HttpResponse:
    """查看来访群众的称呼和电话; the look is on record."""
    return revealed(request, matter_or_404(request, pk))


def revealed(request: PortalRequest, record: Matter | VisitorMessage) -> HttpResponse:
    """The page with what he left of himself, shown once."""
    visitor = reveal(record, by=request.actor, at=now())
    return render(request, "stations/visitor.html", {"visitor": visitor, "record": record})
