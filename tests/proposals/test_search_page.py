"""检索: the page with its findings: numbers, where something was found, hostile words, as many statements."""

import re
from urllib.parse import urlencode

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from proposals.searching import normalise, words_of
from proposals.searching.places import excerpt, whole
from tests.places import signed_in
from tests.searches import attached
from tests.stages import rated, replied, submitted
from tests.world import BODY, World, a_world

LETTERS = '路灯照明公交站台AＢbß1１２“「"|%_\\𠮷 \n'
pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return a_world()


# --- numbers


def test_a_number_leads_to_its_page(world):
    proposal = submitted(world.deputy)
    client = signed_in(world.desk)
    wide = proposal.number.translate({ord(c): ord(c) + 0xFEE0 for c in proposal.number})
    for typed in (proposal.number, proposal.number.lower(), wide, f" {proposal.number} "):
        answer = client.get(reverse("proposals:index"), {"q": typed, "state": ""})
        assert answer.status_code == 302 and answer["Location"] == proposal.get_absolute_url()
    kept = client.get(reverse("proposals:index"), {"q": proposal.number, "state": "closed"})
    assert kept.status_code == 200
    part = client.get(reverse("proposals:index"), {"q": proposal.number[-6:]}).content.decode()
    assert proposal.title in part


def test_a_number_says_nothing_to_whom_the_page_is_closed(world):
    proposal = submitted(world.deputy)
    answer = signed_in(world.handler).get(reverse("proposals:index"), {"q": proposal.number})
    other = signed_in(world.handler).get(reverse("proposals:index"), {"q": "HB-2026-9999999"})
    assert answer.status_code == other.status_code == 200
    hide = re.compile(rf"{proposal.number}|HB-2026-9999999|csrf\w+\W+value=\W\w+\W")
    assert hide.sub("", answer.content.decode()) == hide.sub("", other.content.decode())


# --- where it was found


def test_the_list_says_where_and_marks_the_words(world):
    proposal = replied(world, "关于西山ＡＢ路口照明的建议").proposal
    attached(proposal, "施工图 暗语 说明", "图纸<b>.pdf")
    page = signed_in(world.desk).get(reverse("proposals:index"), {"q": "ab路口 台阶 装好"}).content.decode()
    assert page.count("<mark>ＡＢ路口</mark>") == 1 and "标题：" not in page  # in the title itself, not once more
    assert "<mark>台阶</mark>" in page
    assert "市城管局的答复：" in page and "<mark>装好</mark>" in page
    assert "附件《图纸&lt;b&gt;.pdf》：" not in page  # three places at most
    page = signed_in(world.desk).get(reverse("proposals:index"), {"q": "暗语"}).content.decode()
    assert "附件《图纸&lt;b&gt;.pdf》：" in page and "<mark>暗语</mark>" in page


def test_what_stands_around_a_word_is_text_and_no_markup(world):
    body = "<script>alert(1)</script>路灯<img src=x onerror=alert(2)>" + BODY
    proposal = submitted(world.deputy, "关于甲的建议", body)
    attached(proposal, "<script>暗语</script>")
    client = signed_in(world.desk)
    for query in ("路灯", "暗语", "<script>", "alert(1)"):
        page = client.get(reverse("proposals:index"), {"q": query}).content.decode()
        assert "<script>alert" not in page and "<img src=x" not in page and "<script>暗" not in page
        assert "关于甲的建议" in page and "<mark>" in page


@given(st.text(LETTERS, max_size=60), st.text(LETTERS, min_size=1, max_size=5))
@settings(max_examples=300)
def test_what_is_marked_is_what_was_sought(text, query):
    words = words_of(query)
    parts = excerpt(text, words)
    assert bool(parts) == any(word.text in normalise(text) for word in words)
    assert "".join(part.text for part in parts if part.text != "…") in text
    marked = normalise("".join(part.text for part in parts if part.is_sought))
    assert set(marked) <= set("".join(word.text for word in words))
    everything = whole(text, words)
    assert bool(everything) == any(word.text in normalise(text) for word in words)
    assert "".join(part.text for part in everything) == (text if everything else "")


@pytest.mark.parametrize(
    "query",
    ["%", "_", "\\", "'", '"', "“", "a' OR 1=1--", "(((((", "😀😀", "𠮷𠮷", "1" * 500, "* & | ! :*", "\n"],
)
def test_hostile_words_are_words(world, query):
    submitted(world.deputy)
    client = signed_in(world.desk)
    for name in ("index", "export", "queue"):
        assert client.get(f"{reverse(f'proposals:{name}')}?{urlencode({'q': query})}").status_code == 200


def test_a_search_asks_no_more_for_more_rows(world, django_assert_max_num_queries):
    client = signed_in(world.desk)
    for number in range(2):
        rated(world, f"关于第{number}条路的建议")
    with django_assert_max_num_queries(30) as few:
        client.get(reverse("proposals:index"), {"q": "装好 照明"})
    for number in range(6):
        rated(world, f"关于第{number}座桥的建议")
    with django_assert_max_num_queries(len(few)):
        client.get(reverse("proposals:index"), {"q": "装好 照明"})
