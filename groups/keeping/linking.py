"""固定联系: set, ended, and each contact within it."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from congress import timeline
from congress.actors import Actor
from congress.models import Organ
from congress.permissions import refuse, require
from congress.workflow import OutOfTurn
from groups.keeping.establishing import hold_group
from groups.models import Group, Link, LinkNote
from groups.permissions import may_act_for


@transaction.atomic
def set_link(
    group: Group,
    *,
    kind: str,
    starts_on: date,
    by: Actor,
    at: datetime,
    organ: Organ | None = None,
    village: str = "",
    contact: str = "",
) -> Link:
    """登记固定联系 with an organ or a village; one of each kind at a time.

    Raises:
        PermissionDenied: another one stands, or the day is outside the group's.
    """
    require(may_act_for(by, group, localdate(at)))
    hold_group(group)
    if not group.is_on(starts_on):
        require(refuse("开始日期不在小组存在的日期以内"))
    standing = group.links.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=starts_on), kind=kind)
    facts = {"organ": organ, "village": village, "starts_on": starts_on}
    if found := standing.filter(**facts).first():
        return found  # pressed twice
    if other := standing.first():
        require(refuse(f"这一天小组固定联系{other}，请先登记结束"))
    link = Link.objects.create(group=group, kind=kind, contact=contact, set_by=by.grant, **facts)
    timeline.record("set_link", link, by=by, at=at)
    return link


@transaction.atomic
def end_link(link: Link, *, ends_on: date, by: Actor, at: datetime) -> None:
    """结束联系: the last day; its history stays.

    Raises:
        OutOfTurn: it has ended already.
    """
    require(may_act_for(by, link.group, localdate(at)))
    hold_group(link.group)
    link.refresh_from_db(fields=["starts_on", "ends_on"])
    if link.ends_on is not None:
        raise OutOfTurn("这项联系已经登记结束。")
    if ends_on < link.starts_on:
        require(refuse("结束日期不能早于开始日期"))
    link.ends_on = ends_on
    link.save(update_fields=["ends_on"])
    timeline.record("end_link", link, by=by, at=at)


@transaction.atomic
def note_contact(link: Link, *, day: date, text: str, by: Actor, at: datetime) -> LinkNote:
    """登记一次联系; word for word the same of one day is the same.

    Raises:
        PermissionDenied: a day on which the link did not stand.
    """
    require(may_act_for(by, link.group, localdate(at)))
    list(Link.objects.select_for_update(no_key=True).filter(pk=link.pk).values_list("pk"))
    if day < link.starts_on or (link.ends_on and day > link.ends_on):
        require(refuse("这一天不在联系的起止日期以内"))
    if found := link.notes.filter(day=day, text=text).first():
        return found
    note = LinkNote.objects.create(link=link, day=day, text=text, written_by=by.grant, written_at=at)
    timeline.record("note_contact", link, by=by, at=at, is_locked=True, text=timeline.digest(text))
    return note
