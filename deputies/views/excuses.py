"""免计时段 of deputies and groups; groups are excused from their own page, in the app above."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congress.actors import Actor
from congress.permissions import require
from congress.refusing import said_at
from congress.requests import PortalRequest
from deputies.duties import excusing
from deputies.duties.desk_forms import ExcuseForm, LastDayForm
from deputies.duties.holders import Scope, kinds
from deputies.duties.permissions import may_manage_duties, may_manage_of, may_read_of_duties
from deputies.models import DutyExcuse
from deputies.permissions import seats_of

PAGE = 50


def _names(rows: list[DutyExcuse], actor: Actor) -> dict[UUID, str]:
    """Of those who are excused; one query or two for each kind that is among them."""
    found: dict[UUID, str] = {}
    scope = Scope(actor, date(1900, 1, 1), date(2999, 12, 31))
    for kind, subject in (("deputy", "seat"), ("group", "group")):
        keys = [row.holder for row in rows if row.subject == subject]
        if keys and kind in kinds:
            found |= {one.key: one.name for one in kinds[kind].find(kinds[kind].rows(scope).filter(pk__in=keys))}
    return found


def _excuse(request: PortalRequest, pk: UUID) -> DutyExcuse:
    require(may_manage_duties(request.actor))
    return get_object_or_404(DutyExcuse.objects.visible_to(request.actor).select_related("congress"), pk=pk)


@require_safe
def excuses(request: PortalRequest) -> HttpResponse:
    """Who is or was excused, the latest first."""
    actor = request.actor
    require(may_read_of_duties(actor))
    found = DutyExcuse.objects.visible_to(actor).select_related("given_by__person", "cancelled_by__person", "congress")
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    names = _names(list(page), actor)
    context = {
        "page": page,
        "rows": [(row, names.get(row.holder, "")) for row in page],
        "may_manage": bool(may_manage_duties(actor)),
    }
    return render(request, "duties/excuses.html", context)


@require_http_methods(["GET", "POST"])
def excuse_deputy(request: PortalRequest, pk: UUID) -> HttpResponse:
    """登记一名代表的免计时段."""
    require(may_manage_duties(request.actor))
    seat = get_object_or_404(seats_of(request.actor).select_related("person", "congress"), pk=pk)
    require(may_manage_of(request.actor, seat.congress))
    form = ExcuseForm(request.POST or None)
    if form.is_valid():
        with said_at(form, "ends_on"):
            made = excusing.give_excuse("seat", seat, by=request.actor, at=now(), **form.cleaned_data)
            messages.success(request, f"已登记：{seat}{made}不计履职任务。")
            return redirect("duties:deputy", pk=seat.pk)
    return render(request, "duties/excuse_deputy.html", {"form": form, "seat": seat})


@require_http_methods(["GET", "POST"])
def end_excuse(request: PortalRequest, pk: UUID) -> HttpResponse:
    """改最后一天."""
    row = _excuse(request, pk)
    require(may_manage_of(request.actor, row.congress))
    initial = {"ends_on": min(row.ends_on, max(row.starts_on, localdate()))}
    form = LastDayForm(request.POST or None, submit="保存", initial=initial)
    if form.is_valid():
        with said_at(form, "ends_on"):
            excusing.end_excuse(row, by=request.actor, at=now(), **form.cleaned_data)
            messages.success(request, "最后一天已改，原来的日期留在记录里。")
            return redirect("duties:excuses")
    name = _names([row], request.actor).get(row.holder, "")
    return render(request, "duties/end_excuse.html", {"form": form, "excuse": row, "name": name})


@require_POST
def cancel_excuse(request: PortalRequest, pk: UUID) -> HttpResponse:
    """作废一个免计时段."""
    row = _excuse(request, pk)
    excusing.cancel_excuse(row, by=request.actor, at=now())
    messages.success(request, "已作废，这些天照常计算。")
    return redirect("duties:excuses")
