"""Which of the three administrators may do what (等保 2.0 访问控制: 三员分立)."""

from congress.actors import Actor
from congress.models import ADMINISTRATORS, Congress, Grant, Organ, Person, Role
from congress.models.organs import OrganQuerySet
from congress.models.people import GrantQuerySet
from congress.permissions import ALLOWED, Verdict, refuse


def may_manage_people(actor: Actor) -> Verdict:
    """People, organs, roles of the daily work, a way back in, the state of the machines."""
    return ALLOWED if actor.role == Role.SYSTEM_ADMIN else refuse("这一页供系统管理员使用。")


def may_keep_safe(actor: Actor) -> Verdict:
    """Closing accounts, ending sessions, and the administrators' own roles."""
    return ALLOWED if actor.role == Role.SECURITY_ADMIN else refuse("这一页供安全管理员使用。")


def may_see_people(actor: Actor) -> Verdict:
    return may_manage_people(actor) if not may_keep_safe(actor) else ALLOWED


def may_read_log(actor: Actor) -> Verdict:
    return ALLOWED if actor.role == Role.AUDIT_ADMIN else refuse("审计日志供审计管理员查看。")


def may_see_calendar(actor: Actor) -> Verdict:
    """Whoever looks after an installation, and desks, whose limits are counted on it."""
    known = actor.role in (Role.SYSTEM_ADMIN, Role.DESK)
    return ALLOWED if known else refuse("日历供系统管理员和代表工委查看。")


def may_keep_calendar(actor: Actor) -> Verdict:
    """One calendar for all levels: the system administrator of the congress above all others keeps it."""
    if actor.role == Role.SYSTEM_ADMIN and actor.congress.parent_id is None:
        return ALLOWED
    return refuse("放假安排各级共用一份，由最上一级人大的系统管理员录入。")


def roles_to_give(actor: Actor) -> list[Role]:
    """The security administrator gives the administrators' roles, the system administrator those of an office.

    A deputy's grant comes with his seat, from the roster of deputies.
    """
    if may_keep_safe(actor):
        return list(ADMINISTRATORS)
    return [role for role in Role if role not in (*ADMINISTRATORS, Role.DEPUTY)]


def may_give(actor: Actor, role: str, person: Person, congress: Congress) -> Verdict:
    """Within one's own congress and below; nobody gives himself anything."""
    if role not in roles_to_give(actor):
        return refuse("这个角色不由您授予。")
    if person == actor.person:
        return refuse("不能给自己授权，请由另一位管理员办理。")
    return ALLOWED if actor.congress.holds(congress) else refuse("只能授予本级和下级人大的角色。")


def may_end(actor: Actor, grant: Grant) -> Verdict:
    return may_give(actor, grant.role, grant.person, grant.congress)


def grants_within(actor: Actor) -> GrantQuerySet:
    """The grants of the actor's congress and all below."""
    return Grant.objects.filter(congress__path__startswith=actor.congress.path)


def organs_within(actor: Actor) -> OrganQuerySet:
    """The organs of the actor's congress and all below."""
    return Organ.objects.filter(congress__path__startswith=actor.congress.path)
