"""常委会组成人员和联系名单: who is a member from when to when, and whom each keeps in contact with."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from congress import timeline
from congress.actors import Actor
from congress.permissions import ALLOWED, Verdict, refuse, require
from congress.workflow import OutOfTurn
from deputies.duties.permissions import may_manage_of
from deputies.models import CouncilMembership, DeputyLink, Seat


def _hold(seats: Sequence[Seat]) -> None:
    keys = [seat.pk for seat in seats]
    list(Seat.objects.select_for_update(no_key=True).order_by("pk").filter(pk__in=keys).values_list("pk"))


def _held(seat: Seat, day: date) -> Verdict:
    begun = day >= seat.starts_on and (seat.ends_on is None or day <= seat.ends_on)
    return ALLOWED if begun else refuse(f"{seat}的代表任期不含{day}。")


@transaction.atomic
def _end(
    row: Any, seat: Seat, words: tuple[str, str, str], *, step: str, ends_on: date, by: Actor, at: datetime
) -> None:
    """Write the last day of a dated row of a seat, once, and put it on the seat's timeline.

    Args:
        words: for whoever comes after it ended, for a day before its first, and for the timeline.
    """
    ended, early, note = words
    require(may_manage_of(by, seat.congress))
    _hold([seat])
    row.refresh_from_db(fields=["starts_on", "ends_on"])
    if row.ends_on is not None:
        raise OutOfTurn(ended)
    require(ALLOWED if ends_on >= row.starts_on else refuse(early))
    type(row)._base_manager.filter(pk=row.pk).update(ends_on=ends_on)
    timeline.record(step, seat, by=by, at=at, note=f"{note}，最后一天{ends_on}", is_locked=True)


@transaction.atomic
def add_members(seats: Sequence[Seat], *, starts_on: date, by: Actor, at: datetime) -> int:
    """登记常委会组成人员 from that day on; gives how many are new, who is one already stays as he is.

    Raises:
        PermissionDenied: of another congress, or a day outside of somebody's term.
    """
    _hold(seats)
    lasting = Q(ends_on__isnull=True) | Q(ends_on__gte=starts_on)
    there = set(CouncilMembership.objects.filter(lasting, seat__in=seats).values_list("seat", flat=True))
    new = [seat for seat in seats if seat.pk not in there]
    for seat in seats:
        require(may_manage_of(by, seat.congress))
        require(_held(seat, starts_on))
    CouncilMembership.objects.bulk_create([CouncilMembership(seat=seat, starts_on=starts_on) for seat in new])
    for seat in new:
        timeline.record("add_member", seat, by=by, at=at, note=f"担任常委会组成人员，自{starts_on}起", is_locked=True)
    return len(new)


@transaction.atomic
def end_member(membership: CouncilMembership, *, ends_on: date, by: Actor, at: datetime) -> None:
    """登记免职: the last day; whom he kept in contact with ends with it.

    Raises:
        OutOfTurn: it is entered already.
        PermissionDenied: another congress's, or a day before the first.
    """
    words = ("免职日期已经登记过了。", "免职日期不能早于任职日期。", "不再担任常委会组成人员")
    _end(membership, membership.seat, words, step="end_member", ends_on=ends_on, by=by, at=at)
    running = DeputyLink.objects.filter(member=membership.seat, starts_on__lte=ends_on)
    running.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=ends_on)).update(ends_on=ends_on)


@transaction.atomic
def add_links(member: Seat, deputies: Sequence[Seat], *, starts_on: date, by: Actor, at: datetime) -> int:
    """登记联系名单: whom a member keeps in contact with from that day on; gives how many are new.

    Raises:
        PermissionDenied: no member on that day, another congress's, or no deputy of this congress or one below.
    """
    require(may_manage_of(by, member.congress))
    _hold([member])
    is_member = CouncilMembership.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=starts_on), seat=member, starts_on__lte=starts_on
    )
    require(ALLOWED if is_member.exists() else refuse(f"{member}在{starts_on}不是常委会组成人员。"))
    lasting = Q(ends_on__isnull=True) | Q(ends_on__gte=starts_on)
    there = set(DeputyLink.objects.filter(lasting, member=member).values_list("deputy", flat=True))
    for deputy in deputies:
        require(ALLOWED if deputy.pk != member.pk else refuse("不能联系自己。"))
        below = deputy.congress.path.startswith(member.congress.path) and not deputy.is_placeholder
        require(ALLOWED if below else refuse(f"{deputy}不是本级或者下级人大的代表。"))
        require(_held(deputy, starts_on))
    new = [deputy for deputy in deputies if deputy.pk not in there]
    DeputyLink.objects.bulk_create([DeputyLink(member=member, deputy=one, starts_on=starts_on) for one in new])
    if new:
        names = "、".join(str(one) for one in new)
        note = f"联系代表{names}，自{starts_on}起"
        timeline.record("add_links", member, by=by, at=at, note=note, is_locked=True)
    return len(new)


def end_link(link: DeputyLink, *, ends_on: date, by: Actor, at: datetime) -> None:
    """登记结束联系: the last day; what was recorded stays.

    Raises:
        OutOfTurn: it has ended already.
        PermissionDenied: another congress's, or a day before the first.
    """
    words = ("这项联系已经登记结束。", "最后一天不能早于开始日期。", f"不再联系代表{link.deputy}")
    _end(link, link.member, words, step="end_link", ends_on=ends_on, by=by, at=at)
