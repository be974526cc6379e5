"""能否参加、请假、签到: each for himself, leave decided by who leads."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from congress import attendance_codes, timeline
from congress.actors import Actor
from congress.permissions import refuse, require
from congress.rereading import reread
from congress.workflow import OutOfTurn
from groups.activities.permissions import S, attendance_of, may_answer
from groups.activities.recording import hold_activity
from groups.activities.telling import tell, tell_leaders
from groups.models import Activity, Attendance
from groups.permissions import may_act_for

A = Attendance.State
Way = Attendance.Way
PURPOSE = "group"


def comes_himself(activity: Activity, by: Actor) -> None:
    """Whoever calls an activity, or moves it to another day, need not answer his own call."""
    activity.attendances.filter(seat__person=by.person, state=A.ASKED).update(state=A.COMING)


def _own(activity: Activity, by: Actor) -> Attendance:
    require(may_answer(by, activity))
    hold_activity(activity)
    own = attendance_of(by, activity)
    assert own is not None
    if activity.state != S.PLANNED:
        raise OutOfTurn("这次活动已经登记或者取消，请看最新情况。")
    if own.state == A.PRESENT:
        raise OutOfTurn("您已经签到。")
    return own


@transaction.atomic
def answer(activity: Activity, *, by: Actor, at: datetime) -> None:
    """参加.

    Raises:
        OutOfTurn: it was cancelled or is over.
    """
    own = _own(activity, by)
    if own.state != A.COMING:
        _turn(own, A.COMING, "answer", by, at)


@transaction.atomic
def ask_leave(activity: Activity, *, reason: str, by: Actor, at: datetime) -> None:
    """请假, with the reason; who leads the group is told and decides.

    Raises:
        OutOfTurn: it was cancelled or is over, or the leave was granted already.
    """
    own = _own(activity, by)
    if own.state == A.EXCUSED:
        raise OutOfTurn("您的请假已经同意。")
    if own.state == A.LEAVE_ASKED and own.reason == reason:
        return
    own.reason = reason
    _turn(own, A.LEAVE_ASKED, "ask_leave", by, at)
    facts = {"who": by.person.name, "reason": reason}
    tell_leaders(activity, "leave_asked", on=localdate(at), facts=facts, fact=f"{own.pk}:{at:%m%d%H%M}")


@transaction.atomic
def decide_leave(attendance: Attendance, *, is_granted: bool, by: Actor, at: datetime) -> None:
    """同意, or not: then he is asked again. The deputy is told.

    Raises:
        OutOfTurn: it was decided already, or taken back.
    """
    activity = attendance.activity
    require(may_act_for(by, activity.group, localdate(at)))
    hold_activity(activity)
    reread(attendance)
    if attendance.state != A.LEAVE_ASKED:
        raise OutOfTurn("这份请假已经答复过了。")
    if not is_granted:
        attendance.reason = ""
    _turn(attendance, A.EXCUSED if is_granted else A.ASKED, "decide_leave", by, at)
    said = {"answer": "同意" if is_granted else "没有同意"}
    tell(
        activity,
        "leave_decided",
        [attendance.seat.person],
        on=localdate(at),
        facts=said,
        fact=f"{attendance.pk}:{at:%m%d%H%M}",
    )


@transaction.atomic
def sign_in(activity: Activity, *, token: str = "", digits: str = "", by: Actor, at: datetime) -> None:
    """签到 with what stands on the screen now: the picture's token or its six digits. Twice is once.

    Raises:
        PermissionDenied: not a member of that day, another day, or a code that has run out.
    """
    require(may_answer(by, activity))
    hold_activity(activity)
    own = attendance_of(by, activity)
    assert own is not None
    if own.state == A.PRESENT:
        return
    if activity.state != S.PLANNED:
        raise OutOfTurn("这次活动已经登记或者取消，请联系组长。")
    if activity.day != localdate(at):
        require(refuse("只能在活动当天签到"))
    known = attendance_codes.is_token(token, PURPOSE, activity.pk, at) if token else False
    known = known or bool(digits and attendance_codes.are_digits(digits, PURPOSE, activity.pk, at))
    if not known:
        require(refuse("签到码不对或者已经过了半分钟，请看屏幕上现在的码"))
    own.way, own.signed_at = Way.CODE, at
    _turn(own, A.PRESENT, "sign_in", by, at)


@transaction.atomic
def mark_present(attendance: Attendance, *, by: Actor, at: datetime) -> None:
    """组长签到: who leads says that he is there.

    Raises:
        OutOfTurn: the activity was recorded or cancelled meanwhile.
    """
    activity = attendance.activity
    require(may_act_for(by, activity.group, localdate(at)))
    hold_activity(activity)
    reread(attendance)
    if attendance.state == A.PRESENT:
        return
    if activity.state != S.PLANNED or activity.day != localdate(at):
        raise OutOfTurn("只能在活动当天、登记以前签到。")
    attendance.way, attendance.signed_at = Way.LEADER, at
    _turn(attendance, A.PRESENT, "mark_present", by, at)


def _turn(row: Attendance, state: str, step: str, by: Actor, at: datetime) -> None:
    before, row.state = row.state, state
    row.save(update_fields=["state", "reason", "way", "signed_at"])
    timeline.record(step, row, by=by, before=before, after=state, root=row.activity_id, at=at, is_locked=True)
