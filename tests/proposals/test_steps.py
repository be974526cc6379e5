"""Every state × step × role of both tables, against a table written out by hand."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from congress.actors import Actor
from congress.models import Event, Organ, Role
from congress.workflow import OutOfTurn
from proposals import drafting, replies, routing
from proposals.models import Assignment, CoSignature, Promise, Proposal
from proposals.workflow import assignment_steps, motion_steps, promise_steps, proposal_steps
from tests import stages
from tests.classifying import arbiter_of
from tests.places import a_grant, a_seat, an_organ
from tests.world import BODY, TITLE, World, a_world, let_the_undo_time_pass

pytestmark = pytest.mark.django_db

AUTHOR, DESK, RECEIVER, TIME = "author", "desk", "receiving desk", "time"
LEAD, LEAD_LEADER, JOINT, JOINT_LEADER = "lead handler", "lead leader", "joint handler", "joint leader"
COMMITTEE = "committee"
ARBITER = "staffing office"
ANYBODY = "anybody"  # a step that only follows from another one: nobody is asked

# step: (who may, from which states)
PROPOSAL = {
    "gather": ({AUTHOR}, "draft"),
    "rework": ({AUTHOR}, "cosign"),
    "submit": ({AUTHOR}, "draft cosign returned"),
    "enter": ({DESK}, "draft"),
    "undo": ({AUTHOR}, "submitted"),
    "withdraw": ({AUTHOR}, "submitted returned registered in_hand"),
    "accept": ({DESK}, "submitted"),
    "send_back": ({DESK}, "submitted registered"),
    "refuse": ({DESK}, "submitted registered"),
    "merge": ({DESK}, "submitted registered"),
    "unmerge": ({DESK}, "merged"),
    "share": (ANYBODY, "merged"),
    "transfer": ({DESK}, "submitted registered"),
    "take_over": ({RECEIVER}, "escalated"),
    "give_back": ({DESK, RECEIVER}, "escalated"),
    "assign": ({DESK}, "registered"),
    "recall": ({DESK}, "in_hand"),
    "answer": (ANYBODY, "in_hand"),
    "rehandle": (ANYBODY, "answered closed"),
    "close": (ANYBODY, "answered"),
    "doubt": (ANYBODY, "closed"),
    "restore": ({DESK}, "registered"),
}
MOTION = {
    "gather": ({AUTHOR}, "draft"),
    "rework": ({AUTHOR}, "cosign"),
    "submit": ({AUTHOR}, "draft cosign returned"),
    "undo": ({AUTHOR}, "submitted"),
    "withdraw": ({AUTHOR}, "submitted returned"),
    "accept": ({DESK}, "submitted"),
    "send_back": ({DESK}, "submitted registered"),
    "examine": ({DESK}, "registered examined"),
    "give_view": ({COMMITTEE}, "examining"),
    "put_on_agenda": ({DESK}, "examined"),
    "refer": ({DESK}, "examined"),
    "convert": ({DESK}, "examined"),
    "leave_off": ({DESK}, "examined"),
    "restore": ({DESK}, "declined"),
    "pass": ({DESK}, "on_agenda"),
    "reject": ({DESK}, "on_agenda"),
    "report": ({COMMITTEE}, "referred"),
    "settle": ({DESK}, "reported"),
    "entrust": ({DESK}, "reported"),
    "let_go": ({DESK}, "registered examining examined on_agenda"),
    "fall": (ANYBODY, "submitted registered examining examined"),
    "assign": ({DESK}, "handed"),
    "merge": ({DESK}, "submitted registered"),
    "unmerge": ({DESK}, "merged"),
    "share": (ANYBODY, "merged"),
    "recall": ({DESK}, "in_hand"),
    "answer": (ANYBODY, "in_hand"),
    "rehandle": (ANYBODY, "answered closed"),
    "close": (ANYBODY, "answered"),
    "doubt": (ANYBODY, "closed"),
}
OF_LEAD = {
    "sign_in": ({LEAD, LEAD_LEADER}, "assigned"),
    "ask_release": ({LEAD, LEAD_LEADER}, "assigned handling"),
    "refuse_release": ({DESK}, "release_asked"),
    "grant_release": ({DESK}, "release_asked"),
    "uphold": ({ARBITER}, "release_asked"),
    "move": ({ARBITER}, "release_asked"),
    "give_opinion": (set(), "handling"),
    "send_back_opinion": ({LEAD, LEAD_LEADER}, "given"),
    "send_for_signing": ({LEAD, LEAD_LEADER}, "handling rehandling"),
    "send_back_reply": ({LEAD_LEADER}, "signing"),
    "sign": ({LEAD_LEADER}, "signing"),
    "rate": ({AUTHOR}, "replied"),
    "lapse": ({TIME}, "replied"),
    "rate_again": ({AUTHOR}, "rated disputed rehandling"),
    "rehandle": (ANYBODY, "rated"),
    "dispute": (ANYBODY, "rated"),
    "conclude": ({DESK}, "disputed"),
    "reopen": ({DESK}, "rated lapsed disputed"),
    "end": (ANYBODY, "assigned release_asked handling signing rehandling given"),
}
OF_JOINT = OF_LEAD | {
    "sign_in": ({JOINT, JOINT_LEADER}, "assigned"),
    "ask_release": ({JOINT, JOINT_LEADER}, "assigned handling"),
    "give_opinion": ({JOINT, JOINT_LEADER}, "handling"),
    "send_for_signing": (set(), "handling rehandling"),
    "send_back_reply": (set(), "signing"),
    "sign": (set(), "signing"),
}

OF_PROMISE = {
    "make_promise": (ANYBODY, "draft"),
    "report_done": ({LEAD, LEAD_LEADER}, "open"),
    "confirm_promise": ({AUTHOR}, "reported"),
    "deny_promise": ({AUTHOR}, "reported"),
    "verify_promise": ({DESK}, "reported"),
    "keep_promise": (ANYBODY, "reported"),
    "send_back_report": ({DESK}, "reported"),
    "fail_promise": ({DESK}, "open reported"),
    "replace_promise": (ANYBODY, "open reported"),
}
OF_SEPARATE = OF_LEAD | {"send_back_opinion": (set(), "given")}  # nobody leads


@pytest.fixture
def world() -> World:
    return a_world()


@pytest.fixture
def proposal(world) -> Proposal:
    """Assigned to a lead and a joint organ; asked over by the county's desk; one deputy joined, one invited."""
    made = drafting.begin(by=Actor(world.deputy), title=TITLE, body=BODY)
    drafting.submit(made, by=Actor(world.deputy), at=timezone.now())
    let_the_undo_time_pass(made)
    made.refresh_from_db()
    routing.assign(
        made,
        lead=world.urban,
        joint=[world.housing],
        lane=Proposal.Lane.FORMAL,
        by=Actor(world.desk),
        on=timezone.localdate(),
    )
    made.transfer_to = world.county
    made.save(update_fields=["transfer_to"])
    CoSignature.objects.create(
        proposal=made, seat=world.li, state=CoSignature.State.CONFIRMED, decided_at=timezone.now()
    )
    return made


