"""以代表团名义: in a session, by its head, where the congress has it so."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from congress.actors import Actor
from congress.models import Session, Setting
from congress.workflow import OutOfTurn
from deputies.delegations import name_head
from deputies.models import Delegation, Seat
from proposals import delegating, drafting
from proposals.models import Proposal
from proposals.papers.letters import salutation_of
from proposals.showing import author_for
from tests import motions, stages
from tests.places import START, a_congress, signed_in
from tests.world import World, a_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return a_world()


@pytest.fixture
def delegation(world: World) -> Delegation:
    """Headed by 张某, in a session, where delegations may put everything forward."""
    made = Delegation.objects.create(congress=world.city, name="相山代表团")
    Seat.objects.filter(congress=world.city).update(delegation=made)
    name_head(made, by=Actor(world.desk), head=Seat.objects.get(grant=world.deputy))
    Setting.objects.create(key="delegation.may_sponsor", value="motions", starts_on=START)
    motions.a_session(world)
    return made


def drafted(world: World, kind: str = Proposal.Kind.MOTION, grant: object = None) -> Proposal:
    words = {"title": motions.TITLE, "body": motions.BODY} | (
        {"plan": motions.PLAN} if kind == Proposal.Kind.MOTION else {}
    )
    return Proposal.objects.get(pk=drafting.begin(by=Actor(grant or world.deputy), kind=kind, **words).pk)


def speak(proposal: Proposal, world: World, *, speaks: bool = True) -> Proposal:
    row = Proposal.objects.get(pk=proposal.pk)
    delegating.speak_for_delegation(row, speaks=speaks, by=Actor(world.deputy))
    return row


def test_a_delegations_motion_needs_no_ten_names(world, delegation):
    motion = drafted(world)
    with pytest.raises(PermissionDenied, match="还差9名"):
        drafting.submit(motion, by=Actor(world.deputy), at=timezone.now())
    motion = speak(motion, world)
    drafting.submit(motion, by=Actor(world.deputy), at=timezone.now())
    assert (motion.state, motion.delegation) == ("submitted", delegation)
    assert author_for(motion, Actor(world.desk)) == "相山代表团（团长张某）"
    assert salutation_of(motion) == "相山代表团："


def test_thought_better_of_it_is_his_own(world, delegation):
    motion = speak(speak(drafted(world), world), world)
    assert motion.delegation == delegation
    assert speak(motion, world, speaks=False).delegation is None


@pytest.mark.parametrize(("value", "kinds"), [("nothing", []), ("suggestions", ["suggestion"])])
def test_the_congress_says_what_delegations_may_put_forward(value, kinds, world, delegation):
    Setting.objects.update(value=value)
    made = [drafted(world, kind) for kind in ("suggestion", "motion", "opinion")]
    assert [row.kind for row in made if delegating.may_be_the_delegations(row)] == kinds


def test_only_its_head_speaks_for_it_and_only_in_a_session(world, delegation):
    others = drafted(world, Proposal.Kind.SUGGESTION, world.li.grant)
    assert "由团长提出" in delegating.may_be_the_delegations(others).refusal
    with pytest.raises(PermissionDenied, match="只有提出这件建议的代表"):
        speak(others, world)
    Session.objects.update(
        receives_from=START, opens_on=START, closes_on=START + timedelta(days=3), motions_until=None
    )
    assert "只在会议期间提出" in delegating.may_be_the_delegations(drafted(world)).refusal


def test_who_no_longer_heads_it_does_not_submit_in_its_name(world, delegation):
    motion = speak(drafted(world), world)
    name_head(delegation, by=Actor(world.desk), head=Seat.objects.get(pk=world.li.pk))
    with pytest.raises(PermissionDenied, match="由团长提出"):
        drafting.submit(Proposal.objects.get(pk=motion.pk), by=Actor(world.deputy), at=timezone.now())


def test_once_submitted_it_is_not_changed(world, delegation):
    motion = speak(drafted(world), world)
    drafting.submit(motion, by=Actor(world.deputy), at=timezone.now())
    with pytest.raises(OutOfTurn):
        speak(motion, world)


def test_the_page_offers_it_to_the_head_alone(world, delegation):
    own, others = drafted(world), drafted(world, Proposal.Kind.SUGGESTION, world.li.grant)
    button = "以相山代表团名义提出（已经全团讨论）"
    client = signed_in(world.deputy)
    assert button in client.get(reverse("proposals:check", args=[own.pk])).content.decode()
    page = client.post(
        reverse("proposals:speak_for_delegation", args=[own.pk]), {"speaks": "1"}, follow=True
    ).content.decode()
    assert "改为个人提出" in page
    assert "确认提交" in page
    page = signed_in(world.li.grant).get(reverse("proposals:check", args=[others.pk])).content.decode()
    assert button not in page


def test_a_head_is_one_of_its_deputies(world, delegation):
    other = Delegation.objects.create(congress=world.city, name="烈山代表团")
    with pytest.raises(PermissionDenied, match="从本代表团的代表中选"):
        name_head(other, by=Actor(world.desk), head=Seat.objects.get(pk=world.li.pk))
    elsewhere = Delegation.objects.create(congress=a_congress("ZZ"), name="别处代表团")
    with pytest.raises(PermissionDenied, match="由本级人大登记"):
        name_head(elsewhere, by=Actor(world.desk), head=None)
    page = signed_in(world.desk).post(reverse("deputies:name_head", args=[other.pk]), {"head": world.li.pk})
    assert "请在本代表团的代表中选" in page.content.decode()
    page = signed_in(world.desk).post(reverse("deputies:name_head", args=[delegation.pk]), {"head": ""}, follow=True)
    assert "相山代表团团长：暂缺" in page.content.decode()


def test_an_opinion_of_the_month_is_nobodys_but_a_deputys(world, delegation):
    opinion = stages.drafted(world.deputy)
    assert "没有规定" in delegating.may_be_the_delegations(opinion).refusal
