"""对口归类: what the 督查 and the 编办 say before a matter is handed over, and what the desk makes of it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from congress.actors import Actor
from congress.models import Event, Organ
from proposals import routing
from proposals.classifying import viewing
from proposals.models import Attachment, ClassificationView, Proposal
from tests import stages
from tests.classifying import accepted, arbiter_of, inspector_of, referred
from tests.places import a_grant, signed_in
from tests.security.things import a_file
from tests.world import World, a_world

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def world() -> World:
    return a_world()


def say(proposal: Proposal, grant, organ: Organ, **said) -> ClassificationView:
    facts = {"committee": None, "category": "", "reason": "", **said}
    return viewing.give_classification(proposal, organ=organ, by=Actor(grant), **facts)


def assign_page(world: World, proposal: Proposal) -> str:
    return signed_in(world.desk).get(reverse("proposals:assign", args=[proposal.pk])).content.decode()


def test_what_both_offices_say_is_chosen_when_the_desk_hands_over(world):
    proposal, committee = accepted(world), Organ.objects.get(kind=Organ.Kind.COMMITTEE)
    say(proposal, inspector_of(world), world.housing, committee=committee, reason="属于市政设施")
    say(proposal, arbiter_of(world), world.housing, category="城建环保")
    page = assign_page(world, proposal)
    assert "市政府督查室：由市住建局主办，城环工委督办。属于市政设施" in page
    for chosen in (world.housing.pk, committee.pk):
        assert f'<option value="{chosen}"' in page
        assert " selected" in page.split(f'<option value="{chosen}"')[1].split(">")[0]


def test_where_they_differ_the_desk_chooses(world):
    proposal = accepted(world)
    say(proposal, inspector_of(world), world.housing)
    say(proposal, arbiter_of(world), world.urban)
    views = list(proposal.classification_views.all())
    assert viewing.agreed_organ(views) is None and viewing.agreed_organ(views[:1]) == views[0].organ


def test_a_view_is_changed_not_given_twice(world):
    proposal, office = accepted(world), inspector_of(world)
    say(proposal, office, world.housing)
    say(proposal, office, world.housing)
    assert Event.objects.filter(step="classify").count() == 1
    say(proposal, office, world.urban, reason="属于城市管理")
    assert ClassificationView.objects.get().organ == world.urban


def test_the_category_that_an_office_proposes_is_the_matters_once_the_desk_agrees(world):
    proposal = accepted(world)
    routing.assign(proposal, lead=world.urban, lane="formal", category="城建环保", by=Actor(world.desk), on=TODAY())
    assert proposal.category == "城建环保"


def test_who_may_not_say_anything_and_when(world):
    proposal, inspector = accepted(world), inspector_of(world)
    for grant in (world.desk, world.handler, world.deputy, a_grant("council", world.city, name="柏某")):
        with pytest.raises(PermissionDenied, match="归类意见由本级"):
            say(proposal, grant, world.urban)
    with pytest.raises(PermissionDenied, match="不用再提归类意见"):
        say(stages.submitted(world.deputy, "关于校门口限速的建议"), inspector, world.urban)
    with pytest.raises(PermissionDenied, match="不用再提归类意见"):
        say(stages.assigned(world, "关于增设公交站的建议").proposal, inspector, world.urban)
    with pytest.raises(PermissionDenied, match="已提请编办裁定"):
        say(referred(world, "关于修补护栏的建议").proposal, inspector, world.urban)


def test_suggested_ones_are_agreed_to_together(world):
    office = inspector_of(world)
    known = accepted(world, "关于西山路口路灯照明和城市管理的建议")
    unknown = accepted(world, "关于某事的建议")
    client = signed_in(office)
    page = client.get(reverse("proposals:classification")).content.decode()
    assert known.title in page and unknown.title in page and "还有2件没有提" in page
    sent = {"pick": [str(known.pk), str(unknown.pk), "x"]}
    answer = client.post(reverse("proposals:agree_suggested"), sent, follow=True).content.decode()
    agreed = set(ClassificationView.objects.values_list("proposal", flat=True))
    assert agreed == {known.pk} and "请逐件办理" in answer
    client.post(reverse("proposals:agree_suggested"), sent)
    assert ClassificationView.objects.count() == 1
    assert "请先勾选" in client.post(reverse("proposals:agree_suggested"), {}, follow=True).content.decode()


def test_an_office_reads_text_and_papers_until_the_matter_is_handed_over(world):
    proposal, office = accepted(world), arbiter_of(world)
    file = a_file("说明.pdf", b"%PDF-1.4", world.deputy.person)
    paper = Attachment.objects.create(proposal=proposal, file=file)
    client, where = signed_in(office), reverse("proposals:classify", args=[proposal.pk])
    address = reverse("proposals:file", args=[proposal.pk, paper.pk])
    page = client.get(where).content.decode()
    assert proposal.body in page and address in page
    assert b"".join(client.get(address)) == b"%PDF-1.4"
    assert client.get(proposal.get_absolute_url()).status_code == 404
    page = client.post(where, {"organ": "", "reason": "属于市政设施"}).content.decode()
    assert "请选择主办单位" in page and "属于市政设施" in page
    client.post(where, {"organ": world.housing.pk, "reason": "属于市政设施"})
    assert ClassificationView.objects.get().reason == "属于市政设施"
    routing.assign(proposal, lead=world.urban, lane="formal", by=Actor(world.desk), on=TODAY())
    assert client.get(where).status_code == 404 and client.get(address).status_code == 404
