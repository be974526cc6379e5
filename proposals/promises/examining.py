"""What `manage.py doctor` looks for in promises: state, reply, limit, records and reports that do not agree."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet, Subquery

from congress.models import Event
from congress.registries import check
from congress.timeline import kind_of
from proposals.models import Clock, Promise, Reply
from proposals.promises.guards import DESK

S = Promise.State
AT_ONCE = 1000
WITHOUT_RECORD = (S.DRAFT, S.OPEN)  # what was promised before promises were recorded has no event of its own


@check("promises", "承诺的状态、时限、报告和记录")
def promises_that_contradict() -> Iterator[str]:
    """Of every promise; and replies of class B that promise nothing."""
    yield from contradictions(Promise.objects.all())
    none = Reply.objects.filter(outcome=Reply.Outcome.B, signed_at__isnull=False)
    for key in none.filter(~Exists(Promise.objects.filter(reply=OuterRef("pk")))).values_list("pk", flat=True):
        yield f"答复{key}：B类已签发，没有承诺"


def contradictions(promises: QuerySet[Promise]) -> Iterator[str]:
    """What does not fit together in these, each as a sentence that begins with the promise's key."""
    events = Event.objects.filter(subject_kind=kind_of(Promise()), subject_id=OuterRef("pk")).exclude(after="")
    running = Prefetch("clocks", Clock.objects.running(), to_attr="running")
    rows: QuerySet[Any] = (
        promises.annotate(last_after=Subquery(events.order_by("-serial").values("after")[:1]))
        .select_related("reply__assignment")
        .prefetch_related(running, "reports__confirmations", "extensions")
        .order_by("pk")
    )
    for promise in rows.iterator(chunk_size=AT_ONCE):
        for words in (*_of_record(promise), *_of_clock(promise), *_of_reports(promise), *_of_requests(promise)):
            yield f"承诺{promise.pk}：{words}"


def _of_record(promise: Any) -> Iterator[str]:
    if promise.last_after is None and promise.state not in WITHOUT_RECORD:
        yield f"状态为{promise.state}，没有办理记录"
    elif promise.last_after and promise.last_after != promise.state:
        yield f"状态为{promise.state}，最后一条记录为{promise.last_after}"
    if (promise.state == S.DRAFT) != (promise.reply.signed_at is None):
        yield f"状态为{promise.state}，答复{'没有' if promise.reply.signed_at is None else '已经'}签发"


def _of_clock(promise: Any) -> Iterator[str]:
    days = [clock.due_on for clock in promise.running]
    if days != ([promise.due_on] if promise.state == S.OPEN else []):
        yield f"状态为{promise.state}，期限{promise.due_on}，运行的时限为{[str(day) for day in days]}"


def _of_reports(promise: Any) -> Iterator[str]:
    reports = list(promise.reports.all())
    last = reports[-1] if reports else None
    said = {row.side: row.is_kept for row in last.confirmations.all()} if last else {}
    if promise.state in (S.REPORTED, S.DONE) and last is None:
        yield f"状态为{promise.state}，没有兑现报告"
    if promise.state == S.DONE and (not said.get(DESK) or False in said.values()):
        yield f"状态为{promise.state}，代表工委没有核实，或者代表有异议"


def _of_requests(promise: Any) -> Iterator[str]:
    waiting = [row for row in promise.extensions.all() if row.decided_at is None]
    if waiting and promise.state != S.OPEN:
        yield f"状态为{promise.state}，还在等延期的决定"
