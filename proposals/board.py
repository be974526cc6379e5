"""督办: every running limit of a level by stage and urgency, from the same lights as the lists."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from congress.actors import Actor
from congress.calendar_table import current_calendar
from proposals.clocks import Light
from proposals.models import Assignment, Clock, LimitKey, Proposal

# In the order of a proposal's way; the limits at which something else is told apart stand for one stage.
STAGES = {
    "review": "待审核",
    "assign": "待交办",
    "report": "议案审议",
    "reassign": "退办待审",
    "arbitrate": "待裁定",
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
    LimitKey.ARBITRATE: "arbitrate",
    LimitKey.SIGN_IN: "sign_in",
    LimitKey.OPINION: "opinion",
    LimitKey.RATE: "rating",
    LimitKey.PROMISE: "promise",
    LimitKey.MOTION_REPORT: "report",
}
BY_STATE = {
    Assignment.State.HANDLING: "handling",
    Assignment.State.RELEASE_ASKED: "handling",
    Assignment.State.SIGNING: "signing",
    Assignment.State.REHANDLING: "rehandling",
}


# A limit, the state of its assignment, from when to when: limits that agree in these have the same light.
Alike = tuple[str, str | None, date, date]


@dataclass
class Board:
    """How many limits run in each stage and band, by (stage, band)."""

    cells: Counter[tuple[str, str]] = field(default_factory=Counter)

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
            numbers = [(band, label, self.cells[stage, band]) for band, label in BANDS.items()]
            if total := sum(number for *_, number in numbers):
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
    clocks = Clock.objects.running().filter(root__in=seen.order_by())
    if not whole_tree:
        clocks = clocks.filter(holder=actor.congress)
    return clocks.filter(assignment__organ=organ) if organ else clocks


def counts(actor: Actor, today: date) -> Board:
    """The numbers of the actor's level today."""
    found = Board()
    for cell, _, number in _grouped(running_for(actor), today):
        found.cells[cell] += number
    return found


class Listing:
    """The limits of a stage and a band, the nearest due date first, as a sequence of which only a page is read.

    Attributes:
        board: the numbers of all stages and bands, counted on the way.
    """

    def __init__(self, clocks: QuerySet[Clock], today: date, *, stage: str = "", band: str = "") -> None:
        """Count.

        Args:
            clocks: which limits.
            today: the day of the lights.
            stage, band: which of them are listed; "" for all.
        """
        self.clocks, self.today, self.board = clocks, today, Board()
        self.groups: dict[date, list[tuple[Alike, int]]] = {}
        for cell, alike, number in _grouped(clocks, today):
            self.board.cells[cell] += number
            if stage in ("", cell[0]) and band in ("", cell[1]):
                self.groups.setdefault(alike[3], []).append((alike, number))

    def __len__(self) -> int:
        return sum(number for of_day in self.groups.values() for _, number in of_day)

    def __getitem__(self, cut: slice) -> list[Light]:
        """The lights of one page, with what a line of the list shows, in one query."""
        chosen, passed, skipped = Q(pk__in=[]), 0, None
        for due in sorted(self.groups):
            of_day = sum(number for _, number in self.groups[due])
            if passed < cut.stop and passed + of_day > cut.start:
                skipped = passed if skipped is None else skipped
                chosen |= Q(due_on=due) & _any_of(alike for alike, _ in self.groups[due])
            passed += of_day
        rows = (
            self.clocks.filter(chosen)
            .order_by("due_on", "pk")
            .select_related(
                "root__seat__person",
                "assignment__organ",
                "assignment__handler",
                "reply__assignment__organ",
                "promise__reply__assignment__organ",
            )
        )
        calendar, first = current_calendar(), cut.start - (skipped or 0)
        return [Light(clock, self.today, calendar) for clock in rows[first : first + cut.stop - cut.start]]


def _any_of(groups: Iterable[Alike]) -> Q:
    found = Q(pk__in=[])
    for limit, state, started, _ in groups:
        found |= Q(limit=limit, assignment__state=state, started_on=started)
    return found


def _grouped(clocks: QuerySet[Clock], today: date) -> Iterator[tuple[tuple[str, str], Alike, int]]:
    """Cell, what is alike, how many: counted by the database, so that a million limits are some thousand rows."""
    calendar = current_calendar()
    columns = ("limit", "assignment__state", "started_on", "due_on")
    for limit, state, started, due, number in clocks.order_by().values_list(*columns).annotate(number=Count("pk")):
        if name := stage(limit, state):
            light = Light(Clock(limit=limit, started_on=started, due_on=due), today, calendar)
            yield (name, band(light)), (limit, state, started, due), number
