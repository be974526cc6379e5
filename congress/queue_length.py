"""How many messages wait in Celery's queue."""

from celery import Celery
from kombu.exceptions import OperationalError


def waiting_messages(app: Celery) -> int:
    """Messages in the default queue that no worker has taken; 0 when the broker cannot say."""
    with app.connection_for_write(connect_timeout=3) as connection:
        try:
            connection.ensure_connection(max_retries=1, interval_start=0, timeout=3)
            declared = connection.default_channel.queue_declare(app.conf.task_default_queue, passive=True)
        except (OperationalError, *connection.connection_errors, *connection.channel_errors):
            return 0
        return int(declared.message_count)
