"""Organs: made, renamed from a day on, closed and opened again. Papers of the past keep the names of the past."""

from datetime import date, timedelta

from django.db import IntegrityError, transaction

from congress import timeline
from congress.actors import Actor
from congress.manage.permissions import may_manage_people
from congress.models import Congress, Organ
from congress.permissions import ALLOWED, Verdict, refuse, require
from congress.pinyin import sort_key
from congress.workflow import OutOfTurn

FIRST_DAY = date(1949, 10, 1)
TAKEN = "这一级已经有同名的单位。"


def belongs(kind: str, parent: Organ | None, congress: Congress) -> Verdict:
    """An inner office belongs to an organ of the same congress; an organ may stand under another one."""
    if kind == Organ.Kind.INNER and parent is None:
        return refuse("内设科室要选它的上级单位。")
    if parent and parent.congress_id != congress.pk:
        return refuse("上级单位应属于同一级人大。")
    return refuse("内设科室下面不再设单位。") if parent and parent.kind == Organ.Kind.INNER else ALLOWED


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
    phone: str = "",
) -> Organ:
    """A new organ of a congress; an inner office names the organ it belongs to.

    Raises:
        PermissionDenied: when the name is taken there, or the parent does not fit.
    """
    require(_may(by, congress))
    require(belongs(kind, parent, congress))
    try:
        with transaction.atomic():
            organ = Organ.objects.create(
                congress=congress,
                kind=kind,
                branch=branch,
                name=name,
                short_name=short_name,
                parent=parent,
                phone=phone,
                sort_key=sort_key(short_name or name)[:80],
            )
    except IntegrityError:
        require(refuse(TAKEN))
        raise
    timeline.record("add_organ", organ, by=by, note=name)
    return organ


@transaction.atomic
def rename_organ(organ: Organ, *, by: Actor, on: date, name: str, short_name: str, starts_on: date) -> None:
    """Give it a new name from a day on; the old one is kept with its last day. The short name is no name of papers.

    Args:
        on: today; a name is not changed ahead of its day.
        starts_on: the first day of the new name.
    Raises:
        PermissionDenied: when the name is taken, or the day lies in the future or before the last change.
    """
    require(_may(by, organ.congress))
    organ = Organ.objects.select_for_update(no_key=True, of=("self",)).get(pk=organ.pk)
    last = organ.names.order_by("-starts_on").first()
    began = last.ends_on + timedelta(days=1) if last and last.ends_on else FIRST_DAY
    old = organ.name
    if name != old:
        require(refuse("启用日期不能晚于今天，请到那一天再改。") if starts_on > on else ALLOWED)
        require(ALLOWED if starts_on > began else refuse(f"启用日期要晚于{began}（现在的名称启用的那一天）。"))
        organ.names.create(name=old, starts_on=began, ends_on=starts_on - timedelta(days=1))
    organ.name, organ.short_name, organ.sort_key = name, short_name, sort_key(short_name or name)[:80]
    try:
        with transaction.atomic():
            organ.save(update_fields=["name", "short_name", "sort_key"])
    except IntegrityError:
        require(refuse(TAKEN))
        raise
    timeline.record("rename_organ", organ, by=by, note=f"{old}改为{name}", starts_on=starts_on.isoformat())


@transaction.atomic
def close_organ(organ: Organ, *, by: Actor) -> None:
    """Nothing is assigned to it any more; what it handles it handles to the end."""
    require(_may(by, organ.congress))
    if not Organ.objects.filter(pk=organ.pk, is_active=True).update(is_active=False):
        raise OutOfTurn(f"{organ}已经停用了。")
    timeline.record("close_organ", organ, by=by)


@transaction.atomic
def open_organ(organ: Organ, *, by: Actor) -> None:
    """A closed one takes assignments again.

    Raises:
        PermissionDenied: when another one bears its name by now.
    """
    require(_may(by, organ.congress))
    try:
        with transaction.atomic():
            opened = Organ.objects.filter(pk=organ.pk, is_active=False).update(is_active=True)
    except IntegrityError:
        require(refuse(TAKEN))
        raise
    if not opened:
        raise OutOfTurn(f"{organ}已经启用了。")
    timeline.record("open_organ", organ, by=by)


def _may(by: Actor, congress: Congress) -> Verdict:
    mine = ALLOWED if by.congress.holds(congress) else refuse("只能登记本级和下级人大的单位。")
    return may_manage_people(by) and mine
