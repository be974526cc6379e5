"""What waits for somebody in supervision: instructions and visits to answer, nominations for the meeting."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse

from congress.actors import Actor
from congress.calendar_table import current_calendar
from congress.models import Organ, Role
from congress.registries import Tile, Todo
from proposals.listing import listed, rows_of
from proposals.models import Dispatch, Instruction, KeyItem, Nomination, Proposal, Visit, VisitInvitation
from proposals.supervision.instructing import unanswered
from proposals.supervision.marking import MARKABLE
from proposals.supervision.spans import colour_until, words_until

ROWS = 20
NEWEST = 5


def instructed(actor: Actor, today: date) -> QuerySet[Instruction] | None:
    """批示 that the organ has not answered, the nearest day first."""
    if actor.role not in (Role.HANDLER, Role.ORGAN_LEADER):
        return None
    mine = unanswered().filter(assignment__organ=actor.organ).order_by("due_on", "pk")
    return mine.select_related("assignment__proposal", "leader__person")


def organ_todos(rows: QuerySet[Instruction], actor: Actor, today: date) -> Iterator[Todo]:
    """What the organ says to its 批示."""
    calendar = current_calendar()
    for row in rows:
        label = f"{row.leader.person.name}的批示：{row.assignment.proposal.title}"
        address = reverse("proposals:answer_instruction", args=[row.pk])
        light = colour_until(row.due_on, today, calendar)
        yield Todo(row.due_on, label, address, "答复批示", light, words_until(row.due_on, today, calendar))


def invitations(actor: Actor, today: date) -> QuerySet[VisitInvitation] | None:
    """Visits to which he is invited and has not answered."""
    if actor.seat is None:
        return None
    asked = VisitInvitation.objects.filter(seat=actor.seat, comes__isnull=True, visit__recorded_at__isnull=True)
    return asked.filter(visit__on__gte=today).select_related("visit__proposal")


def deputy_todos(asked: QuerySet[VisitInvitation], actor: Actor, today: date) -> Iterator[Todo]:
    """Invitations to visits."""
    for row in asked:
        label = f"邀请您视察：{row.visit.proposal.title}（{row.visit.place}）"
        yield Todo(row.visit.on, label, reverse("proposals:answer_visit", args=[row.visit_id]), "去答复")


def nominations(actor: Actor, today: date) -> QuerySet[Nomination] | None:
    """Nominations to put to the 主任会议."""
    if not actor.is_desk or (actor.organ and actor.organ.kind == Organ.Kind.STREET):
        return None
    waiting = Nomination.objects.filter(
        decided_at__isnull=True, proposal__holder=actor.congress, proposal__state__in=MARKABLE
    )
    return waiting.select_related("proposal", "nominated_by__organ", "nominated_by__congress")


def desk_todos(waiting: QuerySet[Nomination], actor: Actor, today: date) -> Iterator[Todo]:
    """What the 主任会议 is asked."""
    for row in waiting[:NEWEST]:
        label = f"{row.nominated_by.place}提请列为重点督办件：{row.proposal.title}"
        yield Todo(None, label, reverse("proposals:mark_key", args=[row.proposal_id]), "登记决定")


def visits_held(actor: Actor, today: date) -> QuerySet[Visit] | None:
    """Visits of a committee or leader whose day has come and that are not on record."""
    if actor.role not in (Role.COMMITTEE, Role.COUNCIL):
        return None
    held = Visit.objects.filter(called_by=actor.grant, on__lte=today, recorded_at__isnull=True)
    return held.select_related("proposal")


def visit_todos(held: QuerySet[Visit], actor: Actor, today: date) -> Iterator[Todo]:
    """To be put on record."""
    for visit in held:
        label = f"登记视察情况：{visit.proposal.title}"
        yield Todo(None, label, reverse("proposals:record_visit", args=[visit.pk]), "去登记")


def meetings_held(actor: Actor, today: date) -> QuerySet[Dispatch] | None:
    """Meetings one has called whose day has come and that are not on record."""
    if actor.role not in (Role.COMMITTEE, Role.COUNCIL, Role.DESK):
        return None
    return Dispatch.objects.filter(called_by=actor.grant, on__lte=today, recorded_at__isnull=True)


def meeting_todos(called: QuerySet[Dispatch], actor: Actor, today: date) -> Iterator[Todo]:
    """To be put on record."""
    for dispatch in called:
        yield Todo(None, f"登记{dispatch}的情况", reverse("proposals:record_dispatch", args=[dispatch.pk]), "去登记")


def supervised_panel(actor: Actor, today: date) -> tuple[str, dict[str, Any]] | None:
    """我督办的: a committee's key items, or those that a leader takes in hand, with lights and what comes next."""
    keys = KeyItem.objects.current()
    if actor.role == Role.COMMITTEE:
        keys = keys.filter(proposal__committee=actor.organ)
    elif actor.role == Role.COUNCIL:
        keys = keys.filter(leader__person=actor.person)
    else:
        return None
    mine = Proposal.objects.visible_to(actor).filter(pk__in=keys.values("proposal"))
    rows = rows_of(mine.order_by("-submitted_at")[:ROWS], actor, today=today)
    # What was instructed is asked for in one query, not one for each line.
    waiting = unanswered().filter(assignment__proposal__in=[row.proposal.pk for row in rows])
    by_proposal: dict[UUID, list[Instruction]] = {}
    for open_one in waiting.select_related("assignment__organ"):
        by_proposal.setdefault(open_one.assignment.proposal_id, []).append(open_one)
    lines = [(row, by_proposal.get(row.proposal.pk, [])) for row in rows]
    total = len(rows) if len(rows) < ROWS else mine.count()
    late = sum(bool(row.light and row.light.is_overdue) for row in rows)
    return "proposals/start/supervised.html", {"lines": lines, "late": late, "total": total}


def key_tiles(actor: Actor, today: date) -> Iterator[Tile]:
    """How many key items there are, for who looks on; the desk filters its list."""
    if actor.role in (Role.COUNCIL, Role.AUDITOR, Role.COMMITTEE, Role.GOVERNMENT):
        number = listed(actor, {"measure": "key_items"}).count()
        yield Tile("重点督办件", number, f"{reverse('proposals:index')}?measure=key_items")
