"""登记活动: everybody present unless he is ticked off; with a plan or without one; corrected, never deleted."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from congress import timeline
from congress.actors import Actor
from congress.files import keep_small
from congress.models import StoredFile
from congress.permissions import refuse, require
from congress.rereading import reread
from congress.revising import revise
from congress.workflow import OutOfTurn
from groups.activities.choosing import refuse_choices
from groups.activities.permissions import S, may_record
from groups.keeping.establishing import hold_group
from groups.keeping.membership import members_on
from groups.models import Activity, Attendance, Group, Photo
from groups.permissions import is_its_desk, may_act_for

A = Attendance.State
MOST_PHOTOS = 9
CHANGED = "这次活动刚刚有人登记或者更正过。您写的还在下面，请看过现在的内容再保存。"
TO_COME = "活动日期还没有到，到那天再登记"


def hold_activity(activity: Activity) -> None:
    """The activity as it is by now, and nobody else's until the transaction ends."""
    list(Activity.objects.select_for_update(no_key=True).filter(pk=activity.pk).values_list("pk"))
    reread(activity)


@transaction.atomic
def record_activity(
    group: Group,
    *,
    by: Actor,
    at: datetime,
    excused: Collection[UUID] = (),
    absent: Collection[UUID] = (),
    **fields: Any,
) -> Activity:
    """登记一次没有计划的活动; word for word the same on the same day is the same.

    Args:
        excused, absent: keys of the members who had leave or stayed away; everybody else was there.
        fields: kind, day, summary and what else is known.
    Raises:
        PermissionDenied: not for this group, a day to come, or one on which the group did not exist.
    """
    require(may_act_for(by, group, localdate(at)))
    hold_group(group)
    _refuse_day(group, fields["day"], localdate(at))
    refuse_choices(group, fields)
    same = {name: fields[name] for name in ("kind", "day", "summary")}
    if found := group.activities.filter(state__in=Activity.HELD, **same).first():
        return found
    facts = {"state": S.RECORDED, "recorded_by": by.grant, "recorded_at": at, **fields}
    activity = Activity.objects.create(group=group, **facts)
    write_attendance(activity, excused, absent, by=by, at=at)
    timeline.record("record_activity", activity, by=by, after=S.RECORDED, at=at, text=timeline.digest(str(same)))
    return activity


def _refuse_day(group: Group, day: date, today: date) -> None:
    if day > today:
        require(refuse(TO_COME))
    if not group.is_on(day):
        require(refuse("这一天小组还没有成立，或者已经撤销"))


@transaction.atomic
def record(
    activity: Activity,
    *,
    seen: int,
    by: Actor,
    at: datetime,
    excused: Collection[UUID] = (),
    absent: Collection[UUID] = (),
    **fields: Any,
) -> None:
    """登记有计划的活动, or correct what was recorded; what stood there before is kept.

    Args:
        seen: the version that the page showed.
    Raises:
        OutOfTurn: it was cancelled, or somebody wrote something else meanwhile.
    """
    require(may_record(by, activity, localdate(at)))
    hold_activity(activity)
    if activity.state == S.CANCELLED:
        raise OutOfTurn("这次活动已经取消。")
    require(may_record(by, activity, localdate(at)))
    _refuse_day(activity.group, fields["day"], localdate(at))
    refuse_choices(activity.group, fields, activity)
    is_new = activity.state in (S.PLANNED, S.SENT_BACK)
    is_same = not is_new and all(getattr(activity, name) == value for name, value in fields.items())
    if is_same and _is_as_written(activity, excused, absent):
        return  # pressed twice
    if activity.version != seen:
        raise OutOfTurn(CHANGED)
    before = activity.state
    facts: dict[str, Any] = {"version": seen + 1, **fields}
    if is_new:
        facts |= {"state": S.RECORDED, "reason": "", "recorded_by": by.grant, "recorded_at": at}
    if before == S.PLANNED:
        for name, value in facts.items():
            setattr(activity, name, value)
        activity.save(update_fields=list(facts))
        timeline.record("record_activity", activity, by=by, before=before, after=S.RECORDED, at=at, is_locked=True)
    else:
        revise("correct_activity", activity, by=by, at=at, **facts)
    write_attendance(activity, excused, absent, by=by, at=at)


