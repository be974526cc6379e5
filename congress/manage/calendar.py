"""日历: the years' holiday plans, and entering a new one: give it, look at what it moves, confirm."""

import csv
import io
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_safe

from congress import kept_tables, planning, spreadsheets
from congress.calendar_table import calendar_years
from congress.holiday_plan import HOLIDAYS, SOURCE, PlanRow, parse_plan, runs_of
from congress.manage.calendar_forms import ConfirmForm, PlanForm
from congress.manage.permissions import may_keep_calendar, may_see_calendar
from congress.permissions import require
from congress.requests import PortalRequest
from congress.spreadsheets import Column

SHOWN = 100
COLUMNS = [Column("日期", 14, "yyyy-mm-dd"), Column("类型", 10), Column("名称", 14)]
NOTES = {
    "日期": "一天一行，例如 2027-01-01。",
    "类型": "放假，或者上班（周末调休上班的那一天）。",
    "名称": "属于哪个节日；七个节日都要有。",
}


@require_safe
def calendar(request: PortalRequest) -> HttpResponse:
    """日历: days off and days worked of every year that has its plan."""
    require(may_see_calendar(request.actor))
    context = {
        "years": [(year, source, entered_at, runs_of(rows)) for year, source, entered_at, rows in calendar_years()],
        "unplanned": planning.unplanned(localdate()),
        "may_import": may_keep_calendar(request.actor),
    }
    return render(request, "congress/calendar.html", context)


@require_http_methods(["GET", "POST"])
def import_calendar(request: PortalRequest) -> HttpResponse:
    """Give a year's notice, pasted or as a table."""
    require(may_keep_calendar(request.actor))
    missing = planning.unplanned(localdate())
    initial = {"year": missing[0] if missing else localdate().year + 1}
    form = PlanForm(request.POST or None, request.FILES or None, initial=initial)
    if form.is_valid():
        number = form.cleaned_data["number"].strip()
        file = kept_tables.keep(_as_file(form.plan, number), request.session, by=request.actor)
        return redirect("congress:calendar_preview", form.cleaned_data["year"], file.pk)
    return render(request, "congress/import_calendar.html", {"form": form, "columns": COLUMNS, "notes": NOTES})


def _as_file(plan: list[PlanRow], number: str) -> SimpleUploadedFile:
    """What was read, in one form whatever form it came in."""
    lines = io.StringIO()
    rows = csv.writer(lines)
    rows.writerow(["日期", "类型", "名称", "依据"])
    for row in plan:
        source = f"{SOURCE}（{number or '管理员录入'}）" if row.source == SOURCE else row.source
        rows.writerow([row.date, "上班" if row.is_workday else "放假", row.name, source])
    return SimpleUploadedFile("放假安排.csv", lines.getvalue().encode())


@require_http_methods(["GET", "POST"])
def calendar_preview(request: PortalRequest, year: int, pk: UUID) -> HttpResponse:
    """The plan and every running limit that it would move; pressing the button enters it."""
    require(may_keep_calendar(request.actor))
    if kept_tables.was_taken(pk, request.session):
        messages.info(request, f"{year}年的放假安排已经录入过了，没有重复录入。")
        return redirect("congress:calendar")
    file = kept_tables.find(pk, request.session, by=request.actor)
    rows, errors = parse_plan(kept_tables.rows_of(file), year=year)
    if errors:  # the year in the address is not the plan's
        return redirect("congress:import_calendar")
    plan, today = planning.planned(year, rows), localdate()
    moves = planning.look(plan, by=request.actor, on=today)
    sent = request.POST if request.method == "POST" else None
    form = ConfirmForm(sent, asks_why=bool(moves.kept) and not plan.is_first)
    if form.is_valid():
        _, moved = planning.enter(year, rows, by=request.actor, on=today, **form.cleaned_data)
        kept_tables.taken(file, request.session)
        told = f"{moved}项时限改期，已告知有关人员。" if moved else "没有时限改期。"
        messages.success(request, f"{year}年的放假安排已录入，{told}")
        return redirect("congress:calendar")
    shown = {"plan": plan, "moves": moves, "runs": runs_of(rows), "days": len(rows), "shown": SHOWN}
    return render(request, "congress/calendar_preview.html", {"form": form, "source": rows[0].source, **shown})


@require_safe
def calendar_template(request: PortalRequest) -> HttpResponse:
    """An empty table to fill in."""
    require(may_keep_calendar(request.actor))
    choices = {"类型": ["放假", "上班"], "名称": list(HOLIDAYS.values())}
    content = spreadsheets.template("放假安排", COLUMNS, NOTES, choices)
    return spreadsheets.download(content, "放假安排模板.xlsx")
