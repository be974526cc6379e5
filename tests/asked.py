"""Proposals whose text is split into asks, and replies that answer them, by taking the steps."""

from collections.abc import Sequence

from django.utils import timezone

from congress.actors import Actor
from congress.models import Grant
from proposals import replies
from proposals.asks import splitting
from proposals.checking.faults import Fault, draft_of, soft_faults
from proposals.models import Ask, Assignment, Proposal, Reply
from tests import stages
from tests.world import World

ASKS = ("步道加装六盏路灯", "修好两处台阶")
# Long enough to be compared with earlier replies.
LETTER = (
    "我局会同街道到现场看过，步道东侧确实没有路灯，台阶有两处破损。六盏路灯已列入本月施工计划，电缆管线同步敷设；"
    "台阶由养护所在雨季前修补，并加装防滑条。完工后请您到现场查看，有不妥的地方我们再改。"
)


def split(proposal: Proposal, *texts: str, by: Grant) -> list[Ask]:
    """As somebody splits it who has seen what is there."""
    seen = list(Ask.objects.current().filter(proposal=proposal).values_list("pk", flat=True))
    splitting.split(proposal, texts, by=Actor(by), seen=seen)
    return asks_of(proposal)


def asks_of(proposal: Proposal) -> list[Ask]:
    return list(Ask.objects.current().filter(proposal=proposal))


def draft(assignment: Assignment, by: Grant, answers: Sequence[tuple[Ask, str, str]] = (), **fields: object) -> Reply:
    """A complete reply that answers these asks, saved."""
    reply = replies.begin(assignment, by=Actor(by))
    said = {ask.pk: (kind, words) for ask, kind, words in answers}
    facts = {"outcome": "A", "text": f"{reply.text}已办好。", **fields}
    replies.save(reply, by=Actor(by), seen=reply.version, answers=said, **facts)
    return reply


def sent(assignment: Assignment, by: Grant) -> None:
    replies.send_for_signing(assignment, by=Actor(by), on=timezone.localdate())


def faults(assignment: Assignment, by: Grant) -> list[Fault]:
    return soft_faults(draft_of(Assignment.objects.get(pk=assignment.pk)), Actor(by))


def sign(assignment: Assignment, by: Grant, reason: str = "", seen: Sequence[Fault] | None = None) -> None:
    """As a leader signs who has seen these faults; all of them when left out."""
    found = faults(assignment, by) if seen is None else seen
    keys = [fault.key for fault in found]
    replies.sign(assignment, by=Actor(by), at=timezone.now(), passed_over=keys, reason=reason)


def handled(world: World, *texts: str, joint: bool = False) -> tuple[Assignment, list[Ask]]:
    """Signed in and talked over by the urban management, of a proposal that asks for these."""
    assignment = stages.handled(world, joint=joint)
    return assignment, split(assignment.proposal, *(texts or ASKS), by=world.desk)
