"""Making files after the page was answered: ordered, claimed and committed, made, stored whole.

The row remembers the order; Celery only says when to look. A worker that dies leaves a claim that grows old: the next
one makes the file anew from the beginning, so there is never half a file. Of two workers one finishes.
"""

import logging
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone

from congress.actors import Actor
from congress.files import keep_made
from congress.models import Grant, Making
from congress.registries import registry
from congress.workflow import OutOfTurn

log = logging.getLogger(__name__)
State = Making.State
LEASE = timedelta(minutes=2)
ATTEMPTS = 3
MOST_WAITING = 5  # orders of one person
EVERY = 1.0  # seconds between reports that are written down
INTERRUPTED = "多次中断，没有生成。请缩小范围再试，或联系系统管理员。"
GONE = "要求生成的人已经不在这个岗位，没有生成。"
BROKEN = "生成时出错，管理员可以在后台日志里看到原因。"


class Lost(Exception):
    """Another worker has taken the order over, because this one was silent too long."""


def order(kind: str, label: str, *, by: Actor, **parameters: Any) -> tuple[Making, bool]:
    """Remember what is to be made; says whether that is new: the same order twice while it is under way is one.

    Raises:
        OutOfTurn: when this person already waits for five files.
    """
    mine = Making.objects.filter(ordered_by=by.grant, state__in=[State.WAITING, State.MAKING])
    same = {"ordered_by": by.grant, "kind": kind, "parameters": parameters}
    if found := mine.filter(kind=kind, parameters=parameters).first():
        return found, False
    if mine.count() >= MOST_WAITING:
        raise OutOfTurn(f"您有{MOST_WAITING}个文件正在生成，请等生成后再试。")
    try:
        with transaction.atomic():
            return Making.objects.create(label=label[:80], **same), True
    except IntegrityError:  # pressed twice in the same moment
        return mine.get(kind=kind, parameters=parameters), False


def make_waiting(*, seconds: float = 50) -> int:
    """Make what was ordered, the oldest first, until nothing waits or the time is over; says how many were made."""
    until, made = time.monotonic() + seconds, 0
    while time.monotonic() < until:
        found = claim()
        if found is None:
            return made
        made += make(found)
    return made


def claim() -> Making | None:
    """Take the oldest order that waits or whose worker fell silent, committed; None when there is none."""
    now = timezone.now()
    free = Making.objects.filter(Q(state=State.WAITING) | Q(state=State.MAKING, claimed_at__lt=now - LEASE))
    dead = free.filter(attempts__gte=ATTEMPTS)
    dead.update(state=State.FAILED, problem=INTERRUPTED, ended_at=now)
    for found in free.order_by("ordered_at")[:5]:
        mine = free.filter(pk=found.pk, attempts=found.attempts)
        facts = {"state": State.MAKING, "claimed_at": now, "done": 0, "total": 0}
        if mine.update(attempts=F("attempts") + 1, **facts):
            return Making.objects.select_related(
                "ordered_by__person", "ordered_by__congress", "ordered_by__organ"
            ).get(pk=found.pk)
    return None


def make(making: Making) -> bool:
    """Make one that was claimed; true when its file is there. A fault is logged and said on the page."""
    maker, held = registry.makers[making.kind], _Claim(making)
    if not Grant.objects.active(timezone.localdate()).filter(pk=making.ordered_by_id).exists():
        return held.fail(GONE)
    try:
        with tempfile.TemporaryFile() as output:
            name = maker.make(making, output, held.report)
            held.renew(making.total, making.total)
            with transaction.atomic():
                file = keep_made(output, name, maker.media_type, by=making.ordered_by.person)
                held.end(state=State.DONE, file=file)
    except Lost:
        log.warning("The file %s was taken over by another worker.", making.pk)
        return False
    except (OutOfTurn, ValidationError, PermissionDenied) as refusal:
        text = refusal.messages[0] if isinstance(refusal, ValidationError) else str(refusal)
        return held.fail(text)
    except Exception:
        log.exception("The file %s could not be made.", making.pk)
        return held.fail(BROKEN)
    return True


class _Claim:
    """What a worker holds: every write asks whether it still does."""

    def __init__(self, making: Making) -> None:
        self.making, self.held, self.next_report = making, making.claimed_at, 0.0

    @property
    def report(self) -> Callable[[int, int], None]:
        """For the maker: how many of how many are done."""

        def report(done: int, total: int) -> None:
            self.making.total = total
            if time.monotonic() >= self.next_report:
                self.next_report = time.monotonic() + EVERY
                self.renew(done, total)

        return report

    def renew(self, done: int, total: int) -> None:
        now = timezone.now()
        self._write(done=done, total=total, claimed_at=now)
        self.held = now

    def end(self, **facts: Any) -> None:
        self._write(ended_at=timezone.now(), **facts)

    def fail(self, problem: str) -> bool:
        try:
            self.end(state=State.FAILED, problem=problem[:200])
        except Lost:
            log.warning("The file %s was taken over by another worker.", self.making.pk)
        return False

    def _write(self, **facts: Any) -> None:
        mine = Making.objects.filter(pk=self.making.pk, state=State.MAKING, claimed_at=self.held)
        if not mine.update(**facts):
            raise Lost
