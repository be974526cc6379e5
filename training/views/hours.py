"""年度学时: every deputy's hours of a year, and who lacks what; 培训统计: what the year's classes came to."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from congress import spreadsheets
from congress.patience import patient
from congress.permissions import require
from congress.requests import PortalRequest
from training import hours, sheets, statistics, yearly
from training.permissions import may_oversee
from training.views.finding import PAGE

EARLIEST = 2000


def _year(request: PortalRequest) -> int:
    said, this = request.GET.get("year", ""), timezone.localdate().year
    return int(said) if said.isascii() and said.isdecimal() and EARLIEST <= int(said[:5]) <= this else this


@require_safe
def hours_of_year(request: PortalRequest) -> HttpResponse:
    """The deputies of the congress by name, each with what he has and lacks."""
    actor, today = request.actor, timezone.localdate()
    require(may_oversee(actor))
    year = _year(request)
    page = Paginator(statistics.deputies_of(actor.congress, today), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "lines": statistics.year_lines(list(page), actor.congress, year, today),
        "target": hours.target_of(actor.congress, today),
        "year": year,
        "years": range(today.year, today.year - 5, -1),
    }
    return render(request, "training/hours.html", context)


@require_safe
def statistics_of_year(request: PortalRequest) -> HttpResponse:
    """培训统计: how many were trained and how many hours, by kind, class and delegation."""
    actor, today = request.actor, timezone.localdate()
    require(may_oversee(actor))
    year = _year(request)
    sums = yearly.Year(actor.congress, year)
    page = Paginator(sums.courses.order_by("starts_on", "title", "pk"), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "whole": sums.whole(),
        "kinds": sums.by_kind(),
        "classes": sums.by_class(list(page)),
        "delegations": sums.by_delegation(today),
        "compulsory": sums.compulsory(),
        "year": year,
        "years": range(today.year, today.year - 5, -1),
        "today": today,
    }
    return render(request, "training/statistics.html", context)


@require_safe
@patient()
def statistics_export(request: PortalRequest) -> HttpResponse:
    """Every class of the year as a workbook."""
    actor, at = request.actor, timezone.now()
    require(may_oversee(actor))
    content = sheets.export_statistics(_year(request), by=actor, at=at)
    return spreadsheets.download(content, spreadsheets.file_name("培训统计", at))


@require_safe
@patient()
def hours_export(request: PortalRequest) -> HttpResponse:
    """The same of everybody as a workbook."""
    actor, at = request.actor, timezone.now()
    require(may_oversee(actor))
    content = sheets.export_hours(_year(request), by=actor, at=at)
    return spreadsheets.download(content, spreadsheets.file_name("年度学时", at))
