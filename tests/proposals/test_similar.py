"""相似建议: while writing and while assigning, the answered ones with what was answered."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from congress.actors import Actor
from proposals import similar
from proposals.models import Proposal
from proposals.similar import similar_to
from tests.places import signed_in
from tests.stages import drafted, handled, replied, submitted, write_reply
from tests.world import World, a_world

pytestmark = pytest.mark.django_db
TITLE = "关于西山路口夜间照明不足的建议"


@pytest.fixture
def world() -> World:
    return a_world()


def test_while_assigning_the_answered_ones_are_shown_with_their_answers(world):
    earlier = replied(world, "关于西山路口增设夜间照明的建议").proposal
    waiting = submitted(world.li.grant, TITLE)
    (alike,) = similar_to(waiting, Actor(world.desk))
    assert (alike.proposal, alike.answers) == (
        earlier,
        ["市城管局答复：您提出的建议收悉。六盏路灯已经装好，请您到现场看。"],
    )
    page = signed_in(world.desk).get(reverse("proposals:assign", args=[waiting.pk])).content.decode()
    assert earlier.number in page and "市城管局答复：您提出的建议收悉。六盏路灯已经装好" in page


def test_while_writing_a_deputy_sees_his_own_with_their_answers_and_nobody_elses(world):
    replied(world, "关于西山路口增设夜间照明的建议")
    submitted(world.li.grant, "关于西山路口夜间照明太暗的建议")
    draft = drafted(world.deputy, TITLE)
    fields = {"title": TITLE, "body": "晚上很暗", "version": draft.version}
    answer = signed_in(world.deputy).post(reverse("proposals:autosave", args=[draft.pk]), fields).json()
    assert [row["answers"][0][:7] for row in answer["similar"]] == ["市城管局答复："]
    assert similar_to(draft, Actor(world.wang.grant)) == []


def test_an_answer_that_is_not_signed_is_not_shown(world):
    write_reply(world, handled(world, "关于西山路口增设夜间照明的建议"))
    (alike,) = similar_to(submitted(world.li.grant, TITLE), Actor(world.desk))
    assert alike.answers == []


def test_words_that_every_title_has_and_titles_of_long_ago_are_no_likeness(world):
    old = submitted(world.deputy, "关于西山路口增设夜间照明的建议")
    Proposal.objects.filter(pk=old.pk).update(submitted_at=timezone.now() - timedelta(days=400))
    submitted(world.deputy, "关于进一步加强停车管理工作的建议")
    assert similar_to(submitted(world.li.grant, TITLE), Actor(world.desk)) == []


@pytest.mark.parametrize("many", [-1, 10**9])
def test_the_index_and_the_newest_titles_give_the_same(world, monkeypatch, many):
    monkeypatch.setattr(similar, "MANY", many)
    earlier = submitted(world.deputy, "关于西山路口ＬＥＤ夜间照明的建议")
    found = similar_to(submitted(world.li.grant, TITLE), Actor(world.desk))
    assert [row.proposal for row in found] == [earlier]
