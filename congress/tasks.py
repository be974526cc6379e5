"""What Celery runs; each is a thin call of a function that a management command runs too."""

import logging
from typing import Any

from celery import Task, shared_task

from congress import delivery, making, reminding, timeline
from congress.logs import serving
from congress.queue_length import waiting_messages

log = logging.getLogger(__name__)
MOST_WAITING = 20


class NotPilingUp(Task):
    """A periodic task that is not put into a queue where many messages already wait for an absent worker."""

    def apply_async(self, *args: Any, **options: Any) -> Any:
        if waiting_messages(self.app) >= MOST_WAITING:
            return None
        return super().apply_async(*args, **options)

    def __call__(self, *args: Any, **options: Any) -> Any:
        with serving(self.request.id or ""):
            return super().__call__(*args, **options)


@shared_task(base=NotPilingUp)
def deliver() -> None:
    """Send what is due."""
    delivery.deliver()


@shared_task(base=NotPilingUp)
def make_files() -> None:
    """Make the files that were ordered."""
    making.make_waiting()


@shared_task(base=NotPilingUp)
def remind() -> None:
    """Post the reminders of the day, once."""
    reminding.remind_now()


@shared_task(base=NotPilingUp)
def seal_days() -> None:
    """Seal the days of the timeline that are over."""
    from django.utils.timezone import localdate

    timeline.seal_days(before=localdate())


@shared_task(base=NotPilingUp)
def sweep_files() -> None:
    """Clear away uploaded files that nothing refers to."""
    from django.utils import timezone

    from congress.files.sweeping import sweep

    for name in sweep(at=timezone.now()).missing:
        log.error("The content %s of a stored file is missing: restore it from a backup.", name)


@shared_task(base=NotPilingUp)
def purge() -> None:
    """Delete what has been kept long enough, once a day."""
    from django.utils import timezone

    from congress.purging import purge_once_a_day

    purge_once_a_day(at=timezone.now())
