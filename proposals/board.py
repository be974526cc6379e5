"""督办: every running limit of a level by stage and urgency, from the same lights as the lists."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from congress.actors import Actor
from congress.calendar_table import current_calendar
from proposals.clocks import Light
from proposals.models import Assignment, Clock, LimitKey, Proposal

# In the order of a proposal's way; the limits at which something else is told apart stand for one stage.
STAGES = {
    "review": "待审核",
    "assign": "待交办",
    "reassign": "退办待审",
    "sign_in": "待签收",
    "opinion": "待会办",
    "handling": "办理中",
    "signing": "待签发",
    "rehandling": "重新办理",
    "rating": "待评价",
    "promise": "承诺事项",
}
BANDS = {"overdue": "超期", "red": "马上到期", "yellow": "临近", "green": "充裕"}
BY_LIMIT = {
    LimitKey.REVIEW: "review",
    LimitKey.ASSIGN: "assign",
    LimitKey.REASSIGN: "reassign",
    LimitKey.SIGN_IN: "sign_in",
    LimitKey.OPINION: "opinion",
    LimitKey.RATE: "rating",
    LimitKey.PROMISE: "promise",
}
BY_STATE = {
    Assignment.State.HANDLING: "handling",
    Assignment.State.RELEASE_ASKED: "handling",
    Assignment.State.SIGNING: "signing",
    Assignment.State.REHANDLING: "rehandling",
}


@dataclass
class Board:
    """How many limits run in each stage and band, and which.

    Attributes:
        cells: (stage, band) to number.
        lights: the lights asked for, the most urgent first.
    """

    cells: Counter[tuple[str, str]] = field(default_factory=Counter)
    lights: list[Light] = field(default_factory=list)

    @property
    def overdue(self) -> int:
        return sum(number for (_, band), number in self.cells.items() if band == "overdue")

    @property
    def soon(self) -> int:
        return sum(number for (_, band), number in self.cells.items() if band == "red")

    @property
    def rows(self) -> list[dict[str, object]]:
        """The table: a line for each stage that has something, a number for each band."""
        lines = []
        for stage, label in STAGES.items():
            numbers = [(band, self.cells[stage, band]) for band in BANDS]
            if total := sum(number for _, number in numbers):
                lines.append({"stage": stage, "label": label, "total": total, "numbers": numbers})
        return lines


def stage(limit: str, state: str | None) -> str | None:
    """Which stage a limit stands for; None for one that another limit of the same assignment speaks for."""
    if found := BY_LIMIT.get(LimitKey(limit)):
        return found
    if limit in (LimitKey.REPLY, LimitKey.REHANDLE) and state:
        return BY_STATE.get(Assignment.State(state))
    return None


def band(light: Light) -> str:
    """overdue, or the light's colour."""
    return "overdue" if light.is_overdue else light.colour


def running_for(actor: Actor, *, whole_tree: bool = False, organ: UUID | None = None) -> QuerySet[Clock]:
    """The limits that run in what the actor may see: of his own level, or of all below too; of one organ."""
    seen = Proposal.objects.visible_to(actor).filter(is_live=True)
    if not whole_tree:
        seen = seen.filter(holder=actor.congress)
    clocks = Clock.objects.running().filter(root__in=seen.order_by())
    return clocks.filter(assignment__organ=organ) if organ else clocks


def counts(actor: Actor, today: date) -> Board:
    """The numbers of the actor's level today, without the list."""
    return count(running_for(actor), today)


def count(clocks: QuerySet[Clock], today: date, *, wanted: tuple[str, str] | None = None) -> Board:
    """Count limits by stage and band in one query, whatever their number.

    Args:
        clocks: which.
        today: the day of the lights.
        wanted: a stage and a band ("" for all) whose limits are to be listed too.
    """
    calendar, found = current_calendar(), Board()
    for clock in _slim(clocks):
        name = stage(clock.limit, clock.assignment.state if clock.assignment else None)
        if name is None:
            continue
        light = Light(clock, today, calendar)
        found.cells[name, band(light)] += 1
        if wanted and wanted[0] in ("", name) and wanted[1] in ("", band(light)):
            found.lights.append(light)
    found.lights.sort(key=lambda light: (light.clock.due_on, light.clock.pk))
    return found


def _slim(clocks: QuerySet[Clock]) -> Iterable[Clock]:
    columns = ("limit", "started_on", "due_on", "stopped_on", "assignment__state")
    return clocks.select_related("assignment").only(*columns).iterator(chunk_size=2000)


def with_their_cases(lights: list[Light]) -> list[Light]:
    """The same lights, a page of them, with what a line of the list shows, in one query."""
    keys = [light.clock.pk for light in lights]
    rows = Clock.objects.filter(pk__in=keys).select_related(
        "root__seat__person", "assignment__organ", "assignment__handler", "reply__assignment__organ"
    )
    full = {row.pk: row for row in rows}
    return [Light(full[light.clock.pk], light.today, light.calendar) for light in lights if light.clock.pk in full]
