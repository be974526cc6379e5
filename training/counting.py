"""What duties and dossiers count of training: hours of half-days and of recordings, as `hours` counts them."""

from typing import Any

from django.db.models import DateField, F
from django.db.models.functions import TruncDate

from congress.actors import Actor
from congress.countables import Countable, Line, declare
from training.hours import counted_attendances, counted_watchings
from training.models import Enrolment


def _of(rows: Any, actor: Actor | None, moment: str, hours: str) -> Any:
    """Of deputies, by the seat with which they are in the class."""
    if actor is not None:
        rows = rows.filter(enrolment__in=Enrolment.objects.visible_to(actor).order_by().values("pk"))
    day = TruncDate(moment, output_field=DateField())
    return rows.annotate(holder=F("enrolment__seat_id"), counted_on=day, amount=F(hours))


def half_days(actor: Actor | None) -> Any:
    rows = _of(counted_attendances(), actor, "half_day__starts_at", "half_day__hours")
    return rows.select_related("half_day__course")


def lessons(actor: Actor | None) -> Any:
    rows = _of(counted_watchings(), actor, "finished_at", "lesson__hours")
    return rows.select_related("lesson__course").defer("spans")


def _half_day(row: Any) -> Line:
    course = row.half_day.course
    return Line(row.counted_on, f"{course}：{row.half_day}，{row.half_day.hours}学时", course.get_absolute_url())


def _lesson(row: Any) -> Line:
    course = row.lesson.course
    return Line(row.counted_on, f"{course}：{row.lesson}，{row.lesson.hours}学时", course.get_absolute_url())


declare(
    Countable(
        "training_hours",
        "参加培训",
        "seat",
        "学时",
        half_days,
        _half_day,
        "以代表身份参加、签了到（要求签退的也签了退）的半天，按那一天计学时；取消的班不计。",
    )
)
declare(
    Countable(
        "lesson_hours",
        "听线上课",
        "seat",
        "学时",
        lessons,
        _lesson,
        "听完的线上课，有测验的要合格，按听完那一天计学时；取消的班不计。",
    )
)
