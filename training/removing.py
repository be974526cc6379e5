"""删去 of a half-day, a lesson, a material or a question that nobody used; of what was used it says why not."""

from datetime import datetime

from django.db import transaction

from congress import timeline
from congress.actors import Actor
from congress.permissions import refuse, require
from congress.workflow import OutOfTurn
from training.models import Attempt, Attendance, Course, HalfDay, Lesson, Material, Question, Watching
from training.permissions import may_keep
from training.planning import hold_live

GONE = "刚刚已经删去。"
Part = HalfDay | Lesson | Material | Question


def _hold(course: Course, row: Part, by: Actor) -> None:
    """The class and everybody in it: nobody signs in or begins a test meanwhile. Raises OutOfTurn when it is gone."""
    require(may_keep(by, course))
    hold_live(course)
    list(course.enrolments.select_for_update(no_key=True).values_list("pk"))
    if not type(row)._base_manager.filter(pk=row.pk).exists():
        raise OutOfTurn(GONE)


def _gone(course: Course, step: str, row: Part, by: Actor, at: datetime, reason: str = "") -> None:
    """On record at its class, because the row itself goes."""
    words, key = f"{row}：{reason}" if reason else str(row), str(row.pk)
    row.delete()
    timeline.record(step, course, by=by, at=at, note=words, is_locked=True, row=key)


@transaction.atomic
def remove_half_day(half_day: HalfDay, *, by: Actor, at: datetime) -> None:
    """删去一个半天 in which nobody signed in; a class that was opened keeps one, or a recording.

    Raises:
        OutOfTurn: it is gone already.
        PermissionDenied: somebody signed in, also where that was cancelled, or nothing would be left.
    """
    course = half_day.course
    _hold(course, half_day, by)
    if half_day.attendances.exists():
        require(refuse("这个半天已经有人签到，签到记录要留着，不能删去。"))
    is_last = not course.half_days.exclude(pk=half_day.pk).exists() and not course.lessons.exists()
    if course.is_open and is_last:
        require(refuse("这是培训班唯一的半天，也没有线上课，不能删去。不办了的，请取消培训班。"))
    _gone(course, "remove_half_day", half_day, by, at)


@transaction.atomic
def remove_lesson(lesson: Lesson, *, reason: str, by: Actor, at: datetime) -> None:
    """删去一节线上课 that nobody has begun to hear, with the reason; a class that was opened keeps one, or a half-day.

    Raises:
        OutOfTurn: it is gone already.
        PermissionDenied: somebody has heard of it, or nothing would be left.
    """
    course = lesson.course
    _hold(course, lesson, by)
    if lesson.watchings.exists():
        require(refuse("这节线上课已经有人听过，听课记录要留着，不能删去。"))
    is_last = not course.lessons.exclude(pk=lesson.pk).exists() and not course.half_days.exists()
    if course.is_open and is_last:
        require(refuse("这是培训班唯一的线上课，也没有半天，不能删去。不办了的，请取消培训班。"))
    _gone(course, "remove_lesson", lesson, by, at, reason)


@transaction.atomic
def remove_material(material: Material, *, by: Actor, at: datetime) -> None:
    """删去一份资料 of a class to which nobody has come yet.

    Raises:
        OutOfTurn: it is gone already.
        PermissionDenied: somebody signed in or has heard something: it belongs to what was taught.
    """
    course = material.course
    _hold(course, material, by)
    came = Attendance.objects.filter(half_day__course=course, is_void=False).exists()
    if came or Watching.objects.filter(lesson__course=course).exists():
        require(refuse("已经有人来上过课，发过的资料要留着，不能删去。"))
    _gone(course, "remove_material", material, by, at)


@transaction.atomic
def remove_question(question: Question, *, by: Actor, at: datetime) -> None:
    """删去一道题 that was drawn for nobody yet.

    Raises:
        OutOfTurn: it is gone already.
        PermissionDenied: it stands in somebody's attempt.
    """
    course, key = question.exam.course, str(question.pk)
    _hold(course, question, by)
    drawn = Attempt.objects.filter(exam=question.exam).values_list("questions", flat=True)
    if any(key in each for each in drawn.iterator(500)):
        require(refuse("这道题已经出现在答卷里，要留着，不能删去。"))
    _gone(course, "remove_question", question, by, at)
