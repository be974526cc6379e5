"""A class and its parts as this actor may see them, or 404."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils import timezone

from congress.permissions import require
from congress.requests import PortalRequest
from training.models import Course, Enrolment, HalfDay, Lesson
from training.permissions import may_keep

PAGE = 50


def course_or_404(request: PortalRequest, pk: UUID) -> Course:
    """The class, for who may see it."""
    seen = Course.objects.visible_to(request.actor, timezone.localdate())
    return get_object_or_404(seen.select_related("congress", "group", "term"), pk=pk)


def kept_or_404(request: PortalRequest, pk: UUID) -> Course:
    """The class, for its desk; 403 for who may only see it."""
    found = course_or_404(request, pk)
    require(may_keep(request.actor, found))
    return found


def part_or_404(request: PortalRequest, model: Any, pk: UUID) -> Any:
    """A half-day, lesson or material of a class that the actor may see."""
    seen = Course.objects.visible_to(request.actor, timezone.localdate())
    return get_object_or_404(model.objects.select_related("course__congress").filter(course__in=seen), pk=pk)


def half_day_or_404(request: PortalRequest, pk: UUID) -> HalfDay:
    """The half-day, for who may see its class."""
    found: HalfDay = part_or_404(request, HalfDay, pk)
    return found


def lesson_or_404(request: PortalRequest, pk: UUID) -> Lesson:
    """The lesson, for who may see its class."""
    found: Lesson = part_or_404(request, Lesson, pk)
    return found


def own_enrolment(request: PortalRequest, course: Course) -> Enrolment | None:
    """The actor's own, if he is in the class."""
    return course.enrolments.filter(person=request.actor.person).select_related("course").first()
