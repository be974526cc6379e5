"""Which of the three administrators may do what (等保 2.0 访问控制: 三员分立)."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from congress.actors import Actor
from congress.configurable import Declared
from congress.models import ADMINISTRATORS, Congress, Delivery, Grant, Organ, Person, Role
from congress.models.organs import OrganQuerySet
from congress.models.people import GrantQuerySet
from congress.permissions import ALLOWED, Verdict, refuse
from congress.texts import Wording


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


def may_see_held(actor: Actor) -> Verdict:
    """A reminder that was held: who looks after the machines, and who keeps them safe."""
    return may_manage_people(actor) if not may_keep_safe(actor) else ALLOWED


def may_release(actor: Actor) -> Verdict:
    """Reminders run for all levels at once: one of the two administrators who are told, of the congress above all."""
    if may_see_held(actor) and actor.congress.parent_id is None:
        return ALLOWED
    return refuse("提醒各级一起发，由最上一级人大的系统管理员或安全管理员放行。")


def may_configure(actor: Actor) -> Verdict:
    """Words, names and habits of a congress: its system administrator, and its desk, whose work they shape."""
    is_street = actor.organ is not None and actor.organ.kind == Organ.Kind.STREET
    if actor.role == Role.SYSTEM_ADMIN or (actor.is_desk and not is_street):
        return ALLOWED
    return refuse("设置由本级的系统管理员和代表工委管理。")


def may_set(actor: Actor, setting: Declared) -> Verdict:
    """What belongs to the machines is not for the desk; what is one for all is not for a lower level."""
    if setting.is_technical and actor.role != Role.SYSTEM_ADMIN:
        return refuse("这一项由系统管理员设置。")
    if setting.is_common and actor.congress.parent_id is not None:
        return refuse("这一项各级共用，由最上一级人大的系统管理员设置。")
    return may_configure(actor)


def may_reword(actor: Actor, wording: Wording) -> Verdict:
    """What goes to somebody who is not signed in yet belongs to no level: it is worded for all."""
    if wording.urgent and actor.congress.parent_id is not None:
        return refuse("登录用的消息各级共用，由最上一级人大修改。")
    return may_configure(actor)


def own_place(actor: Actor) -> Congress | None:
    """Where the actor's words and settings stand: None is common to all levels, which the highest congress sets.

    A lower congress follows what is common until it has something of its own.
    """
    return actor.congress if actor.congress.parent_id else None


def roles_to_give(actor: Actor) -> list[Role]:
    """The security administrator gives the administrators' roles, the system administrator those of an office.

    A deputy's grant comes with his seat, from the roster of deputies.
    """
    if may_keep_safe(actor):
        return list(ADMINISTRATORS)
    if may_manage_people(actor):
        return [role for role in Role if role not in (*ADMINISTRATORS, Role.DEPUTY)]
    return []


def may_give(actor: Actor, role: str, person: Person, congress: Congress) -> Verdict:
    """Within one's own congress and below; nobody gives himself anything."""
    if role not in roles_to_give(actor):
        return refuse("这个角色不由您授予。")
    if person == actor.person:
        return refuse("不能给自己授权，请由另一位管理员办理。")
    return ALLOWED if actor.congress.holds(congress) else refuse("只能授予本级和下级人大的角色。")


def may_end(actor: Actor, grant: Grant) -> Verdict:
    """Who may give a role may end it."""
    return may_give(actor, grant.role, grant.person, grant.congress)


def may_look_after(actor: Actor, person: Person, on: date) -> Verdict:
    """Whether the account is for this administrator to open and shut.

    It opens every role its owner holds: so never one's own, and never one that reaches beyond one's own congress.
    """
    if person == actor.person:
        return refuse("不能在这里变动自己的账号，请由另一位管理员办理。")
    if not people_within(actor).filter(pk=person.pk).exists():
        return refuse("这个账号不属于本级和下级人大。")
    if person.grants.open(on).real().exclude(pk__in=grants_within(actor)).exists():
        return refuse("这个人在别的人大也有角色，他的账号由上一级人大的管理员变动。")
    return ALLOWED


def may_reset(actor: Actor, person: Person, on: date) -> Verdict:
    """A way back in, or another phone: the system administrator's work, save for the administrators themselves.

    Whoever gives somebody a password can sign in as him: with the system administrator giving it to the auditor's, one
    of the three would be two.
    """
    if person.grants.open(on).filter(role__in=ADMINISTRATORS).exists():
        if not may_keep_safe(actor):
            return refuse("管理员的账号由安全管理员变动。")
    elif not may_manage_people(actor):
        return refuse("这个账号由系统管理员变动。")
    return may_look_after(actor, person, on)


def may_shut(actor: Actor, person: Person, on: date) -> Verdict:
    """Closing an account, opening it again, ending its sessions."""
    return may_keep_safe(actor) and may_look_after(actor, person, on)


def grants_within(actor: Actor) -> GrantQuerySet:
    """The grants of the actor's congress and all below; other systems' are kept on a page of their own."""
    return Grant.objects.filter(congress__path__startswith=actor.congress.path, system__isnull=True)


def people_within(actor: Actor) -> QuerySet[Person]:
    """Who holds or held a role in the actor's congress or below, or has none yet and got his account there."""
    has_roles = Exists(Grant.objects.filter(person=OuterRef("pk")))
    newcomers = ~has_roles & Q(home__path__startswith=actor.congress.path)
    return Person.objects.filter(Q(pk__in=grants_within(actor).values("person")) | newcomers)


def organs_within(actor: Actor) -> OrganQuerySet:
    """The organs of the actor's congress and all below."""
    return Organ.objects.filter(congress__path__startswith=actor.congress.path)


def deliveries_within(actor: Actor) -> QuerySet[Delivery]:
    """The ways out of the messages of the actor's congress and all below."""
    return Delivery.objects.filter(notice__congress__path__startswith=actor.congress.path)
