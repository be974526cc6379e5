"""Who has done which tasks: read from the timeline, and from nothing else."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Min

from congress.models import Event
from training.models import Practice
from training.practice.tasks import TASKS, Task, tasks_of

STEPS = {step for task in TASKS for _, step in task.steps}


@dataclass(frozen=True)
class Result:
    """A task, and when it was done first; None while it is not."""

    task: Task
    done_at: datetime | None = None


def results(practices: Iterable[Practice]) -> dict[UUID, list[Result]]:
    """By the key of each practice its tasks in order, whatever their number in one statement."""
    rows = {row.grant_id: row for row in practices}
    events = Event.objects.filter(grant__in=rows.keys(), step__in=STEPS).order_by()
    first: dict[tuple[UUID, str, str], datetime] = {}
    for event in events.values("grant", "subject_kind", "step").annotate(first=Min("at")):
        first[event["grant"], event["subject_kind"], event["step"]] = event["first"]
    return {row.pk: [_result(row, task, first) for task in tasks_of(row.grant.role)] for row in rows.values()}


def _result(row: Practice, task: Task, first: dict[tuple[UUID, str, str], datetime]) -> Result:
    done = [at for step in task.steps if (at := first.get((row.grant_id, *step))) and at >= row.began_at]
    return Result(task, min(done, default=None))
