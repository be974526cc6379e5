"""What a page shows of a proposal: the one word for its state, its light, its timeline, the next step."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from congress import timeline
from congress.actors import Actor
from congress.calendar_table import current_calendar
from congress.models import Event, Organ, Role
from congress.workdays import Calendar
from proposals.clocks import Light, light
from proposals.models import Assignment, Clock, CoSignature, LimitKey, Promise, Proposal
from proposals.named_steps import AFTER_RATING, AMONG_DEPUTIES, DEEDS, FOR_STAFF, RATING, SILENT

P = Proposal.State
A = Assignment.State

FOR_DEPUTY = {
    P.SUBMITTED: "已提交",
    P.RETURNED: "请补充",
    P.REFUSED: "没有作为建议办理",
    P.MERGED: "已并案",
    P.REGISTERED: "已受理，正在确定承办单位",
    P.ESCALATED: "已转其他人大办理",
    P.ANSWERED: "已答复，请您评价",
    P.CLOSED: "已办结",
}
# The order in which an assignment's state shows for the whole: the one furthest behind speaks.
SPEAKING = [A.RELEASE_ASKED, A.ASSIGNED, A.REHANDLING, A.HANDLING, A.SIGNING, A.REPLIED, A.DISPUTED]
DISPUTED_FOR_DEPUTY = "代表工委正在协调"


def state_word(proposal: Proposal, actor: Actor | None, assignments: list[Assignment] | None = None) -> str:
    """The word on screen for where a proposal stands, computed from its state and its assignments.

    Args:
        proposal: which.
        actor: who reads: deputies get the words of a letter, staff those of the office.
        assignments: its current ones where the caller has them already.
    """
    for_deputy = actor is not None and actor.is_deputy
    if proposal.state == P.IN_HAND:
        rows = assignments if assignments is not None else list(proposal.assignments.current())
        owed = [row.state for row in rows if row.part != Assignment.Part.JOINT]
        state = next((s for s in SPEAKING if s in owed), A.HANDLING)
        if for_deputy:
            words = {
                A.ASSIGNED: "已交办",
                A.RELEASE_ASKED: "已交办",
                A.REHANDLING: "重新办理中",
                A.REPLIED: "已答复，请您评价",
                A.DISPUTED: DISPUTED_FOR_DEPUTY,
            }
            return words.get(state, "办理中")
        return str(A(state).label)
    if proposal.state == P.ANSWERED and _is_disputed(proposal, assignments):
        return DISPUTED_FOR_DEPUTY if for_deputy else str(A.DISPUTED.label)
    if for_deputy and proposal.state in FOR_DEPUTY and proposal.kind != Proposal.Kind.MOTION:
        return FOR_DEPUTY[P(proposal.state)]
    if proposal.state == P.ESCALATED:
        return "转办，待接收"
    if proposal.kind == Proposal.Kind.MOTION and proposal.state in OF_A_MOTION:
        return OF_A_MOTION[P(proposal.state)]
    return proposal.get_state_display()


def _is_disputed(proposal: Proposal, assignments: list[Assignment] | None) -> bool:
    """No reply waits for a rating, and the deputy stays dissatisfied with one."""
    rows = assignments if assignments is not None else list(proposal.assignments.current())
    states = {row.state for row in rows}
    return A.DISPUTED in states and A.REPLIED not in states


def assignment_word(assignment: Assignment, actor: Actor | None) -> str:
    """The word for where one organ stands; what goes on between organ and desk is not for the deputy."""
    if actor is not None and actor.is_deputy:
        words = {A.ASSIGNED: "已交办", A.RELEASE_ASKED: "已交办", A.SIGNING: "办理中", A.REPLIED: "已答复，请您评价"}
        words[A.DISPUTED] = DISPUTED_FOR_DEPUTY
        return words.get(A(assignment.state), assignment.get_state_display())
    return assignment.get_state_display()


OF_A_MOTION = {P.SUBMITTED: "待登记", P.REGISTERED: "已登记，待审查"}
NEXT_OF_A_MOTION = {
    P.COSIGN: "联名够了法定人数，并且在截止时间以前，即可提交。",
    P.SUBMITTED: "大会秘书处正在登记。",
    P.REGISTERED: "大会秘书处交委员会审查。",
    P.EXAMINING: "委员会审查后，由主席团决定。",
    P.EXAMINED: "等主席团决定。",
    P.ON_AGENDA: "等大会表决。",
    P.REFERRED: "委员会审议后，向常委会提出审议结果报告。",
    P.REPORTED: "等常委会决定。",
    P.HANDED: "代表工委正在确定承办单位。",
}


@dataclass(frozen=True)
class Row:
    """One line of the timeline: done with its moment, or still to come with its day."""

    label: str
    at: datetime | None = None
    day: date | None = None
    who: str = ""
    note: str = ""
    is_current: bool = False
    is_ahead: bool = False
    event: Event | None = None


def rows_for(proposal: Proposal, actor: Actor, assignments: list[Assignment]) -> list[Row]:
    """The timeline as this actor may see it, oldest first; what he may not see is absent."""
    is_organ = actor.role in (Role.HANDLER, Role.ORGAN_LEADER)
    organs = {row.pk: row.organ for row in assignments} | (organs_that_promised(assignments) if is_organ else {})
    words = DEEDS if actor.is_deputy else {**DEEDS, **FOR_STAFF}
    seen = [event for event in timeline.of(proposal.pk) if may_see(event, actor, organs, proposal)]
    if proposal.kind == Proposal.Kind.MOTION or proposal.motion_number:
        words = {**words, "accept": "登记"}
    if is_organ:
        seen, words = _without_changed_ratings(seen), {**words, "rate_again": words["rate"]}
    rows = []
    for event in seen:
        if event.step not in words or event.step in SILENT:
            continue
        who = _signature(event, actor, hides_deputies=proposal.is_name_hidden)
        note = event.note.text if hasattr(event, "note") else ""
        rows.append(Row(words[event.step], at=event.at, who=who, note=note, event=event))
    return rows


def organs_that_promised(assignments: list[Assignment]) -> dict[UUID, Organ]:
    """Whose each promise is: its events are the organ's own."""
    organs = {row.pk: row.organ for row in assignments}
    promises = Promise.objects.made().filter(reply__assignment__in=list(organs))
    return {pk: organs[row] for pk, row in promises.order_by().values_list("pk", "reply__assignment")}


