"""报告 of a year: the sentence and the rates, organs compared, the evaluation, the months, the numbers frozen."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from congress import documents, spreadsheets
from congress.downloads import give
from congress.exporting import log_export
from congress.models import Congress
from congress.patience import patient
from congress.permissions import require
from congress.replica import from_replica
from congress.requests import PortalRequest
from proposals.figures import chosen_congress
from proposals.forms.reports import FreezeForm, ReportForm
from proposals.models import Snapshot
from proposals.papers.monthly import monthly_paper
from proposals.papers.permissions import may_compile
from proposals.permissions import may_see_figures
from proposals.reports import dashboard as dashboards
from proposals.reports.asked import Asked
from proposals.reports.comparing import WITHOUT
from proposals.reports.freezing import beside_today, freeze, may_freeze
from proposals.reports.monthly import TITLE, monthly_table
from proposals.reports.organs import evaluation_table, organ_table
from proposals.reports.tables import Table, export_table
from proposals.reports.year import YearReport
from proposals.views.figures import chosen_month

PAGE = 50


@require_safe
@patient()
def year_report(request: PortalRequest) -> HttpResponse:
    """报告句 and 指标表 of a year, under any filters of the list; every number opens its list."""
    asked, context, today = _asked(request)
    with from_replica():
        report = YearReport(asked, today=today)
        context |= {"may_freeze": may_freeze(request.actor), "may_compile": may_compile(request.actor)}
        context |= {"sentence": report.sentence, "text": report.text, "rows": report.rows, "shown": report.shown}
    return render(request, "proposals/year_report.html", context)


@require_safe
@patient()
def dashboard(request: PortalRequest) -> HttpResponse:
    """数据: tiles and pictures of a year, each with the table of its numbers."""
    asked, context, today = _asked(request, without=dashboards.WITHOUT)
    with from_replica():
        found = dashboards.Dashboard(asked, today=today)
        context |= {"tiles": found.tiles, "pictures": found.pictures}
    return render(request, "proposals/dashboard.html", context)


@require_safe
@patient()
def organ_figures(request: PortalRequest) -> HttpResponse:
    """承办单位办理情况表, sorted by the column that the address names."""
    return _compared(request, organ_table, "proposals/organ_figures.html", "proposals:organ_figures_export")


@require_safe
@patient()
def organ_figures_export(request: PortalRequest) -> HttpResponse:
    """The same as an Excel file, in the same order."""
    return _compared_export(request, organ_table, "export_organ_figures")


@require_safe
@patient()
def evaluation(request: PortalRequest) -> HttpResponse:
    """办理情况评估表."""
    return _compared(request, evaluation_table, "proposals/evaluation.html", "proposals:evaluation_export")


@require_safe
@patient()
def evaluation_export(request: PortalRequest) -> HttpResponse:
    """The same as an Excel file, in the same order."""
    return _compared_export(request, evaluation_table, "export_evaluation")


@require_safe
@patient()
def monthly_report(request: PortalRequest) -> HttpResponse:
    """意见建议月报 of a month: by delegation, and by the congresses below."""
    congress, month, table = _monthly(request)
    context = {"congress": congress, "month": month, "table": table}
    return render(request, "proposals/monthly_report.html", context)


@require_safe
@patient()
def monthly_report_export(request: PortalRequest) -> HttpResponse:
    """The same as an Excel file."""
    _, month, table = _monthly(request)
    return _saved(request, table, "export_monthly_report", f"{TITLE}_{month:%Y-%m}")


@require_safe
@patient()
def monthly_report_paper(request: PortalRequest) -> HttpResponse:
    """The same as a Word file, with its sentence."""
    congress, month, table = _monthly(request)
    today = timezone.localdate()
    with transaction.atomic():
        log_export("export_monthly_paper", by=request.actor, at=timezone.now(), rows=len(table.all_lines))
    made = monthly_paper(table, congress, month, by=request.actor, on=today)
    return give(made, f"{TITLE}_{month:%Y-%m}_{today}.docx", documents.TYPE)


@require_safe
def snapshots(request: PortalRequest) -> HttpResponse:
    """冻结的数字 of this congress, the newest first."""
    require(may_see_figures(request.actor))
    found = Snapshot.objects.visible_to(request.actor).select_related("taken_by__person")
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    return render(request, "proposals/snapshots.html", {"page": page})


@require_safe
@patient()
def snapshot(request: PortalRequest, pk: UUID) -> HttpResponse:
    """One of them, beside what the same question counts today."""
    found = Snapshot.objects.visible_to(request.actor).select_related("taken_by__person", "congress")
    frozen, today = get_object_or_404(found, pk=pk), timezone.localdate()
    with from_replica():
        report, lines = beside_today(frozen, request.actor, today=today)
        context = {"snapshot": frozen, "asked": report.asked, "now": report.text, "lines": lines, "today": today}
    return render(request, "proposals/snapshot.html", context)


@require_http_methods(["GET", "POST"])
@patient()
def freeze_figures(request: PortalRequest) -> HttpResponse:
    """冻结: the numbers that the address asks for, under a name."""
    require(may_freeze(request.actor))
    asked, context, today = _asked(request)
    form = FreezeForm(request.POST or None)
    if form.is_valid():
        try:
            made = freeze(asked, **form.cleaned_data, by=request.actor, at=timezone.now(), today=today)
        except PermissionDenied as refusal:
            form.add_error("title", str(refusal))
        else:
            messages.success(request, "已冻结。以后的数字变了，这里也不变。")
            return redirect(made)
    report = YearReport(asked, today=today)
    return render(request, "proposals/freeze_figures.html", {**context, "form": form, "text": report.text})


def _monthly(request: PortalRequest) -> tuple[Congress, date, Table]:
    require(may_see_figures(request.actor))
    today = timezone.localdate()
    month = chosen_month(request.GET.get("month", ""), today)
    congress = chosen_congress(request.actor, request.GET.get("within", ""))
    with from_replica():
        return congress, month, monthly_table(request.actor, congress, month, today=today)


def _compared(request: PortalRequest, made: Callable[[Asked], Table], page: str, export: str) -> HttpResponse:
    asked, context, _ = _asked(request, without=WITHOUT)
    context["table"] = _sorted(request, asked, made)
    context["export"] = f"{reverse(export)}?{request.GET.urlencode()}"
    return render(request, page, context)


def _compared_export(request: PortalRequest, made: Callable[[Asked], Table], step: str) -> HttpResponse:
    asked, _, _ = _asked(request, without=WITHOUT)
    table = _sorted(request, asked, made)
    return _saved(request, table, step, f"{table.title}_{asked.year}")


def _sorted(request: PortalRequest, asked: Asked, made: Callable[[Asked], Table]) -> Table:
    with from_replica():
        table = made(asked)
    table.order(request.GET.get("sort", ""), is_down=not request.GET.get("up"))
    return table


def _saved(request: PortalRequest, table: Table, step: str, name: str) -> HttpResponse:
    now = timezone.now()
    content = export_table(table, step, by=request.actor, at=now)
    return spreadsheets.download(content, spreadsheets.file_name(name, now))


def _asked(request: PortalRequest, *, without: tuple[str, ...] = ()) -> tuple[Asked, dict[str, Any], date]:
    """What the address asks, and the filters of the page with that in them.

    Args:
        without: filters that this report does not have.
    """
    require(may_see_figures(request.actor))
    today = timezone.localdate()
    parameters = {name: str(value) for name, value in request.GET.items() if name not in without}
    asked = Asked.read(request.actor, parameters, today)
    form = ReportForm(dict(asked.where), actor=request.actor, without=without)
    return asked, {"asked": asked, "filters": form, "today": today}, today
