"""督办通知单: what an organ is asked to do until when, matter by matter; the page and the Word file say the same."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from congress import configuration
from congress.actors import Actor
from congress.calendar_table import current_calendar
from congress.models import Organ, Role
from congress.permissions import ALLOWED, Verdict, refuse
from congress.workdays import Span, Unit
from proposals.clocks import Light
from proposals.models import Assignment, Clock, KeyItem, LimitKey
from proposals.permissions import may_watch

PAPERS = (LimitKey.REPLY, LimitKey.REHANDLE, LimitKey.OPINION)


@dataclass(frozen=True)
class OrderLine:
    """One matter on the paper.

    Attributes:
        urged_on: the days on which anybody urged this organ.
        leader: 领办领导, empty where it is no key item.
    """

    assignment: Assignment
    light: Light
    urged_on: list[date]
    committee: str
    leader: str

    @property
    def number(self) -> str:
        return self.assignment.proposal.number or ""

    @property
    def title(self) -> str:
        return self.assignment.proposal.title

    @property
    def days_overdue(self) -> int:
        """In calendar days; 0 while it is in time."""
        return max(-self.light.left, 0) if self.light.is_overdue else 0


@dataclass(frozen=True)
class Order:
    """The whole paper: to whom, from whom, of which day, required by when."""

    organ: Organ
    sender: str
    on: date
    required_by: date
    lines: list[OrderLine]

    @property
    def overdue(self) -> int:
        return sum(line.light.is_overdue for line in self.lines)


def may_read_order(actor: Actor, organ: Organ) -> Verdict:
    """Those who watch, and the organ itself."""
    if actor.role in (Role.HANDLER, Role.ORGAN_LEADER):
        own = actor.organ is not None and actor.organ.pk == organ.pk
        return ALLOWED if own else refuse("只能看本单位的督办通知单。")
    return may_watch(actor)


def order_for(organ: Organ, actor: Actor, today: date, *, chosen: Collection[UUID] = ()) -> Order:
    """What this organ is to be urged about, as far as the actor may see it, the nearest last day first.

    Args:
        chosen: these assignments; when left out, what is overdue, red or urged today, and every key item in hand.
    """
    seen = Assignment.objects.visible_to(actor).filter(organ=organ, state__in=Assignment.AT_WORK)
    rows = seen.filter(pk__in=chosen) if chosen else seen
    clocks = (
        Clock.objects.running()
        .filter(assignment__in=rows, limit__in=PAPERS)
        .select_related("assignment__proposal__committee", "assignment__organ", "assignment__handler")
        .prefetch_related("assignment__urges")
        .order_by("due_on", "pk")
    )
    keys = KeyItem.objects.current().filter(proposal__assignments__in=rows).select_related("leader__person")
    leaders = {key.proposal_id: key.leader.person.name for key in keys}
    calendar, lines = current_calendar(), []
    for clock in clocks:
        assignment, light = clock.assignment, Light(clock, today, calendar)
        assert assignment is not None
        urged_on = sorted({urge.on for urge in assignment.urges.all()})
        leader = leaders.get(assignment.proposal_id, "")
        if chosen or light.colour == "red" or today in urged_on or leader:
            committee = str(assignment.proposal.committee or "")
            lines.append(OrderLine(assignment, light, urged_on, committee, leader))
    days = configuration.value("supervision.answer_days", organ.congress, on=today)
    required_by = calendar.add(today, Span(days, Unit.WD)).due
    sender = actor.grant.place if may_watch(actor) else f"{organ.congress.place}代表工委"
    return Order(organ, sender, today, required_by, lines)
