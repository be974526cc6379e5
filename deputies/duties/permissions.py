"""Who sets duties, keeps the list of contacts, excuses; whose duties somebody may look at."""

from collections.abc import Callable
from datetime import date

from congress.actors import Actor
from congress.models import Congress
from congress.permissions import ALLOWED, Verdict, refuse
from deputies.models import CouncilMembership, Seat
from deputies.permissions import is_branch_desk

# Who sees how far a deputy is, though not his records: `reader(actor, seat, today)`, declared by apps above.
readers: list[Callable[[Actor, Seat, date], bool]] = []


def may_manage_duties(actor: Actor) -> Verdict:
    """代表工委 of a congress, a street's branch desk left out."""
    if actor.is_desk and not is_branch_desk(actor):
        return ALLOWED
    return refuse("履职任务由本级人大的代表工作机构管理。")


def may_manage_of(actor: Actor, congress: Congress) -> Verdict:
    """The same for what belongs to one congress."""
    own = actor.congress.pk == congress.pk
    return may_manage_duties(actor) and (ALLOWED if own else refuse(f"这件事由{congress}的代表工作机构办理。"))


def may_read_of_duties(actor: Actor) -> Verdict:
    """Targets, excuses and the list of contacts: who oversees."""
    return ALLOWED if actor.oversees else refuse("这里供代表工作机构和督查人员查看。")


def may_look_at(actor: Actor, seat: Seat, today: date) -> bool:
    """Whether somebody else sees how far this deputy is: the leader of his group."""
    return any(reader(actor, seat, today) for reader in readers)


def memberships_of(seat: Seat | None) -> list[CouncilMembership]:
    """From when to when somebody is or was in the Standing Committee."""
    return list(CouncilMembership.objects.filter(seat=seat)) if seat else []
