"""Matters that are classified together and disputed: a 编办 and a 督查 with their people."""

from django.utils import timezone

from congress.actors import Actor
from congress.models import Grant, Organ, Role
from proposals import routing, triage
from proposals.classifying import disputes
from proposals.models import Assignment, Dispute, Proposal
from tests import stages
from tests.places import a_grant, an_organ
from tests.world import TITLE, World

WHY = "城管局和住建局都认为不归自己管。"
GROUND = "按职责规定，步道照明由住建局管理。"


def arbiter_of(world: World) -> Grant:
    """Who acts for the 编办; the same each time."""
    found = Grant.objects.filter(role=Role.STAFFING, congress=world.city).first()
    if found:
        return found
    organ = an_organ(world.city, "市委编办", Organ.Kind.STAFFING, Organ.Branch.PARTY)
    return a_grant(Role.STAFFING, world.city, name="卞某", organ=organ)


def inspector_of(world: World) -> Grant:
    """Who acts for the government's office; the same each time."""
    found = Grant.objects.filter(role=Role.GOVERNMENT, congress=world.city).first()
    if found:
        return found
    organ = an_organ(world.city, "市政府督查室", Organ.Kind.GOVERNMENT)
    return a_grant(Role.GOVERNMENT, world.city, name="窦某", organ=organ)


def accepted(world: World, title: str = TITLE) -> Proposal:
    """With the desk, waiting for an organ."""
    proposal = stages.submitted(world.deputy, title)
    triage.accept(proposal, by=Actor(world.desk), on=timezone.localdate())
    return proposal


def given_back(assignment: Assignment, by: Grant, reason: str = "不归我局管") -> None:
    """Its organ asks to be released."""
    assignment.refresh_from_db()
    routing.ask_release(assignment, reason=reason, proposed_organ=None, by=Actor(by), on=timezone.localdate())


def contested(world: World, title: str = TITLE) -> Dispute:
    """One organ has given it back, another asks to: the rule has put it to the 编办."""
    arbiter_of(world)
    first = stages.assigned(world, title)
    given_back(first, world.handler)
    routing.grant_release(first, organ=world.housing, answer="同意", by=Actor(world.desk), on=timezone.localdate())
    given_back(first.proposal.assignments.get(organ=world.housing), world.second_handler, "属于城市管理")
    return first.proposal.disputes.get()


def referred(world: World, title: str = TITLE) -> Dispute:
    """The desk has put to the 编办 what nobody has yet."""
    arbiter_of(world)
    proposal = accepted(world, title)
    return disputes.refer(proposal, reason=WHY, by=Actor(world.desk), on=timezone.localdate())
