"""Sending what was posted: claim and commit, send outside any transaction, record.

The rows in the database are what remembers a message; Celery only says when to look. A worker that dies leaves a row
`sending`: after a minute an e-mail or 企业微信 message is sent again (at least once), an SMS becomes `unknown`
and is never sent again by the portal (at most once). What waits for one person on one channel goes out as one message.
What another system is told goes the same way, a step at a time, by rules of its own (congress/interface/hooks.py).
"""

import logging
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.cache import cache
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from congress import configuration, gateways, texts
from congress.interface import hooks
from congress.models import Delivery, Person
from congress.sending_hours import opening

Channel, State = Delivery.Channel, Delivery.State
logger = logging.getLogger(__name__)

LEASE = timedelta(seconds=60)
PAUSES = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60)]
ATTEMPTS = len(PAUSES) + 1
SMS_A_DAY = 3
CANDIDATES = 50
FAILURES_IN_A_ROW = 5
BREAK = timedelta(minutes=5)


@dataclass(frozen=True)
class Parcel:
    """What one person is sent at once on one channel."""

    channel: str
    person: Person
    rows: list[Delivery]
    claimed_at: datetime

    @property
    def lines(self) -> list[str]:
        return [row.notice.text for row in self.rows]

    def digest(self) -> str:
        """The one text, or one that says how many messages of which kinds there are."""
        if len(self.rows) == 1:
            return self.lines[0]
        counted = Counter(texts.wording(row.notice.kind).label for row in self.rows)
        what = "、".join(f"{label}{number}件" for label, number in counted.most_common())
        congress = self.rows[0].notice.congress
        return texts.render("digest", congress, {"n": len(self.rows), "what": what})


def deliver(*, seconds: float = 50, clock: Callable[[], datetime] = timezone.now) -> int:
    """Send what is due on every channel until nothing is left or the time is over; say how many messages left."""
    until, sent = time.monotonic() + seconds, 0
    hooks.collect(at=clock())
    for channel in Channel:
        release_expired(channel, clock())
        while gateways.is_configured(channel) and not is_paused(channel) and time.monotonic() < until:
            parcel = claim(channel, clock())
            if parcel is None:
                break
            sent += dispatch(parcel, clock)
    return sent


def release_expired(channel: str, now: datetime) -> None:
    """Deal with rows whose worker died after its claim."""
    lost = Delivery.objects.filter(channel=channel, state=State.SENDING, claimed_at__lt=now - LEASE)
    if channel == Channel.SMS:
        lost.update(state=State.UNKNOWN, problem="发送时中断，是否发出不明")
        return
    if channel != Channel.HOOK:  # given up by its age
        lost.filter(attempts__gte=ATTEMPTS).update(state=State.DEAD, problem="多次中断")
    lost.update(state=State.WAITING, due_at=now, problem="发送时中断")


def claim(channel: str, now: datetime) -> Parcel | None:
    """Take what is due for one person, committed; None when nothing is due that no other worker is taking.

    The person's row is locked meanwhile, so that two workers never count his messages of the day at once.
    """
    while True:
        with transaction.atomic():
            due = Delivery.objects.filter(channel=channel, state=State.WAITING, due_at__lte=now)
            people = list(due.order_by("due_at").values_list("notice__person", flat=True)[:CANDIDATES])
            free = Person.objects.select_for_update(skip_locked=True, no_key=True).order_by()
            person = free.filter(pk__in=set(people)).first() if people else None
            if person is None:
                return None
            rows = due.filter(notice__person=person).select_related("notice__congress").order_by("notice__at", "pk")
            chosen = _choose(channel, person, list(rows.select_for_update(of=("self",), skip_locked=True)), now)
            mine = Delivery.objects.filter(pk__in=[row.pk for row in chosen], state=State.WAITING)
            taken = mine.update(state=State.SENDING, claimed_at=now, attempts=F("attempts") + 1)
            if taken != len(chosen):
                raise RuntimeError(f"{len(chosen)} rows were locked and {taken} taken")
        if chosen:
            for row in chosen:
                row.attempts += 1
            return Parcel(channel, person, chosen, now)


