"""检索: one meaning on both databases, in texts, replies and papers, by names; nothing that is not for the reader."""

import re
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from congress.actors import Actor
from congress.models import Grant
from proposals import drafting, replies, routing, triage
from proposals.listing import filtered, listed
from proposals.models import Attachment, Proposal, Reply, SearchText
from proposals.motions import sponsoring
from proposals.searching import find, finding, normalise, words_of
from proposals.searching.finding import by_pairs, estimated, sought_in
from proposals.searching.indexing import OF_A_PAPER, OVERLAP, PIECE, enter_paper, enter_proposal, pieces
from proposals.searching.places import excerpt, places
from tests import motions
from tests.places import signed_in
from tests.proposals.posted_pages import joint_that_spoke
from tests.security.things import a_file
from tests.stages import answer, assigned, drafted, handled, rated, replied, submitted, write_reply
from tests.world import BODY, World, a_world, let_the_undo_time_pass

pytestmark = pytest.mark.django_db
NO_NAMES = "西山路口东侧步道晚上没有路灯，行人看不清台阶。"
LETTERS = '路灯照明公交站台AＢbß1１２“「"|%_\\𠮷 \n'


@pytest.fixture
def world() -> World:
    return a_world()


def found_by(grant: Grant, query: str, *, upto: int = 50) -> list[str]:
    """The titles of what the list shows."""
    actor = Actor(grant)
    exact = set(listed(actor, {"q": query}).values_list("title", flat=True))
    shown = [row.title for row in find(filtered(actor, {}), query, actor, upto=upto)[:upto]]
    assert set(shown) == exact  # what a list shows is what its Excel file holds
    return shown


def attached(proposal: Proposal, words: str, name: str = "附图说明.pdf") -> Attachment:
    """A paper of the proposal in which these words were read."""
    file = a_file(name, b"%PDF-1.7", proposal.seat.person)
    paper = Attachment.objects.create(proposal=proposal, file=file)
    enter_paper(paper, words)
    return paper


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


# --- what is not for the reader


def test_a_reply_is_found_once_it_is_signed_and_by_those_who_read_it(world):
    assignment = joint_that_spoke(world).proposal.assignments.get(part="lead")
    Proposal.objects.filter(pk=assignment.proposal_id).update(title="关于甲的建议")
    write_reply(world, assignment, text="北段的暗语不能先知道。")
    for reader in (world.desk, world.deputy, world.handler, world.leader, world.second_handler):
        assert found_by(reader, "暗语") == []
    replies.sign(assignment, by=Actor(world.leader), at=timezone.now())
    for reader in (world.desk, world.deputy, world.handler, world.leader):
        assert found_by(reader, "暗语") == ["关于甲的建议"]
    assert found_by(world.second_handler, "暗语") == []  # the joint organ does not read the lead's reply
    assert found_by(world.second_handler, "西山路口") == ["关于甲的建议"]


def test_the_official_file_of_a_reply_is_for_those_who_read_the_reply(world):
    proposal = submitted(world.deputy, "关于甲的建议")
    parts = [(world.urban, "装路灯"), (world.housing, "修护栏")]
    routing.assign(proposal, separate=parts, lane="formal", by=Actor(world.desk), on=timezone.localdate())
    assignment = proposal.assignments.get(organ=world.urban)
    answer(world, assignment)
    enter_paper(Reply.objects.get(assignment=assignment), "正式函件里的暗语")
    assert found_by(world.handler, "暗语") == found_by(world.deputy, "暗语") == ["关于甲的建议"]
    assert found_by(world.second_handler, "暗语") == []


def test_joint_opinions_contacts_and_reasons_are_not_searched(world):
    assignment = handled(world, "关于甲的建议", joint=True)
    assignment.contacts.update(result="沟通里的暗语")
    joint = assignment.proposal.assignments.get(organ=world.housing)
    joint.joint_opinions.create(text="协办的暗语", given_by=world.second_handler.person)
    for reader in (world.desk, world.deputy, world.handler, world.second_handler):
        assert found_by(reader, "暗语") == []


def test_a_draft_is_found_by_its_author_alone(world):
    drafted(world.deputy, "关于暗语的建议")
    assert found_by(world.deputy, "暗语") == ["关于暗语的建议"]
    for reader in (world.desk, world.li.grant, world.handler):
        assert found_by(reader, "暗语") == []


def test_what_was_merged_is_found_by_the_answer_to_both(world):
    head = replied(world, "关于甲的建议").proposal
    other = submitted(world.li.grant, "关于乙的建议")
    Proposal.objects.filter(pk=other.pk).update(state="merged", merged_into=head)
    assert found_by(world.li.grant, "六盏路灯已经装好") == ["关于乙的建议"]
    hits = places([other], "六盏路灯已经装好", Actor(world.li.grant))
    assert [place.label for place in hits[other.pk]] == ["市城管局的答复"]
    assert found_by(world.wang.grant, "六盏路灯已经装好") == []


# --- kept equal


def test_a_changed_text_is_found_as_it_is_now(world):
    draft = drafted(world.deputy, "关于旧词的建议")
    drafting.save(draft, by=Actor(world.deputy), seen=draft.version, title="关于新词的建议", body=BODY)
    assert (found_by(world.deputy, "旧词"), found_by(world.deputy, "新词")) == ([], ["关于新词的建议"])
    long = "长" * 3000 + "收尾"
    drafting.save(draft, by=Actor(world.deputy), seen=draft.version, title="关于新词的建议", body=long)
    assert found_by(world.deputy, "长收尾") == ["关于新词的建议"]
    drafting.save(draft, by=Actor(world.deputy), seen=draft.version, title="关于新词的建议", body="短")
    assert found_by(world.deputy, "收尾") == []
    assert SearchText.objects.filter(proposal=draft).count() == 1


def test_what_was_returned_is_found_as_its_author_rewrites_it(world):
    proposal = submitted(world.deputy, "关于甲的建议")
    triage.send_back(proposal, reason="请写明地点", by=Actor(world.desk), on=timezone.localdate())
    drafting.save(proposal, by=Actor(world.deputy), seen=proposal.version, title="关于乙的建议", body=BODY)
    assert found_by(world.desk, "关于乙") == ["关于乙的建议"]


def test_a_draft_thrown_away_leaves_nothing_to_find(world):
    draft = drafted(world.deputy, "关于暗语的建议")
    attached(draft, "暗语")
    drafting.discard(draft, by=Actor(world.deputy))
    assert SearchText.objects.count() == 0


def test_a_paper_taken_out_is_not_found_any_more(world):
    draft = drafted(world.deputy, "关于甲的建议")
    paper = attached(draft, "暗语")
    assert found_by(world.deputy, "暗语") == ["关于甲的建议"]
    drafting.detach(paper, by=Actor(world.deputy))
    assert found_by(world.deputy, "暗语") == []


def test_a_motion_is_found_by_its_plan_before_and_after_it_becomes_a_suggestion(world):
    motions.a_session(world)
    motion = motions.drafted(world)
    words = normalise(motion.plan)[:6]
    assert words and found_by(world.deputy, words) == [motion.title]
    sponsoring.make_suggestion(motion, by=Actor(world.deputy))
    assert found_by(world.deputy, words) == [motion.title]
    assert SearchText.objects.get(proposal=motion).text == f"{normalise(motion.title)}\n{normalise(motion.body)}"


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
    assert "<mark>ＡＢ路口</mark>" in page
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
