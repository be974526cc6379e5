"""A year's holiday plan: what entering it would move, and entering it.

A plan acts on what begins later. What runs keeps its last day, but for limits that were counted on a guess: before
this year had a plan. Those are counted anew, each on record (docs/decisions/0006-clocks-store-their-due-date.md).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter

from django.db import transaction

from congress import timeline
from congress.actors import Actor
from congress.calendar_table import current_calendar, enter_plan
from congress.holiday_plan import PlanRow, load_calendar_file, with_plan
from congress.manage.permissions import may_keep_calendar
from congress.models import CalendarYear, Congress
from congress.permissions import require
from congress.registries import Shift, registry
from congress.workdays import Calendar


@dataclass(frozen=True)
class Plan:
    """A year's plan about to be entered.

    Attributes:
        calendar: as it will be.
        is_first: the year had no plan: what was counted on it was a guess.
        why_all: why even limits that were counted on an earlier plan of the year are counted anew; empty when not.
    """

    year: int
    rows: Sequence[PlanRow]
    calendar: Calendar
    is_first: bool
    why_all: str = ""

    def was_guessed(self, due_on: date, *, is_presumed: bool) -> bool:
        """Whether a limit rests on a guess: 元旦 may take last days of a December whose own year has its plan."""
        ends_before_new_year = due_on.year == self.year - 1 and due_on.month == 12
        return is_presumed or (self.is_first and ends_before_new_year)


@dataclass(frozen=True)
class Moves:
    """What a plan does to limits that run."""

    moved: list[Shift]
    confirmed: list[Shift]
    kept: list[Shift]


def planned(year: int, rows: Sequence[PlanRow], *, why_all: str = "") -> Plan:
    """The plan as it would stand beside the calendar of today."""
    now = current_calendar()
    return Plan(year, rows, with_plan(now, year, rows), year not in now.planned_years, why_all)


def look(plan: Plan, *, by: Actor | None, on: date) -> Moves:
    """What entering it on that day would move; nothing is written."""
    shifts = [shift for recount in registry.recounts for shift in recount.look(plan, by, on)]
    return Moves(
        moved=[shift for shift in shifts if not shift.keeps and shift.was != shift.due],
        confirmed=[shift for shift in shifts if not shift.keeps and shift.was == shift.due],
        kept=[shift for shift in shifts if shift.keeps],
    )


@transaction.atomic
def enter(year: int, rows: Sequence[PlanRow], *, by: Actor | None, on: date, why_all: str = "") -> tuple[bool, int]:
    """Make these rows the year's plan and count anew what was counted on a guess.

    Args:
        by: who; None for the command of an installation.
        on: today: no limit is moved to a day before it.
        why_all: the reason to count anew even what was counted on an earlier plan of the year, such as a slip in it.

    Returns:
        Whether the plan is another one than before, and how many limits end on another day.
    """
    if by is not None:
        require(may_keep_calendar(by))
    plan = planned(year, rows, why_all=why_all)
    if by and not CalendarYear.objects.exists():
        _enter_file(besides=year)
    is_new = enter_plan(year, rows)
    moved = sum(recount.take(plan, by, on) for recount in registry.recounts)
    place = by.congress if by else Congress.objects.real().filter(parent=None).first()
    if place and (is_new or moved):
        note = f"{year}年：{rows[0].source}，{moved}项时限改期" + (f"。全部重算：{why_all}" if why_all else "")
        timeline.record("enter_calendar", place, by=by, note=note, year=year, days=len(rows), moved=moved)
    return is_new, moved


def _enter_file(*, besides: int) -> None:
    """The table takes the place of the repository's file from its first year on: it needs the file's years too."""
    rows = sorted(load_calendar_file(), key=attrgetter("year", "date"))
    for year, days in groupby(rows, key=attrgetter("year")):
        if year != besides:
            enter_plan(year, list(days))


def unplanned(on: date) -> list[int]:
    """This year and the next, as far as they have no plan."""
    known = current_calendar().planned_years
    return [year for year in (on.year, on.year + 1) if year not in known]
