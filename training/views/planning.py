"""培训: the desk's classes, planned, changed, opened, cancelled; their half-days and materials."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congress import files
from congress.permissions import require
from congress.refusing import said_at
from congress.requests import PortalRequest
from congress.revising import revisions_of
from deputies.roster import term_of
from training import planning
from training.forms.courses import CancelCourseForm, CourseForm, HalfDayForm, MaterialForm
from training.models import Course
from training.permissions import may_keep, may_keep_courses, may_oversee
from training.views.finding import PAGE, half_day_or_404, kept_or_404


@require_safe
def courses(request: PortalRequest) -> HttpResponse:
    """The classes of the congress and those below, the newest first."""
    actor, today = request.actor, timezone.localdate()
    require(may_oversee(actor))
    found = Course.objects.visible_to(actor, today).filter(congress__path__startswith=actor.congress.path)
    page = Paginator(found.select_related("congress"), PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "today": today, "may_plan": bool(may_keep_courses(actor))}
    return render(request, "training/courses.html", context)


@require_http_methods(["GET", "POST"])
def plan_course(request: PortalRequest) -> HttpResponse:
    """办培训班: a draft."""
    actor, today = request.actor, timezone.localdate()
    require(may_keep_courses(actor))
    form = CourseForm(request.POST or None, actor=actor, submit="存为草稿")
    if form.is_valid():
        with said_at(form, "title"):
            term = term_of(actor.congress, today)
            if term is None:
                form.add_error(None, "还没有设置现在的届次，请先设置届次")
            else:
                made = planning.plan_course(term=term, by=actor, at=timezone.now(), **form.planned())
                messages.success(request, "已存为草稿。排好半天或者加上线上课，就可以发布。")
                return redirect(made)
    return render(request, "training/plan_course.html", {"form": form})


@require_http_methods(["GET", "POST"])
def change_course(request: PortalRequest, pk: UUID) -> HttpResponse:
    """修改培训班."""
    found = kept_or_404(request, pk)
    initial = {"seen": revisions_of(found).count()}
    form = CourseForm(request.POST or None, instance=found, initial=initial, actor=request.actor, submit="保存")
    if form.is_valid():
        with said_at(form, "starts_on"):
            seen = form.cleaned_data["seen"]
            planning.change_course(found, seen=seen, by=request.actor, at=timezone.now(), **form.planned())
            messages.success(request, "已保存。")
            return redirect(found)
    return render(request, "training/change_course.html", {"course": found, "form": form})


@require_POST
def open_course(request: PortalRequest, pk: UUID) -> HttpResponse:
    """发布."""
    found = kept_or_404(request, pk)
    planning.open_course(found, by=request.actor, at=timezone.now())
    messages.success(request, f"“{found.title}”已发布，可以邀请了。")
    return redirect(found)


@require_http_methods(["GET", "POST"])
def cancel_course(request: PortalRequest, pk: UUID) -> HttpResponse:
    """取消, with the reason."""
    found = kept_or_404(request, pk)
    form = CancelCourseForm(request.POST or None)
    if form.is_valid():
        with said_at(form, "reason"):
            planning.cancel_course(found, by=request.actor, at=timezone.now(), **form.cleaned_data)
            messages.success(request, f"“{found.title}”已取消，参加的人都会收到消息。")
            return redirect(found)
    return render(request, "training/cancel_course.html", {"course": found, "form": form})


@require_http_methods(["GET", "POST"])
def add_half_day(request: PortalRequest, pk: UUID) -> HttpResponse:
    """排半天."""
    found = kept_or_404(request, pk)
    form = HalfDayForm(request.POST or None, submit="排上")
    if form.is_valid():
        with said_at(form, "starts_at"):
            planning.add_half_day(found, by=request.actor, at=timezone.now(), **form.planned())
            messages.success(request, "已排上。")
            return redirect(found)
    return render(request, "training/add_half_day.html", {"course": found, "form": form})


@require_http_methods(["GET", "POST"])
def change_half_day(request: PortalRequest, pk: UUID) -> HttpResponse:
    """改半天."""
    found = half_day_or_404(request, pk)
    require(may_keep(request.actor, found.course))
    initial = {"seen": revisions_of(found).count()}
    form = HalfDayForm(request.POST or None, instance=found, initial=initial, submit="保存")
    if form.is_valid():
        with said_at(form, "starts_at"):
            seen = form.cleaned_data["seen"]
            planning.change_half_day(found, seen=seen, by=request.actor, at=timezone.now(), **form.planned())
            messages.success(request, "已保存。")
            return redirect(found.course)
    return render(request, "training/change_half_day.html", {"half_day": found, "form": form})


@require_http_methods(["GET", "POST"])
def add_material(request: PortalRequest, pk: UUID) -> HttpResponse:
    """加资料."""
    found = kept_or_404(request, pk)
    form = MaterialForm(request.POST or None, request.FILES or None)
    if form.is_valid() and (fields := _stored(request, form)) is not None:
        with said_at(form, "title"):
            planning.add_material(found, by=request.actor, at=timezone.now(), **fields)
            messages.success(request, "资料已加上。")
            return redirect(found)
    return render(request, "training/add_material.html", {"course": found, "form": form})


def _stored(request: PortalRequest, form: MaterialForm) -> dict[str, Any] | None:
    """What was typed, the file kept; None where the file is not fit, which the form then says."""
    fields = dict(form.cleaned_data)
    upload: Any = fields.pop("upload")
    try:
        file = files.store(upload, by=request.actor.person) if upload else None
    except ValidationError as problem:
        form.add_error("upload", problem)
        return None
    return {**fields, "file": file}
