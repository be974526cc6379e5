"""The matters of a practice room: entered, assigned and handled by the figures who play the other parts.

Only figures act here. The person's own steps are what a task is judged by, so none is ever taken in his name.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from secrets import choice
from typing import Any

from django.urls import reverse
from django.utils import timezone

from congress.actors import Actor
from congress.practice import rooms
from congress.practice.grounds import ground, pages
from deputies.models import Seat
from proposals import drafting, handling, replies, routing
from proposals.asks.answering import Answers, asks_of
from proposals.models import AskAnswer, Assignment, Contact, Proposal, Reply

A = Assignment.State
# Made up; each with what is answered to it.
MATTERS = (
    (
        "关于向阳路补装路灯的建议",
        "向阳路从小学到菜场一段没有路灯，夜里看不清路面。希望年底前补装，并查一遍全线的亮灯情况。",
        "已补装路灯十二盏，全线亮灯，请您到现场看。",
    ),
    (
        "关于整治和平巷积水的建议",
        "和平巷口一下雨就积水，老人和孩子绕路走。希望疏通管道，雨季前再检查一次。",
        "已疏通管道八十米，换了三座雨水口，雨季前再查一遍。",
    ),
    (
        "关于春风小区增设充电棚的建议",
        "春风小区电动车没有地方充电，有人从楼上拉线下来，不安全。希望建一处充电棚。",
        "充电棚已经建好，有二十个车位，今后由物业管理。",
    ),
)


@dataclass
class Laid:
    """One matter on its way."""

    parts: rooms.Parts
    at: datetime
    proposal: Proposal
    answer: str

    @property
    def assignment(self) -> Assignment:
        return self.proposal.assignments.current().select_related("organ", "proposal").get()

    def assign(self) -> "Laid":
        """It is with the organ, which has not signed it in yet."""
        on = timezone.localdate(self.at)
        lane = Proposal.Lane.ORDINARY
        routing.assign(self.proposal, lead=self.parts.lead, lane=lane, by=self.parts.desk, on=on)
        return self

    def ask_release(self) -> "Laid":
        """The organ wants to give it back."""
        on = timezone.localdate(self.at)
        reason = "按三定规定，这一件不属于本单位职责。"
        self.assign()
        routing.ask_release(self.assignment, reason=reason, proposed_organ=None, by=self.parts.handler, on=on)
        return self

    def handle(self) -> "Laid":
        """Signed in, and talked about with the deputy: a reply may be written."""
        self.assign()
        by, on = self.parts.handler, timezone.localdate(self.at)
        routing.sign_in(self.assignment, by=by, at=self.at)
        how = {"way": Contact.Way.PHONE, "rank": Contact.Rank.values[0], "result": "代表同意办理意见"}
        persons = f"{by.person.name}、{self.proposal.seat.person.name}"
        handling.log_contact(self.assignment, on=on, persons=persons, by=by, **how)
        return self

    def write_reply(self) -> "Laid":
        """It waits for the signature."""
        self.handle()
        by, assignment = self.parts.handler, self.assignment
        reply = replies.begin(assignment, by=by)
        text = f"{reply.text}{self.answer}"
        said: dict[str, Any] = {"text": text, "outcome": Reply.Outcome.A, "answers": self._answers(assignment)}
        replies.save(reply, by=by, seen=reply.version, lines=[], **said)
        replies.send_for_signing(assignment, by=by, on=timezone.localdate(self.at))
        return self

    def _answers(self, assignment: Assignment) -> Answers:
        return {ask.pk: (AskAnswer.Kind.ADOPTED, self.answer) for ask in asks_of(assignment)}

    def reply(self) -> "Laid":
        """It is answered and waits for the deputy's judgement."""
        self.write_reply()
        replies.sign(self.assignment, by=self.parts.leader, at=self.at)
        return self