def rows_ahead(proposal: Proposal, actor: Actor, clocks: list[Clock], assignments: list[Assignment]) -> list[Row]:
    """What is still to come of a proposal at work, each with its day where it has one: the replies, the rating."""
    organs = {row.pk: str(row.organ) for row in assignments}
    replies = [clock for clock in clocks if clock.limit in (LimitKey.REPLY, LimitKey.REHANDLE)]
    rows = [
        Row("应答复", day=clock.due_on, who=organs.get(clock.assignment_id, ""), is_ahead=True)
        for clock in sorted(replies, key=lambda clock: clock.due_on)
        if clock.assignment_id
    ]
    rating = next((clock.due_on for clock in clocks if clock.limit == LimitKey.RATE), None)
    if rows or rating:
        rows.append(Row("您评价" if actor.is_deputy else "等待评价", day=rating, is_ahead=True))
    return rows


def _without_changed_ratings(events: list[Event]) -> list[Event]:
    """What an organ is told of a rating that was changed in its first minutes: the last word, not the one before."""
    kept: list[Event] = []
    for event in events:
        if event.step == "rate_again":
            before = [at for at, old in enumerate(kept) if old.subject_id == event.subject_id and old.step in RATING]
            kept[before[-1] :] = [old for old in kept[before[-1] :] if old.step not in {*RATING, *AFTER_RATING}]
        kept.append(event)
    return kept


