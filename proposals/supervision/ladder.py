"""The ladder: officer, section head, deputy head, head, supervising committee, each told by rule as a limit runs out.

A rung is taken once for each limit, on working days alone, never before half of the limit is over. Where an organ has
named nobody for a rung, whoever stands on the next one is told. A missed day is made up for: what was reached since
is taken together; nobody gets more than one message a day, nor one of what another reminder told him that day. The
timeline stays free of it: rows say it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Prefetch, QuerySet
from django.urls import reverse

from congress import configuration
from congress.calendar_table import current_calendar
from congress.models import Congress, Grant, Notice, Organ, Person, Role
from congress.notices import Post, post_many
from congress.workdays import Calendar
from proposals.clocks import Light
from proposals.models import Assignment, Clock, Escalation, KeyItem, LimitKey, Rung, Superior

PAPERS = {LimitKey.REPLY: "答复", LimitKey.REHANDLE: "重新答复", LimitKey.OPINION: "协办意见"}
CLIMBING = (
    Assignment.State.ASSIGNED,
    Assignment.State.HANDLING,
    Assignment.State.SIGNING,
    Assignment.State.REHANDLING,
)
HALF = 0.5
AT_ONCE = 1000
MOST_DAYS_BEFORE = 60  # calendar days; a setting allows 20 working days before the last one
UP = list(Rung)
# The reminders of a limit by itself (proposals.reminders.organs), which run before the ladder.
DIGEST = "organ_digest"
OF_LIMITS = ("half_time", "due_soon", "due_today", "overdue", DIGEST)

Line = tuple[Person, Clock, Rung]


def days_of(congress: Congress, on: date) -> dict[Rung, int]:
    """When each rung is taken in a congress: working days after the last day, negative for days before it."""
    return {
        Rung.OFFICER: configuration.value("ladder.officer", congress, on=on),
        Rung.SECTION: configuration.value("ladder.section", congress, on=on),
        Rung.DEPUTY: configuration.value("ladder.deputy", congress, on=on),
        Rung.HEAD: configuration.value("ladder.head", congress, on=on),
        Rung.COMMITTEE: configuration.value("ladder.committee", congress, on=on),
    }


def reached(clock: Clock, days: dict[Rung, int], today: date, calendar: Calendar) -> list[Rung]:
    """The rungs that a limit has reached, from below; a short one not before half of it is over."""
    left = calendar.workdays_between(today, clock.due_on)
    whole = calendar.workdays_between(clock.started_on, clock.due_on)
    if today <= clock.started_on or left > max(whole * HALF, 0):
        return []
    return [rung for rung in UP if left <= -days[rung]]


@dataclass
class Staff:
    """Who may be told, on one day, of one batch of limits."""

    of_organs: dict[tuple[UUID, str], list[Person]] = field(default_factory=lambda: defaultdict(list))
    of_desks: dict[UUID, list[Person]] = field(default_factory=lambda: defaultdict(list))
    named: dict[tuple[UUID, str], list[Superior]] = field(default_factory=lambda: defaultdict(list))
    leaders: dict[UUID, Person] = field(default_factory=dict)

    @classmethod
    def of(cls, clocks: Iterable[Clock], on: date) -> "Staff":
        """Read for these limits: a handful of queries."""
        found, rows = cls(), [clock.assignment for clock in clocks if clock.assignment]
        roots = [clock.root for clock in clocks]
        organs = {row.organ_id for row in rows} | {root.committee_id for root in roots if root.committee_id}
        grants = Grant.objects.active(on).select_related("person", "organ")
        for grant in grants.filter(organ__in=organs, role__in=[Role.HANDLER, Role.ORGAN_LEADER, Role.COMMITTEE]):
            assert grant.organ_id is not None
            found.of_organs[grant.organ_id, grant.role].append(grant.person)
        for grant in grants.filter(congress__in={root.holder_id for root in roots}, role=Role.DESK):
            if grant.organ is None or grant.organ.kind != Organ.Kind.STREET:
                found.of_desks[grant.congress_id].append(grant.person)
        for superior in Superior.objects.filter(organ__in=organs, ended_at=None).select_related("person"):
            found.named[superior.organ_id, superior.rung].append(superior)
        keys = KeyItem.objects.current().filter(proposal__in=[root.pk for root in roots])
        found.leaders = {key.proposal_id: key.leader.person for key in keys.select_related("leader__person")}
        return found

    def told(self, rung: Rung, clock: Clock) -> tuple[str, list[Person]]:
        """Whom this rung tells: those who stand on it, or on the next one that somebody stands on."""
        for step in UP[UP.index(rung) :]:
            if people := list({person.pk: person for person in self._on(step, clock)}.values()):
                return step.value, people
        return "", []

    def _on(self, rung: Rung, clock: Clock) -> list[Person]:
        assignment, proposal = clock.assignment, clock.root
        assert assignment is not None  # only limits of assignments climb
        handlers = self.of_organs[assignment.organ_id, Role.HANDLER]
        if rung == Rung.OFFICER:
            return [person for person in handlers if person.pk == assignment.handler_id] or handlers
        heads = self.of_organs[assignment.organ_id, Role.ORGAN_LEADER]
        if rung == Rung.HEAD:
            return heads
        if rung == Rung.COMMITTEE:
            committee = self.of_organs[proposal.committee_id, Role.COMMITTEE] if proposal.committee_id else []
            leader = self.leaders.get(proposal.pk)
            return [*(committee or self.of_desks[proposal.holder_id]), *([leader] if leader else [])]
        at_work = {person.pk for person in [*handlers, *heads]}
        named = [row for row in self.named[assignment.organ_id, rung] if row.person_id in at_work]
        own = [row for row in named if row.office_id and row.office_id == assignment.office_id]
        return [row.person for row in own or named if own or row.office_id is None]


def running() -> QuerySet[Clock]:
    """The limits that may climb: a paper is owed, and it lies with the organ."""
    clocks = Clock.objects.running().filter(limit__in=PAPERS, assignment__state__in=CLIMBING, root__is_live=True)
    return clocks.select_related("root__holder", "assignment__organ").order_by("pk")


def climb(today: date) -> int:
    """Take every rung that is reached and was not taken, and tell; nothing on a rest day. Says how many were told.

    Args:
        today: the day. Running it again posts nothing new, a later run makes up for those that were missed.
    """
    calendar = current_calendar()
    if not calendar.is_workday(today):
        return 0
    told: dict[UUID, list[Line]] = defaultdict(list)
    earliest = calendar.next_workday(today) + timedelta(days=MOST_DAYS_BEFORE)
    for batch in _batches(running().filter(due_on__lte=earliest)):
        taken = []
        staff = Staff.of(batch, today)
        for clock in batch:
            for rung in _new(clock, today, calendar):
                step, people = staff.told(rung, clock)
                taken.append(Escalation(clock=clock, rung=rung, told=step, people=len(people), on=today))
                for person in people:
                    told[person.pk].append((person, clock, rung))
        with transaction.atomic(savepoint=False):
            Escalation.objects.bulk_create(taken, ignore_conflicts=True)
    return post_many(_post(lines, today, calendar) for lines in _not_told_today(told, today))


def _not_told_today(told: dict[UUID, list[Line]], today: date) -> Iterator[list[Line]]:
    """Each person's lines without what another reminder has told him today: one message a day of one matter."""
    known = Notice.objects.filter(day=today, kind__in=OF_LIMITS, person__in=told)
    columns = known.values_list("person", "kind", "address")
    found = {(person, "" if kind == DIGEST else address) for person, kind, address in columns}
    for person, lines in told.items():
        left = [line for line in lines if not {(person, ""), (person, line[1].root.get_absolute_url())} & found]
        if left:
            yield left


