"""交办: into whose hands a proposal goes, and how it comes out of them again."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Min
from django.utils import timezone

from congress import timeline
from congress.actors import Actor
from congress.dictionaries import words
from congress.models import Organ, Person
from congress.permissions import ALLOWED, Verdict, refuse, require
from congress.rereading import reread
from congress.workflow import OutOfTurn
from proposals import clocks, handling, telling, triage
from proposals.classifying import disputes
from proposals.classifying.guards import follows_decision, not_in_dispute
from proposals.holding import take_hold
from proposals.models import Assignment, LimitKey, Proposal, Release
from proposals.workflow import assignment_steps, steps_of

# Who decided how, as the organ is told.
DECIDED = {
    "grant_release": "交办方同意",
    "refuse_release": "交办方不同意",
    "move": "编办裁定同意",
    "uphold": "编办裁定不同意",
}


def unserved(organs: Iterable[Organ], *, on: date) -> list[Organ]:
    """Those of the organs for which nobody acts on that day: nobody would sign in."""
    wanted = list(organs)
    without = set(
        Organ.objects.filter(pk__in=[organ.pk for organ in wanted]).unserved(on).values_list("pk", flat=True)
    )
    return [organ for organ in wanted if organ.pk in without]


def fits(proposal: Proposal, lead: Organ | None, joint: Sequence[Organ], separate: Sequence[Organ]) -> Verdict:
    """One lead with any joint ones, or several separate ones; each once, each of the holder's own organs."""
    chosen = [*([lead] if lead else []), *joint, *separate]
    if bool(lead) == bool(separate):
        return refuse("请选择一个主办单位，或者选择分办单位。")
    if separate and joint:
        return refuse("分办时各单位分别答复，没有协办单位。")
    if len({organ.pk for organ in chosen}) != len(chosen):
        return refuse("同一个单位只能选一次。")
    if any(organ.congress_id != proposal.holder_id or not organ.is_active for organ in chosen):
        return refuse("只能交给本级正在使用的承办单位。")
    return ALLOWED


@transaction.atomic
def assign(
    proposal: Proposal,
    *,
    lead: Organ | None = None,
    joint: Sequence[Organ] = (),
    separate: Sequence[tuple[Organ, str]] = (),
    lane: str,
    by: Actor,
    on: date,
    committee: Organ | None = None,
    category: str = "",
) -> None:
    """Hand the proposal to its organs and start their clocks; a submitted one is accepted in the same breath.

    Args:
        lead, joint: one lead organ and those who help it.
        separate: organs that each answer a named part, instead of a lead.
        lane: how fast (即办, 普通, 紧急, 正式).
        on: 交办日期, from which the law counts.
        committee: who supervises.
        category: of the dictionary; empty keeps the deputy's own.
    """
    separately = [organ for organ, _ in separate]
    require(fits(proposal, lead, joint, separately))
    require(not_in_dispute(proposal) and follows_decision(proposal, [lead] if lead else separately))
    if proposal.state == Proposal.State.SUBMITTED and proposal.kind != Proposal.Kind.MOTION:
        triage.accept(proposal, by=by, on=on)
    facts = {"lane": lane, "committee": committee or proposal.committee, "category": category or proposal.category}
    _choose(proposal, by=by, **facts)
    clocks.stop(LimitKey.ASSIGN, proposal, on=on)
    released = proposal.assignments.filter(state=Assignment.State.RELEASED)
    first = released.aggregate(day=Min("first_assigned_on"))["day"]
    if lead:
        _hand_to(proposal, lead, Assignment.Part.LEAD, by=by, on=on, first=first)
    for organ in joint:
        _hand_to(proposal, organ, Assignment.Part.JOINT, by=by, on=on, first=first)
    for organ, part in separate:
        _hand_to(proposal, organ, Assignment.Part.SEPARATE, by=by, on=on, first=first, named_part=part)
    names = "、".join(str(organ) for organ in [*([lead] if lead else [o for o, _ in separate]), *joint])
    steps_of(proposal).take("assign", proposal, by=by, note=f"交{names}办理", assigned_on=on)
    telling.assigned(proposal, on=on)


