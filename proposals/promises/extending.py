"""承诺延期: the organ asks before the day is over, the desk decides, within what the congress allows."""

from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from congress import configuration, timeline
from congress.actors import Actor
from congress.permissions import ALLOWED, refuse, require
from congress.rereading import reread
from congress.workdays import months_later
from congress.workflow import OutOfTurn
from proposals import clocks
from proposals.holding import take_hold
from proposals.models import Clock, LimitKey, Promise, PromiseExtension
from proposals.permissions import may_judge_promise, may_keep_promise
from proposals.promises import telling


def last_day(promise: Promise, on: date) -> date:
    """How far it may be extended: months after the day that was promised (setting promise.extend_months)."""
    assert promise.promised_on is not None
    holder = promise.reply.assignment.proposal.holder
    months = configuration.value("promise.extend_months", holder, on=on)
    try:
        return months_later(promise.promised_on, months)
    except OverflowError:
        return date.max


@transaction.atomic
def ask_promise_extension(promise: Promise, *, reason: str, until: date, by: Actor, on: date) -> PromiseExtension:
    """申请承诺延期.

    Raises:
        PermissionDenied: after the day is over, beyond what is allowed, or while another request waits.
        OutOfTurn: once it was reported done or is settled.
    """
    require(may_keep_promise(by, promise))
    take_hold(promise)
    if promise.state != Promise.State.OPEN or promise.due_on is None:
        raise OutOfTurn(f"这项承诺现在是“{promise.get_state_display()}”，不能申请延期。")
    most = last_day(promise, on)
    require(refuse("承诺期限已过，不能再申请延期。") if on > promise.due_on else ALLOWED)
    require(refuse(f"延期要晚于现在的期限（{promise.due_on:%Y-%m-%d}）。") if until <= promise.due_on else ALLOWED)
    require(refuse(f"最长只能延到{most:%Y-%m-%d}。") if until > most else ALLOWED)
    waiting = promise.extensions.filter(decided_at__isnull=True).exists()
    require(refuse("已有一份延期申请在等代表工委决定。") if waiting else ALLOWED)
    extension = promise.extensions.create(reason=reason, until=until, asked_by=by.grant)
    timeline.record("ask_promise_extension", promise, by=by, root=promise.root_id, note=reason, until=str(until))
    telling.extension_asked(extension, on=on)
    return extension


@transaction.atomic
def decide_promise_extension(
    extension: PromiseExtension, *, is_granted: bool, answer: str, by: Actor, on: date
) -> None:
    """同意或不同意承诺延期: a granted one moves the day, and the deputy is told."""
    promise = extension.promise
    require(may_judge_promise(by, promise))
    take_hold(promise)
    decided = PromiseExtension.objects.filter(pk=extension.pk, decided_at__isnull=True).update(
        is_granted=is_granted, answer=answer, decided_by=by.grant, decided_at=timezone.now()
    )
    if not decided:
        raise OutOfTurn("这份延期申请已经决定过，或者不用再决定了。")
    step = "grant_promise_extension" if is_granted else "refuse_promise_extension"
    timeline.record(step, promise, by=by, root=promise.root_id, note=answer, until=str(extension.until))
    if is_granted:
        _move(promise, extension.until, on=on)
    telling.extension_decided(extension, is_granted=is_granted, on=on)


def _move(promise: Promise, until: date, *, on: date) -> None:
    old = promise.clocks.running().filter(limit=LimitKey.PROMISE).first()
    if old is None:
        raise OutOfTurn("承诺期限已经停止计算，不能再延期。")
    Promise.objects.filter(pk=promise.pk).update(due_on=until, version=F("version") + 1)
    Clock.objects.filter(pk=old.pk).update(stopped_on=on)
    new = clocks.start_until(LimitKey.PROMISE, promise, on=old.started_on, due=until, ground="承诺延期")
    Clock.objects.filter(pk=new.pk).update(extended_from=old.due_on)
    reread(promise)


def drop_requests(promise: Promise) -> None:
    """A request that was not decided needs no answer once the promise is reported or settled; events keep it."""
    promise.extensions.filter(decided_at__isnull=True).delete()
