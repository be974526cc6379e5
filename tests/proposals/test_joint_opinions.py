"""协办意见: before the lead replies, or noted as overdue; sent back with a short limit."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from congress.actors import Actor
from congress.calendar_table import current_calendar
from congress.models import EventNote
from congress.workdays import Span, Unit
from proposals import handling, routing
from proposals.models import Assignment, LimitKey
from tests import stages
from tests.places import START, signed_in
from tests.world import World, a_world, the_assignment

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return a_world()


def be_overdue(assignment: Assignment) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    assignment.clocks.running().filter(limit=LimitKey.OPINION).update(
        started_on=START, unrolled_on=yesterday, due_on=yesterday
    )


def speak(world: World) -> Assignment:
    joint, by = the_assignment(world.housing), Actor(world.second_handler)
    if joint.state == Assignment.State.ASSIGNED:
        routing.sign_in(joint, by=by, at=timezone.now())
    handling.give_opinion(joint, text="管线由我局负责。", by=by, on=timezone.localdate())
    return joint


def test_the_lead_waits_for_the_joint_organ(world):
    lead = stages.handled(world, joint=True)
    with pytest.raises(PermissionDenied, match="协办单位还没有提交意见：市住建局"):
        stages.write_reply(world, lead)
    speak(world)
    stages.write_reply(world, lead)
    assert lead.state == Assignment.State.SIGNING


def test_only_the_joint_organ_gives_an_opinion(world):
    lead, by = stages.handled(world, joint=True), Actor(world.handler)
    with pytest.raises(PermissionDenied, match="协办意见由协办单位提交"):
        handling.give_opinion(lead, text="我局是主办。", by=by, on=timezone.localdate())
    with pytest.raises(PermissionDenied, match="只有承办单位可以办理这一步"):
        handling.give_opinion(the_assignment(world.housing), text="不是我局的。", by=by, on=timezone.localdate())


def test_an_opinion_that_is_overdue_is_noted_and_not_waited_for(world):
    lead = stages.handled(world, joint=True)
    be_overdue(the_assignment(world.housing))
    stages.write_reply(world, lead)
    assert EventNote.objects.filter(text="协办单位逾期未提交意见：市住建局").exists()
    page = signed_in(world.leader).get(lead.proposal.get_absolute_url()).content.decode()
    assert "协办单位逾期未提交意见：市住建局" in page
    assert "逾期未提交意见" not in signed_in(world.deputy).get(lead.proposal.get_absolute_url()).content.decode()


def test_an_opinion_sent_back_has_five_working_days_and_is_waited_for_again(world):
    lead, today = stages.handled(world, joint=True), timezone.localdate()
    be_overdue(the_assignment(world.housing))
    joint = speak(world)
    handling.send_back_opinion(joint, reason="请写明管线位置", by=Actor(world.handler), on=today)
    clock = joint.clocks.running().get(limit=LimitKey.OPINION)
    assert clock.due_on == current_calendar().add(today, Span(5, Unit.WD)).due
    with pytest.raises(PermissionDenied, match="协办单位还没有提交意见"):
        stages.write_reply(world, lead)


def test_once_the_lead_has_replied_no_opinion_is_sent_back(world):
    lead = stages.handled(world, joint=True)
    joint = speak(world)
    stages.reply_to(world, lead)
    by = Actor(world.handler)
    with pytest.raises(PermissionDenied, match="主办单位已经答复，不用再退回。"):
        handling.send_back_opinion(joint, reason="没有说到管线", by=by, on=timezone.localdate())


def test_the_deputys_phone_is_for_whom_has_to_talk_with_him(world):
    proposal = stages.handled(world, joint=True).proposal
    shown = {
        grant.organ: world.deputy.person.phone in signed_in(grant).get(proposal.get_absolute_url()).content.decode()
        for grant in (world.handler, world.second_handler)
    }
    assert shown == {world.urban: True, world.housing: False}
