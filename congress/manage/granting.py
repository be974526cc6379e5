"""授权: a role given from one day to another, and ended; each deed on the record."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.timezone import localdate

from congress import timeline
from congress.actors import Actor
from congress.manage import telling
from congress.manage.permissions import may_end, may_give
from congress.models import ADMINISTRATORS, Congress, Grant, Organ, Person, Role
from congress.permissions import ALLOWED, Verdict, refuse, require
from congress.workflow import OutOfTurn

Kind = Organ.Kind
# In which kind of organ a role is held; roles that are not named are held in a congress.
HELD_IN: dict[str, tuple[str, ...]] = {
    Role.DESK: (Kind.DESK, Kind.STREET),
    Role.COMMITTEE: (Kind.COMMITTEE,),
    Role.GOVERNMENT: (Kind.GOVERNMENT,),
    Role.STAFFING: (Kind.STAFFING,),
    Role.HANDLER: Organ.HANDLING,
    Role.ORGAN_LEADER: Organ.HANDLING,
}


def fits(role: str, congress: Congress, organ: Organ | None) -> Verdict:
    """A role is held in an organ of its kind and of its congress, or in none."""
    label = Role(role).label
    if organ is None:
        needs = role in HELD_IN and role != Role.DESK
        return refuse(f"“{label}”要选单位。") if needs else ALLOWED
    if role not in HELD_IN:
        return refuse(f"“{label}”不属于哪个单位，请选“不属于单位”。")
    if organ.congress_id != congress.pk:
        return refuse("所选单位不属于这一级人大。")
    if organ.kind not in HELD_IN[role]:
        kinds = "、".join(str(Kind(kind).label) for kind in HELD_IN[role])
        return refuse(f"“{label}”的单位应为{kinds}，{organ}是{organ.get_kind_display()}。")
    return ALLOWED if organ.is_active else refuse(f"{organ}已停用。")


@transaction.atomic
def give_role(
    person: Person,
    *,
    by: Actor,
    on: date,
    role: str,
    congress: Congress,
    organ: Organ | None,
    starts_on: date,
    ends_on: date | None = None,
) -> Grant:
    """Give a role from one day to another, both counted. Of two who give the same at once the later is told so.

    Args:
        on: today; a role never begins before it is given.
    Raises:
        PermissionDenied: when it is not the giver's to give, does not fit, or the person would on some day be two of
            the three administrators.
    """
    require(may_give(by, role, person, congress))
    require(fits(role, congress, organ))
    require(refuse("生效日期不能早于今天。") if starts_on < on else ALLOWED)
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    require(ALLOWED if person.is_active else refuse("这个账号已停用，请先由安全管理员启用。"))
    same = person.grants.filter(role=role, congress=congress, organ=organ).meeting(starts_on, ends_on)
    require(refuse("这个人在这段时间已经有这个角色。") if same.exists() else ALLOWED)
    try:
        with transaction.atomic():
            grant = Grant.objects.create(
                person=person,
                role=role,
                congress=congress,
                organ=organ,
                starts_on=starts_on,
                ends_on=ends_on,
                granted_by=by.person,
            )
    except IntegrityError:  # the trigger that keeps the three administrators apart
        require(refuse("一个人同一天只能是三种管理员中的一种。请先结束原来的，新的从第二天起。"))
        raise
    timeline.record("give_role", by.congress, by=by, person=str(person.pk), given=str(grant.pk), role=role)
    if role in ADMINISTRATORS:
        telling.role_given(grant, by=by, on=on)
    return grant


@transaction.atomic
def end_grant(grant: Grant, *, by: Actor, at: datetime) -> None:
    """End a role at this moment, and with a leader's those who sign in his place.

    Raises:
        OutOfTurn: when it is over already.
    """
    require(may_end(by, grant))
    end_now(grant, at=at)
    timeline.record("end_grant", by.congress, by=by, person=str(grant.person_id), ended=str(grant.pk))
    if grant.role in ADMINISTRATORS:
        telling.role_ended(grant, by=by, on=localdate(at))


def end_now(grant: Grant, *, at: datetime) -> None:
    """Write that it is over: its last day is today, or its first when it has not begun.

    With a leader's grant end those who sign in his place, and with a handler's what he signs in a leader's.
    """
    today = localdate(at)
    locked = Grant.objects.select_for_update(no_key=True).get(pk=grant.pk)
    if locked.is_over(today):
        raise OutOfTurn("这个角色已经结束了，请看最新情况。")
    with_it = Q(acting_for=locked)
    if locked.role == Role.HANDLER:
        with_it |= Q(person=locked.person_id, organ=locked.organ_id, acting_for__isnull=False)
    for row in [locked, *Grant.objects.open(today).filter(with_it)]:
        Grant.objects.filter(pk=row.pk).update(ends_on=max(today, row.starts_on), ended_at=at)
