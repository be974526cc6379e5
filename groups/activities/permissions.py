"""Who may do what with an activity."""

from datetime import date

from congress.actors import Actor
from congress.permissions import ALLOWED, Verdict, refuse
from groups.models import Activity, Attendance
from groups.permissions import is_its_desk, may_act_for

S = Activity.State
OPEN = (S.PLANNED, S.RECORDED, S.SENT_BACK)


def may_record(actor: Actor, activity: Activity, on: date) -> Verdict:
    """Whoever acts for the group; what the desk has confirmed is corrected by the desk alone."""
    if activity.state == S.CONFIRMED and not is_its_desk(actor, activity.group):
        acts = may_act_for(actor, activity.group, on)
        return acts and refuse("这次活动已经确认，要更正请联系代表工作机构。")
    return may_act_for(actor, activity.group, on)


def attendance_of(actor: Actor, activity: Activity) -> Attendance | None:
    """The actor's own line, if he is among those who were asked or who came."""
    if not actor.seat:
        return None
    return Attendance.objects.filter(activity=activity, seat=actor.seat).first()


def may_answer(actor: Actor, activity: Activity) -> Verdict:
    """A member who was asked, for himself."""
    own = attendance_of(actor, activity)
    return ALLOWED if own else refuse("这次活动没有邀请您，或者您不是这个小组的成员。")
