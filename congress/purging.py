"""Deleting what has been kept long enough: how long is a dated setting, what is kept why stands in docs/privacy.csv.

Events are never deleted: they hold ids and hashes. Uploads that nothing refers to, tables of an unfinished import
among them, go a day after they came (congress/files/sweeping.py).
"""

from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session as BrowserSession
from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.utils.timezone import localdate, now

from congress import configuration, timeline
from congress.configurable import DECLARED
from congress.models import Congress, Delivery, EventNote, FormKey, JobRun, KeptAnswer, KnownDevice, Making, Notice
from congress.registries import purge, registry

JOB = "purge"


def purge_all(*, at: datetime, dry_run: bool = False) -> dict[str, int]:
    """Delete whatever has been kept long enough; all or nothing.

    Args:
        at: the moment from which the days are counted back.
        dry_run: count, and delete nothing.
    Returns:
        How many rows of each declared kind, by its name.
    """
    with transaction.atomic():
        counts = {name: declared.take(at) for name, declared in registry.purges.items()}
        top = Congress.objects.real().order_by("path").first()
        if top and any(counts.values()):
            timeline.record("purge", top, by=None, rows={name: count for name, count in counts.items() if count})
        transaction.set_rollback(dry_run)
    return counts


@transaction.atomic
def purge_once_a_day(*, at: datetime) -> int:
    """The same for the clock: once a day, whatever the number of ticks; says how many rows went."""
    run, is_new = JobRun.objects.get_or_create(job=JOB, period=localdate(at).isoformat())
    if not is_new:
        return 0
    counts = purge_all(at=at)
    run.ended_at, run.result = now(), in_words(counts)
    run.save(update_fields=["ended_at", "result"])
    return sum(counts.values())


def in_words(counts: dict[str, int]) -> str:
    """没有提交的草稿2、消息31, or 没有到期的."""
    said = [f"{registry.purges[name].label}{count}" for name, count in counts.items() if count]
    return "、".join(said)[:200] or "没有到期的"


def kept_since(name: str, at: datetime) -> datetime:
    """The moment before which such rows go; a term that was set too short, past the page, counts as the least."""
    key = f"retention.{name}"
    days = max(configuration.value(key, on=localdate(at)), DECLARED[key].least)
    return at - timedelta(days=days)


@purge("sessions", "过期的登录")
def sessions(at: datetime) -> int:
    """Sessions that are over, with the codes and words they held, and the addresses they came from."""
    ended, _ = BrowserSession.objects.filter(expire_date__lt=at).delete()
    living = BrowserSession.objects.filter(session_key=OuterRef("session_key"))
    UserSession.objects.filter(~Exists(living)).delete()
    return ended


@purge("limits", "过期的登录次数")
def limits(at: datetime) -> int:
    """Counts of tries to sign in, by phone and address, whose time is over."""
    table = connection.ops.quote_name(settings.CACHES["default"]["LOCATION"])
    with connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM {table} WHERE expires < %s",  # noqa: S608, the table's name stands in the settings
            [connection.ops.adapt_datetimefield_value(at.replace(microsecond=0))],
        )
        return int(cursor.rowcount)


@purge("devices", "常用设备")
def devices(at: datetime) -> int:
    """Browsers in which their owner has not signed in for long."""
    before = kept_since("device_days", at)
    return KnownDevice.objects.filter(seen_at__lt=before).delete()[0]


@purge("form_keys", "防止重复提交的记录")
def form_keys(at: datetime) -> int:
    before = kept_since("form_days", at)
    return FormKey.objects.filter(at__lt=before).delete()[0]


@purge("makings", "生成的文件")
def makings(at: datetime) -> int:
    """What was made or failed; the sweeping of files deletes the contents after them."""
    return Making.objects.filter(ended_at__lt=kept_since("making_days", at)).delete()[0]


@purge("kept_answers", "接口写入的回答")
def kept_answers(at: datetime) -> int:
    before = kept_since("form_days", at)
    return KeptAnswer.objects.filter(at__lt=before).delete()[0]


@purge("messages", "消息")
def messages(at: datetime) -> int:
    """Messages with their words and deliveries; one that still waits for its way out stays."""
    before = localdate(kept_since("message_days", at))
    under_way = Delivery.objects.filter(
        notice=OuterRef("pk"), state__in=[Delivery.State.WAITING, Delivery.State.SENDING]
    )
    old = Notice.objects.filter(~Exists(under_way), day__lt=before, at__date__lt=before)
    number = old.count()
    old.delete()
    return number


@purge("notes", "管理记录的说明")
def notes(at: datetime) -> int:
    """The words of deeds about accounts, places and exports; the events stay, with the hash of their words.

    网络安全法 art. 21 asks for no less than six months; what was said about proposals belongs to their file and stays.
    """
    before = localdate(kept_since("log_days", at))
    number = 0
    for (kind, step), deed in registry.deeds.items():
        if deed.shows_note:
            old = EventNote.objects.filter(event__subject_kind=kind, event__step=step, event__at__date__lt=before)
            number += old.delete()[0]
    return number
