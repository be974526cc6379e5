"""Proposals answered and agreed to be public, and the desk's decisions about them."""

from django.utils import timezone

from congress.actors import Actor
from proposals import replies, routing
from proposals.models import Assignment, Proposal, Publication, Reply
from proposals.publishing import deciding
from proposals.publishing.copying import answers_of, copy_of
from tests import stages
from tests.world import BODY, TITLE, World

PHONE = "13912345678"
CARD = "34060219800101123X"
LETTER = f"张某代表：\n您提出的建议收悉。六盏路灯已经装好。联系人：王大明，电话{PHONE}。"


def answered(
    world: World, title: str = TITLE, body: str = f"{BODY}群众王某电话{PHONE}。", text: str = LETTER
) -> Proposal:
    """Answered by the urban management; numbers stand in text and reply."""
    proposal = stages.submitted(world.deputy, title, body)
    lane, today = Proposal.Lane.FORMAL, timezone.localdate()
    routing.assign(proposal, lead=world.urban, lane=lane, by=Actor(world.desk), on=today)
    assignment = proposal.assignments.get(organ=world.urban)
    stages.talk(world, assignment)
    stages.write_reply(world, assignment, text)
    replies.sign(assignment, by=Actor(world.leader), at=timezone.now())
    return Proposal.objects.get(pk=proposal.pk)


def again(proposal: Proposal) -> Proposal:
    """As it is stored now."""
    return Proposal.objects.get(pk=proposal.pk)


def publish(world: World, proposal: Proposal, *words: str) -> Publication:
    """By the desk, that has just looked at it."""
    row = again(proposal)
    seen = copy_of(row, answers_of(row), words).source
    return deciding.publish(row, words=words, seen=seen, by=Actor(world.desk), at=timezone.now())


def published(world: World, title: str = TITLE, **texts: str) -> Publication:
    """Answered and public."""
    return publish(world, answered(world, title, **texts))


def unpublish(world: World, row: Publication, reason: str = "有误") -> None:
    deciding.unpublish(again(row.proposal), reason=reason, by=Actor(world.desk), at=timezone.now())


def the_reply(proposal: Proposal) -> Reply:
    return Reply.objects.get(assignment__in=Assignment.objects.filter(proposal=proposal))
