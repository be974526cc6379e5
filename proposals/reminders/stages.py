"""How far a limit has run: the one stage a day calls for, so that a missed day is made up for by the latest only."""

from dataclasses import dataclass
from datetime import date

from proposals.clocks import Light

HALF, MOST = 0.5, 0.8
LAST_WORKDAYS = 3


@dataclass(frozen=True)
class Stage:
    """A point on a limit's way: the kind of message, and a name that is the same on every day of the stage."""

    kind: str
    name: str


def stage_of(light: Light) -> Stage | None:
    """The last stage a reply's limit has reached: 50 %, 80 %, 3 working days left, the day itself, each week after.

    Args:
        light: of a running limit. Shares are counted in working days. A limit so short that its last three
            working days begin before its half is reminded of from its half on.
    """
    if light.is_overdue:
        return Stage("overdue", f"week{weeks_since(light.clock.due_on, light.today)}")
    if light.left == 0:
        return Stage("due_today", "day")
    gone = light.gone
    if gone < HALF:
        return None
    if light.left <= LAST_WORKDAYS:
        return Stage("due_soon", "days")
    return Stage("due_soon", "most") if gone >= MOST else Stage("half_time", "half")


def weeks_since(day: date, today: date) -> int:
    """Whole weeks from that day to today: a weekly reminder is told once for each."""
    return (today - day).days // 7