def may_see(event: Event, actor: Actor, organs: dict[UUID, Organ], proposal: Proposal) -> bool:
    """An organ sees the proposal's own steps since it was sent, and its own, not another organ's."""
    if event.step == "rehandle" and event.subject_id == proposal.pk:
        return False  # the organ's own step says it
    if actor.role not in (Role.HANDLER, Role.ORGAN_LEADER):
        return True
    if event.subject_id == proposal.pk:
        return event.step not in AMONG_DEPUTIES
    return organs.get(event.subject_id) == actor.organ


def _signature(event: Event, actor: Actor, *, hides_deputies: bool) -> str:
    """Who did it, in the reader's terms: the deputy deals with a desk, an organ perhaps with an unnamed deputy."""
    if event.grant is None or event.person is None:
        return "系统"
    name, place = event.person.name, str(event.grant.organ or event.grant.congress.place)
    if event.grant.role == Role.DEPUTY:
        return "代表" if hides_deputies and actor.role in (Role.HANDLER, Role.ORGAN_LEADER) else name
    if event.grant.role == Role.DESK and actor.is_deputy:
        return f"{event.grant.congress.place}代表工委"
    return f"{place} {name}"


HIDDEN = "（应要求不显示）"


def author_for(proposal: Proposal, actor: Actor) -> str:
    """The author's name, as this actor may know it."""
    hidden = proposal.is_name_hidden and actor.role in (Role.HANDLER, Role.ORGAN_LEADER)
    if hidden:
        return HIDDEN
    name = proposal.seat.person.name
    return f"{proposal.delegation}（团长{name}）" if proposal.delegation else name


def phone_for(proposal: Proposal, actor: Actor) -> str:
    """The author's phone, for himself, the desk, and an organ that must talk with him; empty for everybody else.

    A joint organ gives its opinion to the lead organ: it has nothing to ask him.
    """
    is_own = actor.seat is not None and actor.seat.pk == proposal.seat_id
    may_call = actor.role in (Role.HANDLER, Role.ORGAN_LEADER) and not proposal.is_name_hidden
    if may_call:
        may_call = proposal.assignments.current().replying().filter(organ=actor.organ).exists()
    return proposal.seat.person.phone if is_own or actor.is_desk or may_call else ""


def signatories(proposal: Proposal, actor: Actor) -> list[CoSignature]:
    """Who joined. Who was asked and did not is for author and desk; a hidden name hides the others from organs too."""
    rows = proposal.asked_to_join()
    if actor.is_desk or (actor.seat and actor.seat.pk == proposal.seat_id):
        return rows
    if proposal.is_name_hidden and actor.role in (Role.HANDLER, Role.ORGAN_LEADER):
        return []
    return [row for row in rows if row.state == CoSignature.State.CONFIRMED or row.seat == actor.seat]


def why_sent_back(assignment: Assignment) -> str:
    """What the leader wants changed in the reply, until it is sent to him again."""
    steps = ["send_for_signing", "send_back_reply"]
    event = timeline.of(assignment.proposal_id).filter(subject_id=assignment.pk, step__in=steps).last()
    if event is None or event.step != "send_back_reply":
        return ""
    return event.note.text if hasattr(event, "note") else ""


def clocks_for(running: Iterable[Clock], actor: Actor, own: Collection[UUID]) -> list[Clock]:
    """The running limits of one proposal that a reader sees: an organ those of its own part alone.

    Args:
        own: the reader's assignments, where he acts for an organ.
    """
    if actor.role not in (Role.HANDLER, Role.ORGAN_LEADER):
        return list(running)
    return [clock for clock in running if _assignment_of(clock) in own]


def _assignment_of(clock: Clock) -> UUID | None:
    if clock.promise:
        return clock.promise.reply.assignment_id
    return clock.reply.assignment_id if clock.reply else clock.assignment_id


# The desk's own first, then what it waits for.
OF_THE_DESK = [
    LimitKey.REVIEW,
    LimitKey.ASSIGN,
    LimitKey.REASSIGN,
    LimitKey.ARBITRATE,
    LimitKey.REHANDLE,
    LimitKey.REPLY,
]


