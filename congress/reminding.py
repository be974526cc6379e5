"""Running the reminders that the apps have declared: each once a day, a missed day made up for by the next."""

import logging
from collections import Counter
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from congress import breaker, notices
from congress.breaker import HELD
from congress.calendar_table import current_calendar
from congress.models import JobRun, Notice
from congress.registries import registry
from congress.remembered import remembering
from congress.sending_hours import opening

logger = logging.getLogger(__name__)
RELEASED = "已放行"


class TooMany(Exception):
    """A reminder would tell more people than there are reasons to: nothing of it is sent."""

    def __init__(self, number: int, reason: str) -> None:
        super().__init__(f"{HELD}{reason}")
        self.number = number


def remind_now(now: datetime | None = None) -> int:
    """Post today's reminders when it is a working day and the hour for it; say how many notices are new."""
    now = now or timezone.now()
    if opening(now, only_on_workdays=True) > now:
        return 0
    return remind(timezone.localdate(now))


def remind(today: date, *, names: list[str] | None = None, anyway: bool = False) -> int:
    """Run each reminder that has not run for this day. One that fails leaves nothing and does not stop the others.

    Args:
        today: the day, in Beijing.
        names: of the reminders; all when left out.
        anyway: post even what was held because it tells too many; so does a run that somebody released.
    """
    if not current_calendar().is_workday(today):
        return 0
    posted = 0
    for name in names or list(registry.reminders):
        try:
            posted += _run_once(name, today, anyway)
        except Exception:
            logger.exception("reminder %s failed for %s; it is tried again at the next tick", name, today)
    return posted


def _run_once(name: str, today: date, anyway: bool) -> int:
    job, period = f"remind:{name}", today.isoformat()
    before = JobRun.objects.filter(job=job, period=period)
    if anyway:
        before.filter(result__startswith=HELD).delete()
    # Of two schedulers that find a released run one takes it.
    anyway = bool(before.filter(result=RELEASED).delete()[0]) or anyway
    if before.exists():
        return 0
    try:
        with transaction.atomic():
            run = _begin(job, period)
            if run is None:
                return 0
            with remembering():
                posted = registry.reminders[name](today)
            if not anyway and (reason := breaker.too_many(job, posted, today=today)):
                raise TooMany(posted, reason)
            _end(run, f"{posted}条", posted)
            return posted
    except TooMany as error:
        logger.error("reminder %s for %s held: %s", name, today, error)
        with transaction.atomic():
            if held := _begin(job, period):
                _end(held, str(error), error.number)
                breaker.tell(held, registry.reminder_labels.get(name, name), today=today)
        return 0


def _begin(job: str, period: str) -> JobRun | None:
    """The row of this run, or None when another scheduler has it: the unique pair decides."""
    try:
        with transaction.atomic():
            run, is_new = JobRun.objects.get_or_create(job=job, period=period)
    except JobRun.DoesNotExist:  # the other one gave up meanwhile
        return None
    return run if is_new else None


def _end(run: JobRun, result: str, number: int) -> None:
    run.ended_at, run.result, run.number = timezone.now(), result[:200], number
    run.save(update_fields=["ended_at", "result", "number"])


def rehearse(today: date, *, names: list[str] | None = None) -> list[Notice]:
    """What would be posted on that day; everything is rolled back."""
    with transaction.atomic(), remembering(), notices.watched() as posted:
        if current_calendar().is_workday(today):
            for name in names or list(registry.reminders):
                registry.reminders[name](today)
        transaction.set_rollback(True)
    return posted


def rehearsed(today: date, name: str) -> list[tuple[str, int]]:
    """How many of one reminder would go to each congress's people on that day, the most first; nothing is written."""
    counts = Counter(str(notice.congress) for notice in rehearse(today, names=[name]))
    return counts.most_common()
