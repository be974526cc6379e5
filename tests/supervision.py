"""Matters under supervision: a leader, a committee with its people, a mark as a key item."""

from django.utils import timezone

from congress.actors import Actor
from congress.models import Grant, Organ, Role
from proposals.models import Assignment, Campaign, Dispatch, Instruction, KeyItem, Proposal, Visit
from proposals.supervision import campaigning, dispatching, instructing, marking, visiting
from tests import stages
from tests.places import a_grant, an_organ
from tests.world import TITLE, World

WHY = "群众反映强烈。"


def leader_of(world: World) -> Grant:
    """The member of the 主任会议 who takes matters in hand; the same each time."""
    found = Grant.objects.filter(role=Role.COUNCIL, congress=world.city, person__name="柏某").first()
    return found or a_grant(Role.COUNCIL, world.city, name="柏某")


def committee_of(world: World) -> Grant:
    """Who acts for the committee; the same each time, however many there are."""
    organ = Organ.objects.get(congress=world.city, name="城环工委")
    found = Grant.objects.filter(role=Role.COMMITTEE, organ=organ).first()
    return found or a_grant(Role.COMMITTEE, world.city, name="孔某", organ=organ)


def second_committee(world: World) -> Organ:
    """Another one, for what two supervise together."""
    kind, branch = Organ.Kind.COMMITTEE, Organ.Branch.CONGRESS
    found = Organ.objects.filter(congress=world.city, name="财经工委").first()
    return found or an_organ(world.city, "财经工委", kind=kind, branch=branch)


def mark(world: World, proposal: Proposal) -> KeyItem:
    """Put on record by the desk today."""
    today, committee = timezone.localdate(), committee_of(world).organ
    assert committee
    return marking.mark(
        proposal,
        leader=leader_of(world),
        committee=committee,
        marked_on=today,
        reason=WHY,
        by=Actor(world.desk),
        on=today,
    )


def key_item(world: World, title: str = TITLE, *, joint: bool = False) -> Assignment:
    """Marked, and signed in by its organ."""
    assignment = stages.handled(world, title, joint=joint)
    mark(world, assignment.proposal)
    return assignment


def visited(world: World, assignment: Assignment) -> Visit:
    """A visit today, its author invited."""
    today, proposal = timezone.localdate(), assignment.proposal
    by = Actor(committee_of(world))
    return visiting.call_visit(proposal, day=today, place="现场", seats=[world.zhang], by=by, on=today)


def instructed(world: World, assignment: Assignment) -> Instruction:
    """By the leader, to be answered today."""
    today, by = timezone.localdate(), Actor(leader_of(world))
    return instructing.instruct(assignment, text="请抓紧。", given_on=today, due_on=today, by=by, on=today)


def called(world: World, *assignments: Assignment) -> Dispatch:
    """A meeting today over these."""
    today = timezone.localdate()
    matters = [assignment.proposal for assignment in assignments]
    by = Actor(world.desk)
    return dispatching.call_dispatch(matters, leader=leader_of(world), day=today, place="三楼", by=by, on=today)


def campaign(world: World, *assignments: Assignment, form: str = "topic", category: str = "") -> Campaign:
    """Of one committee, or of two where together; from today."""
    today, first = timezone.localdate(), committee_of(world).organ
    assert first
    return campaigning.open_campaign(
        form=form,
        title="停车难专题督办",
        proposals=[assignment.proposal for assignment in assignments],
        category=category,
        committees=[first, second_committee(world)] if form == "joint" else [first],
        leader=leader_of(world),
        starts_on=today,
        ends_on=today,
        plan="每月一次",
        by=Actor(world.desk),
        on=today,
    )
