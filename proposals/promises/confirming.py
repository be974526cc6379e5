"""确认兑现: the deputy confirms or denies, the desk verifies or sends back; both together make it done."""

from datetime import date

from django.db import transaction

from congress.actors import Actor
from congress.permissions import require
from congress.workflow import OutOfTurn
from proposals.holding import take_hold
from proposals.models import Promise, PromiseConfirmation
from proposals.permissions import may_confirm_promise, may_judge_promise
from proposals.promises import telling
from proposals.promises.guards import DEPUTY, DESK, both_agree, said_by
from proposals.promises.making import start_clock
from proposals.workflow import promise_steps

ALONE = "代表现不在任，由代表工委单独确认。"


@transaction.atomic
def confirm_promise(promise: Promise, *, level: str, words: str, by: Actor, on: date) -> None:
    """代表确认: done, and how satisfied he is; or not done, with reasons, and the desk decides."""
    require(may_confirm_promise(by, promise))
    take_hold(promise)
    said = _say(promise, DEPUTY, level, words, by)
    promise_steps.take("confirm_promise" if said.is_kept else "deny_promise", promise, by=by, note=said_aloud(said))
    if not said.is_kept:
        telling.denied(promise, said, on=on)
    settle(promise, by=by, on=on)


@transaction.atomic
def verify_promise(promise: Promise, *, words: str, by: Actor, on: date) -> None:
    """核实兑现: the desk has seen that it is done. Where the deputy serves no more it confirms alone, on record."""
    require(may_judge_promise(by, promise))
    take_hold(promise)
    _say(promise, DESK, PromiseConfirmation.Level.SATISFIED, words, by)
    promise_steps.take("verify_promise", promise, by=by, note=words)
    settle(promise, by=by, on=on)


@transaction.atomic
def send_back_report(promise: Promise, *, reason: str, by: Actor, on: date) -> None:
    """退回兑现报告: it is owed as before, until the same day."""
    take_hold(promise)
    promise_steps.take("send_back_report", promise, by=by, note=reason)
    assert promise.due_on is not None
    start_clock(promise, due=promise.due_on)
    telling.report_sent_back(promise, reason, on=on)


def settle(promise: Promise, *, by: Actor | None, on: date) -> None:
    """Done once both have confirmed; the reply keeps its class, and is counted as B转A once all its lines are done."""
    if promise.state == Promise.State.REPORTED and both_agree(promise):
        alone = "" if said_by(promise, DEPUTY) else ALONE
        promise_steps.take("keep_promise", promise, by=by, note=alone, settled_on=on)
        telling.kept(promise, on=on)


def settle_without_deputies(today: date) -> int:
    """What the desk has verified and only a deputy who serves no more has not confirmed is done; says how many."""
    verified = PromiseConfirmation.objects.filter(
        side=DESK, level=PromiseConfirmation.Level.SATISFIED, report__promise__state=Promise.State.REPORTED
    )
    settled = 0
    for promise in Promise.objects.filter(pk__in=verified.values("report__promise")).select_related(
        "reply__assignment__proposal__seat"
    ):
        with transaction.atomic():
            take_hold(promise)
            settle(promise, by=None, on=today)
            settled += promise.state == Promise.State.DONE
    return settled


def _say(promise: Promise, side: str, level: str, words: str, by: Actor) -> PromiseConfirmation:
    report = promise.last_report()
    if report is None or promise.state != Promise.State.REPORTED:
        raise OutOfTurn(f"这项承诺现在是“{promise.get_state_display()}”，不用确认。")
    said, is_new = PromiseConfirmation.objects.get_or_create(
        report=report, side=side, defaults={"level": level, "words": words.strip(), "by": by.grant}
    )
    if not is_new:
        raise OutOfTurn("这份兑现报告已经确认过了。")
    return said


def said_aloud(said: PromiseConfirmation) -> str:
    """已兑现，满意。路灯全亮了"""
    return f"{said.get_level_display()}。{said.words}"
