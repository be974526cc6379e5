"""What waits for the offices that classify together: disputes to decide, matters of which nothing is said yet."""

from collections.abc import Iterator
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from congress.actors import Actor
from congress.calendar_table import current_calendar
from congress.models import Role
from congress.registries import Tile, Todo
from proposals.classifying.viewing import CLASSIFYING, without_view_of
from proposals.clocks import Light
from proposals.models import Clock, Dispute, LimitKey

NEWEST = 20


def disputes(actor: Actor, today: date) -> QuerySet[Dispute] | None:
    """What the 编办 has to decide."""
    if actor.role != Role.STAFFING:
        return None
    return Dispute.objects.waiting().filter(proposal__holder=actor.congress).select_related("proposal")


def arbiter_todos(rows: QuerySet[Dispute], actor: Actor, today: date) -> Iterator[Todo]:
    """Disputes, the nearest limit first."""
    by_matter = {row.proposal_id: row for row in rows}
    clocks = Clock.objects.running().filter(limit=LimitKey.ARBITRATE, proposal__in=by_matter)
    calendar = current_calendar()
    for clock in clocks.order_by("due_on", "pk")[:NEWEST]:
        row, light = by_matter[clock.root_id], Light(clock, today, calendar)
        address = reverse("proposals:arbitrate", args=[row.pk])
        yield Todo(clock.due_on, f"裁定由谁办理：{row.proposal.title}", address, "去裁定", light.colour, light.words)


def tiles(actor: Actor, today: date) -> Iterator[Tile]:
    """How many wait for this office's view."""
    if actor.role in CLASSIFYING:
        yield Tile("待归类", without_view_of(actor).count(), reverse("proposals:classification"))
