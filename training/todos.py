"""What waits on the start page: an invitation, signing in or out today, a test; for the desk leave to decide."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from congress.actors import Actor
from congress.registries import Todo
from training.attending import AFTER, BEFORE
from training.models import Attempt, Attendance, Course, Enrolment, Exam, HalfDay
from training.permissions import may_keep_courses

S = Enrolment.State
MOST = 5


def own_classes(actor: Actor, today: date) -> QuerySet[Enrolment] | None:
    """One's own classes that are not over, the nearest first."""
    if actor.is_administrator:
        return None
    own = Enrolment.objects.filter(person=actor.person, course__state=Course.State.OPEN, course__ends_on__gte=today)
    return own.on_roster().select_related("course").order_by("course__starts_on")


def participant_todos(own: QuerySet[Enrolment], actor: Actor, today: date) -> Iterator[Todo]:
    """Of one's own classes that run."""
    rows = list(own[: MOST * 4])
    for row in [row for row in rows if row.state == S.INVITED][:MOST]:
        label = f"确认参加“{row.course}”"
        yield Todo(row.course.starts_on, label, reverse("training:course", args=[row.course_id]), "去确认")
    now = timezone.now()
    signed = Attendance.objects.filter(half_day=OuterRef("pk"), enrolment__person=actor.person, is_void=False)
    to_come = Q(~Exists(signed), starts_at__lte=now + BEFORE, ends_at__gte=now)
    to_leave = Q(Exists(signed.filter(left_at=None)), course__asks_sign_out=True)
    to_leave &= Q(starts_at__lte=now, ends_at__gte=now - AFTER)
    days = HalfDay.objects.filter(
        to_come | to_leave, course__in=[row.course_id for row in rows if row.state != S.ON_LEAVE]
    )
    for half_day in days.annotate(is_there=Exists(signed)).select_related("course")[:MOST]:
        word, button = ("签退", "去签退") if half_day.is_there else ("签到", "去签到")
        label = f"“{half_day.course}”今天要{word}：{half_day}"
        yield Todo(today, label, reverse("training:signin", args=[half_day.pk]), button)
    passed = Attempt.objects.filter(
        exam=OuterRef("pk"), enrolment__person=actor.person, score__gte=OuterRef("pass_mark")
    )
    begun = [row.course_id for row in rows if row.course.starts_on <= today and row.state == S.ENROLLED]
    for exam in Exam.objects.filter(~Exists(passed), course__in=begun).select_related("course")[:MOST]:
        label = f"“{exam.course}”有测验要做"
        yield Todo(exam.course.ends_on, label, reverse("training:exam", args=[exam.course_id]), "去测验")


def leave_asked(actor: Actor, today: date) -> QuerySet[Enrolment] | None:
    """Leave to decide in the courses of one's congress."""
    if not may_keep_courses(actor):
        return None
    asked = Enrolment.objects.filter(
        course__congress=actor.congress, course__state=Course.State.OPEN, state=S.LEAVE_ASKED
    )
    return asked.select_related("course", "person").order_by("asked_at")


def desk_todos(asked: QuerySet[Enrolment], actor: Actor, today: date) -> Iterator[Todo]:
    """Leave to decide."""
    for row in asked[:MOST]:
        label = f"{row.person.name}请假：{row.course}"
        yield Todo(row.course.starts_on, label, reverse("training:decide_leave", args=[row.pk]), "去处理")
