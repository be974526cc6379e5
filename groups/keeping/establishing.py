"""设立、更名、撤销代表小组."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Max, Q

from congress import timeline
from congress.actors import Actor
from congress.models import Congress, Organ, Term
from congress.permissions import refuse, require
from congress.rereading import reread
from congress.revising import revise
from congress.workflow import OutOfTurn
from groups.models import Group
from groups.permissions import is_its_desk, may_establish

TAKEN = "本届已经有叫这个名称的小组。"
NO_TERM = "这一天还没有登记届次，请先在“届次和会议”里登记。"


def hold_group(group: Group) -> None:
    """The group as it is by now, and nobody else's until the transaction ends."""
    list(Group.objects.select_for_update(no_key=True).filter(pk=group.pk).values_list("pk"))
    reread(group)


@transaction.atomic
def establish(
    *,
    kind: str,
    name: str,
    starts_on: date,
    by: Actor,
    at: datetime,
    area: Congress | None = None,
    committee: Organ | None = None,
) -> Group:
    """设立一个小组 of the desk's congress, in the term of that day; the next number of its kind.

    Raises:
        PermissionDenied: not the desk, no term on that day, or the name is taken.
    """
    require(may_establish(by))
    list(Congress.objects.select_for_update(no_key=True).filter(pk=by.congress.pk).values_list("pk"))
    terms = Term.objects.filter(congress=by.congress, starts_on__lte=starts_on).order_by("-starts_on")
    if (term := terms.first()) is None:
        require(refuse(NO_TERM))
        raise AssertionError
    same = Group.objects.filter(term=term, name=name)
    if found := same.filter(kind=kind, starts_on=starts_on, area=area, committee=committee, ends_on=None).first():
        return found  # pressed twice
    if same.exists():
        require(refuse(TAKEN))
    last = Group.objects.filter(term=term, kind=kind).aggregate(last=Max("number"))["last"] or 0
    facts = {"congress": by.congress, "term": term, "kind": kind, "number": last + 1, "name": name}
    group = Group.objects.create(**facts, area=area, committee=committee, starts_on=starts_on)
    timeline.record("establish", group, by=by, note=name, at=at)
    return group


@transaction.atomic
def rename_group(group: Group, *, name: str, by: Actor, at: datetime) -> None:
    """The same group under another name.

    Raises:
        PermissionDenied: another congress's, or the name is taken.
    """
    require(is_its_desk(by, group))
    try:
        with transaction.atomic():
            revise("rename_group", group, by=by, at=at, note=f"{group.name}改为{name}", name=name)
    except IntegrityError:
        require(refuse(TAKEN))


@transaction.atomic
def end_group(group: Group, *, ends_on: date, by: Actor, at: datetime) -> None:
    """撤销: memberships, posts and links end with it.

    Raises:
        OutOfTurn: it has ended already.
        PermissionDenied: before something of it began.
    """
    require(is_its_desk(by, group))
    hold_group(group)
    if group.ends_on is not None:
        raise OutOfTurn("这个小组已经撤销。")
    parts = (group.memberships, group.posts, group.links)
    if ends_on < group.starts_on or any(part.filter(starts_on__gt=ends_on).exists() for part in parts):
        require(refuse("撤销日期不能早于小组成立、成员加入或者开始联系的日期"))
    for part in parts:
        part.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=ends_on)).update(ends_on=ends_on)
    group.ends_on = ends_on
    group.save(update_fields=["ends_on"])
    timeline.record("end_group", group, by=by, at=at, is_locked=True)
