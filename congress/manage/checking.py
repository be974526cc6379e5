"""What an administrator looks after: queue, messages, reminders, disk, seals, accounts nobody uses."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate, localtime

from congress import clock_skew, delivery, timeline
from congress.actors import Actor
from congress.calendar_table import current_calendar
from congress.celery import app
from congress.files import space
from congress.manage.accounts import unused
from congress.manage.permissions import deliveries_within, may_manage_people, people_within
from congress.models import DaySeal, Delivery, Event, JobRun
from congress.permissions import require
from congress.queue_length import asked_messages

TOO_MANY_WAITING = 10
RUN_BY = 10  # o'clock on a working day
LATE = timedelta(minutes=30)


@dataclass(frozen=True)
class Light:
    """One thing that was looked at: well or not, what was found, and where more stands."""

    label: str
    words: str
    is_well: bool
    address: str = ""


def lights(actor: Actor, at: datetime) -> list[Light]:
    """Everything that is looked at, as it is at this moment; the queue may take seconds to say that it is away."""
    return [_queue(), *quick_lights(actor, at)]


def _queue() -> Light:
    waiting = asked_messages(app)
    if waiting is None:
        return Light("后台任务", "任务队列连不上，短信和提醒等它恢复后再发，页面上的事照常办", False)
    return Light("后台任务", f"等着的{waiting}个", waiting <= TOO_MANY_WAITING)


def quick_lights(actor: Actor, at: datetime) -> list[Light]:
    """What the database and the disk say."""
    return [_messages(actor, at), _reminders(at), _disk(), _clock(), _seals(at), _accounts(actor, at)]


def _messages(actor: Actor, at: datetime) -> Light:
    sent = deliveries_within(actor)
    late = sent.filter(state=Delivery.State.WAITING, due_at__lt=at - LATE).count()
    dead = sent.filter(state=Delivery.State.DEAD).count()
    words = "、".join(
        part for part in (f"{dead}条发送失败" if dead else "", f"{late}条等了半小时以上" if late else "") if part
    )
    paused = delivery.gateway_state()
    return Light("短信、邮件和企业微信", paused or words or "没有积压", not (paused or words))


def _disk() -> Light:
    room = space.of_uploads()
    if room is None:
        return Light("磁盘", "文件存放在另外的存储服务里", True)
    words = f"还空{room.free / space.GIGABYTE:.0f}GB"
    return Light("磁盘", f"{words}，已暂停收文件" if room.is_short else words, not room.is_short)


def _clock() -> Light:
    skew = clock_skew.measured()
    seconds = abs(skew.total_seconds())
    is_well = not clock_skew.is_wrong(skew)
    return Light("时间", "与数据库一致" if is_well else f"这台机器与数据库相差{seconds:.0f}秒，请校时", is_well)


def _accounts(actor: Actor, at: datetime) -> Light:
    idle = unused(people_within(actor), localdate(at)).count()
    address = f"{reverse('congress:people')}?idle=on"
    return Light("账号", f"{idle}个账号90天没有登录" if idle else "没有长期不用的", not idle, address if idle else "")


def _reminders(at: datetime) -> Light:
    """On a working day the reminders have run by ten in the morning."""
    last = JobRun.objects.filter(job__startswith="remind:").order_by("-started_at").first()
    today, words = localdate(at), "还没有运行过"
    if last:
        words = f"最近一次{localtime(last.started_at):%m-%d %H:%M}"
    is_due = current_calendar().is_workday(today) and localtime(at).hour >= RUN_BY
    return Light("提醒", words, not is_due or (last is not None and localdate(last.started_at) == today))


def _seals(at: datetime) -> Light:
    """The log is kept whole for ever; each day before yesterday is sealed."""
    first = Event.objects.order_by("at").values_list("at", flat=True).first()
    if first is None:
        return Light("审计日志", "还没有记录", True)
    kept = f"自{localdate(first)}起全部留存"
    eve = localdate(at) - timedelta(days=1)
    sealed = DaySeal.objects.order_by("-day").values_list("last_event_id", flat=True).first() or 0
    is_open = Event.objects.filter(id__gt=sealed, at__date__lt=eve).exists()
    return Light("审计日志", f"{kept}，有未封存的日子" if is_open else kept, not is_open)


@transaction.atomic
def send_again(row: Delivery, *, by: Actor) -> bool:
    """Give a message that was given up more tries; False when it is none any more."""
    require(may_manage_people(by))
    again = delivery.resend(row)
    if again:
        timeline.record("send_again", by.congress, by=by, delivery=str(row.pk))
    return again