def _is_as_written(activity: Activity, excused: Collection[UUID], absent: Collection[UUID]) -> bool:
    rows = activity.attendances.all()
    there = {state: {row.seat_id for row in rows if row.state == state} for state in (A.EXCUSED, A.ABSENT)}
    return there[A.EXCUSED] == set(excused) and there[A.ABSENT] == set(absent)


def write_attendance(
    activity: Activity, excused: Collection[UUID], absent: Collection[UUID], *, by: Actor, at: datetime
) -> None:
    """A line for every member of the day, and for whoever has one already; a line that changes keeps what it said.

    Raises:
        PermissionDenied: somebody who was not in the group on that day is ticked off.
    """
    rows = {row.seat_id: row for row in activity.attendances.select_related("seat__person")}
    members = list(members_on(activity.group, activity.day))
    known = rows.keys() | {seat.pk for seat in members}
    if (set(excused) | set(absent)) - known:
        require(refuse("勾选的人这一天不在小组里"))
    if set(excused) & set(absent):
        require(refuse("同一个人不能既请假又缺席"))

    def state_of(seat: UUID) -> str:
        return A.EXCUSED if seat in excused else A.ABSENT if seat in absent else A.PRESENT

    new = [
        Attendance(activity=activity, seat=seat, state=state_of(seat.pk), way=Attendance.Way.RECORD)
        for seat in members
        if seat.pk not in rows
    ]
    Attendance.objects.bulk_create(new)
    for key, row in rows.items():
        state = state_of(key)
        if row.state == state:
            continue
        changes: dict[str, Any] = {"state": state}
        if state != A.PRESENT:
            changes |= {"signed_at": None, "way": ""}
        elif not row.way:
            changes["way"] = Attendance.Way.RECORD
        revise("correct_attendance", row, by=by, at=at, **changes)


@transaction.atomic
def add_photo(activity: Activity, file: StoredFile, *, by: Actor, at: datetime) -> None:
    """活动照片, nine at most."""
    require(may_record(by, activity, localdate(at)))
    hold_activity(activity)
    if activity.photos.count() >= MOST_PHOTOS:
        require(refuse(f"最多{MOST_PHOTOS}张照片"))
    Photo.objects.create(activity=activity, file=file, small=keep_small(file, by=by.person))
    timeline.record("add_photo", activity, by=by, at=at, is_locked=True, file=str(file.pk))


@transaction.atomic
def confirm_activity(activity: Activity, *, seen: int, by: Actor, at: datetime) -> None:
    """确认: the record is as the desk knows it.

    Raises:
        OutOfTurn: it does not wait for that, or was changed since it was looked at.
    """
    require(is_its_desk(by, activity.group))
    hold_activity(activity)
    if activity.state != S.RECORDED:
        raise OutOfTurn("这次活动现在不等确认，请看最新情况。")
    if activity.version != seen:
        raise OutOfTurn("这次活动的记录刚刚改过，请看过新的内容再确认。")
    activity.state, activity.confirmed_by, activity.confirmed_at = S.CONFIRMED, by.grant, at
    activity.save(update_fields=["state", "confirmed_by", "confirmed_at"])
    timeline.record("confirm_activity", activity, by=by, before=S.RECORDED, after=S.CONFIRMED, at=at, is_locked=True)


@transaction.atomic
def send_back(activity: Activity, *, reason: str, by: Actor, at: datetime) -> None:
    """退回补正, with the reason: until it is put right it counts for nothing.

    Raises:
        OutOfTurn: there is no record, or it was sent back already.
    """
    from groups.activities.telling import tell_leaders

    require(is_its_desk(by, activity.group))
    hold_activity(activity)
    if not activity.is_held:
        raise OutOfTurn("这次活动现在没有可以退回的记录。")
    before = activity.state
    activity.state, activity.reason = S.SENT_BACK, reason
    activity.confirmed_by = activity.confirmed_at = None
    activity.save(update_fields=["state", "reason", "confirmed_by", "confirmed_at"])
    timeline.record("send_back", activity, by=by, before=before, after=S.SENT_BACK, note=reason, at=at, is_locked=True)
    tell_leaders(activity, "activity_sent_back", on=localdate(at), facts={"reason": reason})
