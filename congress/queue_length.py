"""How many messages wait in Celery's queue."""

from celery import Celery
from kombu.exceptions import OperationalError


def waiting_messages(app: Celery) -> int:
    """Messages in the default queue that no worker has taken; 0 when the broker cannot say."""
    return asked_messages(app) or 0


def asked_messages(app: Celery) -> int | None:
    """The same; None when the broker cannot say."""
    with app.connection_for_write(connect_timeout=3) as connection:
        try:
            connection.ensure_connection(max_retries=1, interval_start=0, timeout=3)
            declared = connection.default_channel.queue_declare(app.conf.task_default_queue, passive=True)
        except (OperationalError, *connection.connection_errors):
            return None
        except connection.channel_errors:  # an empty queue is no queue
            return 0
        return int(declared.message_count)