@pytest.fixture
def actors(world) -> dict[str, Actor | None]:
    """Everybody who could knock: those of the case, their neighbours, every other role, nobody."""
    street = an_organ(world.city, "甲街道工委", kind=Organ.Kind.STREET, branch=Organ.Branch.CONGRESS)
    stranger = an_organ(world.city, "市水务局")
    committee = Organ.objects.get(kind=Organ.Kind.COMMITTEE)
    grants = {
        AUTHOR: world.deputy,
        "joined deputy": world.li.grant,
        "other deputy": world.wang.grant,
        "county deputy": a_seat(world.county, name="许某", phone="13800000009").grant,
        DESK: world.desk,
        RECEIVER: world.county_desk,
        "desk of a street": a_grant(Role.DESK, world.city, name="何某", organ=street),
        LEAD: world.handler,
        LEAD_LEADER: world.leader,
        JOINT: world.second_handler,
        JOINT_LEADER: world.second_leader,
        "stranger's handler": a_grant(Role.HANDLER, world.city, name="吕某", organ=stranger),
        "stranger's leader": a_grant(Role.ORGAN_LEADER, world.city, name="施某", organ=stranger),
        "government": a_grant(Role.GOVERNMENT, world.city, name="张甲某", organ=stranger),
        COMMITTEE: a_grant(Role.COMMITTEE, world.city, name="孔某", organ=committee),
        ARBITER: arbiter_of(world),
    }
    for role in (Role.COUNCIL, Role.AUDITOR, Role.GROUP_LEADER, Role.GROUP_CONTACT):
        grants[role] = a_grant(role, world.city, name=f"{role.label[:2]}某")
    for role in (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN):
        grants[role] = a_grant(role, world.city, name=f"{role.label[:2]}某")
    return {name: Actor(grant) for name, grant in grants.items()} | {TIME: None}


def surprises(workflow, subject, expected, actors) -> list[str]:
    """Where the engine's answer differs from the table, for every state, step and actor."""
    assert set(workflow.steps) == set(expected)
    found = []
    for state in type(subject).State.values:
        subject.state = state
        for step, (allowed, sources) in expected.items():
            for name, actor in actors.items():
                wanted = (allowed == ANYBODY or name in allowed) and state in sources.split()
                if bool(workflow.may(step, actor, subject)) != wanted:
                    found.append(f"{step} from {state} by {name}: wanted {wanted}")
    return found


def test_every_step_of_a_proposal(proposal, actors):
    assert surprises(proposal_steps, proposal, PROPOSAL, actors) == []


