"""删去 of a half-day, a lesson, a material or a question that nobody used; of what was used it says why not."""

from datetime import datetime

from django.db import transaction

from congress import timeline
from congress.actors import Actor
from congress.permissions import refuse, require
from congress.rereading import reread
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
    is_last = (
        not course.half_days.exclude(pk=half_day.pk).exists() and not course.lessons.filter(closed_at=None).exists()
    )
    if course.is_open and is_last:
        require(refuse("这是培训班唯一的半天，也没有线上课，不能删去。不办了的，请取消培训班。"))
    _gone(course, "remove_half_day", half_day, by, at)


@transaction.atomic
def remove_lesson(lesson: Lesson, *, reason: str, by: Actor, at: datetime) -> bool:
    """删去一节线上课 with the reason, or 停用 once somebody has begun to hear it: what he heard stays and counts.

    Says whether it is gone. A class that was opened keeps one, or a half-day.

    Raises:
        OutOfTurn: it is gone or closed already.
        PermissionDenied: nothing would be left.
    """
    course = lesson.course
    _hold(course, lesson, by)
    reread(lesson)
    if lesson.is_closed:
        raise OutOfTurn("这节线上课刚刚已经停用。")
    others = course.lessons.filter(closed_at=None).exclude(pk=lesson.pk)
    if course.is_open and not others.exists() and not course.half_days.exists():
        require(refuse("这是培训班唯一的线上课，也没有半天。请先加上新的；不办了的，请取消培训班。"))
    if not lesson.watchings.exists():
        _gone(course, "remove_lesson", lesson, by, at, reason)
        return True
    lesson.closed_at = at
    lesson.save(update_fields=["closed_at"])
    timeline.record("close_lesson", lesson, by=by, root=course.pk, at=at, note=reason, is_locked=True)
    return False


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
