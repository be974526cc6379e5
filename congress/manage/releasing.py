"""Letting a reminder go that was held because it told too many: the clock sends it at its next tick."""

from datetime import date

from django.db import transaction

from congress import timeline
from congress.actors import Actor
from congress.breaker import HELD
from congress.manage.permissions import may_release
from congress.models import JobRun
from congress.permissions import Verdict, refuse, require
from congress.reminding import RELEASED
from congress.workflow import OutOfTurn


def verdict(run: JobRun, *, by: Actor, on: date) -> Verdict:
    """May this person let this run go now? Only on its own day: the runs after it make up for an older one."""
    if not run.result.startswith(HELD):
        return refuse("这次提醒没有暂停，或者已经放行。")
    if run.period != on.isoformat():
        return refuse("这次提醒的日子已经过了，由后来的运行补上，不用再放行。")
    return may_release(by)


@transaction.atomic
def release_reminder(run: JobRun, *, by: Actor, on: date) -> None:
    """Let it go.

    Raises:
        OutOfTurn: when somebody else was first.
    """
    require(verdict(run, by=by, on=on))
    if not JobRun.objects.filter(pk=run.pk, result__startswith=HELD).update(result=RELEASED):
        raise OutOfTurn("这次提醒已经放行。")
    timeline.record("release_reminder", by.congress, by=by, run=run.job, day=run.period, rows=run.number)
