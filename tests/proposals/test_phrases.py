"""常用语: kept together by an organ's handlers, added to a reply by one press, and nothing typed is lost."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from congress.actors import Actor
from proposals.models import StockPhrases
from proposals.phrases import LONGEST, MOST, keep_phrases, split
from tests import stages
from tests.places import signed_in
from tests.world import World, a_world

pytestmark = pytest.mark.django_db
THANKS, NEXT = "感谢您对城市管理的关心。", "下一步：\n一、加装路灯；\n二、修好护栏。"
PAGE = reverse("proposals:phrases")


@pytest.fixture
def world() -> World:
    return a_world()


def kept(world, *phrases):
    keep_phrases(world.urban, text="\n\n".join(phrases), seen=1, by=Actor(world.handler))
    return StockPhrases.objects.get(organ=world.urban)


def at(world, grant=None):
    client = signed_in(grant or world.handler)
    return lambda **sent: client.post(PAGE, sent, follow=True)


def test_a_blank_line_parts_two_and_the_same_words_stand_once():
    assert [phrase.text for phrase in split(f"\n\n{THANKS}\n \u3000\n\n{NEXT}\n\n{THANKS}\n")] == [THANKS, NEXT]
    assert split(" \n\n ") == []


def test_who_handles_keeps_them_and_a_colleague_reads_them(world):
    assert "已保存" in at(world)(text=f"{THANKS}\n\n{NEXT}", version=1).content.decode()
    page = signed_in(world.leader).get(PAGE).content.decode()
    assert THANKS in page and "二、修好护栏。" in page
    assert THANKS not in signed_in(world.second_handler).get(PAGE).content.decode()


def test_what_a_colleague_saved_meanwhile_is_shown_beside_what_was_typed(world):
    at(world)(text=THANKS, version=1)
    at(world, world.leader)(text=NEXT, version=1)
    page = at(world)(text="我写的", version=1)
    assert page.status_code == 409
    assert all(words in page.content.decode() for words in (THANKS, "我写的", "请合在一起"))
    assert StockPhrases.objects.get().text == THANKS
    assert at(world)(text=f"{THANKS}\n\n我写的", version=2).status_code == 200
    assert StockPhrases.objects.get().text == f"{THANKS}\n\n我写的"


def test_saved_twice_is_saved_once(world):
    for _ in range(2):
        assert at(world)(text=THANKS, version=1).status_code == 200
    assert (StockPhrases.objects.get().text, StockPhrases.objects.get().version) == (THANKS, 2)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("\n\n".join(f"第{n}条" for n in range(MOST + 1)), f"最多{MOST}条，现在是{MOST + 1}条"),
        (f"{THANKS}\n\n{'长' * (LONGEST + 1)}", f"第2条有{LONGEST + 1}字"),
    ],
)
def test_too_many_and_too_long_ones_are_refused_at_the_field_with_the_words_kept(world, text, said):
    page = at(world)(text=text, version=1).content.decode()
    assert said in page and text.split("\n\n")[0] in page
    assert not StockPhrases.objects.exists()


def test_only_the_organs_own(world):
    for grant in (world.deputy, world.desk):
        assert signed_in(grant).get(PAGE).status_code == 403
    for grant in (world.second_handler, world.desk):
        with pytest.raises(PermissionDenied):
            keep_phrases(world.urban, text=THANKS, seen=1, by=Actor(grant))


def test_one_press_adds_it_to_what_is_typed(world):
    assignment = stages.handled(world)
    phrase = split(kept(world, THANKS, NEXT).text)[1]
    client, address = signed_in(world.handler), reverse("proposals:reply", args=[assignment.pk])
    page = client.get(address).content.decode()
    assert f'value="{phrase.key}"' in page
    typed = {"text": "路灯已经装好。", "contact_name": "周某", "version": 1, "insert": phrase.key}
    answer = client.post(address, typed)
    assert answer.headers["Location"] == f"{address}#id_text"
    draft = assignment.replies.get()
    assert draft.text == f"路灯已经装好。\n{NEXT}"
    assert draft.contact_name == "周某"


def test_one_that_is_gone_adds_nothing_and_loses_nothing(world):
    assignment = stages.handled(world)
    client, address = signed_in(world.handler), reverse("proposals:reply", args=[assignment.pk])
    for key in ("x", split(THANKS)[0].key):
        version = next(iter(assignment.replies.values_list("version", flat=True)), 1)
        typed = {"text": "路灯已经装好。", "version": version, "insert": key}
        assert "没有加上" in client.post(address, typed, follow=True).content.decode()
        assert assignment.replies.get().text == "路灯已经装好。"
