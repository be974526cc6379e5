"""What Prometheus reads of the whole portal: queue, messages, jobs, clocks and disk, each as it is at this moment.

What one process did (requests, milliseconds) stands in its log and nginx's: a page that any of several processes
answers cannot count it.
"""

from collections.abc import Iterable
from datetime import timedelta
from itertools import product

from django.db.models import Count, Min
from django.utils.timezone import localdate, now

from congress import clock_skew, delivery, jobs
from congress.celery import app
from congress.files import space
from congress.models import DaySeal, Delivery
from congress.queue_length import asked_messages
from congress.registries import Sample, gauge, registry

State = Delivery.State
# Asked for one after the other, because each has an index of its own.
UNFINISHED = ((State.WAITING, State.SENDING), (State.UNKNOWN, State.DEAD))


def in_prometheus_words() -> str:
    """All gauges in the text format that Prometheus reads."""
    lines = []
    for name, declared in registry.gauges.items():
        lines += [f"# HELP {name} {declared.says}", f"# TYPE {name} gauge"]
        for labels, number in declared.samples():
            said = ",".join(f'{label}="{value}"' for label, value in labels.items())
            lines.append(f"{name}{{{said}}} {number:g}" if said else f"{name} {number:g}")
    return "\n".join([*lines, ""])


@gauge("portal_queue_messages", "Tasks in the queue that no worker has taken; nothing when the queue is away.")
def queue() -> Iterable[Sample]:
    waiting = asked_messages(app)
    yield from [] if waiting is None else [({}, waiting)]


@gauge("portal_deliveries", "Messages not sent yet, of unknown outcome, or given up (dead), by channel and state.")
def deliveries() -> Iterable[Sample]:
    for states in UNFINISHED:
        rows = Delivery.objects.filter(state__in=states).order_by().values("channel", "state")
        counts = {(row["channel"], row["state"]): row["number"] for row in rows.annotate(number=Count("pk"))}
        for channel, state in product(Delivery.Channel.values, states):
            yield {"channel": channel, "state": state}, counts.get((channel, state), 0)


@gauge("portal_delivery_late_seconds", "How long the oldest message that is due has waited, by channel.")
def lateness() -> Iterable[Sample]:
    at = now()
    rows = Delivery.objects.filter(state=State.WAITING).order_by().values("channel").annotate(since=Min("due_at"))
    since = {row["channel"]: row["since"] for row in rows}
    for channel in Delivery.Channel.values:
        yield {"channel": channel}, max(at - since.get(channel, at), timedelta(0)).total_seconds()


@gauge("portal_channel_paused", "1 while a channel rests after five failures in a row.")
def pauses() -> Iterable[Sample]:
    yield from (({"channel": channel}, delivery.is_paused(channel)) for channel in Delivery.Channel.values)


@gauge("portal_jobs_at_fault", "Periodic jobs that did not run when they should have, or were held back.")
def faulty_jobs() -> Iterable[Sample]:
    yield {}, sum(bool(job.fault) for job in jobs.jobs(now()))


@gauge("portal_days_since_seal", "Days since the last day of the timeline that was sealed; nothing before the first.")
def seals() -> Iterable[Sample]:
    last = DaySeal.objects.order_by("-day").first()
    yield from [({}, (localdate() - last.day).days)] if last else []


@gauge("portal_clock_skew_seconds", "The database's clock less this machine's.")
def skew() -> Iterable[Sample]:
    yield {}, clock_skew.measured().total_seconds()


@gauge("portal_disk_free_bytes", "Room for uploaded files; nothing when they are stored elsewhere.")
def disk() -> Iterable[Sample]:
    room = space.of_uploads()
    yield from [({}, room.free)] if room else []
