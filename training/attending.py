"""签到、签退: who was in the room in which half-day. One attendance, however often and in whatever way it is told."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from congress import attendance_codes, timeline
from congress.actors import Actor
from congress.permissions import ALLOWED, Verdict, refuse, require
from congress.revising import revise
from congress.workflow import OutOfTurn
from training.enrolling import hold_enrolment
from training.models import Attendance, Course, Enrolment, HalfDay
from training.permissions import may_keep

IN, OUT = "in", "out"
PURPOSES = {IN: "签到", OUT: "签退"}
BEFORE = timedelta(minutes=60)  # signing in begins that long before the half-day
AFTER = timedelta(minutes=120)  # signing out ends that long after it
W = Attendance.Way


def is_time(half_day: HalfDay, purpose: str, at: datetime) -> Verdict:
    """Whether the door is open: in from an hour before until the end, out from the beginning until two hours after."""
    begin, end = half_day.starts_at, half_day.ends_at
    first, last = (begin - BEFORE, end) if purpose == IN else (begin, end + AFTER)
    word = PURPOSES[purpose]
    if at < first:
        return refuse(f"还没有到{word}时间，{timezone.localtime(first):%m月%d日%H:%M}开始{word}。")
    if at > last:
        return refuse(f"{word}时间已过，请现场工作人员补签。")
    return ALLOWED


def proves(said: str, half_day: HalfDay, purpose: str, at: datetime) -> str:
    """By which way what was scanned or typed shows that its reader is in the room; empty when it does not."""
    key = f"training:{purpose}"
    if attendance_codes.is_token(said, key, half_day.pk, at):
        return W.CODE
    return W.DIGITS if attendance_codes.are_digits(said, key, half_day.pk, at) else ""


@transaction.atomic
def attend(half_day: HalfDay, purpose: str, *, way: str, by: Actor, at: datetime) -> Attendance:
    """签到或签退 by oneself; the caller has looked at the code.

    Raises:
        PermissionDenied: not in the class, too early or too late, or nobody signs out who has not signed in.
    """
    course = half_day.course
    if course.state != Course.State.OPEN:
        require(refuse("这个培训班已经取消，不用签到。"))
    enrolment = course.enrolments.filter(person=by.person).first()
    if enrolment is None:
        require(refuse(f"您没有报名“{course.title}”，不能签到。请先报名，或者联系现场工作人员。"))
        raise AssertionError
    require(is_time(half_day, purpose, at))
    return _entered(half_day, enrolment, purpose, way, by, at)


@transaction.atomic
def attend_by_hand(half_day: HalfDay, enrolment: Enrolment, purpose: str, *, by: Actor, at: datetime) -> Attendance:
    """补签 by the desk, from the half-day's beginning on; signing out by hand signs in as well.

    Raises:
        PermissionDenied: of another class, or before it began.
    """
    require(may_keep(by, half_day.course))
    return told_by_desk(half_day, enrolment, purpose, W.DESK, by, at)


def told_by_desk(
    half_day: HalfDay, enrolment: Enrolment, purpose: str, way: str, by: Actor, at: datetime
) -> Attendance:
    """What the desk knows of the room: by a tick, or from a sheet of paper."""
    if enrolment.course_id != half_day.course_id:
        require(refuse("这个人不在这个培训班里。"))
    if half_day.course.state != Course.State.OPEN:
        require(refuse("这个培训班没有发布，或者已经取消。"))
    if at < half_day.starts_at - BEFORE:
        require(refuse("这个半天还没有开始，不能补签。"))
    if purpose == OUT:
        _entered(half_day, enrolment, IN, way, by, at)
    return _entered(half_day, enrolment, purpose, way, by, at)


def _entered(half_day: HalfDay, enrolment: Enrolment, purpose: str, way: str, by: Actor, at: datetime) -> Attendance:
    """The one row of this person in this half-day. Under a lock on his enrolment: two phones make one attendance."""
    hold_enrolment(enrolment)
    if enrolment.state == Enrolment.State.STRUCK:
        require(refuse(f"{enrolment}已移出花名册，不能签到。要参加的，请先邀请。"))
    row = Attendance.objects.filter(half_day=half_day, enrolment=enrolment).first()
    there = row is not None and not row.is_void
    if purpose == OUT:
        if row is None or not there:
            require(refuse("您还没有签到，不能签退。请现场工作人员补签。"))
            raise AssertionError
        if row.left_at is None:
            row.left_at, row.left_way = max(at, row.came_at), way
            row.save(update_fields=["left_at", "left_way"])
            timeline.record("sign_out", row, by=by, root=half_day.course_id, at=at, is_locked=True)
        return row
    if row is not None and there:
        return row
    if row is None:
        row = Attendance.objects.create(half_day=half_day, enrolment=enrolment, came_at=at, came_way=way)
    else:
        row.came_at, row.came_way, row.left_at, row.left_way, row.is_void = at, way, None, "", False
        row.save(update_fields=["came_at", "came_way", "left_at", "left_way", "is_void"])
    timeline.record("sign_in", row, by=by, root=half_day.course_id, at=at, is_locked=True)
    if enrolment.state != Enrolment.State.ENROLLED:  # who came has answered the invitation
        enrolment.state = Enrolment.State.ENROLLED
        enrolment.save(update_fields=["state"])
    return row


@transaction.atomic
def void_attendance(row: Attendance, *, reason: str, by: Actor, at: datetime) -> None:
    """取消签到 that was not so: the row stays and counts no more.

    Raises:
        OutOfTurn: it was cancelled already.
    """
    require(may_keep(by, row.half_day.course))
    if row.enrolment_id and hasattr(row.enrolment, "certificate"):
        require(refuse("已经发了结业证书，不能取消签到。"))
    if not revise("void_attendance", row, by=by, at=at, note=reason, is_void=True):
        raise OutOfTurn("这个签到刚刚已经取消。")