def _choose(channel: str, person: Person, rows: list[Delivery], now: datetime) -> list[Delivery]:
    """The rows to send now as one message; those that must wait or shall not go by this channel are put aside."""
    if problem := _unfit(channel, person):
        _drop(rows, problem)
        return []
    urgent = [row for row in rows if texts.wording(row.notice.kind).urgent]
    if urgent:
        return urgent[:1]
    chosen = []
    for row in rows:
        opens = opening(now, only_on_workdays=texts.wording(row.notice.kind).only_on_workdays)
        if opens > now:
            Delivery.objects.filter(pk=row.pk).update(due_at=opens)
        else:
            chosen.append(row)
    return _within_caps(person, chosen, now) if channel == Channel.SMS else chosen


def _unfit(channel: str, person: Person) -> str:
    """Why this person can't be reached this way any more; numbers and addresses are looked up when sending."""
    if channel == Channel.HOOK:
        return ""
    if not person.is_active:
        return "账号已停用"
    if channel == Channel.SMS and not person.phone_sealed:
        return "没有手机号"
    if channel == Channel.EMAIL and not person.email:
        return "没有电子邮箱"
    return ""


def _within_caps(person: Person, rows: list[Delivery], now: datetime) -> list[Delivery]:
    """At most one SMS of a kind and three in all to a person a day; the surplus stays in the portal only."""
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    earlier = Delivery.objects.filter(channel=Channel.SMS, notice__person=person, claimed_at__gte=midnight).exclude(
        state__in=[State.WAITING, State.DEAD]
    )
    told = [
        (kind, at) for kind, at in earlier.values_list("notice__kind", "claimed_at") if not texts.wording(kind).urgent
    ]
    # Rows that left as one message share the moment of their claim.
    if len({at for _, at in told}) >= SMS_A_DAY:
        _drop(rows, "当日短信已满，站内可见")
        return []
    kinds = {kind for kind, _ in told}
    _drop([row for row in rows if row.notice.kind in kinds], "当日同类短信已发，站内可见")
    return [row for row in rows if row.notice.kind not in kinds]


def _drop(rows: list[Delivery], problem: str) -> None:
    if rows:
        Delivery.objects.filter(pk__in=[row.pk for row in rows]).update(state=State.DROPPED, problem=problem)


def dispatch(parcel: Parcel, clock: Callable[[], datetime] = timezone.now) -> bool:
    """Send a claimed parcel and record how it went; True when it left."""
    try:
        _send(parcel)
    except gateways.GatewayError as error:
        _record_refusal(parcel, error, clock())
    except Exception as error:  # a row that can't be sent must not stop the others
        logger.exception("delivery %s could not be sent", parcel.rows[0].pk)
        _try_later(parcel, f"内部错误（{type(error).__name__}）", clock())
    else:
        _record_answer(parcel.channel)
        first, *others = parcel.rows
        if parcel.channel == Channel.SMS and others:
            _record(parcel, others, state=State.DROPPED, problem="已并入同时的一条短信")
            _record(parcel, [first], state=State.SENT, sent_at=clock(), problem="")
        else:
            _record(parcel, state=State.SENT, sent_at=clock(), problem="")
            if parcel.channel == Channel.HOOK:
                hooks.taken(first, at=clock())
        return True
    return False


def _record_refusal(parcel: Parcel, error: gateways.GatewayError, now: datetime) -> None:
    """A gateway's no is final and no fault of the channel's; anything else is tried again where it may be."""
    if isinstance(error, gateways.Refused) and parcel.channel != Channel.HOOK:
        _record_answer(parcel.channel)
        _record(parcel, state=State.DEAD, problem=str(error))
        return
    _record_failure(parcel.channel)
    if isinstance(error, gateways.Unconfirmed) and parcel.channel == Channel.SMS:
        _record(parcel, state=State.UNKNOWN, problem=str(error))
    else:
        _try_later(parcel, str(error), now)