def _choose(proposal: Proposal, *, by: Actor, **facts: Any) -> None:
    """Settle what the limits depend on, and lock the proposal: of two who assign at once the later is told so."""
    require(steps_of(proposal).steps["assign"].may(by, proposal))
    sources = steps_of(proposal).steps["assign"].sources
    still = Proposal.objects.filter(pk=proposal.pk, state__in=sources)
    if not still.update(**facts):
        raise OutOfTurn("这一件刚刚已经交办，请看最新情况再决定。")
    reread(proposal)


def _hand_to(
    proposal: Proposal,
    organ: Organ,
    part: str,
    *,
    by: Actor,
    on: date,
    named_part: str = "",
    first: date | None = None,
) -> Assignment:
    assignment = proposal.assignments.create(
        organ=organ,
        part=part,
        named_part=named_part,
        assigned_on=on,
        first_assigned_on=first or on,
        assigned_by=by.grant,
    )
    timeline.record(
        "hand_over", assignment, by=by, after=assignment.state, root=proposal.pk, organ=str(organ.pk), part=part
    )
    clocks.start(LimitKey.SIGN_IN, assignment, on=on)
    clocks.start(LimitKey.RELEASE, assignment, on=on)
    if part == Assignment.Part.JOINT:
        clocks.start(LimitKey.OPINION, assignment, on=on)
    else:
        clocks.start(LimitKey.CONTACT, assignment, on=on)
        clocks.start(LimitKey.REPLY, assignment, on=on, until=clocks.ceiling(assignment))
    return assignment


@transaction.atomic
def recall(proposal: Proposal, *, reason: str, by: Actor, on: date) -> None:
    """收回交办: while nobody has signed in, the desk takes a wrong assignment back."""
    take_hold(proposal)
    begun = proposal.assignments.current().exclude(state=Assignment.State.ASSIGNED).exists()
    require(refuse("已有单位签收，不能收回；可由承办单位申请退办。") if begun else ALLOWED)
    end_assignments(proposal, by=by, on=on)
    steps_of(proposal).take("recall", proposal, by=by, note=reason, assigned_on=None)
    clocks.await_assignment(proposal, on=on)
    telling.recalled(proposal)


def end_assignments(proposal: Proposal, *, by: Actor | None, on: date) -> None:
    """Whatever organs still do with the proposal ends; their clocks stop."""
    for assignment in proposal.assignments.current():
        if assignment.state in assignment_steps.steps["end"].sources:
            assignment_steps.take("end", assignment, by=by)
            clocks.stop_all(assignment, on=on)
            handling.drop_requests(assignment)


@transaction.atomic
def sign_in(assignment: Assignment, *, by: Actor, at: datetime) -> None:
    """签收: the organ has it; who signs in is its handler until it is handed on inside."""
    assignment_steps.take("sign_in", assignment, by=by, signed_in_at=at, handler=by.person)
    clocks.stop(LimitKey.SIGN_IN, assignment, on=timezone.localdate(at))


def sign_in_all(*, by: Actor, at: datetime) -> int:
    """签收 everything that waits for this organ; says how many. What another took meanwhile is left out."""
    taken = 0
    for assignment in Assignment.objects.visible_to(by).filter(state=Assignment.State.ASSIGNED):
        try:
            sign_in(assignment, by=by, at=at)
        except OutOfTurn:
            continue
        taken += 1
    return taken


@transaction.atomic
def delegate(assignment: Assignment, *, office: Organ | None, handler: Person | None, by: Actor) -> None:
    """转科室: an office and a person inside the organ do the work; outwardly the organ answers."""
    from proposals.permissions import may_handle

    require(may_handle(by, assignment))
    if office is not None and office.parent_id != assignment.organ_id:
        require(refuse("只能转给本单位的内设科室。"))
    Assignment.objects.filter(pk=assignment.pk).update(office=office, handler=handler or assignment.handler)
    timeline.record("delegate", assignment, by=by, root=assignment.proposal_id, note=f"转{office or handler}办理")
    reread(assignment)


