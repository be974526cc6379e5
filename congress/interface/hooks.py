"""推送: other systems hear of steps, each at least once, by the outbox that sends messages to people.

The timeline is what remembers a step: a worker reads on from where each subscription stands and puts a message for
every step it asked for into the outbox. One that can't be delivered is tried again after ever longer pauses, the rest
of the subscription's waiting meanwhile, and given up when it is three days old.
"""

import hashlib
import hmac
import json
import logging
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from congress import phones
from congress.gateways import Refused
from congress.interface import outgoing, scopes
from congress.interface.callers import actor_of
from congress.models import Call, Delivery, Event, Notice, Subscription, System
from congress.notices import Post, post_many, watched
from congress.registries import Told, registry

State = Delivery.State
log = logging.getLogger(__name__)
KIND = "hook"
PURPOSE = "hook"  # of the key under which signing keys are sealed
PAUSES = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720)]
GIVEN_UP_AFTER = timedelta(days=3)
AT_ONCE = 500  # events


def kinds() -> dict[str, str]:
    """Every step that may be heard of, with its word."""
    return {kind: label for feed in registry.feeds for kind, label in feed.kinds.items()}


def newest() -> int:
    """The number of the last event: who subscribes hears of what comes after."""
    return Event.objects.order_by("-id").values_list("id", flat=True).first() or 0


def collect(*, at: datetime) -> int:
    """Put what every subscription has not heard yet into the outbox; says how many messages were new."""
    systems = System.objects.open(timezone.localdate(at))
    waiting = Subscription.objects.filter(ended_at__isnull=True, system__in=systems, position__lt=newest())
    new = 0
    for pk in list(waiting.values_list("pk", flat=True)):
        try:
            new += _collect(pk, at)
        except Exception:  # one that can't be read on must stop neither the others nor messages to people
            log.exception("subscription %s could not be read on", pk)
    return new


@transaction.atomic
def _collect(pk: Any, at: datetime) -> int:
    free = Subscription.objects.select_for_update(skip_locked=True, no_key=True, of=("self",))
    row = free.select_related("system__grant__person", "system__grant__congress", "system__grant__organ")
    subscription = row.filter(pk=pk, ended_at__isnull=True).order_by().first()
    if subscription is None:
        return 0
    told, position = _next(subscription)
    new = _post(subscription, told, at)
    Subscription.objects.filter(pk=pk).update(position=position)
    return new


def _next(subscription: Subscription) -> tuple[list[Told], int]:
    """The steps among the next events, and the last event looked at; without the right to hear none is told."""
    actor, position = actor_of(subscription.system), subscription.position
    told: list[Told] = []
    for feed in registry.feeds:
        found, position = feed.since(actor, subscription.position, AT_ONCE)
        told += [each for each in found if each.kind in subscription.kinds]
    return (told if scopes.EVENTS in subscription.system.scopes else []), position


def _post(subscription: Subscription, told: list[Told], at: datetime) -> int:
    by_key = {f"{KIND}:{subscription.pk}:{each.event}": each for each in told}
    grant = subscription.system.grant
    with watched() as new:
        post_many(
            Post(
                key=key,
                kind=KIND,
                to=grant.person,
                congress=grant.congress,
                facts={},
                text=each.kind,
                day=timezone.localdate(at),
                channels=(Delivery.Channel.HOOK,),
            )
            for key, each in by_key.items()
        )
    Call.objects.bulk_create(
        Call(notice=notice, subscription=subscription, event_id=by_key[notice.key].event) for notice in new
    )
    if subscription.rests_until and subscription.rests_until > at:
        _waiting(subscription).filter(notice__in=new).update(due_at=subscription.rests_until)
    return len(new)


def _waiting(subscription: Subscription) -> Any:
    return Delivery.objects.filter(notice__call__subscription=subscription, state=State.WAITING)


def send(row: Delivery, *, at: datetime) -> None:
    """Tell one step. Raises GatewayError as `outgoing.post` does, and Refused when nobody listens any more."""
    call = Call.objects.select_related("subscription__system", "event").get(notice=row.notice_id)
    subscription = call.subscription
    if subscription.ended_at or subscription.system.closed_at:
        raise Refused("推送已经停止")
    body = json.dumps(payload(call), ensure_ascii=False).encode()
    key = phones.unseal(subscription.key_sealed, purpose=PURPOSE)
    moment = str(int(at.timestamp()))
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "Accept": "application/json",
        "User-Agent": "congress-portal",
        "Portal-Delivery": str(call.notice_id),
        "Portal-Timestamp": moment,
        "Portal-Signature": f"v1={signature(key, moment, body)}",
    }
    outgoing.post(subscription.address, body, headers)


def payload(call: Call) -> dict[str, Any]:
    """What is told: ids, the step, the moment; who wants the words asks for them with his token."""
    event: Event = call.event
    is_part = event.subject_id != event.root_id
    return {
        "id": str(call.notice_id),
        "event": event.pk,
        "kind": f"{event.subject_kind}.{event.step}",
        "at": timezone.localtime(event.at).isoformat(timespec="seconds"),
        "proposal": str(event.root_id),
        "assignment": str(event.subject_id) if is_part else None,
    }


def signature(key: str, moment: str, body: bytes) -> str:
    """HMAC-SHA256 over the moment, a full stop and the body, as hexadecimal text."""
    return hmac.new(key.encode(), moment.encode() + b"." + body, hashlib.sha256).hexdigest()


def taken(row: Delivery, *, at: datetime) -> None:
    """A message arrived: whatever of its subscription rests may go at once."""
    subscription = Subscription.objects.filter(calls__notice=row.notice_id, failures__gt=0).first()
    if subscription:
        Subscription.objects.filter(pk=subscription.pk).update(failures=0, rests_until=None)
        _waiting(subscription).filter(due_at__gt=at).update(due_at=at)


def after_failure(row: Delivery, *, at: datetime) -> dict[str, Any]:
    """When to try again, or that it is given up; the subscription rests until then, what is too old goes with it."""
    subscription = Subscription.objects.select_related("system").get(calls__notice=row.notice_id)
    if subscription.ended_at or subscription.system.closed_at:
        return {"state": State.DROPPED}
    pause = PAUSES[min(subscription.failures, len(PAUSES) - 1)]
    until = at + pause
    Subscription.objects.filter(pk=subscription.pk).update(
        failures=F("failures") + (1 if subscription.failures < len(PAUSES) else 0), rests_until=until
    )
    old = Notice.objects.filter(at__lt=at - GIVEN_UP_AFTER)
    _waiting(subscription).filter(notice__in=old).update(state=State.DEAD, problem="三天没有送到，不再推送")
    _waiting(subscription).filter(due_at__lt=until).update(due_at=until)
    if row.notice.at < at - GIVEN_UP_AFTER:
        return {"state": State.DEAD}
    return {"state": State.WAITING, "due_at": until}