def main_clock(clocks: list[Clock], actor: Actor) -> Clock | None:
    """The running limit that matters most to this reader: his own first, then the nearest."""
    order = {
        Role.DEPUTY: [LimitKey.SUPPLEMENT, LimitKey.RATE, LimitKey.REHANDLE, LimitKey.REPLY, LimitKey.ASSIGN],
        Role.DESK: OF_THE_DESK,
    }.get(Role(actor.role), [LimitKey.REHANDLE, LimitKey.REPLY, LimitKey.OPINION, LimitKey.SIGN_IN])
    running = sorted((c for c in clocks if c.stopped_on is None), key=lambda c: c.due_on)
    for key in order:
        for clock in running:
            if clock.limit == key:
                return clock
    return running[0] if running else None


def light_of(clocks: list[Clock], actor: Actor, *, today: date, calendar: Calendar | None = None) -> Light | None:
    """The light of the limit that matters most to this reader."""
    return light(main_clock(clocks, actor), today=today, calendar=calendar or current_calendar())


# Where another one has to decide before anything goes on.
DECIDES = {
    LimitKey.ARBITRATE: "编办{until}裁定由哪个单位办理。",
    LimitKey.REASSIGN: "代表工委{until}审定退办申请。",
}


def next_step(proposal: Proposal, actor: Actor, assignments: list[Assignment], main: Clock | None) -> str:
    """What happens next and until when, in one sentence."""
    until = f"{main.due_on.month}月{main.due_on.day}日前" if main else ""
    if main and main.limit in DECIDES:
        return DECIDES[LimitKey(main.limit)].format(until=until)
    answered = (A.REPLIED, A.RATED, A.LAPSED, A.DISPUTED)
    owing = [row for row in assignments if row.part != Assignment.Part.JOINT and row.state not in answered]
    if proposal.state == P.IN_HAND and owing:
        return f"{'、'.join(str(row.organ) for row in owing)}{until}答复。"
    if proposal.state == P.ANSWERED and _is_disputed(proposal, assignments):
        return "代表工委请双方当面协调，再决定办结或重新办理。"
    if proposal.kind == Proposal.Kind.MOTION and proposal.state in NEXT_OF_A_MOTION:
        return NEXT_OF_A_MOTION[P(proposal.state)]
    if proposal.state == P.MERGED and proposal.merged_into:
        return _waits_with(proposal.merged_into)
    rating = f"请您看完答复后评价，{until}有效。" if actor.is_deputy else f"请代表{until}评价。"
    return {
        P.DRAFT: "写好后请核对并提交。",
        P.COSIGN: "等联名代表逐一确认后即可提交。",
        P.SUBMITTED: f"代表工委正在分办，{until}审核。",
        P.REGISTERED: f"代表工委正在分办，{until}交办。",
        P.RETURNED: f"请{until}补充后再次提交。",
        P.ESCALATED: f"已请{proposal.transfer_to}接收办理。",
        P.IN_HAND: rating,
        P.ANSWERED: rating,
    }.get(P(proposal.state), "")


def _waits_with(head: Proposal) -> str:
    """For whoever was merged: with what, and until when the organs answer both."""
    due = head.all_clocks.running().filter(limit__in=[LimitKey.REPLY, LimitKey.REHANDLE]).order_by("due_on").last()
    until = f"，{due.due_on.month}月{due.due_on.day}日前答复" if due else ""
    return f"已并入{head.number}一起办理{until}；答复同样送您，由您自己评价。"


def latest_deed(proposal: Proposal) -> str:
    """Who did what last, for somebody whose page grew stale."""
    event = timeline.of(proposal.pk).exclude(step__in=SILENT).last()
    if event is None or event.person is None:
        return "情况刚刚有变化，请看最新情况再决定。"
    at = timezone.localtime(event.at)
    deed = {**DEEDS, **FOR_STAFF}.get(event.step, "办理")
    return f"{event.person.name}刚刚（{at:%H:%M}）已对这一件办理了“{deed}”。您的改动没有保存，请看最新情况再决定。"
