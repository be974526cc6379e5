"""学习: one's classes, one class, enrolling, asking leave, its materials."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congress.downloads import respond
from congress.permissions import require
from congress.refusing import said_at
from congress.requests import PortalRequest
from congress.revising import revisions_of
from congress.workflow import OutOfTurn
from training import attending, enrolling, hours, statistics
from training.forms.taking_part import LeaveForm
from training.models import Course, Enrolment, Exam, Material
from training.permissions import is_running, may_keep, may_keep_courses, may_oversee, may_take_part
from training.views.finding import PAGE, course_or_404, own_enrolment, part_or_404

S = Enrolment.State


def _word(row: Enrolment, today: date) -> str:
    """How it stands, to the person himself."""
    if hasattr(row, "certificate"):
        return "已结业"
    if row.state == S.INVITED:
        return "请确认是否参加" if row.course.ends_on >= today else "没有确认"
    return row.get_state_display()


@require_safe
def index(request: PortalRequest) -> HttpResponse:
    """My classes, what I may join, my hours of the year."""
    actor, today = request.actor, timezone.localdate()
    own = Enrolment.objects.visible_to(actor).on_roster().filter(person=actor.person)
    own = own.select_related("course", "certificate")
    page = Paginator(own.order_by("-course__starts_on", "pk"), PAGE).get_page(request.GET.get("page"))
    offered = Course.objects.visible_to(actor, today).filter(
        Course.objects.open_to(actor, today), state=Course.State.OPEN, ends_on__gte=today
    )
    has = hours.of_year([actor.person.pk], today.year).get(actor.person.pk, hours.Hours())
    target = hours.target_of(actor.congress, today) if actor.seat else None
    context = {
        "page": page,
        "rows": [(row, _word(row, today)) for row in page],
        "offered": offered.exclude(enrolments__person=actor.person).order_by("starts_on")[:PAGE],
        "has": has,
        "target": target,
        "lacks": target.lacks(has) if target else "",
        "year": today.year,
        "today": today,
        "may_keep": bool(may_keep_courses(actor)),
    }
    return render(request, "training/index.html", context)


@require_safe
def course(request: PortalRequest, pk: UUID) -> HttpResponse:
    """One class: its half-days, materials, lessons, test; for the desk its numbers and what it may do."""
    found, actor, today = course_or_404(request, pk), request.actor, timezone.localdate()
    row = own_enrolment(request, found)
    exam = Exam.objects.filter(course=found).first()
    context: dict[str, Any] = {
        "course": found,
        "row": row,
        "half_days": statistics.with_own(found, row),
        "materials": found.materials.select_related("file"),
        "lessons": statistics.with_heard(found, row),
        "exam": exam,
        "may_take_part": may_take_part(row),
        "is_running": bool(is_running(found, today)),
        "certificate": getattr(row, "certificate", None) if row else None,
        "has": hours.of_course(found, [row.pk]).get(row.pk, 0) if row else 0,
        "today": today,
        "was_changed": False,
        "keeps": bool(may_keep(actor, found)),
        "oversees": bool(may_oversee(actor)) and found.congress.path.startswith(actor.congress.path),
    }
    now = timezone.now()
    context["doors"] = {
        half_day.pk
        for half_day, _, own in context["half_days"]
        if attending.is_time(half_day, attending.OUT if own else attending.IN, now)
    }
    there = [own for _, _, own in context["half_days"]]
    context["may_ask_leave"] = row and row.state in (S.INVITED, S.ENROLLED) and not (there and all(there))
    if context["oversees"]:
        context["figures"] = statistics.figures(found)
        context["was_changed"] = revisions_of(found).exists()
    return render(request, "training/course.html", context)


@require_POST
def enrol(request: PortalRequest, pk: UUID) -> HttpResponse:
    """报名, or confirming an invitation."""
    found = course_or_404(request, pk)
    enrolling.enrol(found, by=request.actor, at=timezone.now())
    messages.success(request, f"您已报名参加“{found.title}”。")
    return redirect(found)


@require_http_methods(["GET", "POST"])
def ask_leave(request: PortalRequest, pk: UUID) -> HttpResponse:
    """请假."""
    found = course_or_404(request, pk)
    row = own_enrolment(request, found)
    if row is None:
        require(may_take_part(row))
        raise Http404
    if row.state == S.STRUCK:
        require(may_take_part(row))
    if row.state not in (S.INVITED, S.ENROLLED):
        raise OutOfTurn("您已经请过假了。")
    form = LeaveForm(request.POST or None)
    if form.is_valid():
        with said_at(form, "reason"):
            enrolling.ask_leave(row, by=request.actor, at=timezone.now(), **form.cleaned_data)
            messages.success(request, "已请假，等代表工作机构批准。")
            return redirect(found)
    return render(request, "training/ask_leave.html", {"course": found, "form": form})


@require_POST
def take_back_leave(request: PortalRequest, pk: UUID) -> HttpResponse:
    """撤回请假."""
    found = course_or_404(request, pk)
    row = own_enrolment(request, found)
    require(may_take_part(row))
    assert row is not None
    enrolling.take_back_leave(row, by=request.actor, at=timezone.now())
    messages.success(request, "请假已撤回。" + ("请确认是否参加。" if row.state == S.INVITED else "请按时参加。"))
    return redirect(found)


@require_safe
def material(request: PortalRequest, pk: UUID) -> HttpResponseBase:
    """The file of a material, to who may see its class."""
    found: Material = part_or_404(request, Material, pk)
    file = get_object_or_404(Material.objects.filter(~Q(file=None)).select_related("file"), pk=found.pk).file
    if file is None:
        raise Http404
    return respond(file)
