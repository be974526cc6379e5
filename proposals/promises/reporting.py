"""进展、兑现报告: what the organ says of its promises."""

from datetime import date

from django.db import transaction

from congress import timeline
from congress.actors import Actor
from congress.models import StoredFile
from congress.permissions import require
from congress.workflow import OutOfTurn
from proposals import clocks
from proposals.holding import take_hold
from proposals.models import LimitKey, Promise, PromiseProgress
from proposals.permissions import may_keep_promise
from proposals.promises import telling
from proposals.promises.extending import drop_requests
from proposals.workflow import promise_steps


@transaction.atomic
def log_progress(promise: Promise, *, text: str, by: Actor, on: date) -> PromiseProgress:
    """填报进展, any time while it is owed; the same words of the same day are the same row, sent twice."""
    require(may_keep_promise(by, promise))
    take_hold(promise)
    if promise.state not in Promise.UNSETTLED:
        raise OutOfTurn(f"这项承诺现在是“{promise.get_state_display()}”，不用再报进展。")
    row, is_new = promise.progress.get_or_create(text=text, on=on, defaults={"logged_by": by.grant})
    if is_new:
        timeline.record("log_progress", promise, by=by, root=promise.root_id, note=text)
    return row


@transaction.atomic
def report_done(promise: Promise, *, text: str, by: Actor, on: date, file: StoredFile | None = None) -> None:
    """报告兑现: the limit stops; deputy and desk are asked to confirm. A request for more time lapses."""
    take_hold(promise)
    if promise.state == Promise.State.OPEN:
        promise.reports.create(text=text, file=file, reported_on=on, reported_by=by.grant)
    promise_steps.take("report_done", promise, by=by, note=text)
    clocks.stop(LimitKey.PROMISE, promise, on=on)
    drop_requests(promise)
    telling.reported(promise, on=on)
