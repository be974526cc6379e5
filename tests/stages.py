"""Proposals brought to a stage by taking the steps, for journeys that begin later than at the first word."""

from django.utils import timezone

from congress.actors import Actor
from congress.models import Grant, Setting
from deputies.models import Seat
from proposals import drafting, handling, rating, replies, routing
from proposals.models import Assignment, Contact, CoSignature, Proposal
from tests.places import START
from tests.world import BODY, TITLE, World, let_the_undo_time_pass

LETTER = "您提出的建议收悉。六盏路灯已经装好，请您到现场看。"


def drafted(grant: Grant, title: str = TITLE, body: str = BODY) -> Proposal:
    """A draft of that deputy's."""
    return drafting.begin(by=Actor(grant), title=title, body=body)


def invited(proposal: Proposal, *seats: Seat) -> None:
    """Its author has asked these deputies to join."""
    assert proposal.seat.grant
    drafting.invite(proposal, list(seats), by=Actor(proposal.seat.grant))


def submitted(grant: Grant, title: str = TITLE, body: str = BODY) -> Proposal:
    """With the desk, past the minutes in which its author may take it back."""
    proposal = drafted(grant, title, body)
    drafting.submit(proposal, by=Actor(grant), at=timezone.now())
    let_the_undo_time_pass(proposal)
    proposal.refresh_from_db()
    return proposal


def answered(world: World, proposal: Proposal) -> Assignment:
    """That proposal, with the desk until now, handed to the urban management and answered by it."""
    lane, today = Proposal.Lane.FORMAL, timezone.localdate()
    routing.assign(proposal, lead=world.urban, lane=lane, by=Actor(world.desk), on=today)
    assignment = proposal.assignments.get(organ=world.urban)
    answer(world, assignment)
    return assignment


def answer(world: World, assignment: Assignment) -> None:
    """By the urban management, from signing in to its leader's signature."""
    talk(world, assignment)
    reply_to(world, assignment)


def talk(world: World, assignment: Assignment) -> None:
    """Signed in, and one contact recorded."""
    routing.sign_in(assignment, by=Actor(world.handler), at=timezone.now())
    meet(world, assignment)


def meet(world: World, assignment: Assignment) -> None:
    """A contact of this round recorded."""
    handling.log_contact(
        assignment,
        on=timezone.localdate(),
        way=Contact.Way.PHONE,
        persons="周某、代表",
        result="代表同意先装四盏",
        by=Actor(world.handler),
    )


def reply_to(world: World, assignment: Assignment) -> None:
    """Written and signed for this round, once the organ has talked with the deputy."""
    write_reply(world, assignment)
    replies.sign(assignment, by=Actor(world.leader), at=timezone.now())


def write_reply(world: World, assignment: Assignment, text: str = LETTER) -> None:
    """With the leader."""
    by = Actor(world.handler)
    reply = replies.begin(assignment, by=by)
    replies.save(reply, by=by, seen=reply.version, outcome="A", text=text)
    replies.send_for_signing(assignment, by=by, on=timezone.localdate())


def many_submitted(grant: Grant, number: int, title: str, body: str) -> list[Proposal]:
    """As many, alike but for the number at the end of their titles."""
    return [submitted(grant, f"{title}（{n}）", body) for n in range(1, number + 1)]


def assigned(world: World, title: str = TITLE, *, joint: bool = False, lane: str = Proposal.Lane.FORMAL) -> Assignment:
    """With the urban management as lead, perhaps with the housing office beside it."""
    proposal = submitted(world.deputy, title)
    others = [world.housing] if joint else []
    routing.assign(proposal, lead=world.urban, joint=others, lane=lane, by=Actor(world.desk), on=timezone.localdate())
    return proposal.assignments.get(organ=world.urban)


def signed_in(world: World, title: str = TITLE, *, joint: bool = False) -> Assignment:
    """Taken by the urban management."""
    assignment = assigned(world, title, joint=joint)
    routing.sign_in(assignment, by=Actor(world.handler), at=timezone.now())
    return assignment


def handled(world: World, title: str = TITLE, *, joint: bool = False) -> Assignment:
    """Signed in, with one contact recorded."""
    assignment = assigned(world, title, joint=joint)
    talk(world, assignment)
    return assignment


def to_be_signed(world: World, title: str = TITLE) -> Assignment:
    """With the leader."""
    assignment = handled(world, title)
    write_reply(world, assignment)
    return assignment


def replied(world: World, title: str = TITLE) -> Assignment:
    """Signed and with the deputy."""
    assignment = to_be_signed(world, title)
    replies.sign(assignment, by=Actor(world.leader), at=timezone.now())
    return assignment


def disputed(world: World, title: str = TITLE) -> Assignment:
    """Still unsatisfactory after the only round that this city has."""
    Setting.objects.get_or_create(key="rehandle.max_rounds", value=1, starts_on=START)
    return rated(world, title, result="dissatisfied", reason="北段仍然很暗")


def replied_jointly(world: World, title: str = TITLE) -> Assignment:
    """The same of a proposal that another deputy joined."""
    assignment = replied(world, title)
    proposal = assignment.proposal
    answered = {"decided_at": timezone.now(), "confirmed_text": proposal.text_digest}
    CoSignature.objects.create(proposal=proposal, seat=world.li, state=CoSignature.State.CONFIRMED, **answered)
    return Assignment.objects.get(pk=assignment.pk)


def rated(world: World, title: str = TITLE, *, result: str = "satisfied", reason: str = "") -> Assignment:
    """Judged by the deputy."""
    assignment = replied(world, title)
    rating.rate(
        assignment, process="satisfied", result=result, reason=reason, by=Actor(world.deputy), at=timezone.now()
    )
    return assignment
