"""重点督办件: proposed by desk or committee, marked by the 主任会议 and taken off again; the desk keeps the record."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from congress import timeline
from congress.actors import Actor
from congress.models import Grant, Organ, Role
from congress.permissions import ALLOWED, Verdict, refuse, require
from congress.workflow import OutOfTurn
from proposals.holding import take_hold
from proposals.models import KeyItem, Nomination, Proposal
from proposals.motions.guards import review_settled
from proposals.supervision import telling
from proposals.supervision.supervisors import is_its_committee, is_whole_desk, key_item_of

P = Proposal.State
MARKABLE = (P.REGISTERED, P.HANDED, P.IN_HAND, P.ANSWERED)


def is_markable(proposal: Proposal) -> Verdict:
    """Accepted, not closed, no motion on its way through the congress, and not marked already."""
    is_motion = proposal.kind == Proposal.Kind.MOTION and proposal.state == P.REGISTERED
    if proposal.state not in MARKABLE or is_motion:
        return refuse("受理以后、办结以前的建议才能列为重点督办件。")
    is_key = refuse("这一件已经是重点督办件。") if key_item_of(proposal) else ALLOWED
    return review_settled(proposal) and is_key


def may_nominate(actor: Actor | None, proposal: Proposal) -> Verdict:
    """Desk or supervising committee, once at a time."""
    who = is_whole_desk(actor, proposal) or is_its_committee(actor, proposal)
    if not who:
        return refuse("只有代表工委和督办工委可以提请列为重点督办件。")
    waiting = waiting_nomination(proposal)
    return is_markable(proposal) and (refuse("已经提请，等主任会议决定。") if waiting else ALLOWED)


def may_mark(actor: Actor | None, proposal: Proposal) -> Verdict:
    """The desk, for the 主任会议."""
    return is_whole_desk(actor, proposal) and is_markable(proposal)


def may_unmark(actor: Actor | None, proposal: Proposal) -> Verdict:
    """The same, of what is marked."""
    is_key = ALLOWED if key_item_of(proposal) else refuse("这一件不是重点督办件。")
    return is_whole_desk(actor, proposal) and is_key


def waiting_nomination(proposal: Proposal) -> Nomination | None:
    """The one that the 主任会议 has not decided."""
    return next((row for row in proposal.nominations.all() if row.decided_at is None), None)


@transaction.atomic
def nominate(proposal: Proposal, *, reason: str, by: Actor, on: date) -> Nomination:
    """提请列为重点督办件."""
    take_hold(proposal)
    require(may_nominate(by, proposal))
    made = proposal.nominations.create(reason=reason, nominated_by=by.grant)
    timeline.record("nominate_key", proposal, by=by)
    telling.nominated(made, on=on)
    return made


def fits(proposal: Proposal, leader: Grant, committee: Organ, marked_on: date, *, on: date) -> Verdict:
    """A leader and a committee of the congress that holds it; the meeting was held."""
    if leader.role != Role.COUNCIL or leader.congress_id != proposal.holder_id or leader.is_over(on):
        return refuse("领办领导应是本级主任会议成员。")
    is_own = committee.kind == Organ.Kind.COMMITTEE and committee.congress_id == proposal.holder_id
    if not is_own or not committee.is_active:
        return refuse("请选择本级的督办工委。")
    return ALLOWED if marked_on <= on else refuse("主任会议日期不能晚于今天。")


@transaction.atomic
def mark(
    proposal: Proposal, *, leader: Grant, committee: Organ, marked_on: date, reason: str, by: Actor, on: date
) -> KeyItem:
    """列为重点督办件: a nomination that waits is settled by it.

    Args:
        leader: 领办领导.
        committee: 督办工委, which from now on supervises it.
        marked_on: the day of the 主任会议.
    """
    take_hold(proposal)
    require(may_mark(by, proposal) and fits(proposal, leader, committee, marked_on, on=on))
    _settle(proposal, by, is_agreed=True, answer=reason)
    key = proposal.key_items.create(leader=leader, marked_on=marked_on, reason=reason, marked_by=by.grant)
    Proposal.objects.filter(pk=proposal.pk).update(committee=committee)
    proposal.committee = committee
    note = f"{leader.person.name}领办，{committee}督办。{reason}"
    timeline.record("mark_key", proposal, by=by, note=note, key_item=key.pk)
    telling.marked(key, on=on)
    return key


@transaction.atomic
def decline(proposal: Proposal, *, reason: str, by: Actor, on: date) -> None:
    """不列为重点督办件: what the 主任会议 said of a nomination.

    Raises:
        OutOfTurn: when none waits.
    """
    require(is_whole_desk(by, proposal))
    take_hold(proposal)
    nomination = waiting_nomination(proposal)
    if nomination is None or not _settle(proposal, by, is_agreed=False, answer=reason):
        raise OutOfTurn("现在没有等决定的提请，请看最新情况。")
    timeline.record("decline_key", proposal, by=by)
    nomination.refresh_from_db()
    telling.declined(nomination, on=on)


def _settle(proposal: Proposal, by: Actor, *, is_agreed: bool, answer: str) -> int:
    waiting = proposal.nominations.filter(decided_at__isnull=True)
    return waiting.update(is_agreed=is_agreed, answer=answer, decided_by=by.grant, decided_at=timezone.now())


@transaction.atomic
def unmark(proposal: Proposal, *, ended_on: date, reason: str, by: Actor, on: date) -> None:
    """取消重点督办, with the day of the 主任会议 and its reason. The committee goes on supervising."""
    take_hold(proposal)
    require(may_unmark(by, proposal))
    key = key_item_of(proposal)
    assert key is not None
    if not key.marked_on <= ended_on <= on:
        require(refuse("取消的日期应在列入以后、今天以前。"))
    people = telling.concerned(proposal, on)
    _end(key, by, on=ended_on, reason=reason)
    timeline.record("unmark_key", proposal, by=by, note=reason, key_item=key.pk)
    telling.unmarked(key, people, on=on)


def fall_with(proposal: Proposal, *, by: Actor, on: date) -> None:
    """Its author withdrew the matter: nothing is left to supervise."""
    for key in proposal.key_items.current():
        _end(key, by, on=max(on, key.marked_on), reason="代表撤回")
        timeline.record("unmark_key", proposal, by=by, note="代表撤回", key_item=key.pk)
    _settle(proposal, by, is_agreed=False, answer="代表撤回")


def _end(key: KeyItem, by: Actor, *, on: date, reason: str) -> None:
    facts = {"ended_on": on, "end_reason": reason, "ended_by": by.grant, "ended_at": timezone.now()}
    if not KeyItem.objects.current().filter(pk=key.pk).update(**facts):
        raise OutOfTurn("这一件刚刚已经取消重点督办。")
    key.refresh_from_db()
