"""谁在小组里、谁担任什么: from one day to another; only what was entered wrongly today is taken back."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from congress import configuration, timeline
from congress.actors import Actor
from congress.models import Event, Grant, Role
from congress.permissions import ALLOWED, Verdict, refuse, require
from congress.workflow import OutOfTurn
from deputies.models import Seat, SeatQuerySet
from groups.keeping.establishing import hold_group
from groups.models import Attendance, Group, Membership, Post
from groups.models.groups import on_a_day
from groups.permissions import is_its_desk

DAY = timedelta(days=1)


def members_on(group: Group, day: date) -> SeatQuerySet:
    """The deputies who are in it and in office on that day, by name."""
    there = Membership.objects.filter(on_a_day(day), group=group).values("seat")
    return Seat.objects.active(day).filter(pk__in=there).select_related("person").order_by("person__sort_key", "pk")


def room_in(seat: Seat, group: Group, starts_on: date) -> Verdict:
    """How many groups of a kind a deputy may be in at once is a setting of the congress; 0 is any number."""
    if group.kind == Group.Kind.ACTIVITY:
        most = configuration.value("groups.activity_most", group.congress, on=starts_on)
    else:
        most = configuration.value("groups.professional_most", group.congress, on=starts_on)
    later = Q(ends_on__isnull=True) | Q(ends_on__gte=starts_on)
    others = Membership.objects.filter(later, seat=seat, group__kind=group.kind).exclude(group=group)
    if most and others.count() >= most:
        named = others.select_related("group").first()
        return refuse(f"{seat}已经在{named.group if named else '别的小组'}，请先登记退出。")
    return ALLOWED


@transaction.atomic
def add_members(group: Group, seats: Iterable[Seat], *, starts_on: date, by: Actor, at: datetime) -> int:
    """加入成员 from that day on; who is in it already stays as he is. Gives how many were new.

    The seats are locked in one order: two desks that put a deputy into two groups at once are told apart.

    Raises:
        PermissionDenied: another congress's deputy, no room by the setting, or outside the group's own days.
    """
    require(is_its_desk(by, group))
    chosen = {seat.pk for seat in seats}
    list(Seat.objects.select_for_update(no_key=True).filter(pk__in=chosen).order_by("pk").values_list("pk"))
    hold_group(group)
    if not group.is_on(starts_on):
        require(refuse("加入日期不在小组存在的日期以内"))
    new = []
    for seat in Seat.objects.filter(pk__in=chosen).select_related("person").order_by("pk"):
        if seat.congress_id != group.congress_id or seat.starts_on > starts_on:
            require(refuse(f"{seat}在这一天还不是本级人大的代表"))
        later = Q(ends_on__isnull=True) | Q(ends_on__gte=starts_on)
        if group.memberships.filter(later, seat=seat).exists():
            continue
        require(room_in(seat, group, starts_on))
        new.append(Membership(group=group, seat=seat, starts_on=starts_on))
    Membership.objects.bulk_create(new)
    if new:
        timeline.record("add_members", group, by=by, at=at, is_locked=True, seats=[str(row.seat_id) for row in new])
    return len(new)


@transaction.atomic
def end_member(membership: Membership, *, ends_on: date, by: Actor, at: datetime) -> None:
    """退出: the last day in the group. His activities until then stay counted where they were.

    Raises:
        OutOfTurn: it has ended already.
    """
    group = membership.group
    require(is_its_desk(by, group))
    hold_group(group)
    membership.refresh_from_db(fields=["starts_on", "ends_on"])
    if membership.ends_on is not None:
        raise OutOfTurn("已经登记过退出。")
    if ends_on < membership.starts_on:
        require(refuse("退出日期不能早于加入日期"))
    membership.ends_on = ends_on
    membership.save(update_fields=["ends_on"])
    timeline.record("end_member", group, by=by, at=at, is_locked=True, seat=str(membership.seat_id))


def may_take_back(membership: Membership, on: date) -> Verdict:
    """Whether nothing has come of it yet: it was entered on that day, and nobody has counted on it since."""
    group, seat, since = membership.group, membership.seat, membership.starts_on
    if not any(str(seat.pk) in event.facts.get("seats", ()) for event in _entered_on(group, on)):
        return refuse("只有当天登记的可以撤回，请登记退出。")
    if group.posts.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=since), grant=seat.grant).exists():
        return refuse(f"{seat}担任这个小组的职务，请登记退出。")
    own = Attendance.objects.filter(seat=seat, activity__group=group, activity__day__gte=since)
    if own.exclude(state=Attendance.State.ASKED).exists():
        return refuse(f"{seat}在这个小组已经有活动的答复或者记录，请登记退出。")
    return ALLOWED


def _entered_on(group: Group, on: date) -> Iterable[Event]:
    rows = Event.objects.filter(subject_kind=timeline.kind_of(group), subject_id=group.pk, step="add_members")
    return rows.filter(at__date=on)


@transaction.atomic
def take_back(membership: Membership, *, reason: str, by: Actor, at: datetime) -> None:
    """撤回登记: a line that was entered wrongly today goes, and he is asked to none of the group's activities.

    Who took it back, whom it named and why stays on the group's timeline.

    Raises:
        OutOfTurn: it is gone already.
        PermissionDenied: it was entered on another day, or something has come of it.
    """
    group, seat = membership.group, membership.seat
    require(is_its_desk(by, group))
    hold_group(group)
    if not group.memberships.filter(pk=membership.pk).exists():
        raise OutOfTurn("这条登记已经撤回。")
    membership.refresh_from_db(fields=["starts_on", "ends_on"])
    require(may_take_back(membership, localdate(at)))
    Attendance.objects.filter(seat=seat, activity__group=group, activity__day__gte=membership.starts_on).delete()
    said = f"{seat}，{membership.starts_on}加入：{reason}"
    membership.delete()
    timeline.record("take_back_member", group, by=by, note=said, at=at, is_locked=True, seat=str(seat.pk))


def may_hold(group: Group, grant: Grant, day: date) -> Verdict:
    """A member under his seat's grant, or staff of the congress."""
    if grant.congress_id != group.congress_id:
        return refuse("只能由本级人大的人员担任。")
    if grant.role == Role.DEPUTY and not members_on(group, day).filter(grant=grant).exists():
        return refuse("只能由这一天在小组里的代表担任。")
    known = (Role.DEPUTY, Role.DESK, Role.GROUP_LEADER, Role.GROUP_CONTACT)
    return ALLOWED if grant.role in known else refuse("只能由代表、联络员或者工作人员担任。")


