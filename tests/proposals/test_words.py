"""The words of dictionaries where people choose and read them: the word of the day, never of another."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from congress.actors import Actor
from congress.manage import naming
from congress.models import Event, Role, Word
from proposals import triage
from proposals.models import Contact, Proposal, Release
from tests import stages
from tests.places import a_grant, signed_in
from tests.world import World, a_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return a_world()


@pytest.fixture
def by(world) -> Actor:
    return Actor(a_grant(Role.SYSTEM_ADMIN, world.city, name="钱某"))


def shown(grant, name, pk):
    return signed_in(grant).get(reverse(f"proposals:{name}", args=[pk])).content.decode()


def today():
    return timezone.localdate()


def test_an_added_reason_can_be_chosen_and_is_told_and_a_retired_one_cannot(world, by):
    naming.add_word("refusal", "重复提出", by=by, starts_on=today(), on=today())
    naming.retire_word("refusal", "N8", by=by, starts_on=today(), on=today())
    proposal = stages.submitted(world.deputy)
    page = shown(world.desk, "refuse", proposal.pk)
    assert "重复提出" in page and "属于法律或政策咨询" not in page
    with pytest.raises(PermissionDenied, match="在列出的原因中选一个"):
        triage.refuse(proposal, code="N8", reason="请咨询律师", by=Actor(world.desk), on=today())

    address = reverse("proposals:refuse", args=[proposal.pk])
    assert signed_in(world.desk).post(address, {"code": "N8", "reason": "咨询"}).status_code == 200
    assert signed_in(world.desk).post(address, {"code": "N11", "reason": "上月已办"}).status_code == 302

    assert Proposal.objects.get(pk=proposal.pk).refusal_code == "N11"
    assert Event.objects.get(step="refuse").note.text == "重复提出。上月已办"
    assert "重复提出。上月已办" in shown(world.deputy, "detail", proposal.pk)


def test_a_class_is_called_as_on_the_day_it_was_signed(world, by):
    assignment = stages.replied(world)
    naming.rename_word("outcome", "A", "甲类：已经解决", by=by, starts_on=today() + timedelta(days=1), on=today())
    assert "A类：已解决或基本解决" in shown(world.deputy, "detail", assignment.proposal_id)
    Word.objects.update(starts_on=today())
    assert "甲类：已经解决" in shown(world.deputy, "detail", assignment.proposal_id)
    Word.objects.update(starts_on=today() - timedelta(days=1), label="乙类")
    assert "乙类" in shown(world.deputy, "rate", assignment.pk)


def test_a_way_of_contact_of_ones_own_is_chosen_and_read(world, by):
    naming.add_word("contact", "视频会商", by=by, starts_on=today(), on=today())
    assignment = stages.handled(world)
    address = reverse("proposals:log_contact", args=[assignment.pk])
    sent = {"on": today().isoformat(), "persons": "周某、张某", "result": "已看现场"}

    assert "视频会商" in signed_in(world.handler).get(address).content.decode()
    assert signed_in(world.handler).post(address, sent | {"way": "telepathy"}).status_code == 200
    assert signed_in(world.handler).post(address, sent | {"way": "W1"}).status_code == 302

    assert Contact.objects.get(result="已看现场").way == "W1"
    assert "视频会商" in shown(world.handler, "detail", assignment.proposal_id)
    assert [e.note.text for e in Event.objects.filter(step="log_contact").order_by("id")] == ["电话", "视频会商"]


def test_a_release_says_of_which_kind_its_reason_is(world):
    assignment = stages.assigned(world)
    address = reverse("proposals:ask_release", args=[assignment.pk])
    sent = {"code": "T1", "reason": "属于市住建局", "proposed_organ": world.housing.pk}

    assert signed_in(world.handler).post(address, sent | {"code": "T7"}).status_code == 200
    assert signed_in(world.handler).post(address, sent).status_code == 302

    assert Release.objects.get().code == "T1"
    assert "不属于本单位职责。属于市住建局" in shown(world.desk, "decide_release", assignment.pk)


def test_a_category_is_chosen_and_one_retired_since_is_kept(world, by):
    proposal = stages.drafted(world.deputy)
    address = reverse("proposals:edit", args=[proposal.pk])
    sent = {"title": proposal.title, "body": proposal.body, "version": 1, "is_public": "on", "save": "1"}
    client = signed_in(world.deputy)
    client.post(address, sent | {"category": "城镇管理"})
    assert Proposal.objects.get().category == "城镇管理"
    naming.retire_word("category", "城镇管理", by=by, starts_on=today(), on=today())

    page = client.get(address).content.decode()
    assert '<option value="城镇管理" selected>城镇管理</option>' in page and "产业发展" in page
    client.post(address, sent | {"category": "城镇管理", "version": Proposal.objects.get().version})
    assert Proposal.objects.get().category == "城镇管理"
    other = client.get(reverse("proposals:edit", args=[stages.drafted(world.deputy).pk]))
    assert "城镇管理" not in other.content.decode()


def test_a_page_reads_its_words_once(world, django_assert_max_num_queries):
    assignment = stages.replied(world)
    client = signed_in(world.desk)
    client.get(assignment.proposal.get_absolute_url())

    with django_assert_max_num_queries(25):
        client.get(assignment.proposal.get_absolute_url())