def _batches(clocks: QuerySet[Clock]) -> Iterator[list[Clock]]:
    with_steps = clocks.prefetch_related(Prefetch("escalations", Escalation.objects.all()))
    batch: list[Clock] = []
    for clock in with_steps.iterator(chunk_size=AT_ONCE):
        batch.append(clock)
        if len(batch) == AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


def _new(clock: Clock, today: date, calendar: Calendar) -> list[Rung]:
    holder = clock.root.holder
    if not configuration.value("ladder.is_used", holder, on=today):
        return []
    taken = {row.rung for row in clock.escalations.all()}
    return [rung for rung in reached(clock, days_of(holder, today), today, calendar) if rung not in taken]


def _post(lines: list[Line], today: date, calendar: Calendar) -> Post:
    """One message for one person: of the one matter, or of how many."""
    clocks = {clock.pk: clock for _, clock, _ in lines}
    person, clock, rung = lines[-1]
    light = Light(clock, today, calendar)
    if len(clocks) == 1:
        assert clock.assignment is not None
        return Post(
            key=f"escalated:{clock.pk}:{rung}:{person.pk}",
            kind="escalated",
            to=person,
            congress=clock.root.holder,
            facts={
                "organ": str(clock.assignment.organ),
                "no": clock.root.number,
                "paper": PAPERS[LimitKey(clock.limit)],
                "left": light.words,
            },
            address=clock.root.get_absolute_url(),
            day=today,
        )
    is_above = rung == Rung.COMMITTEE
    late = sum(row.due_on < today for row in clocks.values())
    return Post(
        key=f"escalated_together:{person.pk}:{today}",
        kind="escalated_together",
        to=person,
        congress=clock.root.holder,
        facts={"n": len(clocks), "b": late},
        address=f"{reverse('proposals:board')}?rung=committee" if is_above else reverse("proposals:inbox"),
        day=today,
    )
