"""年度计划、发起活动、改期、取消."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from congress import timeline
from congress.actors import Actor
from congress.models import StoredFile
from congress.permissions import refuse, require
from congress.revising import revise, revisions_of
from congress.workflow import OutOfTurn
from groups.activities.attending import comes_himself
from groups.activities.choosing import refuse_choices
from groups.activities.permissions import S
from groups.activities.recording import hold_activity
from groups.activities.telling import tell_members
from groups.keeping.establishing import hold_group
from groups.keeping.membership import members_on
from groups.models import Activity, Attendance, Group, Reading, YearPlan
from groups.permissions import may_act_for

MOST_READINGS = 10


@transaction.atomic
def write_plan(
    group: Group, *, year: int, number: int, text: str, by: Actor, at: datetime, seen: int | None = None
) -> YearPlan:
    """制定或修改一年的计划; what stood there before is kept.

    Args:
        seen: how often that year's plan had been written when the form was opened, 0 for none; None where nobody
            has looked.
    Raises:
        OutOfTurn: somebody else has written it meanwhile.
    """
    require(may_act_for(by, group, localdate(at)))
    hold_group(group)
    plan = group.plans.filter(year=year).first()
    if plan and (plan.number, plan.text) == (number, text):
        return plan  # pressed twice
    if seen is not None and times_written(plan) != seen:
        raise OutOfTurn("这一年的计划刚刚有人写过。您写的还在下面，请看过现在的计划再保存。")
    if plan:
        revise("change_plan", plan, by=by, at=at, number=number, text=text)
        return plan
    plan = YearPlan.objects.create(group=group, year=year, number=number, text=text, written_by=by.grant)
    timeline.record("write_plan", plan, by=by, at=at)
    return plan


def times_written(plan: YearPlan | None) -> int:
    """How often a plan has been written; 0 where there is none."""
    return revisions_of(plan).count() + 1 if plan else 0


@transaction.atomic
def plan_activity(group: Group, *, by: Actor, at: datetime, **fields: Any) -> Activity:
    """发起一次活动: every member of the day is asked and told; the same title on the same day is the same.

    Who calls it comes to it, unless he says otherwise afterwards.

    Raises:
        PermissionDenied: a day that is over, or on which the group does not exist.
    """
    today = localdate(at)
    require(may_act_for(by, group, today))
    hold_group(group)
    if fields["day"] < today:
        require(refuse("日期已经过去；已经开过的活动请按“登记活动”"))
    if not group.is_on(fields["day"]):
        require(refuse("这一天小组还没有成立，或者已经撤销"))
    refuse_choices(group, fields)
    same = {name: fields[name] for name in ("kind", "day", "title")}
    if found := group.activities.filter(state=S.PLANNED, **same).first():
        return found
    activity = Activity.objects.create(group=group, planned_by=by.grant, **fields)
    seats = members_on(group, max(fields["day"], today))
    Attendance.objects.bulk_create([Attendance(activity=activity, seat=seat) for seat in seats])
    comes_himself(activity, by)
    timeline.record("plan_activity", activity, by=by, after=S.PLANNED, at=at)
    tell_members(activity, "activity_called", by=by, on=today)
    return activity


@transaction.atomic
def cancel_activity(activity: Activity, *, reason: str, by: Actor, at: datetime) -> None:
    """取消 one that was planned; everybody who was asked is told.

    Raises:
        OutOfTurn: it was recorded or cancelled meanwhile.
    """
    require(may_act_for(by, activity.group, localdate(at)))
    hold_activity(activity)
    if activity.state != S.PLANNED:
        raise OutOfTurn("这次活动已经登记或者取消，请看最新情况。")
    activity.state, activity.reason = S.CANCELLED, reason
    activity.save(update_fields=["state", "reason"])
    timeline.record(
        "cancel_activity", activity, by=by, before=S.PLANNED, after=S.CANCELLED, note=reason, at=at, is_locked=True
    )
    tell_members(activity, "activity_cancelled", by=by, on=localdate(at), facts={"reason": reason})


@transaction.atomic
def add_reading(
    activity: Activity, *, title: str, link: str | None, file: StoredFile | None, by: Actor, at: datetime
) -> None:
    """会前材料: a page or a file, ten at most; the same page twice is once."""
    require(may_act_for(by, activity.group, localdate(at)))
    hold_activity(activity)
    if activity.state == S.CANCELLED:
        raise OutOfTurn("这次活动已经取消。")
    if link and activity.readings.filter(link=link).exists():
        return
    if activity.readings.count() >= MOST_READINGS:
        require(refuse(f"最多{MOST_READINGS}份材料"))
    row = Reading.objects.create(activity=activity, title=title, link=link, file=file)
    timeline.record("add_reading", activity, by=by, at=at, is_locked=True, reading=row.pk)
