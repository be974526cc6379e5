"""A year's holiday plan was entered: limits that were counted on a guess are counted anew, on record, and told."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache

from django.db.models import QuerySet

from congress import notices, timeline
from congress.actors import Actor
from congress.models import Event, Person
from congress.planning import Plan
from congress.registries import Shift
from congress.workdays import Due, Span
from proposals import clocks, telling
from proposals.clocks import Owner
from proposals.models import Clock, LimitKey, Proposal

# What a deputy is told the day of; the others are between desks and organs.
FOR_DEPUTIES = {LimitKey.SUPPLEMENT, LimitKey.REPLY, LimitKey.REHANDLE, LimitKey.RATE}
OF_THE_DESK = {LimitKey.REVIEW, LimitKey.ASSIGN, LimitKey.REASSIGN, LimitKey.ARBITRATE}
OF_THE_AUTHOR = {LimitKey.SUPPLEMENT, LimitKey.RATE}


def look(plan: Plan, by: Actor | None, on: date) -> list[Shift]:
    """The running limits to which the plan makes a difference, the nearest first."""
    found = list(_touched(plan))
    roots = {clock.root_id for clock, _ in found}
    visible = set(Proposal.objects.visible_to(by).filter(pk__in=roots).values_list("pk", flat=True)) if by else set()
    return [
        Shift(
            label=_label(clock),
            address=clock.root.get_absolute_url() if clock.root_id in visible else "",
            was=clock.due_on,
            due=due.due,
            keeps=_keeps(clock, due, plan, on),
        )
        for clock, due in found
    ]


def take(plan: Plan, by: Actor | None, on: date) -> int:
    """Move what moves. The clock keeps its start, its length and its ground; day, sum and mark are the new ones."""
    told: dict[Person, list[tuple[Event, Clock]]] = defaultdict(list)
    count, concerned = 0, _concerned(on)
    for clock, due in _touched(plan):
        if _keeps(clock, due, plan, on):
            continue
        was = clock.due_on
        clock.unrolled_on, clock.due_on = due.unrolled, due.due
        new = {"unrolled_on": due.unrolled, "due_on": due.due, "because": due.because, "is_presumed": due.presumed}
        if not Clock.objects.running().filter(pk=clock.pk).update(**new) or was == due.due:
            continue
        count += 1
        event = _record(clock, was, plan, by)
        for person in concerned(clock) if clock.root.is_live else []:
            told[person].append((event, clock))
    _tell(told, plan, on)
    return count


def _touched(plan: Plan) -> Iterator[tuple[Clock, Due]]:
    """Running limits whose last day, or whose mark 按推定日历, would be another one, with the new sum."""
    for clock in _running(plan.year):
        due = clocks.counted(
            Span.parse(clock.span), on=clock.started_on, until=_ceiling(clock, plan), calendar=plan.calendar
        )
        if (due.due, due.presumed) != (clock.due_on, clock.is_presumed):
            yield clock, due


def _ceiling(clock: Clock, plan: Plan) -> date | None:
    """The day that a reply of an organ that took over never passes."""
    if clock.limit != LimitKey.REPLY or clock.assignment is None:
        return None
    return clocks.ceiling(clock.assignment, calendar=plan.calendar)


def _running(year: int) -> QuerySet[Clock]:
    """Those that a plan of that year can touch; a day that somebody named (a promise, an extension) has no length."""
    return (
        Clock.objects.running()
        .filter(root__congress__practice_of__isnull=True)
        .exclude(span="")
        .filter(due_on__gte=date(year - 1, 12, 25), started_on__lte=date(year, 12, 31))
        .select_related("root__holder", "root__seat__person", "proposal", "assignment__organ")
        .select_related("assignment__proposal__holder")
        .select_related("reply__assignment__organ", "promise")
        .order_by("due_on", "pk")
    )


def _keeps(clock: Clock, due: Due, plan: Plan, on: date) -> str:
    """Why it keeps its last day; empty when it moves."""
    if not plan.why_all and not plan.was_guessed(clock.due_on, is_presumed=clock.is_presumed):
        return "按当时已公布的安排计算，不变动"
    if due.due < clock.due_on and due.due < on:
        return "新日期已过，保留原来的日期"
    return ""


def _label(clock: Clock) -> str:
    assignment = clock.assignment or (clock.reply.assignment if clock.reply else None)
    parts = [clock.root.number or "草稿", clock.get_limit_display(), str(assignment.organ) if assignment else ""]
    return " ".join(part for part in parts if part)


def _owner(clock: Clock) -> Owner:
    owner: Owner = clock.assignment or clock.reply or clock.promise or clock.root
    return owner


def _record(clock: Clock, was: date, plan: Plan, by: Actor | None) -> Event:
    step = "recount" if clock.limit in FOR_DEPUTIES else "recount_inner"
    why = plan.why_all or f"{plan.year}年放假安排已公布"
    note = f"{clock.get_limit_display()}由{was}改为{clock.due_on}：{why}"
    subject = clock.reply.assignment if clock.reply else _owner(clock)
    return timeline.record(
        step, subject, by=by, root=clock.root_id, note=note, limit=clock.limit, was=str(was), due=str(clock.due_on)
    )


def _concerned(on: date) -> Callable[[Clock], list[Person]]:
    """Who is told of a limit: whoever acts by that day, and the authors where they knew of it."""
    desk = cache(lambda congress: telling.desk_of(congress, on))
    staff = cache(lambda organ: telling.staff_of(organ, on))
    authors = cache(telling.authors_of)

    def people(clock: Clock) -> list[Person]:
        found: list[Person] = []
        if clock.limit in OF_THE_DESK:
            found += desk(clock.root.holder)
        elif clock.limit not in OF_THE_AUTHOR and clock.assignment:
            found += staff(clock.assignment.organ)
        return found + (authors(clock.root) if clock.limit in FOR_DEPUTIES else [])

    return people


def _tell(told: dict[Person, list[tuple[Event, Clock]]], plan: Plan, on: date) -> None:
    """One message a person, however many limits: a year's plan may move hundreds."""
    posts = []
    for person, moved in told.items():
        event, clock = moved[0]
        posts.append(
            notices.Post(
                key=f"recount:{event.pk}:{person.pk}",
                kind="recount",
                to=person,
                congress=clock.root.holder,
                facts={"name": person.name, "year": plan.year, "no": clock.root.number or "", "n": len(moved)},
                address=clock.root.get_absolute_url(),
                day=on,
            )
        )
    notices.post_many(posts)
