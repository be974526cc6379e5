"""What waits for an administrator."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.timezone import now

from congress import planning
from congress.actors import Actor
from congress.manage import checking
from congress.manage.permissions import may_keep_calendar, may_manage_people
from congress.registries import Todo

WARNS_FROM = 10  # the State Council's notice comes in autumn


def administrator_todos(actor: Actor, today: date) -> Iterator[Todo]:
    """A year without its holiday plan: the present one at once, the next one from 1 October."""
    if not may_keep_calendar(actor):
        return
    for year in planning.unplanned(today):
        if year == today.year or today.month >= WARNS_FROM:
            late = year == today.year or today.month == 12
            yield Todo(
                date(year - 1, 12, 31) if year > today.year else today,
                f"{year}年的放假安排还没有录入，这一年的期限暂按推定日历计算",
                reverse("congress:import_calendar"),
                "去录入",
                "red" if late else "yellow",
                "缺放假安排",
            )


def administrator_panel(actor: Actor, today: date) -> tuple[str, dict[str, Any]] | None:
    """What is not well, or that all is."""
    if not may_manage_people(actor):
        return None
    at = now()
    ill = [light for light in checking.quick_lights(actor, at) if not light.is_well]
    return "congress/_lights.html", {"lights": ill, "at": at}
