"""认定未兑现: the desk says so with a reason; the matter is handled again."""

from datetime import date

from django.db import transaction

from congress.actors import Actor
from congress.rereading import reread
from proposals import clocks, rating
from proposals.holding import take_hold
from proposals.models import LimitKey, Promise
from proposals.promises import telling
from proposals.promises.extending import drop_requests
from proposals.workflow import assignment_steps, promise_steps

REASON = 300


@transaction.atomic
def fail_promise(promise: Promise, *, reason: str, by: Actor, on: date) -> None:
    """The promise was not kept. Its reply's organ begins a new round, unless it is at work already."""
    take_hold(promise)
    assignment = promise.reply.assignment
    reread(assignment)
    promise_steps.take("fail_promise", promise, by=by, note=reason, settled_on=on, failed_reason=reason)
    clocks.stop(LimitKey.PROMISE, promise, on=on)
    drop_requests(promise)
    telling.failed(promise, reason, on=on)
    if assignment.state in assignment_steps.steps["reopen"].sources:
        rating.reopen(assignment, reason=f"承诺没有兑现：{reason}"[:REASON], by=by, on=on)
