"""What waits of promises, on the start pages of deputy, desk and organ; and their numbers."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from congress.actors import Actor
from congress.calendar_table import current_calendar
from congress.models import Role
from congress.registries import Tile, Todo
from proposals.clocks import light
from proposals.models import Promise, PromiseConfirmation, PromiseExtension, PromiseQuerySet, PromiseReport
from proposals.promises.guards import DEPUTY, DESK
from proposals.promises.ledger import listed_promises, overdue
from proposals.promises.quarters import asks_from, quarter_of

MOST = 5
WATCHING = (Role.DESK, Role.COUNCIL, Role.AUDITOR, Role.GOVERNMENT, Role.COMMITTEE)


def to_confirm(promises: PromiseQuerySet, side: str) -> PromiseQuerySet:
    """Reported done, and this side has said nothing to the last report yet."""
    said = PromiseConfirmation.objects.filter(report__promise=OuterRef("pk"), side=side)
    # What was said to an earlier report counts no more: reports that were sent back have a later one.
    newer = said.filter(~Exists(_later_reports()))
    return promises.filter(~Exists(newer), state=Promise.State.REPORTED)


def _later_reports() -> QuerySet[PromiseReport]:
    return PromiseReport.objects.filter(promise=OuterRef("report__promise"), pk__gt=OuterRef("report"))


def reported_to(actor: Actor, today: date) -> PromiseQuerySet | None:
    """Promises to this deputy that were reported done."""
    if not actor.seat:
        return None
    return to_confirm(Promise.objects.made().filter(reply__assignment__proposal__seat=actor.seat), DEPUTY)


def deputy_todos(promises: PromiseQuerySet, actor: Actor, today: date) -> Iterator[Todo]:
    """To be confirmed by whom they were made to."""
    for promise in _shown(promises):
        organ = promise.reply.assignment.organ
        label = f"{organ}报告承诺已兑现：{promise.content}"
        yield Todo(None, label, reverse("proposals:confirm_promise", args=[promise.pk]), "去确认")


def reported_and_asked(actor: Actor, today: date) -> PromiseQuerySet | None:
    """Reports to verify, and requests for more time, at a desk."""
    if not actor.is_desk:
        return None
    own = Promise.objects.visible_to(actor).filter(reply__assignment__proposal__holder=actor.congress)
    asked = PromiseExtension.objects.filter(promise=OuterRef("pk"), decided_at__isnull=True)
    reported = to_confirm(Promise.objects.filter(pk=OuterRef("pk")), DESK)
    # Few of many are either: the database begins at those, not at all that were promised.
    either = PromiseExtension.objects.filter(decided_at__isnull=True).order_by().values("promise")
    either = either.union(Promise.objects.filter(state=Promise.State.REPORTED).order_by().values("pk"))
    both = own.filter(pk__in=either).annotate(is_asked=Exists(asked), is_reported=Exists(reported))
    return both.filter(Q(is_asked=True) | Q(is_reported=True))


def desk_todos(promises: PromiseQuerySet, actor: Actor, today: date) -> Iterator[Todo]:
    """What the desk says to them."""
    waiting = _shown(promises, most=2 * MOST)
    for promise in [row for row in waiting if row.is_reported]:
        label = f"{promise.reply.assignment.organ}报告承诺已兑现：{promise.content}"
        yield Todo(None, label, reverse("proposals:verify_promise", args=[promise.pk]), "去核实")
    for promise in [row for row in waiting if row.is_asked]:
        label = f"{promise.reply.assignment.organ}申请承诺延期：{promise.content}"
        yield Todo(None, label, reverse("proposals:decide_promise_extension", args=[promise.pk]), "去审定")


def made(actor: Actor, today: date) -> PromiseQuerySet | None:
    """Promises of one's own organ that are not settled."""
    if not (actor.is_handler or actor.is_organ_leader):
        return None
    return listed_promises(actor, {"state": "unsettled"}, today)


def organ_todos(promises: PromiseQuerySet, actor: Actor, today: date) -> Iterator[Todo]:
    """Those that are overdue or due within thirty days; the quarter's progress, once it is asked for."""
    calendar = current_calendar()
    for due in ("overdue", "soon"):
        found = listed_promises(actor, {"due": due}, today).prefetch_related("clocks")
        for promise in _shown(found):
            clock = next((row for row in promise.clocks.all() if row.stopped_on is None), None)
            shown = light(clock, today=today, calendar=calendar)
            address = reverse("proposals:promise", args=[promise.pk])
            tag = (shown.colour, shown.words) if shown else ("", "")
            yield Todo(promise.due_on, f"承诺：{promise.content}", address, "去办理", *tag)
    quarter = quarter_of(today)
    if today >= asks_from(quarter, actor.congress) and (number := _count(actor, {"state": "asked"}, today)):
        label = f"报告本季度承诺进展，还有{number}项没有报"
        yield Todo(quarter.ends_on, label, _ledger({"state": "asked"}), "去填报")


def tiles(actor: Actor, today: date) -> Iterator[Tile]:
    """How many promises are still owed, and how many of them are late; each opens its list."""
    if actor.role not in (*WATCHING, Role.HANDLER, Role.ORGAN_LEADER):
        return
    late = Count("pk", filter=overdue(today))
    owed = listed_promises(actor, {"state": "unsettled"}, today).order_by().aggregate(all=Count("pk"), late=late)
    if owed["all"]:
        yield Tile("承诺没有了结", owed["all"], _ledger({"state": "unsettled"}))
        yield Tile("承诺超期", owed["late"], _ledger({"due": "overdue"}))


def _shown(promises: PromiseQuerySet, most: int = MOST) -> list[Any]:
    rows = promises.select_related("reply__assignment__organ", "reply__assignment__proposal")
    return list(rows.order_by("due_on", "pk")[:most])


def _count(actor: Actor, parameters: dict[str, str], today: date) -> int:
    return listed_promises(actor, parameters, today).order_by().count()


def _ledger(parameters: dict[str, str]) -> str:
    return f"{reverse('proposals:promises')}?{urlencode(parameters)}"
