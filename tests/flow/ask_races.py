"""Races of asks: two who split at once, a split as the leader signs, a split as the organ saves, two signatures."""

from django.utils import timezone

from congress.actors import Actor
from proposals import replies
from proposals.asks import splitting
from proposals.models import Assignment
from tests import asked, stages
from tests.flow.races import Prepared, a_title, race
from tests.flow.racing import Deed
from tests.world import World

WHY = "已与代表当面说明，照此签发"


def splitting_into(world: World, *texts: str) -> Deed:
    return lambda row: splitting.split(row, texts, by=Actor(world.desk), seen=[])


@race(1)
def two_splits(world: World) -> Prepared:
    proposal = stages.handled(world, a_title()).proposal
    return proposal, [splitting_into(world, text) for text in asked.ASKS]


@race(2)
def one_split_twice(world: World) -> Prepared:
    """The same pressed twice is done once, and nobody is refused."""
    return stages.handled(world, a_title()).proposal, [splitting_into(world, *asked.ASKS)] * 2


@race(1)
def split_as_the_leader_signs(world: World) -> Prepared:
    """Signed before the asks were there, or refused because of them: never signed past asks that nobody saw."""
    assignment = stages.to_be_signed(world, a_title())
    by = Actor(world.leader)

    def sign(row: Assignment) -> None:
        replies.sign(row, by=by, at=timezone.now())

    return assignment, [sign, lambda row: splitting.split(row.proposal, asked.ASKS, by=Actor(world.desk), seen=[])]


@race(2)
def split_as_the_organ_saves(world: World) -> Prepared:
    """Both are done; the answer stays with the ask that it was typed to, or goes with its words."""
    assignment = stages.handled(world, a_title())
    ask, _ = asked.split(assignment.proposal, *asked.ASKS, by=world.desk)
    reply = replies.begin(assignment, by=Actor(world.handler))
    seen = [row.pk for row in asked.asks_of(assignment.proposal)]

    def save(row: Assignment) -> None:
        fresh = row.replies.select_related("assignment").get(pk=reply.pk)
        replies.save(fresh, by=Actor(world.handler), seen=reply.version, answers={ask.pk: ("adopted", "装")})
        assert row.replies.get().ask_answers.get().words == "装"

    def split(row: Assignment) -> None:
        splitting.split(row.proposal, ["修护栏", *asked.ASKS], by=Actor(world.desk), seen=seen)

    return assignment, [save, split]


@race(1)
def two_pass_over_the_same_fault(world: World) -> Prepared:
    assignment = stages.handled(world, a_title())
    asked.draft(assignment, world.handler, text="李某代表：\n已办好。")
    asked.sent(assignment, world.handler)
    keys = [fault.key for fault in asked.faults(assignment, world.leader)]

    def sign(row: Assignment) -> None:
        replies.sign(row, by=Actor(world.leader), at=timezone.now(), passed_over=keys, reason=WHY)

    return assignment, [sign] * 4
