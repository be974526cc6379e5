"""Rows that add up to given counts, written straight into the tables: matters handled to their end by the hundred."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from typing import Any

from django.db import connection
from django.utils import timezone

from congress.models import Grant, Organ, Person, Role
from deputies.models import Seat, SeatState
from proposals.models import Assignment, Clock, Contact, LimitKey, Proposal, Rating, Reply
from tests.places import START
from tests.world import World

_numbers = count(1)


@dataclass(frozen=True)
class Case:
    """So many matters, all alike.

    Attributes:
        outcome: class of the reply; empty where there is none.
        result, process: the deputy's rating; empty where he said nothing.
        organ: who handles them; the urban management when left out.
        joint: who helps.
        is_handed: False where the desk has not handed them over.
        is_late, signed_in_late: after the limit.
        way: of the contact.
        is_bare: nothing of what the organ did is written down.
        rounds: how often they were handled; the first round was rated `first`.
    """

    number: int
    outcome: str = "A"
    result: str = "satisfied"
    process: str = ""
    kind: str = Proposal.Kind.SUGGESTION
    organ: Organ | None = None
    joint: Organ | None = None
    category: str = ""
    seat: Seat | None = None
    is_handed: bool = True
    is_late: bool = False
    signed_in_late: bool = False
    way: str = Contact.Way.PHONE
    rounds: int = 1
    first: str = "dissatisfied"
    is_bare: bool = False


def enter(world: World, cases: Iterable[Case]) -> list[Proposal]:
    """All of them, put forward today by the first deputy unless a case names another.

    The database is told how long its tables are now, as it would find out by itself within a minute in service.
    """
    made: dict[type[Any], list[Any]] = {kind: [] for kind in (Proposal, Assignment, Reply, Rating, Clock, Contact)}
    for case in cases:
        for _ in range(case.number):
            _matter(world, case, made)
    for kind, rows in made.items():
        kind.objects.bulk_create(rows, batch_size=2000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return made[Proposal]


def _matter(world: World, case: Case, made: dict[type[Any], list[Any]]) -> None:
    today, now, seat = timezone.localdate(), timezone.now(), case.seat or world.zhang
    is_rated = bool(case.outcome and (case.result or case.process))
    state = ("closed" if is_rated else "answered") if case.outcome else "in_hand" if case.is_handed else "submitted"
    proposal = Proposal(
        kind=case.kind,
        state=state,
        congress=seat.congress,
        holder=seat.congress,
        term=seat.term,
        seat=seat,
        title="关于路灯的建议",
        body="请加装路灯。",
        plan="加装。" if case.kind == Proposal.Kind.MOTION else "",
        number=f"N-{next(_numbers):06}",
        month=today.replace(day=1) if case.kind == Proposal.Kind.OPINION else None,
        category=case.category,
        submitted_at=now,
        assigned_on=today if case.is_handed else None,
        closed_on=today if is_rated else None,
    )
    made[Proposal].append(proposal)
    if not case.is_handed or case.is_bare:
        return
    part = Assignment(
        proposal=proposal,
        organ=case.organ or world.urban,
        part=Assignment.Part.LEAD,
        state=("rated" if is_rated else "replied") if case.outcome else "handling",
        assigned_on=today,
        first_assigned_on=today,
        signed_in_at=now,
        round=case.rounds,
        replied_on=today if case.outcome else None,
    )
    made[Assignment].append(part)
    if case.joint:
        helping = {"part": Assignment.Part.JOINT, "state": "given", "signed_in_at": now}
        days = {"assigned_on": today, "first_assigned_on": today}
        made[Assignment].append(Assignment(proposal=proposal, organ=case.joint, **helping, **days))
    stopped = today if case.outcome else None
    made[Clock].append(_clock(LimitKey.REPLY, part, proposal, is_late=case.is_late, stopped_on=stopped))
    made[Clock].append(_clock(LimitKey.SIGN_IN, part, proposal, is_late=case.signed_in_late, stopped_on=today))
    if not case.outcome:
        return
    by = {"logged_by": world.handler.person}
    made[Contact].append(Contact(assignment=part, on=today, way=case.way, persons="周某", result="同意", **by))
    for number in range(1, case.rounds + 1):
        words = {"outcome": case.outcome, "text": "已装好。", "written_by": world.handler.person}
        reply = Reply(assignment=part, round=number, signed_by=world.leader, signed_at=now, **words)
        made[Reply].append(reply)
        result = case.result if number == case.rounds else case.first
        if result or case.process:
            process = case.process or result
            reason = "没有装好" if "dissatisfied" in (process, result) else ""
            made[Rating].append(Rating(reply=reply, process=process, result=result, reason=reason, seat=seat))


def _clock(limit: str, part: Assignment, proposal: Proposal, *, is_late: bool, stopped_on: Any) -> Clock:
    due = timezone.localdate() + timedelta(days=-1 if is_late else 30)
    days = {"started_on": due - timedelta(days=30), "unrolled_on": due, "due_on": due, "stopped_on": stopped_on}
    words = {"span": "30D", "ground": "规程", "because": "30日"}
    return Clock(limit=limit, assignment=part, root=proposal, holder=proposal.holder, **days, **words)


def more_deputies(world: World, number: int) -> list[Seat]:
    """So many deputies of the city, serving since the beginning."""
    people = [Person(name="代表", login=f"deputy-{next(_numbers):06}") for _ in range(number)]
    Person.objects.bulk_create(people, batch_size=2000)
    role = {"role": Role.DEPUTY, "congress": world.city, "starts_on": START}
    grants = Grant.objects.bulk_create([Grant(person=person, **role) for person in people], batch_size=2000)
    where = {"congress": world.city, "term": world.city.terms.get(), "starts_on": START}
    seats = [Seat(person=grant.person, grant=grant, card_number=f"N{next(_numbers):06}", **where) for grant in grants]
    Seat.objects.bulk_create(seats, batch_size=2000)
    states = [SeatState(seat=seat, state=SeatState.State.SERVING, starts_on=START) for seat in seats]
    SeatState.objects.bulk_create(states, batch_size=2000)
    return seats
