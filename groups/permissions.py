"""Who acts for a group: its desk, and whoever has a post in it."""

from datetime import date

from congress.actors import Actor
from congress.models import Role
from congress.permissions import ALLOWED, Verdict, refuse
from deputies.permissions import is_branch_desk
from groups.models import Group


def may_visit(actor: Actor) -> Verdict:
    """The list of groups: deputies, who has a post, and who oversees."""
    is_of_groups = actor.role in (Role.DEPUTY, Role.GROUP_LEADER, Role.GROUP_CONTACT)
    return ALLOWED if is_of_groups or actor.oversees else refuse("代表小组的页面供代表和人大工作机构使用。")


def may_establish(actor: Actor) -> Verdict:
    """代表工委 of a congress, a street's branch desk left out."""
    return ALLOWED if actor.is_desk and not is_branch_desk(actor) else refuse("代表小组由代表工作机构设立。")


def is_its_desk(actor: Actor, group: Group) -> Verdict:
    """代表工委 of the group's congress, a street's branch desk left out."""
    if actor.is_desk and not is_branch_desk(actor) and actor.congress.pk == group.congress_id:
        return ALLOWED
    return refuse(f"{group}由{group.congress.place}的代表工作机构管理。")


def leads(actor: Actor, group: Group, on: date) -> bool:
    """Has a post in it on that day: 组长, 副组长 or 联络员."""
    return Group.objects.filter(pk=group.pk).led_by(actor, on).exists()


def may_act_for(actor: Actor, group: Group, on: date) -> Verdict:
    """Plan and record its activities, keep its links and practical matters."""
    if is_its_desk(actor, group) or leads(actor, group, on):
        return ALLOWED
    return refuse(f"这件事由{group}的组长、副组长、联络员或者代表工作机构办理。")