@transaction.atomic
def ask_release(
    assignment: Assignment, *, reason: str, proposed_organ: Organ | None, by: Actor, on: date, code: str = ""
) -> Release:
    """申请退办: it is not this organ's business. The reply clock runs on while the desk decides."""
    kind = words("release", assignment.proposal.holder).label(code, on) if code else ""
    assignment_steps.take("ask_release", assignment, by=by, note=f"{kind}。{reason}" if kind else reason)
    release = assignment.releases.create(code=code, reason=reason, proposed_organ=proposed_organ, asked_by=by.person)
    clocks.stop(LimitKey.RELEASE, assignment, on=on)
    clocks.stop(LimitKey.SIGN_IN, assignment, on=on)
    clocks.start(LimitKey.REASSIGN, assignment, on=on)
    if disputes.refer_by_rule(release, on=on) is None:
        telling.release_asked(assignment, on=on)
    return release


@transaction.atomic
def grant_release(
    assignment: Assignment, *, organ: Organ | None, answer: str, by: Actor, on: date, step: str = "grant_release"
) -> None:
    """同意退办: another organ takes its place at once, or the proposal waits to be assigned again.

    The new organ's limits run from the new 交办; six months from the first 交办 stay the ceiling.

    Args:
        step: by which it is taken: the desk's own, or `move` for the 编办's decision.
    """
    proposal = assignment.proposal
    assignment_steps.take(step, assignment, by=by, note=answer)
    _decide_release(assignment, is_granted=True, answer=answer, by=by)
    clocks.stop_all(assignment, on=on)
    handling.drop_requests(assignment)
    if organ is not None:
        require(fits(proposal, organ, [], []))
        taken = proposal.assignments.current().filter(organ=organ).exists()
        require(refuse("这个单位已经在办理这件建议。") if taken else ALLOWED)
        _hand_to(
            proposal,
            organ,
            assignment.part,
            by=by,
            on=on,
            named_part=assignment.named_part,
            first=assignment.first_assigned_on,
        )
    else:
        _go_without(assignment, answer=answer, by=by, on=on)
    telling.release_decided(assignment, organ, answer, on=on, word=DECIDED[step])


def _go_without(assignment: Assignment, *, answer: str, by: Actor, on: date) -> None:
    """No other organ is named: a joint one is done without; after the last that owed a reply the desk assigns anew."""
    proposal = assignment.proposal
    if proposal.assignments.current().replying().exists():
        is_part = assignment.part == Assignment.Part.SEPARATE
        require(refuse(f"请选择改由哪个单位办理“{assignment.named_part}”这一部分。") if is_part else ALLOWED)
        return
    end_assignments(proposal, by=by, on=on)
    steps_of(proposal).take("recall", proposal, by=by, note=answer, assigned_on=None)
    clocks.await_assignment(proposal, on=on)


@transaction.atomic
def refuse_release(
    assignment: Assignment, *, answer: str, by: Actor, at: datetime, step: str = "refuse_release"
) -> None:
    """不同意退办: the organ handles it; that counts as having signed in.

    Args:
        step: by which it is taken: the desk's own, or `uphold` for the 编办's decision.
    """
    facts: dict[str, Any] = {} if assignment.signed_in_at else {"signed_in_at": at}
    assignment_steps.take(step, assignment, by=by, note=answer, **facts)
    _decide_release(assignment, is_granted=False, answer=answer, by=by)
    clocks.stop(LimitKey.REASSIGN, assignment, on=timezone.localdate(at))
    telling.release_decided(assignment, None, answer, on=timezone.localdate(at), word=DECIDED[step])


def _decide_release(assignment: Assignment, *, is_granted: bool, answer: str, by: Actor) -> None:
    assignment.releases.filter(decided_at__isnull=True).update(
        is_granted=is_granted, answer=answer, decided_by=by.person, decided_at=timezone.now()
    )
