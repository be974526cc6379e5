"""What Celery runs; each is a thin call of a function that a management command runs too."""

from typing import Any

from celery import Task, shared_task

from congress import delivery, reminding, timeline
from congress.queue_length import waiting_messages

MOST_WAITING = 20


class NotPilingUp(Task):
    """A periodic task that is not put into a queue where many messages already wait for an absent worker."""

    def apply_async(self, *args: Any, **options: Any) -> Any:
        if waiting_messages(self.app) >= MOST_WAITING:
            return None
        return super().apply_async(*args, **options)


@shared_task(base=NotPilingUp)
def deliver() -> None:
    """Send what is due."""
    delivery.deliver()


@shared_task(base=NotPilingUp)
def remind() -> None:
    """Post the reminders of the day, once."""
    reminding.remind_now()


@shared_task(base=NotPilingUp)
def seal_days() -> None:
    """Seal the days of the timeline that are over."""
    from django.utils.timezone import localdate

    timeline.seal_days(before=localdate())
