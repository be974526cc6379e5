"""Who sees the roster of deputies, and who changes it."""

from congress.actors import Actor
from congress.models import Organ
from congress.permissions import ALLOWED, Verdict, refuse
from deputies.models import Seat, SeatQuerySet


def is_branch_desk(actor: Actor) -> bool:
    """True for the staff of a street's work committee: they see the deputies of their street."""
    return actor.is_desk and actor.organ is not None and actor.organ.kind == Organ.Kind.STREET


def seats_of(actor: Actor) -> SeatQuerySet:
    """The seats whose roster this actor reads: the only way a page may begin a query for seats."""
    if is_branch_desk(actor):
        return Seat.objects.filter(branch_desk=actor.organ)
    if actor.oversees:
        return Seat.objects.filter(congress__path__startswith=actor.congress.path)
    return Seat.objects.none()


def may_read_roster(actor: Actor) -> Verdict:
    return ALLOWED if actor.oversees else refuse("代表名册供代表工作机构和督查人员查看。")


def may_import(actor: Actor) -> Verdict:
    if actor.is_desk and not is_branch_desk(actor):
        return ALLOWED
    return refuse("代表名册由本级人大的代表工作机构导入。")


def may_change(actor: Actor, seat: Seat) -> Verdict:
    """Suspending, resuming and ending a seat."""
    if may_import(actor) and seat.congress_id == actor.congress.pk:
        return ALLOWED
    return refuse(f"代表资格的变更由{seat.congress}的代表工作机构登记。")
