"""批示: what the leader of a key item asks of an organ, answered by a day."""

from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from congress import timeline
from congress.actors import Actor
from congress.models import Role
from congress.permissions import ALLOWED, Verdict, refuse, require
from congress.workflow import OutOfTurn
from proposals.holding import take_hold
from proposals.models import Assignment, Instruction, Proposal
from proposals.permissions import of_the_organ
from proposals.supervision import telling
from proposals.supervision.supervisors import is_its_leader, is_whole_desk, key_item_of

GONE = (Assignment.State.RELEASED, Assignment.State.ENDED)


def may_instruct(actor: Actor | None, proposal: Proposal) -> Verdict:
    """The leader himself, or the desk that puts on record what he wrote on paper."""
    if key_item_of(proposal) is None:
        return refuse("重点督办件才有领办领导的批示。")
    if proposal.state not in (Proposal.State.IN_HAND, Proposal.State.ANSWERED):
        return refuse("交办以后、办结以前才能登记批示。")
    who = is_its_leader(actor, proposal) or is_whole_desk(actor, proposal)
    return who and ALLOWED if who else refuse("只有领办领导和代表工委可以登记批示。")


@transaction.atomic
def instruct(assignment: Assignment, *, text: str, given_on: date, due_on: date, by: Actor, on: date) -> Instruction:
    """登记批示; the organ is told until when it answers."""
    proposal = assignment.proposal
    take_hold(proposal)
    assignment.refresh_from_db()
    require(may_instruct(by, proposal))
    require(refuse("这个单位已不再承办。") if assignment.state in GONE else ALLOWED)
    require(ALLOWED if given_on <= on else refuse("批示日期不能晚于今天。"))
    require(ALLOWED if due_on >= on else refuse("答复期限不能早于今天。"))
    key = key_item_of(proposal)
    assert key is not None
    leader = by.grant if by.role == Role.COUNCIL else key.leader
    facts = {"leader": leader, "text": text, "given_on": given_on, "due_on": due_on, "recorded_by": by.grant}
    if same := assignment.instructions.filter(**facts, answered_at__isnull=True).first():
        return same  # pressed twice
    made = assignment.instructions.create(**facts)
    timeline.record("instruct", assignment, by=by, root=proposal.pk, instruction=made.pk)
    telling.instructed(made, on=on)
    return made


def unanswered() -> QuerySet[Instruction]:
    """Those that an organ still has to answer: it has the matter in hand."""
    rows = Instruction.objects.filter(answered_at__isnull=True).exclude(assignment__state__in=GONE)
    return rows.filter(assignment__proposal__is_live=True)


def may_answer_instruction(actor: Actor | None, instruction: Instruction) -> Verdict:
    """The organ it was given to, once."""
    mine = of_the_organ(actor, instruction.assignment)
    if not mine:
        return mine
    if instruction.assignment.state in GONE:
        return refuse("本单位已不再承办。")
    return refuse("这份批示已经答复。") if instruction.answered_at else ALLOWED


@transaction.atomic
def answer_instruction(instruction: Instruction, *, answer: str, by: Actor, on: date) -> None:
    """答复批示.

    Raises:
        OutOfTurn: when a colleague has just done so.
    """
    assignment = instruction.assignment
    take_hold(assignment)
    require(of_the_organ(by, assignment))
    facts = {"answer": answer, "answered_by": by.grant, "answered_at": timezone.now()}
    if not unanswered().filter(pk=instruction.pk).update(**facts):
        raise OutOfTurn("这份批示刚刚已经答复，请看最新情况。")
    timeline.record("answer_instruction", assignment, by=by, root=assignment.proposal_id, instruction=instruction.pk)
    instruction.refresh_from_db()
    telling.instruction_answered(instruction, on=on)