def test_every_step_of_a_motion(proposal, actors):
    proposal.kind, proposal.committee = Proposal.Kind.MOTION, Organ.objects.get(kind=Organ.Kind.COMMITTEE)
    assert surprises(motion_steps, proposal, MOTION, actors) == []


def test_a_step_of_another_kind_of_paper_is_none(proposal, actors):
    """A page that a motion does not have is sent to it all the same."""
    for name in ("transfer", "refuse", "enter", "take_over"):
        verdict = motion_steps.verdict(name, actors[DESK], proposal)
        assert not verdict and verdict.refusal == "这一种事项不走这一步。"
        with pytest.raises(PermissionDenied, match="不走这一步"):
            motion_steps.take(name, proposal, by=actors[DESK])


def test_every_step_of_a_lead_assignment(proposal, actors, world):
    assignment = proposal.assignments.get(organ=world.urban)
    assert surprises(assignment_steps, assignment, OF_LEAD, actors) == []


def test_every_step_of_a_joint_assignment(proposal, actors, world):
    assignment = proposal.assignments.get(organ=world.housing)
    assert surprises(assignment_steps, assignment, OF_JOINT, actors) == []


def test_every_step_of_a_separate_assignment(actors, world):
    apart = stages.submitted(world.deputy, "关于东山路口照明的建议")
    parts = [(world.urban, "装灯"), (world.housing, "修路")]
    routing.assign(apart, separate=parts, lane=Proposal.Lane.FORMAL, by=Actor(world.desk), on=timezone.localdate())
    assignment = apart.assignments.get(organ=world.urban)
    assert surprises(assignment_steps, assignment, OF_SEPARATE, actors) == []


def test_every_step_of_a_promise(proposal, actors, world):
    assignment, by = proposal.assignments.get(organ=world.urban), Actor(world.handler)
    routing.sign_in(assignment, by=by, at=timezone.now())
    reply = replies.begin(assignment, by=by)
    promise = reply.promises.create(content="装灯", promised_on=timezone.localdate())
    assert surprises(promise_steps, promise, OF_PROMISE, actors) == []


def test_a_refusal_is_a_sentence(proposal, actors):
    for state in Proposal.State.values:
        proposal.state = state
        for step in proposal_steps.steps:
            for actor in actors.values():
                verdict = proposal_steps.may(step, actor, proposal)
                assert verdict or (verdict.refusal.endswith("。") and len(verdict.refusal) > 8)


def test_who_may_not_changes_nothing(proposal, actors, world):
    """The right state, the wrong hand: refused, and no trace in row or timeline."""
    assignment = proposal.assignments.get(organ=world.urban)
    before = Event.objects.count()
    for workflow, subject, expected in ((proposal_steps, proposal, PROPOSAL), (assignment_steps, assignment, OF_LEAD)):
        state, version = subject.state, subject.version
        for step, (allowed, sources) in expected.items():
            for name, actor in actors.items():
                if allowed == ANYBODY or name in allowed or state not in sources.split():
                    continue
                with pytest.raises(PermissionDenied):
                    workflow.take(step, subject, by=actor)
        stored = type(subject).objects.get(pk=subject.pk)
        assert (stored.state, stored.version) == (state, version)
    assert Event.objects.count() == before


def test_a_step_from_another_state_is_out_of_turn(proposal, actors, world):
    """The right hand, the wrong state: told to look again, and no trace."""
    assignment = proposal.assignments.get(organ=world.urban)
    before = Event.objects.count()
    for workflow, subject, expected in ((proposal_steps, proposal, PROPOSAL), (assignment_steps, assignment, OF_LEAD)):
        for step, (allowed, sources) in expected.items():
            if allowed == ANYBODY or not allowed or subject.state in sources.split():
                continue
            with pytest.raises(OutOfTurn):
                workflow.take(step, subject, by=actors[min(allowed)])
    assert Event.objects.count() == before


ENDS = [
    (proposal_steps, Proposal, {"refused", "withdrawn", "examined"}),  # examined: a motion again
    (motion_steps, Proposal, {"withdrawn", "passed", "rejected", "settled", "fallen"}),
    (assignment_steps, Assignment, {"released", "ended"}),
    (promise_steps, Promise, {"done", "failed", "replaced"}),
]


@pytest.mark.parametrize(("workflow", "model", "ends"), ENDS)
def test_every_state_of_a_table_can_be_reached_and_only_ends_have_no_way_on(workflow, model, ends):
    begin = model._meta.get_field("state").default
    reached = {begin} | {step.target for step in workflow.steps.values()}
    left = {source for step in workflow.steps.values() for source in step.sources}
    assert workflow.states == reached
    assert reached - left == ends


def test_every_state_belongs_to_a_table():
    assert proposal_steps.states | motion_steps.states == set(Proposal.State.values)
    assert assignment_steps.states == set(Assignment.State.values)
    assert promise_steps.states == set(Promise.State.values)
