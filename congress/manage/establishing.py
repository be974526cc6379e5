"""Organs: made, renamed from a day on, closed. Papers of the past keep the names of the past."""

from datetime import date, timedelta

from django.db import IntegrityError, transaction

from congress import timeline
from congress.actors import Actor
from congress.manage.permissions import may_manage_people
from congress.models import Congress, Organ, OrganName
from congress.permissions import ALLOWED, refuse, require
from congress.pinyin import sort_key


@transaction.atomic
def add_organ(
    *,
    by: Actor,
    congress: Congress,
    kind: str,
    branch: str,
    name: str,
    short_name: str = "",
    parent: Organ | None = None,
) -> Organ:
    """A new organ of a congress; an inner office names the organ it belongs to.

    Raises:
        PermissionDenied: when the name is taken there, or an inner office has no parent of the same congress.
    """
    require(may_manage_people(by))
    require(ALLOWED if by.congress.holds(congress) else refuse("只能登记本级和下级人大的单位。"))
    fits = kind != Organ.Kind.INNER or (parent is not None and parent.congress_id == congress.pk)
    require(ALLOWED if fits else refuse("内设科室要选本级的上级单位。"))
    try:
        with transaction.atomic():
            organ = Organ.objects.create(
                congress=congress,
                kind=kind,
                branch=branch,
                name=name,
                short_name=short_name,
                parent=parent,
                sort_key=sort_key(short_name or name)[:80],
            )
    except IntegrityError:
        require(refuse("这一级已经有同名的单位。"))
        raise
    timeline.record("add_organ", congress, by=by, note=name, organ=str(organ.pk))
    return organ


@transaction.atomic
def rename_organ(organ: Organ, *, by: Actor, name: str, short_name: str, on: date) -> None:
    """Give it a new name from a day on; the old one is kept with its last day.

    Raises:
        PermissionDenied: when the name is taken, or the day lies before the last change.
    """
    require(may_manage_people(by))
    last = organ.names.order_by("-starts_on").first()
    if last and last.ends_on and on <= last.ends_on:
        require(refuse("启用日期要晚于上一次改名。"))
    began = last.ends_on + timedelta(days=1) if last and last.ends_on else date(1949, 10, 1)
    old = organ.name
    try:
        with transaction.atomic():
            OrganName.objects.create(organ=organ, name=old, starts_on=began, ends_on=on - timedelta(days=1))
            organ.name, organ.short_name, organ.sort_key = name, short_name, sort_key(short_name or name)[:80]
            organ.save(update_fields=["name", "short_name", "sort_key"])
    except IntegrityError:
        require(refuse("这一级已经有同名的单位。"))
    timeline.record("rename_organ", organ, by=by, note=f"{old}改为{name}", on=on.isoformat())


@transaction.atomic
def close_organ(organ: Organ, *, by: Actor) -> None:
    """Nothing is assigned to it any more; what it handles it handles to the end."""
    require(may_manage_people(by))
    Organ.objects.filter(pk=organ.pk).update(is_active=False)
    timeline.record("close_organ", organ, by=by)
