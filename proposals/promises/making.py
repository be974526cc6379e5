"""作出承诺: the leader's signature makes promises of the lines; a new reply replaces what an earlier one promised."""

from datetime import date

from congress.actors import Actor
from proposals import clocks
from proposals.models import LimitKey, Promise, Reply
from proposals.promises.extending import drop_requests
from proposals.workflow import promise_steps

GROUND = "承诺时间"


def make_promises(reply: Reply, *, by: Actor | None, on: date) -> None:
    """Every line is owed from today until its day; within the transaction of the signature."""
    earlier = Promise.objects.unsettled().filter(reply__assignment=reply.assignment).exclude(reply=reply)
    for promise in earlier.select_related("reply__assignment"):
        promise_steps.take("replace_promise", promise, by=by, settled_on=on)
        clocks.stop(LimitKey.PROMISE, promise, on=on)
        drop_requests(promise)
    for promise in reply.promises.select_related("reply__assignment__proposal__holder"):
        assert promise.promised_on is not None  # the guard of the signature saw it
        promise_steps.take("make_promise", promise, by=by, made_on=on, due_on=promise.promised_on)
        start_clock(promise, due=promise.promised_on)


def start_clock(promise: Promise, *, due: date, ground: str = GROUND) -> None:
    """The promise's limit, from the day it was made; one whose day is over is overdue at once."""
    assert promise.made_on is not None
    clocks.start_until(LimitKey.PROMISE, promise, on=min(promise.made_on, due), due=due, ground=ground)
