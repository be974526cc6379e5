"""删去 what nobody has used yet: one press on the page where it stands; of a lesson with the reason."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from congress.permissions import require
from congress.refusing import said_at
from congress.requests import PortalRequest
from training import removing
from training.forms.taking_part import RemoveForm
from training.models import Course, Material, Question
from training.permissions import may_keep
from training.views.finding import half_day_or_404, lesson_or_404, part_or_404


@require_POST
def remove_half_day(request: PortalRequest, pk: UUID) -> HttpResponse:
    """删去半天."""
    found = half_day_or_404(request, pk)
    course = found.course
    removing.remove_half_day(found, by=request.actor, at=timezone.now())
    messages.success(request, f"已删去半天：{found}。")
    return redirect(course)


@require_http_methods(["GET", "POST"])
def remove_lesson(request: PortalRequest, pk: UUID) -> HttpResponse:
    """删去或停用线上课, with the reason."""
    found = lesson_or_404(request, pk)
    course = found.course
    require(may_keep(request.actor, course))
    form = RemoveForm(request.POST or None)
    if form.is_valid():
        with said_at(form, "reason"):
            is_gone = removing.remove_lesson(found, by=request.actor, at=timezone.now(), **form.cleaned_data)
            messages.success(request, f"{'已删去' if is_gone else '已停用'}线上课：{found}。")
            return redirect(course)
    heard_by = found.watchings.count()
    return render(request, "training/remove_lesson.html", {"lesson": found, "form": form, "heard_by": heard_by})


@require_POST
def remove_material(request: PortalRequest, pk: UUID) -> HttpResponse:
    """删去资料."""
    found: Material = part_or_404(request, Material, pk)
    course = found.course
    removing.remove_material(found, by=request.actor, at=timezone.now())
    messages.success(request, f"已删去资料：{found}。")
    return redirect(course)


@require_POST
def remove_question(request: PortalRequest, pk: UUID) -> HttpResponse:
    """删去试题."""
    seen = Course.objects.visible_to(request.actor, timezone.localdate())
    rows = Question.objects.filter(exam__course__in=seen).select_related("exam__course__congress")
    found = get_object_or_404(rows, pk=pk)
    require(may_keep(request.actor, found.exam.course))
    removing.remove_question(found, by=request.actor, at=timezone.now())
    messages.success(request, "已从题库删去。")
    return redirect("training:exam", found.exam.course_id)
