"""承诺台账: every promise that an actor may see, across years and terms, narrowed by the address's filters."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Prefetch, Q

from congress.actors import Actor
from congress.calendar_table import current_calendar
from congress.models import Organ, Role
from congress.permissions import ALLOWED, Verdict, refuse
from proposals.clocks import Light, light
from proposals.listing import uuid_of
from proposals.models import Clock, Promise, PromiseProgress, PromiseQuerySet
from proposals.permissions import may_watch
from proposals.promises.quarters import quarter_of, unreported
from proposals.showing import author_for

TITLE = "承诺台账"
THIS_AND_LAST = "two"
SOON = 30
STATES = {
    "unsettled": "还没有了结",
    **{state.value: state.label for state in Promise.State if state != Promise.State.DRAFT},
    "carried": "跨届续办",
    "asked": "本季度没有报进展",
}
DUE = {"overdue": "超期", "soon": f"{SOON}日内到期", "later": "以后到期"}


def overdue(today: date) -> Q:
    """Still owed, and its day is over."""
    return Q(state=Promise.State.OPEN, due_on__lt=today)


@dataclass(frozen=True)
class Row:
    """One line of the ledger."""

    promise: Promise
    author: str
    light: Light | None
    latest: PromiseProgress | None


def may_see_ledger(actor: Actor) -> Verdict:
    """Desks, committees, the government office, leaders and auditors; organs for their own."""
    if actor.role in (Role.HANDLER, Role.ORGAN_LEADER):
        return ALLOWED
    watches = may_watch(actor)
    return watches or refuse("承诺台账供人大、政府督查机构和承办单位使用；您的建议有哪些承诺，请看建议的页面。")


def listed_promises(actor: Actor, parameters: Mapping[str, str], today: date) -> PromiseQuerySet:
    """What the actor may see of his level (of all below too with `all`), the nearest due first.

    Filters that mean nothing are ignored.
    """
    found = Promise.objects.visible_to(actor).filter(reply__assignment__proposal__is_live=True)
    if actor.oversees and parameters.get("all") != "1":
        found = found.filter(reply__assignment__proposal__holder=actor.congress)
    if organ := uuid_of(parameters.get("organ", "")):
        found = found.filter(reply__assignment__organ=organ)
    found = _of_state(_of_year(found, parameters.get("year", ""), today), parameters.get("state", ""), today)
    return _due(found, parameters.get("due", ""), today).order_by("due_on", "reply", "position")


def _of_year(found: PromiseQuerySet, year: str, today: date) -> PromiseQuerySet:
    if year == THIS_AND_LAST:
        return found.filter(made_on__year__gte=today.year - 1)
    is_year = len(year) == 4 and year.isascii() and year.isdigit() and int(year) > 0
    return found.filter(made_on__year=int(year)) if is_year else found


def _of_state(found: PromiseQuerySet, state: str, today: date) -> PromiseQuerySet:
    if state == "unsettled":
        return found.unsettled()
    if state == "carried":
        return found.unsettled().filter(carried_into__isnull=False)
    if state == "asked":
        return unreported(found, quarter_of(today))
    return found.filter(state=state) if state in STATES else found


def _due(found: PromiseQuerySet, due: str, today: date) -> PromiseQuerySet:
    """Only of what is still to be done: what was reported waits for others."""
    soon = today + timedelta(days=SOON)
    which = {
        "overdue": overdue(today),
        "soon": Q(due_on__gte=today, due_on__lte=soon),
        "later": Q(due_on__gt=soon),
    }.get(due)
    return found.filter(which, state=Promise.State.OPEN) if which else found


def ledger_rows(promises: Any, actor: Actor, *, today: date) -> list[Row]:
    """The lines of one page: a fixed number of queries however long the page is."""
    running = Prefetch("clocks", Clock.objects.running(), to_attr="running")
    latest = Prefetch("progress", PromiseProgress.objects.order_by("-on", "-id"), to_attr="newest_first")
    page = promises.select_related(
        "reply__assignment__organ", "reply__assignment__proposal__seat__person", "carried_into"
    ).prefetch_related(running, latest)
    calendar = current_calendar()
    return [
        Row(
            promise=promise,
            author=author_for(promise.reply.assignment.proposal, actor),
            light=light(promise.running[0] if promise.running else None, today=today, calendar=calendar),
            latest=promise.newest_first[0] if promise.newest_first else None,
        )
        for promise in page
    ]


def organs_that_promised_to(actor: Actor) -> list[Organ]:
    """For the filter: the organs whose promises the actor may see."""
    promises = Promise.objects.visible_to(actor).order_by()
    return list(Organ.objects.filter(pk__in=promises.values("reply__assignment__organ")).order_by("name"))


def years_of(actor: Actor) -> list[int]:
    """For the filter: the years in which they were made, the latest first."""
    days = Promise.objects.visible_to(actor).order_by().dates("made_on", "year", order="DESC")
    return [day.year for day in days]
