"""Which administrator may do what about other systems: one registers, another gives the rights."""

from django.db.models import QuerySet

from congress.actors import Actor
from congress.interface.scopes import OF_ROLE
from congress.manage.permissions import may_keep_safe, may_manage_people
from congress.models import Congress, Subscription, System, SystemToken
from congress.models.interface import SystemQuerySet
from congress.permissions import ALLOWED, Verdict, refuse


def may_see_systems(actor: Actor) -> Verdict:
    """外部系统: the system and the security administrator."""
    known = may_manage_people(actor) or may_keep_safe(actor)
    return ALLOWED if known else refuse("外部系统由系统管理员和安全管理员管理。")


def may_register(actor: Actor) -> Verdict:
    """Registering, tokens and addresses are the system administrator's."""
    return may_manage_people(actor)


def may_grant_scopes(actor: Actor) -> Verdict:
    """What a system may do is the security administrator's to say: nobody opens a door to the data alone."""
    return may_keep_safe(actor)


def may_shut_out(actor: Actor) -> Verdict:
    """Closing a system and revoking a token: whoever of the two notices first."""
    return may_see_systems(actor)


def may_act_as(actor: Actor, role: str, congress: Congress) -> Verdict:
    """Within one's own congress and below, in one of the roles that systems hold."""
    if role not in OF_ROLE:
        return refuse("外部系统不能用这个身份。")
    return ALLOWED if actor.congress.holds(congress) else refuse("只能登记本级和下级人大的系统。")


def systems_within(actor: Actor) -> SystemQuerySet:
    """The systems of the actor's congress and all below, for whoever manages them."""
    rows = System.objects.filter(grant__congress__path__startswith=actor.congress.path)
    return rows.select_related("grant__person", "grant__congress", "grant__organ", "registered_by")


def tokens_within(actor: Actor) -> QuerySet[SystemToken]:
    """The tokens of those systems."""
    return SystemToken.objects.filter(system__in=systems_within(actor)).select_related("system__grant__person")


def subscriptions_within(actor: Actor) -> QuerySet[Subscription]:
    """What those systems listen to."""
    return Subscription.objects.filter(system__in=systems_within(actor)).select_related("system__grant__person")
