"""One half-day before the desk: who is there and who is missing, 补签, the sheet of paper."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congress import spreadsheets
from congress.patience import patient
from congress.permissions import require
from congress.refusing import said_at
from congress.requests import PortalRequest
from congress.revising import revisions_of
from congress.table_form import TableForm
from training import attending, sheets, statistics
from training.forms.taking_part import RoomFilter, VoidForm
from training.models import Attendance, Enrolment, HalfDay
from training.permissions import may_keep, may_oversee
from training.views.finding import PAGE, half_day_or_404


def _overseen(request: PortalRequest, pk: UUID) -> HalfDay:
    found = half_day_or_404(request, pk)
    require(may_oversee(request.actor))
    if not found.course.congress.path.startswith(request.actor.congress.path):
        require(may_keep(request.actor, found.course))
    return found


def _kept(request: PortalRequest, pk: UUID) -> HalfDay:
    found = half_day_or_404(request, pk)
    require(may_keep(request.actor, found.course))
    return found


@require_safe
def half_day(request: PortalRequest, pk: UUID) -> HttpResponse:
    """已签到几人、未到的是谁 by delegation; everybody with a button to sign him in."""
    found = _overseen(request, pk)
    form = RoomFilter(request.GET)
    form.is_valid()
    there = Attendance.objects.filter(half_day=found, enrolment=OuterRef("pk"), is_void=False)
    people = found.course.enrolments.expected().select_related("person", "seat__delegation")
    if text := form.cleaned_data.get("q", "").strip():
        people = people.filter(person__name__contains=text)
    if chosen := form.cleaned_data.get("there"):
        people = people.filter(Exists(there) if chosen == "yes" else ~Exists(there))
    page = Paginator(people, PAGE).get_page(request.GET.get("page"))
    own = {row.enrolment_id: row for row in found.attendances.filter(enrolment__in=[row.pk for row in page])}
    missing = statistics.missing_by_place(found)
    keeps = bool(may_keep(request.actor, found.course))
    context = {
        "half_day": found,
        "course": found.course,
        "was_changed": revisions_of(found).exists(),
        "page": page,
        "rows": [(row, own.get(row.pk)) for row in page],
        "filters": form,
        "there": found.attendances.filter(is_void=False).count(),
        "expected": found.course.enrolments.expected().count(),
        "missing": missing,
        "missing_number": sum(len(names) for _, names in missing),
        "keeps": keeps,
        "may_sign": keeps and found.course.is_open and timezone.now() >= found.starts_at - attending.BEFORE,
    }
    return render(request, "training/half_day.html", context)


@require_POST
def attend_by_hand(request: PortalRequest, pk: UUID) -> HttpResponse:
    """补签 of one person: in, or out with in."""
    found = _kept(request, pk)
    key = request.POST.get("enrolment", "")
    rows = found.course.enrolments.select_related("person")
    row = get_object_or_404(rows, pk=_uuid(key))
    purpose = attending.OUT if request.POST.get("purpose") == attending.OUT else attending.IN
    attending.attend_by_hand(found, row, purpose, by=request.actor, at=timezone.now())
    messages.success(request, f"{row.person.name}已{attending.PURPOSES[purpose]}。")
    return redirect("training:half_day", found.pk)


def _uuid(said: str) -> UUID | None:
    try:
        return UUID(said)
    except ValueError:
        return None


@require_http_methods(["GET", "POST"])
def void_attendance(request: PortalRequest, pk: UUID) -> HttpResponse:
    """取消签到, with the reason."""
    seen = Enrolment.objects.visible_to(request.actor)
    rows = Attendance.objects.filter(enrolment__in=seen).select_related(
        "half_day__course__congress", "enrolment__person", "enrolment__certificate"
    )
    row = get_object_or_404(rows, pk=pk)
    require(may_keep(request.actor, row.half_day.course))
    form = VoidForm(request.POST or None)
    if form.is_valid():
        with said_at(form, "reason"):
            attending.void_attendance(row, by=request.actor, at=timezone.now(), **form.cleaned_data)
            messages.success(request, f"{row.enrolment.person.name}的签到已取消。")
            return redirect("training:half_day", row.half_day_id)
    return render(request, "training/void_attendance.html", {"row": row, "form": form})


@require_safe
@patient()
def attendance_export(request: PortalRequest, pk: UUID) -> HttpResponse:
    """导出签到表."""
    found, at = _overseen(request, pk), timezone.now()
    content = sheets.export_attendance(found, by=request.actor, at=at)
    return spreadsheets.download(content, spreadsheets.file_name("签到表", at))


@require_http_methods(["GET", "POST"])
def load_sheet(request: PortalRequest, pk: UUID) -> HttpResponse:
    """The sheet that was signed on paper; one line that is wrong, and nothing is taken."""
    found = _kept(request, pk)
    form = TableForm.sent(request)
    problems: list[str] = []
    if form.is_valid():
        with said_at(form, "table"):
            new, problems = sheets.load_sheet(found, form.rows, by=request.actor, at=timezone.now())
            if not problems:
                said = f"签到表已导入，新登记{new}人。" if new else "签到表上的人都已经登记过，没有变化。"
                messages.success(request, said)
                return redirect("training:half_day", found.pk)
    context = {"half_day": found, "form": form, "problems": problems, "columns": sheets.SHEET, "notes": sheets.NOTES}
    return render(request, "training/load_sheet.html", context)


@require_safe
def sheet_template(request: PortalRequest, pk: UUID) -> HttpResponse:
    """An empty sheet."""
    _kept(request, pk)
    content = spreadsheets.template("签到表", sheets.SHEET, dict(sheets.NOTES), {sheets.OUT_LABEL: ["是"]})
    return spreadsheets.download(content, "签到表模板.xlsx")
