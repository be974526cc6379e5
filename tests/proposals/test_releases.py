"""退办: in time, once, while the limit for the reply runs on; who takes over, and six months from the first day."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from congress.actors import Actor
from congress.models import Grant, Notice, Organ
from deputies.models import Seat, SeatState
from proposals import handling, replies, routing
from proposals.models import Assignment, LimitKey, Proposal
from tests import stages
from tests.places import an_organ
from tests.world import World, a_world, the_assignment

pytestmark = pytest.mark.django_db
LONG_AGO = date(2025, 1, 1)
FIRST, SECOND = date(2026, 1, 15), date(2026, 6, 1)


@pytest.fixture
def world() -> World:
    made = a_world()
    for model in (Grant, Seat, SeatState):
        model.objects.update(starts_on=LONG_AGO)
    return made


def ask(assignment: Assignment, by: Grant, on: date | None = None) -> None:
    assignment.refresh_from_db()
    on = on or timezone.localdate()
    routing.ask_release(assignment, reason="不归我局管", proposed_organ=None, by=Actor(by), on=on)


def grant(assignment: Assignment, world: World, organ: Organ | None = None, on: date | None = None) -> None:
    on = on or timezone.localdate()
    routing.grant_release(assignment, organ=organ, answer="同意", by=Actor(world.desk), on=on)
    assignment.proposal.refresh_from_db()


def handed_over_and_asked(world: World) -> Assignment:
    """Handed over in January; the organ, who asked in time, still waits for the desk."""
    proposal = stages.submitted(world.deputy)
    routing.assign(proposal, lead=world.urban, lane=Proposal.Lane.FORMAL, by=Actor(world.desk), on=FIRST)
    Assignment.objects.filter(proposal=proposal).update(state=Assignment.State.RELEASE_ASKED)
    return the_assignment(world.urban)


def test_the_replys_limit_runs_on_while_the_desk_decides(world):
    assignment = stages.assigned(world)
    before = assignment.clocks.running().get(limit=LimitKey.REPLY)
    ask(assignment, world.handler)
    assert assignment.clocks.running().get(limit=LimitKey.REPLY) == before
    assert assignment.clocks.running().filter(limit=LimitKey.REASSIGN).exists()


def test_after_the_limit_nobody_is_released(world):
    assignment = stages.assigned(world)
    due = assignment.clocks.get(limit=LimitKey.RELEASE).due_on
    assignment.clocks.filter(limit=LimitKey.RELEASE).update(
        started_on=LONG_AGO, unrolled_on=timezone.localdate(), due_on=timezone.localdate()
    )
    ask(assignment, world.handler)  # the last day still counts
    other = stages.assigned(world, "关于南黎路学校门口限速的建议")
    yesterday = timezone.localdate() - timedelta(days=1)
    other.clocks.filter(limit=LimitKey.RELEASE).update(started_on=LONG_AGO, unrolled_on=yesterday, due_on=yesterday)
    with pytest.raises(PermissionDenied, match=f"申请退办的期限（{yesterday}）已过"):
        ask(other, world.handler)
    assert due > yesterday


def test_who_was_refused_does_not_ask_again(world):
    assignment = stages.assigned(world)
    ask(assignment, world.handler)
    routing.refuse_release(assignment, answer="归你局", by=Actor(world.desk), at=timezone.now())
    with pytest.raises(PermissionDenied, match="代表工委已不同意退办"):
        ask(assignment, world.handler)


def test_who_takes_over_has_limits_of_its_own_within_six_months_of_the_first_day(world):
    grant(handed_over_and_asked(world), world, world.housing, on=SECOND)
    taken = the_assignment(world.housing)
    clock = taken.clocks.get(limit=LimitKey.REPLY)
    assert (taken.assigned_on, taken.first_assigned_on) == (SECOND, FIRST)
    assert clock.due_on == date(2026, 7, 15)  # not 2026-09-01, three months from the second day
    assert "不晚于2026-07-15" in clock.because
    assert taken.clocks.get(limit=LimitKey.SIGN_IN).started_on == SECOND


def test_the_first_day_counts_too_when_the_desk_thinks_about_it_in_between(world):
    grant(handed_over_and_asked(world), world, on=SECOND)
    proposal = Proposal.objects.get(state=Proposal.State.REGISTERED)
    routing.assign(proposal, lead=world.housing, lane=Proposal.Lane.FORMAL, by=Actor(world.desk), on=SECOND)
    assert the_assignment(world.housing).clocks.get(limit=LimitKey.REPLY).due_on == date(2026, 7, 15)


def test_without_its_lead_a_proposal_waits_to_be_assigned_again(world):
    assignment = stages.assigned(world, joint=True)
    ask(assignment, world.handler)
    grant(assignment, world)
    assert assignment.proposal.state == Proposal.State.REGISTERED
    assert not assignment.proposal.assignments.current().exists()
    assert assignment.proposal.all_clocks.running().get().limit == LimitKey.ASSIGN


def test_a_joint_organ_is_done_without(world):
    lead = stages.handled(world, joint=True)
    joint = the_assignment(world.housing)
    ask(joint, world.second_handler)
    grant(joint, world)
    assert lead.proposal.state == Proposal.State.IN_HAND
    assert list(lead.proposal.assignments.current()) == [lead]


def test_a_part_that_answers_separately_needs_somebody_for_it(world):
    proposal = stages.submitted(world.deputy)
    parts = [(world.urban, "装路灯"), (world.housing, "修护栏")]
    routing.assign(proposal, separate=parts, lane="formal", by=Actor(world.desk), on=timezone.localdate())
    assignment = the_assignment(world.housing)
    ask(assignment, world.second_handler)
    with pytest.raises(PermissionDenied, match="修护栏"):
        grant(assignment, world)
    gardens = an_organ(world.city, "市园林局")
    assignment.refresh_from_db()
    grant(assignment, world, gardens)
    assert the_assignment(gardens).named_part == "修护栏"


def test_old_and_new_organ_and_the_deputy_are_told(world):
    assignment = stages.assigned(world)
    ask(assignment, world.handler)
    Notice.objects.all().delete()
    grant(assignment, world, world.housing)
    told = set(Notice.objects.values_list("person__name", "kind"))
    assert {("周某", "release_decided"), ("郑某", "new_assignment"), ("张某", "assigned")} <= told


def test_an_extension_ends_with_the_sixth_month_from_the_first_day(world):
    assignment = stages.handled(world)
    handled_since = date(2026, 1, 15)
    Assignment.objects.filter(pk=assignment.pk).update(first_assigned_on=handled_since)
    clock = assignment.clocks.running().get(limit=LimitKey.REPLY)
    type(clock).objects.filter(pk=clock.pk).update(
        started_on=handled_since, unrolled_on=date(2026, 4, 15), due_on=date(2026, 4, 15)
    )
    assignment.refresh_from_db()

    def extend(until: date, on: date) -> None:
        handling.ask_extension(assignment, reason="要等招标", until=until, by=Actor(world.handler), on=on)

    with pytest.raises(PermissionDenied, match="最长只能延到2026-07-15"):
        extend(date(2026, 7, 16), date(2026, 4, 15))
    with pytest.raises(PermissionDenied, match="答复期限已过"):
        extend(date(2026, 7, 15), date(2026, 4, 16))
    extend(date(2026, 7, 15), date(2026, 4, 15))
    extension = assignment.extensions.get()
    handling.decide_extension(extension, is_granted=True, answer="同意", by=Actor(world.desk), on=date(2026, 4, 15))
    moved = assignment.clocks.running().get(limit=LimitKey.REPLY)
    assert (moved.due_on, moved.extended_from) == (date(2026, 7, 15), date(2026, 4, 15))
    assert "7月15日" in Notice.objects.get(kind="extended", person=world.zhang.person).text


def test_who_has_answered_once_does_not_say_later_that_it_is_not_his_matter(world):
    assignment = stages.rated(world, result="dissatisfied", reason="北段仍然很暗")
    assignment.refresh_from_db()
    stages.meet(world, assignment)
    stages.write_reply(world, assignment)
    replies.send_back(assignment, reason="写明日期", by=Actor(world.leader), on=timezone.localdate())
    with pytest.raises(PermissionDenied, match="已经答复过这件建议"):
        ask(assignment, world.handler)
