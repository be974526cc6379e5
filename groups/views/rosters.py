"""值班表: days by a rule, one day changed or cancelled."""

from datetime import time
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_POST

from congress.interrupted import keeps_words, typed_into
from congress.permissions import require
from congress.refusing import said_at
from congress.requests import PortalRequest
from groups.forms.stations import DayForm, PlanForm
from groups.stations import rostering
from groups.stations.permissions import keeps
from groups.views.rows_of_stations import day_or_404, station_or_404

MORNING = {"starts_at": time(9), "ends_at": time(11)}


@keeps_words("stations:plan_days")
@require_http_methods(["GET", "POST"])
def plan_days(request: PortalRequest, pk: UUID) -> HttpResponse:
    """排值班 of a quarter or a year; days that fall on a holiday move to the next working day."""
    row, today = station_or_404(request, pk), localdate()
    require(keeps(request.actor, row))
    seats = rostering.seats_of(row, today)
    span = {"first": today, "last": today.replace(month=12, day=31)}
    initial = {**MORNING, **span, "kind": "monthly", "seats": [seat.pk for seat in seats]}
    form = PlanForm(typed_into(request), seats=seats, initial=initial)
    if request.method == "POST" and form.is_valid():
        names = ("first", "last", "starts_at", "ends_at", "theme", "each")
        chosen = {name: form.cleaned_data[name] for name in names}
        with said_at(form, "last"):
            new = rostering.plan_days(
                row, form.rule(), seats=list(form.cleaned_data["seats"]), by=request.actor, on=today, **chosen
            )
            moved = sum(duty.is_moved for duty in new)
            messages.success(request, f"排了{len(new)}天" + (f"，其中{moved}天避开节假日改了期。" if moved else "。"))
            return redirect(row)
    return render(request, "stations/plan_days.html", {"form": form, "station": row})


@keeps_words("stations:change_day")
@require_http_methods(["GET", "POST"])
def change_day(request: PortalRequest, pk: UUID) -> HttpResponse:
    """改一天的值班."""
    duty, today = day_or_404(request, pk), localdate()
    require(keeps(request.actor, duty.station))
    form = DayForm(typed_into(request), duty=duty, seats=rostering.seats_of(duty.station, today))
    if request.method == "POST" and form.is_valid():
        with said_at(form, "seats"):
            chosen = {**form.cleaned_data, "seats": list(form.cleaned_data["seats"])}
            rostering.change_day(day_or_404(request, pk), by=request.actor, on=today, **chosen)
            messages.success(request, "已保存。")
            return redirect(duty.station)
    return render(request, "stations/change_day.html", {"form": form, "duty": duty})


@require_POST
def cancel_day(request: PortalRequest, pk: UUID) -> HttpResponse:
    """取消一天的值班."""
    duty = day_or_404(request, pk)
    rostering.cancel_day(duty, by=request.actor)
    messages.success(request, f"{duty.day}的值班已取消。")
    return redirect(duty.station)
