"""Promises brought to a stage by taking the steps, for tests that begin later than at the reply."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.utils import timezone

from congress.actors import Actor
from proposals import rating, replies
from proposals.models import Assignment, Promise
from proposals.promises import confirming, reporting
from proposals.promises.lines import Line
from tests import stages
from tests.world import TITLE, World

CONTENT = "在步道加装六盏路灯"
WORDS = "六盏路灯已经装好，并已通电。"
REASON = "北段两盏还没有亮。"
DAYS = 90


def in_days(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def send(world: World, assignment: Assignment, lines: Sequence[Line], outcome: str = "B") -> None:
    """A reply of class B with these lines, with the leader."""
    by = Actor(world.handler)
    reply = replies.begin(assignment, by=by)
    replies.save(reply, by=by, seen=reply.version, lines=lines, outcome=outcome, text=stages.LETTER)
    replies.send_for_signing(assignment, by=by, on=timezone.localdate())


def made(world: World, title: str = TITLE, *, days: int = DAYS, more: Sequence[Line] = ()) -> Promise:
    """Signed; the deputy has still to rate the reply. The first of its lines."""
    assignment = stages.handled(world, title)
    send(world, assignment, [(CONTENT, in_days(days)), *more])
    replies.sign(assignment, by=Actor(world.leader), at=timezone.now())
    return Promise.objects.get(reply__assignment=assignment, position=1)


def owed(world: World, title: str = TITLE, *, days: int = DAYS, more: Sequence[Line] = ()) -> Promise:
    """Signed and rated: the matter is closed, the promise is open."""
    promise = made(world, title, days=days, more=more)
    rate(world, promise.reply.assignment)
    return fresh(promise)


def rate(world: World, assignment: Assignment) -> None:
    by = Actor(world.deputy)
    rating.rate(assignment, process="satisfied", result="mostly", reason="", by=by, at=timezone.now())


def reported(world: World, title: str = TITLE) -> Promise:
    """The organ says that it is done."""
    promise = owed(world, title)
    report(world, promise)
    return fresh(promise)


def report(world: World, promise: Promise) -> None:
    reporting.report_done(promise, text=WORDS, by=Actor(world.handler), on=timezone.localdate())


def confirm(world: World, promise: Promise, level: str = "satisfied", words: str = "") -> None:
    confirming.confirm_promise(promise, level=level, words=words, by=Actor(world.deputy), on=timezone.localdate())


def verify(world: World, promise: Promise, words: str = "已到现场核实。") -> None:
    confirming.verify_promise(promise, words=words, by=Actor(world.desk), on=timezone.localdate())


def fresh(promise: Promise) -> Promise:
    """As it is stored now, with what it hangs on."""
    return Promise.objects.select_related("reply__assignment__proposal").get(pk=promise.pk)
