"""带出的意见: begun from an activity of a group, and listed on its page and on its topic's."""

from datetime import date
from typing import Any

from django.db import transaction

from congress.actors import Actor
from congress.permissions import refuse, require
from congress.registries import offshoot
from groups.models import Activity, Topic
from proposals import drafting
from proposals.models import Proposal

MOST = 50


@transaction.atomic
def begin_opinion(activity: Activity, *, by: Actor) -> Proposal:
    """A draft of the deputy's that came of this activity; one in which nothing is written yet is taken again.

    Raises:
        PermissionDenied: no deputy, or an activity without a record.
    """
    if not by.seat:
        require(refuse("只有代表可以提出意见建议。"))
    if not activity.is_held:
        require(refuse("活动登记以后才能带出意见。"))
    drafting.hold_seat(by.seat)
    own = Proposal.objects.filter(seat=by.seat, state=Proposal.State.DRAFT, kind=Proposal.Kind.OPINION)
    empty = own.filter(title="", body="", number=None, activity=activity).first()
    return empty or drafting.begin(by=by, kind=Proposal.Kind.OPINION, activity=activity)


@offshoot
def came_of(actor: Actor, record: Any, today: date) -> tuple[str, dict[str, Any]] | None:
    """The opinions that the reader may see, of one activity or of a whole topic, and how many are closed."""
    if isinstance(record, Activity):
        found = Proposal.objects.filter(activity=record)
    elif isinstance(record, Topic):
        found = Proposal.objects.filter(activity__topic=record)
    else:
        return None
    own = None
    if isinstance(record, Activity) and actor.seat:
        own = found.filter(seat=actor.seat, state=Proposal.State.DRAFT).exclude(title="", body="").first()
    seen = Proposal.objects.visible_to(actor).put_forward().filter(pk__in=found.values("pk"))
    rows = list(seen.select_related("seat__person").order_by("-submitted_at")[:MOST])
    if isinstance(record, Activity) and record.state == Activity.State.PLANNED and not rows:
        return None  # nothing can have come of what is still to come
    context = {
        "rows": rows,
        "own": own,
        "number": seen.count() if len(rows) == MOST else len(rows),
        "closed": seen.closed().count(),
        "may_begin": isinstance(record, Activity) and record.is_held and bool(actor.seat),
    }
    return "proposals/_came_of.html", context


def activity_of(proposal: Proposal, actor: Actor) -> Activity | None:
    """The activity of which it came, for those who read that."""
    if proposal.activity_id is None:
        return None
    seen = Activity.objects.visible_to(actor).filter(pk=proposal.activity_id)
    return seen.select_related("group").first()
