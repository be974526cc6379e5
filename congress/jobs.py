"""What runs by itself: when each job ran last, whether it should have run since, when it runs next."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from celery.schedules import crontab
from django.urls import reverse
from django.utils import timezone

from congress import purging
from congress.breaker import HELD
from congress.models import DaySeal, JobRun
from congress.registries import registry
from congress.schedule import SCHEDULE
from congress.sending_hours import opening

GRACE = timedelta(hours=1)


@dataclass(frozen=True)
class Job:
    """One job as an administrator reads it.

    Attributes:
        last: what it did last, in words; empty when it never ran.
        next_at: when it runs next.
        fault: what is wrong, empty when nothing is.
        address: the page on which it can be put right, if there is one.
    """

    label: str
    last: str
    next_at: datetime
    fault: str = ""
    address: str = ""


def jobs(now: datetime) -> Iterator[Job]:
    """Every job but the delivery of messages, which runs all the time; three queries."""
    yield from _reminders(now)
    last = DaySeal.objects.order_by("-day").first()
    yield Job("封存前一天的办理记录", f"封存到{last.day}" if last else "", _next("seal_days", now))
    yield Job("清理没有用到的上传文件", "", _next("sweep_files", now))
    purged = JobRun.objects.filter(job=purging.JOB).order_by("-started_at").first()
    last_purge = f"{purged.period}：{purged.result or '没有运行完'}" if purged else ""
    yield Job("删除到了保存期限的", last_purge, _next("purge", now))


def _reminders(now: datetime) -> Iterator[Job]:
    """Each reminder: once a working day, after the hour at which messages may go out."""
    local = timezone.localtime(now)
    opens = opening(now, only_on_workdays=True)
    first = opening(local.replace(hour=0, minute=0, second=0, microsecond=0), only_on_workdays=True)
    tomorrow = opening(local.replace(hour=23, minute=59), only_on_workdays=True)
    is_late = first.date() == local.date() and now - first > GRACE
    runs: dict[str, JobRun] = {}
    names = [f"remind:{name}" for name in registry.reminders]
    for run in JobRun.objects.filter(job__in=names, started_at__gt=now - timedelta(days=30)).order_by("started_at"):
        runs[run.job] = run
    for name in registry.reminders:
        latest = runs.get(f"remind:{name}")
        is_done = latest is not None and latest.period == local.date().isoformat()
        fault = address = ""
        if latest and latest.result.startswith(HELD):
            fault, address = latest.result, reverse("congress:held_reminder", args=[latest.pk])
        elif is_late and not is_done:
            fault = "今天还没有运行，或者运行失败，请看后台日志"
        last = f"{latest.period}：{latest.result or '没有运行完'}" if latest else ""
        following = tomorrow if is_done else max(opens, now)
        yield Job(f"提醒：{registry.reminder_labels[name]}", last, following, fault, address)


def _next(name: str, now: datetime) -> datetime:
    """When the clock starts it next."""
    schedule = SCHEDULE[name]["schedule"]
    assert isinstance(schedule, crontab)
    local, delta, _ = schedule.remaining_delta(timezone.localtime(now))
    return local + delta
