"""改计划中的活动, until it is held: everybody who was asked is told and answers again where the day has changed."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from congress.actors import Actor
from congress.permissions import refuse, require
from congress.revising import revise
from congress.workflow import OutOfTurn
from groups.activities.attending import comes_himself
from groups.activities.choosing import refuse_choices
from groups.activities.permissions import S
from groups.activities.recording import hold_activity
from groups.activities.telling import tell_members
from groups.keeping.membership import members_on
from groups.models import Activity, Attendance
from groups.permissions import may_act_for

A = Attendance.State
CHANGED = "这次活动刚刚有人改过。您写的还在下面，请看过现在的内容再保存。"
WHEN_AND_WHERE = ("day", "begins_at", "place", "station")


@transaction.atomic
def change_activity(activity: Activity, *, seen: int, by: Actor, at: datetime, **fields: Any) -> bool:
    """改一次还没有登记的活动; what stood there before is kept. Says whether anything differed.

    Args:
        seen: the version that the page showed.
        fields: kind, title, day, begins_at, place, invited, topic, station.
    Raises:
        OutOfTurn: it was recorded or cancelled, or somebody wrote something else meanwhile.
        PermissionDenied: a day that is over or on which the group does not exist, or somebody has signed in.
    """
    today = localdate(at)
    require(may_act_for(by, activity.group, today))
    hold_activity(activity)
    if activity.state != S.PLANNED:
        raise OutOfTurn("这次活动已经登记或者取消，不能再改计划。")
    was = {name: getattr(activity, name) for name in fields}
    if was == fields:
        return False  # pressed twice
    if activity.version != seen:
        raise OutOfTurn(CHANGED)
    if fields["day"] != activity.day:
        _refuse_day(activity, fields["day"], at)
    refuse_choices(activity.group, fields, activity)
    is_moved = fields["day"] != activity.day
    revise("change_activity", activity, by=by, at=at, version=seen + 1, **fields)
    if is_moved:
        _ask_again(activity, by)
    if any(was.get(name) != fields.get(name) for name in WHEN_AND_WHERE):
        tell_members(activity, "activity_changed", by=by, on=today)
    return True


def _refuse_day(activity: Activity, day: Any, at: datetime) -> None:
    if day < localdate(at):
        require(refuse("日期已经过去"))
    if not activity.group.is_on(day):
        require(refuse("这一天小组还没有成立，或者已经撤销"))
    if activity.attendances.filter(state=A.PRESENT).exists():
        require(refuse("已经有人签到，不能改期"))


def _ask_again(activity: Activity, by: Actor) -> None:
    """Whoever is in the group on the new day; an answer was to the old one. A reason for leave goes with it."""
    members = {seat.pk for seat in members_on(activity.group, activity.day)}
    activity.attendances.filter(~Q(seat__in=members), state=A.ASKED).delete()
    activity.attendances.update(state=A.ASKED, reason="")
    there = set(activity.attendances.values_list("seat", flat=True))
    Attendance.objects.bulk_create([Attendance(activity=activity, seat_id=pk) for pk in sorted(members - there)])
    comes_himself(activity, by)