def _send(parcel: Parcel) -> None:
    congress, today = parcel.rows[0].notice.congress, timezone.localdate(parcel.claimed_at)
    if parcel.channel == Channel.SMS:
        signature = configuration.value("sms.signature", congress, on=today)
        text = texts.as_sms(parcel.rows[0].notice.kind, signature, parcel.digest())
        gateways.send_sms(parcel.person.phone, text, message_id=str(parcel.rows[0].pk))
    elif parcel.channel == Channel.WECOM:
        gateways.send_wecom("\n".join([f"{parcel.person.name}：", *parcel.lines]))
    elif parcel.channel == Channel.HOOK:
        hooks.send(parcel.rows[0], at=parcel.claimed_at)
    else:
        site = "".join(configuration.value(f"site.{key}", congress, on=today) for key in ("name_first", "name_second"))
        labels = "、".join(dict.fromkeys(texts.wording(row.notice.kind).label for row in parcel.rows))
        body = "\n\n".join([*parcel.lines, f"请登录{site}查看。"])
        gateways.send_email(parcel.person.email, f"{site}：{labels}", body)


def _try_later(parcel: Parcel, problem: str, now: datetime) -> None:
    """Put each row back for a later try, or among the dead letters after the last."""
    if parcel.channel == Channel.HOOK:
        _record(parcel, problem=problem, **hooks.after_failure(parcel.rows[0], at=now))
        return
    for row in parcel.rows:
        if row.attempts >= ATTEMPTS:
            _record(parcel, [row], state=State.DEAD, problem=problem)
        else:
            _record(parcel, [row], state=State.WAITING, due_at=now + PAUSES[row.attempts - 1], problem=problem)


def _record(parcel: Parcel, rows: list[Delivery] | None = None, **facts: object) -> None:
    """Write the outcome, unless the lease ran out meanwhile and the row is another's by now."""
    keys = [row.pk for row in rows or parcel.rows]
    if "problem" in facts:
        facts["problem"] = str(facts["problem"])[:200]
    mine = Delivery.objects.filter(pk__in=keys, state=State.SENDING, claimed_at=parcel.claimed_at)
    mine.update(**facts)


def resend(delivery: Delivery) -> bool:
    """Give a dead letter five more tries; False when it is no dead letter any more."""
    dead = Delivery.objects.filter(pk=delivery.pk, state=State.DEAD)
    fresh = {"attempts": 0, "due_at": timezone.now(), "claimed_at": None, "problem": ""}
    return dead.update(state=State.WAITING, **fresh) == 1


# The circuit breaker is kept in the cache, which is a table of the database.


def _record_answer(channel: str) -> None:
    if cache.get(f"delivery:failures:{channel}"):
        cache.delete(f"delivery:failures:{channel}")


def _record_failure(channel: str) -> None:
    if channel == Channel.HOOK:  # each receiver rests by itself
        return
    failures = cache.get(f"delivery:failures:{channel}", 0) + 1
    cache.set(f"delivery:failures:{channel}", failures, timeout=24 * 3600)
    if failures >= FAILURES_IN_A_ROW:
        cache.set(f"delivery:paused:{channel}", True, timeout=BREAK.total_seconds())


def is_paused(channel: str) -> bool:
    """Whether this channel rests for some minutes after five failures in a row."""
    return bool(cache.get(f"delivery:paused:{channel}"))


def gateway_state() -> str:
    """A sentence for pages when a way out does not work now; nothing when all do."""
    paused = [Channel(channel).label for channel in Channel if is_paused(channel)]
    return f"{'、'.join(paused)}暂时发不出，站内消息正常。" if paused else ""