def lay(actor: Actor, at: datetime, *, seat: Seat | None = None) -> Laid:
    """A new matter in the actor's room, put forward by the figure who plays a deputy, or under the seat named."""
    parts = rooms.parts(actor.congress)
    title, body, answer = choice(MATTERS)
    seat = seat or parts.deputy.seat
    number = Proposal.objects.filter(congress=actor.congress).count() + 1  # the same words would be the same paper
    proposal = drafting.enter(seat=seat, title=f"{title}（练习{number}）", body=body, by=parts.desk, at=at)
    return Laid(parts, at, proposal, answer)


def standing(
    actor: Actor, at: datetime, state: str, make: Callable[[Laid], Laid], *, seat: Seat | None = None, **also: Any
) -> Assignment:
    """What stands at that state in the room already, laid out earlier and not gone on with; else a new matter.

    Args:
        make: brings a new one there.
        seat: who put it forward, where that matters.
        also: conditions of assignments that it must meet.
    """
    there = Assignment.objects.current().filter(proposal__congress=actor.congress, state=state, **also)
    there = there.filter(proposal__seat=seat) if seat else there
    there = there if actor.is_desk or seat else there.filter(organ=actor.organ)
    return there.order_by("proposal__created_at").first() or make(lay(actor, at, seat=seat)).assignment


def arrived(actor: Actor, at: datetime) -> Proposal:
    """What came in on paper and waits for the desk: nobody can take it back any more."""
    entered = Proposal.objects.filter(congress=actor.congress, entered_by__isnull=False)
    waiting = entered.filter(state=Proposal.State.SUBMITTED)
    return waiting.order_by("created_at").first() or lay(actor, at).proposal


@ground("send_opinion")
def send_opinion(actor: Actor, at: datetime) -> str:
    """An empty draft."""
    return reverse("proposals:edit", args=[drafting.take_up(by=actor, kind=Proposal.Kind.OPINION).pk])


@ground("rate_reply")
def rate_reply(actor: Actor, at: datetime) -> str:
    """A reply to what the deputy himself put forward."""
    return reverse("proposals:rate", args=[standing(actor, at, A.REPLIED, Laid.reply, seat=actor.seat).pk])


@ground("sign_in")
def sign_in(actor: Actor, at: datetime) -> str:
    """Something that came in."""
    return reverse("proposals:detail", args=[standing(actor, at, A.ASSIGNED, Laid.assign).proposal_id])


@ground("ask_release")
def ask_release(actor: Actor, at: datetime) -> str:
    """Something that is not for this organ."""
    return reverse("proposals:ask_release", args=[standing(actor, at, A.ASSIGNED, Laid.assign).pk])


@ground("write_reply")
def write_reply(actor: Actor, at: datetime) -> str:
    """Signed in and talked about."""
    return reverse("proposals:reply", args=[standing(actor, at, A.HANDLING, Laid.handle, contacts__isnull=False).pk])


@ground("sign_reply")
@ground("send_back_reply")
def sign_reply(actor: Actor, at: datetime) -> str:
    """A reply that waits for the signature: the same page signs it or sends it back."""
    return reverse("proposals:sign", args=[standing(actor, at, A.SIGNING, Laid.write_reply).pk])


@ground("assign")
def assign(actor: Actor, at: datetime) -> str:
    """Something that came in."""
    return reverse("proposals:assign", args=[arrived(actor, at).pk])


@ground("send_back")
def send_back(actor: Actor, at: datetime) -> str:
    """Something that came in."""
    return reverse("proposals:send_back", args=[arrived(actor, at).pk])


@ground("decide_release")
def decide_release(actor: Actor, at: datetime) -> str:
    """An organ wants to give something back."""
    return reverse("proposals:decide_release", args=[standing(actor, at, A.RELEASE_ASKED, Laid.ask_release).pk])


NAMES = """
    index create detail edit autosave check done undo discard file remove_file rate withdraw
    inbox sign_in sign_in_all ask_release log_contact reply reply_autosave reply_file sign
    queue accept assign recall send_back refuse decide_release split
"""
pages(*(f"proposals:{name}" for name in NAMES.split()))
