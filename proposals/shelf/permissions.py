"""Who reads the shelf, who keeps it, who writes from it."""

from congress.actors import Actor
from congress.models import ADMINISTRATORS, Organ
from congress.permissions import ALLOWED, Verdict, refuse
from proposals.models import ShelfEntry


def may_read_shelf(actor: Actor) -> Verdict:
    """Everybody who has to do with what deputies put forward; administrators have not."""
    return refuse("履职参考供代表和办理建议的单位使用。") if actor.role in ADMINISTRATORS else ALLOWED


def may_keep_shelf(actor: Actor | None) -> Verdict:
    """The desk of a congress; a street's branch desk reads."""
    is_street = actor is not None and actor.organ is not None and actor.organ.kind == Organ.Kind.STREET
    is_desk = actor is not None and actor.is_desk
    return ALLOWED if is_desk and not is_street else refuse("履职参考由代表工委编写。")


def may_change_entry(actor: Actor | None, entry: ShelfEntry) -> Verdict:
    """The desk of its own congress; another level's is read."""
    own = actor is not None and actor.congress.pk == entry.congress_id
    return may_keep_shelf(actor) and (ALLOWED if own else refuse("这一条由另一级人大编写，您可以查看。"))


def may_take_up(actor: Actor | None) -> Verdict:
    """Who writes: a deputy."""
    return ALLOWED if actor is not None and actor.seat else refuse("只有代表可以提出意见建议。")