@transaction.atomic
def name_post(group: Group, grant: Grant, *, kind: str, starts_on: date, by: Actor, at: datetime) -> Post:
    """登记组长、副组长、联络员; a new leader's predecessor steps down the day before.

    Raises:
        PermissionDenied: nobody who may, outside the group's days, or on the day on which another leader began.
    """
    require(is_its_desk(by, group))
    hold_group(group)
    if not group.is_on(starts_on):
        require(refuse("任职日期不在小组存在的日期以内"))
    require(may_hold(group, grant, starts_on))
    later = Q(ends_on__isnull=True) | Q(ends_on__gte=starts_on)
    if held := group.posts.filter(later, kind=kind, grant=grant).first():
        return held
    if kind == Post.Kind.LEADER:
        for former in group.posts.filter(later, kind=kind):
            if former.starts_on >= starts_on:
                require(refuse("这一天已经另有组长，请先登记他的免职日期"))
            former.ends_on = starts_on - DAY
            former.save(update_fields=["ends_on"])
    post = Post.objects.create(group=group, grant=grant, kind=kind, starts_on=starts_on)
    timeline.record("name_post", group, by=by, at=at, is_locked=True, grant=str(grant.pk), kind=kind)
    return post


@transaction.atomic
def end_post(post: Post, *, on: date, by: Actor, at: datetime) -> None:
    """免职, today the last day.

    Raises:
        OutOfTurn: it has ended already, or begins later.
    """
    require(is_its_desk(by, post.group))
    hold_group(post.group)
    post.refresh_from_db(fields=["starts_on", "ends_on"])
    if post.ends_on is not None or post.starts_on > on:
        raise OutOfTurn("已经登记过免职，或者还没有到任职日期。")
    post.ends_on = on
    post.save(update_fields=["ends_on"])
    timeline.record("end_post", post.group, by=by, at=at, is_locked=True, grant=str(post.grant_id))
