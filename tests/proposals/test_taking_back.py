"""Until when a deputy may take a proposal back, and that the desk leaves it alone until then."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from congress.actors import Actor
from congress.models import Notice, Setting
from proposals import drafting, merging, routing, triage
from proposals.models import CoSignature, Proposal
from tests import stages
from tests.places import START, signed_in
from tests.world import TITLE, World, a_world

pytestmark = pytest.mark.django_db

OTHER = "关于西山路北段补装路灯的建议"


@pytest.fixture
def world() -> World:
    return a_world()


def just_sent(world: World, ago: timedelta) -> Proposal:
    proposal = stages.drafted(world.deputy)
    drafting.submit(proposal, by=Actor(world.deputy), at=timezone.now() - ago)
    return proposal


def withdraw(proposal: Proposal, world: World) -> None:
    proposal.refresh_from_db()
    drafting.withdraw(proposal, by=Actor(world.deputy), reason="已经解决", at=timezone.now())


def test_the_desk_leaves_a_proposal_alone_while_its_author_may_undo(world):
    proposal, today = just_sent(world, timedelta(minutes=9, seconds=50)), timezone.localdate()
    desk = Actor(world.desk)
    for deed in (
        lambda: triage.accept(proposal, by=desk, on=today),
        lambda: triage.send_back(proposal, reason="请补充", by=desk, on=today),
        lambda: triage.refuse(proposal, code="N4", reason="没有内容", by=desk, on=today),
        lambda: triage.transfer(proposal, to=world.county, reason="县里的事", by=desk, on=today),
        lambda: routing.assign(proposal, lead=world.urban, lane="formal", by=desk, on=today),
    ):
        with pytest.raises(PermissionDenied, match="前还可以撤回修改"):
            deed()
    drafting.undo(proposal, by=Actor(world.deputy), on=timezone.now())
    assert proposal.state == Proposal.State.DRAFT


@pytest.mark.parametrize("name", ["assign", "send_back", "refuse", "merge", "transfer"])
def test_the_desk_is_told_so_before_it_types_anything(world, name):
    proposal = just_sent(world, timedelta(minutes=1))
    page = signed_in(world.desk).get(reverse(f"proposals:{name}", args=[proposal.pk]))
    assert page.status_code == 403 and "前还可以撤回修改" in page.content.decode()


def test_after_ten_minutes_the_desk_acts_and_the_author_undoes_no_more(world):
    proposal = just_sent(world, timedelta(minutes=10, seconds=1))
    with pytest.raises(PermissionDenied, match="已超过10分钟"):
        drafting.undo(proposal, by=Actor(world.deputy), on=timezone.now())
    triage.accept(proposal, by=Actor(world.desk), on=timezone.localdate())
    assert proposal.state == Proposal.State.REGISTERED


def test_what_the_desk_entered_from_paper_is_handled_at_once(world):
    proposal = drafting.enter(seat=world.li, title=TITLE, body="内容", by=Actor(world.desk), at=timezone.now())
    triage.accept(proposal, by=Actor(world.desk), on=timezone.localdate())
    assert proposal.state == Proposal.State.REGISTERED


def test_an_assigned_proposal_is_withdrawn_where_the_congress_allows_it_and_nobody_has_replied(world):
    kept = stages.assigned(world).proposal
    with pytest.raises(PermissionDenied, match="已经交办"):
        withdraw(kept, world)
    Setting.objects.create(key="withdraw.allowed_until", value="before_reply", starts_on=START)
    withdraw(kept, world)
    assert kept.state == Proposal.State.WITHDRAWN
    assert not kept.all_clocks.running().exists()


def test_after_one_of_two_organs_has_replied_nothing_is_withdrawn(world):
    Setting.objects.create(key="withdraw.allowed_until", value="before_reply", starts_on=START)
    assignment = stages.handled(world)
    assignment.proposal.assignments.filter(pk=assignment.pk).update(replied_on=timezone.localdate(), state="replied")
    with pytest.raises(PermissionDenied, match="已有承办单位答复"):
        withdraw(assignment.proposal, world)


def test_a_recalled_assignment_counts_as_none(world):
    proposal = stages.assigned(world).proposal
    routing.recall(proposal, reason="交错了", by=Actor(world.desk), on=timezone.localdate())
    withdraw(proposal, world)
    assert proposal.state == Proposal.State.WITHDRAWN


def test_who_joined_is_told_of_the_withdrawal(world):
    proposal = stages.submitted(world.deputy)
    CoSignature.objects.create(proposal=proposal, seat=world.li, state="confirmed", decided_at=timezone.now())
    withdraw(proposal, world)
    told = Notice.objects.get(kind="withdrawn_jointly")
    assert told.person == world.li.person
    assert "张某代表撤回" in told.text


def test_a_proposal_that_others_were_merged_into_does_not_go_away_alone(world):
    head, other = stages.submitted(world.deputy), stages.submitted(world.li.grant, OTHER)
    desk, today = Actor(world.desk), timezone.localdate()
    triage.accept(head, by=desk, on=today)
    merging.merge(other, into=head, by=desk, on=today)
    with pytest.raises(PermissionDenied, match=f"{other.number}号已并入这一件"):
        withdraw(head, world)
    with pytest.raises(PermissionDenied, match=f"{other.number}号已并入这一件"):
        triage.refuse(head, code="N4", reason="没有内容", by=desk, on=today)
    assert head.state == Proposal.State.REGISTERED


def test_the_page_says_the_minutes_that_the_congress_gives(world):
    draft = stages.drafted(world.deputy)
    Setting.objects.create(key="opinion.undo_minutes", value=25, starts_on=START)
    page = signed_in(world.deputy).get(reverse("proposals:check", args=[draft.pk])).content.decode()
    assert "提交后25分钟内可以自己撤回修改" in page
