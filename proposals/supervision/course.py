"""What a matter's page shows of its supervision, and what its reader may do there."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from django.utils import timezone

from congress.actors import Actor
from congress.models import Role
from proposals.models import (
    AgendaItem,
    Assignment,
    Campaign,
    Escalation,
    Instruction,
    KeyItem,
    Nomination,
    Progress,
    Proposal,
    Remark,
    Visit,
    VisitInvitation,
)
from proposals.supervision import instructing, marking, reporting
from proposals.supervision.campaigning import campaigns_of
from proposals.supervision.supervisors import SUPERVISED, is_its_committee, key_item_of, may_supervise

BEFORE = (*Proposal.PRIVATE, "submitted", "returned")
IN_HAND = (*SUPERVISED, Proposal.State.REGISTERED, Proposal.State.HANDED)


@dataclass
class Course:
    """One matter's supervision, as far as its reader may know it."""

    key: KeyItem | None = None
    nomination: Nomination | None = None
    progress: list[Progress] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    visits: list[Visit] = field(default_factory=list)
    instructions: list[Instruction] = field(default_factory=list)
    agenda: list[AgendaItem] = field(default_factory=list)
    escalations: list[Escalation] = field(default_factory=list)
    campaigns: list[Campaign] = field(default_factory=list)
    shows_guests: bool = False
    to_answer: set[int] = field(default_factory=set)
    invited_to: set[int] = field(default_factory=set)
    to_record: set[int] = field(default_factory=set)
    may_report: list[Assignment] = field(default_factory=list)
    may_nominate: bool = False
    may_mark: bool = False
    may_unmark: bool = False
    may_supervise: bool = False
    may_instruct: bool = False

    @property
    def is_shown(self) -> bool:
        said = self.progress or self.remarks or self.visits or self.instructions or self.agenda or self.escalations
        return bool(self.key or self.nomination or said or self.campaigns)

    @property
    def may_do(self) -> bool:
        mine = self.may_nominate or self.may_mark or self.may_unmark or self.may_supervise or self.may_instruct
        return bool(mine or self.may_report)


# What the page reads along with the matter and with each organ's part in it, where there is any.
HANGING_ON_IT = {
    "key_items": KeyItem.objects.select_related("leader__person"),
    "nominations": Nomination.objects.select_related("nominated_by__organ", "nominated_by__congress"),
    "visits": Visit.objects.all(),
    "remarks": Remark.objects.select_related("written_by__organ", "written_by__congress"),
}
HANGING_ON_A_PART = {
    "progress": Progress.objects.all(),
    "instructions": Instruction.objects.select_related("leader__person"),
    "agenda": AgendaItem.objects.select_related("dispatch"),
}


def course_of(proposal: Proposal, actor: Actor, shown: Collection[Assignment]) -> Course:
    """What is read along is at hand (HANGING_ON_IT, HANGING_ON_A_PART).

    Args:
        shown: the organs' parts that this reader sees.
    """
    if proposal.state not in IN_HAND:
        return Course()
    course = Course(key=key_item_of(proposal), visits=list(proposal.visits.all()))
    course.progress = _of_parts(shown, "progress")
    if actor.is_deputy:
        _add_guests(course)
        course.invited_to = {
            row.pk
            for row in course.visits
            if row.recorded_at is None and any(guest.seat == actor.seat for guest in row.invitations.all())
        }
        return course
    course.remarks = list(proposal.remarks.all())
    course.instructions = _of_parts(shown, "instructions")
    course.agenda = [row for row in _of_parts(shown, "agenda") if row.dispatch.recorded_at]
    course.escalations = _steps(shown)
    if actor.role in (Role.HANDLER, Role.ORGAN_LEADER):
        course.may_report = [row for row in shown if reporting.may_report_progress(actor, row)]
        answerable = (row for row in course.instructions if instructing.may_answer_instruction(actor, row))
        course.to_answer = {row.pk for row in answerable}
        return course
    _add_guests(course)
    _add_deeds(course, proposal, actor)
    return course


def _add_guests(course: Course) -> None:
    """Which deputies come, for deputies and those who supervise; an organ knows whose matter it is, or may not."""
    with_names = VisitInvitation.objects.select_related("seat__person")
    prefetch_related_objects(course.visits, Prefetch("invitations", with_names))
    course.shows_guests = True


def _add_deeds(course: Course, proposal: Proposal, actor: Actor) -> None:
    """For those who watch: who looks only is asked nothing of the database."""
    course.campaigns = list(campaigns_of(proposal, actor)) if proposal.state in SUPERVISED else []
    if actor.oversees or is_its_committee(actor, proposal):
        course.nomination = marking.waiting_nomination(proposal)
    if actor.role not in (Role.DESK, Role.COMMITTEE, Role.COUNCIL):
        return
    course.may_supervise = bool(may_supervise(actor, proposal))
    today = timezone.localdate()
    over = (row for row in course.visits if row.recorded_at is None and row.on <= today)
    course.to_record = {row.pk for row in over if course.may_supervise}
    course.may_instruct = bool(instructing.may_instruct(actor, proposal))
    course.may_nominate = bool(marking.may_nominate(actor, proposal))
    course.may_mark = bool(marking.may_mark(actor, proposal))
    course.may_unmark = bool(marking.may_unmark(actor, proposal))


def _of_parts(shown: Collection[Assignment], name: str) -> list[Any]:
    """The rows of that relation of all these parts, each with its part at hand."""
    found = []
    for part in shown:
        for row in getattr(part, name).all():
            row.assignment = part
            found.append(row)
    return sorted(found, key=lambda row: row.pk)


def _steps(shown: Collection[Assignment]) -> list[Escalation]:
    """The rungs that were taken, in one query."""
    found = Escalation.objects.filter(clock__assignment__in=[row.pk for row in shown])
    return list(found.select_related("clock__assignment__organ"))
