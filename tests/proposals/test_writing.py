"""The pages on which a deputy writes: what they show before anything is sent."""

import pytest
from django.urls import reverse
from django.utils import timezone

from congress.actors import Actor
from proposals import drafting
from proposals.models import Serial
from tests import stages
from tests.places import signed_in
from tests.world import BODY, World, a_world, let_the_undo_time_pass

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return a_world()


def test_help_with_writing_stands_on_the_page(world):
    page = signed_in(world.deputy).get(reverse("proposals:edit", args=[stages.drafted(world.deputy).pk]))
    assert all(words in page.content.decode() for words in ("常用写法", "不能作为建议提出的事项", "请勿填写涉密内容"))


def test_similar_ones_are_shown_while_writing_and_never_another_deputys(world):
    stages.submitted(world.deputy, "关于西山路口夜间照明不足的建议")
    stages.submitted(world.li.grant, "关于西山路口夜间照明太暗的建议")
    draft = stages.drafted(world.deputy)
    client = signed_in(world.deputy)
    for name in ("edit", "check"):
        page = client.get(reverse(f"proposals:{name}", args=[draft.pk])).content.decode()
        assert "照明不足" in page and "照明太暗" not in page, name
    sent = {"version": draft.version, "title": draft.title, "body": BODY}
    answer = client.post(reverse("proposals:autosave", args=[draft.pk]), sent).json()
    assert [row["label"][-len("关于西山路口夜间照明不足的建议") :] for row in answer["similar"]] == [
        "关于西山路口夜间照明不足的建议"
    ]


def test_everything_that_was_asked_for_stands_on_the_page_to_check(world):
    draft = stages.drafted(world.deputy)
    client = signed_in(world.deputy)
    sent = {
        "version": draft.version,
        "title": draft.title,
        "body": BODY,
        "place": "西山路口东侧",
        "wished_organ": world.urban.pk,
        "wants_contact": "on",
        "needs_no_reply": "on",
        "is_name_hidden": "on",
    }
    client.post(reverse("proposals:edit", args=[draft.pk]), sent)
    page = client.get(reverse("proposals:check", args=[draft.pk])).content.decode()
    for words in ("西山路口东侧", "市城管局", "要求当面沟通", "供研究参考", "对承办单位保密", "不公开"):
        assert words in page, words
    draft.refresh_from_db()
    drafting.submit(draft, by=Actor(world.deputy), at=timezone.now())
    let_the_undo_time_pass(draft)
    draft.refresh_from_db()
    stages.answered(world, draft)
    page = signed_in(world.handler).get(draft.get_absolute_url()).content.decode()
    for words in ("西山路口东侧", "要求当面沟通", "供研究参考", "代表要求不公开"):
        assert words in page, words


@pytest.mark.parametrize(("title", "body", "said"), [("", "", "请写标题"), ("关于路灯的建议", " ", "请写建议内容")])
def test_what_is_not_written_is_not_submitted_whichever_way_it_is_sent(title, body, said, world):
    draft = drafting.begin(by=Actor(world.deputy), title=title, body=body)
    deputy = signed_in(world.deputy)
    response = deputy.post(reverse("proposals:check", args=[draft.pk]))
    assert response.status_code == 403 and said in response.content.decode()
    draft.refresh_from_db()
    assert (draft.state, draft.number, draft.version) == ("draft", None, 1)
    assert Serial.objects.count() == 0, "no number was used up"
