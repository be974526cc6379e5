"""检索: one meaning on both databases, in texts, replies and papers, by names; nothing that is not for the reader."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from congress.actors import Actor
from proposals import drafting, routing
from proposals.listing import filtered, listed
from proposals.models import Attachment, Proposal, SearchText
from proposals.searching import find, finding, normalise, words_of
from proposals.searching.finding import by_pairs, estimated, sought_in
from proposals.searching.indexing import OF_A_PAPER, OVERLAP, PIECE, enter_proposal, pieces
from tests.places import signed_in
from tests.searches import attached, found_by
from tests.stages import assigned, drafted, replied, submitted
from tests.world import BODY, World, a_world, let_the_undo_time_pass

pytestmark = pytest.mark.django_db
NO_NAMES = "西山路口东侧步道晚上没有路灯，行人看不清台阶。"
LETTERS = '路灯照明公交站台AＢbß1１２“「"|%_\\𠮷 \n'


@pytest.fixture
def world() -> World:
    return a_world()


def _saying(proposal: Proposal, body: str) -> Proposal:
    Proposal.objects.filter(pk=proposal.pk).update(body=body)
    proposal.refresh_from_db()
    return proposal


# --- the words of a query


@pytest.mark.parametrize(
    ("query", "texts"),
    [
        ("路灯 公交", ["路灯", "公交"]),
        ("“路灯 公交”", ["路灯公交"]),
        ("「路灯 公交」 学校", ["路灯公交", "学校"]),
        ('"路灯 公交"', ["路灯公交"]),
        ("＂ＡＢ c＂", ["abc"]),
        ("“路灯", ["路灯"]),
        ("路灯”公交", ["路灯", "公交"]),
        ('“” 「」 ""', []),
        ("路灯 路灯", ["路灯"]),
        (" 　\t", []),
        ("\0路\0灯", ["路灯"]),
        ("ＡＢ－２０２６－０００１", ["ab-2026-0001"]),
        ("ﷺ" * 60, [normalise("ﷺ" * 60)[:60]]),
    ],
)
def test_what_is_sought(query, texts):
    assert [word.text for word in words_of(query)] == texts


def test_a_query_has_an_end():
    assert len(words_of(" ".join("一二三四五六七八九十甲乙丙"))) == 10
    assert words_of("路" * 70) == words_of("路" * 60)


@given(st.text(LETTERS, max_size=200), st.integers(1, 60))
@settings(max_examples=200)
def test_each_word_stands_whole_in_one_of_the_pieces(text, length):
    text = normalise(text) * 40
    cut = pieces(text)
    assert all(len(piece) <= PIECE for piece in cut)
    assert "".join([*cut[:1], *(piece[OVERLAP:] for piece in cut[1:])]) == text
    for at in range(0, max(1, len(text) - length), 7):
        assert not text or any(text[at : at + length] in piece for piece in cut)


# --- the same as plain looking, on both databases


@given(
    st.lists(st.tuples(st.text(LETTERS, min_size=1, max_size=30), st.text(LETTERS, max_size=40)), max_size=5),
    st.text(LETTERS, max_size=8),
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_found_is_what_plain_looking_finds(world, rows, query):
    Proposal.objects.all().delete()
    by = Actor(world.deputy)
    made = [drafting.begin(by=by, title=title.strip() or "题", body=body) for title, body in rows]
    for proposal in made:
        attached(proposal, proposal.body[::-1])
    sought = [word.text for word in words_of(query)]

    def holds(proposal, word):
        return any(word in normalise(text) for text in (proposal.title, proposal.body, proposal.body[::-1]))

    def holds_in_text(proposal, word):  # a single character is looked for in title and text alone
        return any(word in normalise(text) for text in (proposal.title, proposal.body))

    expected = {
        proposal.pk
        for proposal in made
        if all((holds if len(word) > 1 else holds_in_text)(proposal, word) for word in sought)
    }
    assert set(listed(by, {"q": query}).values_list("pk", flat=True)) == expected
    assert set(find(filtered(by, {}), query, by, upto=50).keys) == expected
    Attachment.objects.all().delete()


def test_words_of_two_characters_are_found_in_replies_and_papers(world):
    replied(world, "关于甲的建议")
    attached(submitted(world.deputy, "关于乙的建议"), "窨井盖破损，存在安全隐患。" + "长" * 5000 + "末尾的词")
    assert found_by(world.desk, "装好") == ["关于甲的建议"]
    assert found_by(world.desk, "隐患") == found_by(world.desk, "尾的") == ["关于乙的建议"]
    assert found_by(world.desk, "长末尾的词") == ["关于乙的建议"]
    assert found_by(world.desk, "乙 窨井 末尾") == ["关于乙的建议"]
    assert found_by(world.desk, "装好 窨井") == []


def test_of_a_paper_the_first_twenty_thousand_characters_are_searched(world):
    proposal = submitted(world.deputy)
    attached(proposal, "前" * (OF_A_PAPER - 4) + "此处可见此处不见")
    assert found_by(world.desk, "此处可见") == [proposal.title]
    assert found_by(world.desk, "此处不见") == []
    assert SearchText.objects.filter(source="paper").count() == 11


def test_quoted_words_stand_beside_one_another(world):
    submitted(world.deputy, "关于西山 路灯的建议")
    assert found_by(world.desk, "路灯 西山")
    assert found_by(world.desk, "“西山路灯”") and found_by(world.desk, "「西山 路灯」")
    assert found_by(world.desk, '"路灯 西山"') == []


# --- names


@pytest.mark.parametrize("word", ["单某", "shanmou", "shan", "sm", "SM", "城管", "chengguan", "scgj", "cgj"])
def test_deputies_and_organs_are_found_by_name_pinyin_and_initials(world, word):
    world.zhang.person.name = "单某"
    world.zhang.person.save()
    assigned(world, "关于甲的建议")
    submitted(world.li.grant, "关于乙的建议", NO_NAMES)
    assert found_by(world.desk, word) == ["关于甲的建议"]


def test_pinyin_in_quotation_marks_is_no_name(world):
    submitted(world.deputy, "关于甲的建议")
    assert found_by(world.desk, "zhangmou") == ["关于甲的建议"]
    assert found_by(world.desk, "“zhangmou”") == []


def test_an_organ_that_has_it_no_longer_is_not_its_organ(world):
    assignment = assigned(world, "关于甲的建议")
    enter_proposal(_saying(assignment.proposal, NO_NAMES))
    assert found_by(world.desk, "城管局") == ["关于甲的建议"]
    routing.recall(assignment.proposal, reason="交办有误", by=Actor(world.desk), on=timezone.localdate())
    assert found_by(world.desk, "城管局") == []


def test_a_renamed_person_is_found_by_the_new_name_at_once(world):
    submitted(world.deputy, "关于甲的建议")
    world.zhang.person.name = "诸葛某"
    world.zhang.person.save()
    assert found_by(world.desk, "诸葛") == ["关于甲的建议"]
    assert found_by(world.desk, "张某") == []


def test_who_left_is_not_found_any_more(world):
    author = Actor(world.deputy)
    draft = drafted(world.deputy, "关于甲的建议")
    drafting.invite(draft, [world.li], by=author)
    drafting.answer_invitation(draft, joins=True, by=Actor(world.li.grant))
    draft.refresh_from_db()
    drafting.submit(draft, by=author, at=timezone.now())
    let_the_undo_time_pass(draft)
    assert found_by(world.desk, "李某") == ["关于甲的建议"]
    draft.co_signatures.update(state="left", decided_at=timezone.now())
    assert found_by(world.desk, "李某") == []


# --- how it is looked for


@pytest.mark.skipif(connection.vendor != "postgresql", reason="an index of PostgreSQL")
def test_words_of_two_characters_use_the_index(world):
    proposal = submitted(world.deputy)
    rows = [SearchText(proposal=proposal, source="case", part=n, text=f"第{n}件") for n in range(1, 3000)]
    SearchText.objects.bulk_create(rows)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE proposals_searchtext")
    for words in ("路灯", "西山路口", "29"):
        (one,) = sought_in(words, Actor(world.desk))
        assert "search_text_bigrams" in one.proposed.explain()
    assert estimated(by_pairs(SearchText.objects.order_by(), ["路灯"])) < 100
    assert estimated(by_pairs(SearchText.objects.order_by(), ["29"])) < estimated(SearchText.objects.order_by())


@pytest.mark.parametrize("looked_into", [1, 1_000_000])
def test_common_words_are_found_in_the_newest_first_and_all_the_same(world, monkeypatch, looked_into):
    """As with more pieces than 20,000, and with too few findings among the newest."""
    monkeypatch.setattr(finding, "MANY", -1)
    monkeypatch.setattr(finding, "FIRST_LOOK", 2)
    monkeypatch.setattr(finding, "LOOKED_INTO", looked_into)
    titles = [f"关于{name}的建议" for name in "甲乙丙丁戊己庚"]
    for hours, title in enumerate(titles):
        proposal = submitted(world.deputy, title, BODY if "甲" in title or "丁" in title else f"{'无关的话' * 20}")
        earlier = timezone.now() - timedelta(hours=48 - hours)
        Proposal.objects.filter(pk=proposal.pk).update(submitted_at=earlier)
    assert found_by(world.desk, "步道") == ["关于丁的建议", "关于甲的建议"]
    assert found_by(world.desk, "步道 六盏路灯") == ["关于丁的建议", "关于甲的建议"]
    assert found_by(world.desk, "没有这样的词") == []
    cut = find(filtered(Actor(world.desk), {}), "建议", Actor(world.desk), upto=2)
    assert [row.title for row in cut[:2]] == list(reversed(titles))[:2]
    if connection.vendor == "postgresql" and looked_into > 1:
        assert cut.is_cut


def test_pages_of_a_search_go_on_where_the_one_before_ended(world, monkeypatch):
    monkeypatch.setattr("proposals.views.reading.PAGE", 2)
    monkeypatch.setattr(finding, "MANY", -1)
    for number in range(5):
        submitted(world.deputy, f"关于第{number}处路灯的建议")
    client, seen = signed_in(world.desk), []
    for number in (1, 2, 3):
        page = client.get(reverse("proposals:index"), {"q": "路灯", "page": number}).content.decode()
        seen.append(re.findall(r'<th scope="row"><a href="[^"]+">关于第(\d)处', page))
    assert [len(rows) for rows in seen] == [2, 2, 1]
    assert sorted(number for rows in seen for number in rows) == list("01234")
    assert client.get(reverse("proposals:index"), {"q": "路灯", "page": "99"}).status_code == 200
