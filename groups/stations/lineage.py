"""来龙去脉: what the public said, which way it went, what became of it, when they were told.

What a deputy made of it stands in a higher app, which says so by `registries.offshoot`.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.timezone import localdate

from congress.actors import Actor
from congress.registries import registry
from groups.models import Matter, VisitorMessage


@dataclass(frozen=True)
class Step:
    """One step: the day, what happened. Nobody is named and nothing that was written is quoted."""

    day: date
    words: str


def steps_of(message: VisitorMessage | None, matter: Matter | None) -> list[Step]:
    """In their order, fit for whoever left the message."""
    steps = []
    if message is not None:
        steps.append(Step(localdate(message.at), "收到留言"))
    if matter is not None:
        raised = matter.reception.day if matter.reception else localdate(matter.recorded_at)
        steps.append(Step(raised, f"{'受理' if message else '接待时反映'}，去向是{matter.get_way_display()}"))
        if matter.settled_on:
            steps.append(Step(matter.settled_on, "已经解决"))
        if matter.told_on and message is None:
            steps.append(Step(matter.told_on, "已经告知群众"))
    if message is not None and message.answered_at:
        said = "说明了没有受理的原因" if message.state == VisitorMessage.State.DECLINED else "已经答复"
        steps.append(Step(localdate(message.answered_at), said))
    return sorted(steps, key=lambda step: step.day)


def offshoots_of(record: Any, actor: Actor | None, today: date) -> list[tuple[str, dict[str, Any]]]:
    """What higher apps know of it; for nobody in particular, only what everybody may know."""
    return [found for source in registry.offshoots if (found := source(actor, record, today))]
