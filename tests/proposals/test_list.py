"""The list, its search and its Excel file: the same rows in the same words."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from congress.actors import Actor
from proposals import drafting, routing
from proposals.listing import listed
from proposals.models import Proposal
from tests.places import START, signed_in
from tests.stages import answer, assigned, handled, rated, submitted
from tests.world import BODY, World, a_world, let_the_undo_time_pass

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return a_world()


def rows_in(content: bytes) -> list[dict]:
    """The data of a workbook, each row by its headings."""
    sheet = load_workbook(BytesIO(content)).active
    headings, *rows = sheet.iter_rows(min_row=3, values_only=True)
    return [dict(zip(headings, row, strict=True)) for row in rows]


def test_the_workbook_says_what_the_screen_says(world):
    assigned(world, "关于路灯的建议")
    submitted(world.li.grant, "=1+1 关于停车的建议")
    client = signed_in(world.desk)
    page = client.get(reverse("proposals:index")).content.decode()
    rows = rows_in(client.get(reverse("proposals:export")).content)
    assert len(rows) == 2
    for row in rows:
        for heading in ("编号", "领衔代表", "主办单位", "状态", "剩余"):
            assert not row[heading] or row[heading] in page
    assert [row["序号"] for row in rows] == [1, 2]
    assert rows[0]["标题"] == "=1+1 关于停车的建议"
    assert (rows[1]["主办单位"], rows[1]["状态"]) == ("市城管局", "待签收")
    assert rows[1]["剩余"].startswith("还剩")


def test_the_workbook_tells_the_course_of_each(world):
    today = timezone.localdate()
    rated(world, "关于路灯的建议", result="dissatisfied", reason="北段仍然很暗")
    joint = handled(world, "关于停车的建议", joint=True)
    yesterday = today - timedelta(days=1)
    joint.clocks.filter(limit="reply").update(started_on=START, unrolled_on=yesterday, due_on=yesterday)
    late, done = rows_in(signed_in(world.desk).get(reverse("proposals:export")).content)
    assert (done["届次"], done["联名人数"], done["办理结果"]) == ("十七届闭会期间", 0, "A")
    assert (done["过程评价"], done["结果评价"], done["是否按时"], done["是否延期"]) == ("满意", "不满意", "是", "否")
    sent = timezone.localdate(Proposal.objects.get(title="关于路灯的建议").submitted_at)
    days = [done[name].date() for name in ("提出日期", "交办日期", "签收日期", "答复日期")]
    assert days == [sent, today, today, today]
    assert (late["会办单位"], late["是否按时"], late["办理结果"], late["答复日期"]) == ("市住建局", "否", None, None)
    own = rows_in(signed_in(world.second_handler).get(reverse("proposals:export")).content)
    assert [(row["标题"], row["交办日期"], row["答复期限"]) for row in own] == [("关于停车的建议", None, None)]


def test_each_organ_that_answers_separately_has_its_word(world):
    proposal = submitted(world.deputy)
    parts = [(world.urban, "装路灯"), (world.housing, "修护栏")]
    routing.assign(proposal, separate=parts, lane="formal", by=Actor(world.desk), on=timezone.localdate())
    answer(world, proposal.assignments.get(organ=world.urban))
    row = rows_in(signed_in(world.desk).get(reverse("proposals:export")).content)[0]
    assert set(row["主办单位"].split("、")) == {"市城管局", "市住建局"}
    assert (row["办理结果"], row["答复日期"], row["签收日期"], row["是否按时"]) == ("A", None, None, None)


def test_filters_act_on_both_alike(world):
    assigned(world, "关于路灯的建议")
    submitted(world.li.grant, "关于停车的建议")
    client = signed_in(world.desk)
    for address, titles in [
        ("?state=submitted", ["关于停车的建议"]),
        ("?state=assigned", ["关于路灯的建议"]),
        ("?q=停车", ["关于停车的建议"]),
        (f"?organ={world.urban.pk}", ["关于路灯的建议"]),
        (f"?month={timezone.localdate():%Y-%m}&lane=formal", ["关于路灯的建议"]),
        (f"?year={timezone.localdate().year + 1}", []),
    ]:
        page = re.sub("</?mark>", "", client.get(reverse("proposals:index") + address).content.decode())
        rows = rows_in(client.get(reverse("proposals:export") + address).content)
        assert [row["标题"] for row in rows] == titles, address
        assert [title for title in ("关于停车的建议", "关于路灯的建议") if title in page] == titles, address


@pytest.mark.parametrize(
    "address", ["?state=x", "?month=9999-99", "?month=x", "?organ=x", "?year=abc", "?page=-1", "?q=%"]
)
def test_filters_that_mean_nothing_are_ignored(world, address):
    submitted(world.deputy)
    client = signed_in(world.desk)
    assert client.get(reverse("proposals:index") + address).status_code == 200
    assert client.get(reverse("proposals:export") + address).status_code == 200


@pytest.mark.parametrize(
    "words, found",
    [
        ("照明", True),
        ("西山 路灯", True),
        ("西山 停车", False),
        ("𠮷", True),
        ("ＡＢ", True),
        ("张某", True),
        ("步道加装六盏路灯", True),
        ("%", False),
        ("_", False),
        ("灯", True),
    ],
)
def test_search_finds_chinese_words_of_two_characters(world, words, found):
    submitted(world.deputy, "关于西山路口增设夜间照明的建议", f"{BODY}𠮷ab")
    assert listed(Actor(world.desk), {"q": words}).exists() == found


def test_search_finds_the_number_and_an_organ_finds_only_its_own(world):
    mine = assigned(world, "关于路灯的建议").proposal
    other = submitted(world.deputy, "关于路灯的另一件建议")
    assert list(listed(Actor(world.desk), {"q": other.number})) == [other]
    assert list(listed(Actor(world.handler), {"q": "路灯"})) == [mine]
    assert not listed(Actor(world.second_handler), {"q": "路灯"}).exists()


def test_a_hidden_name_is_found_by_nobody(world):
    proposal = submitted(world.deputy)
    Proposal.objects.filter(pk=proposal.pk).update(is_name_hidden=True)
    proposal.refresh_from_db()
    routing.assign(proposal, lead=world.urban, lane="formal", by=Actor(world.desk), on=timezone.localdate())
    page = signed_in(world.handler).get(reverse("proposals:index")).content.decode()
    assert "（应要求不显示）" in page and "张某" not in page
    rows = rows_in(signed_in(world.handler).get(reverse("proposals:export")).content)
    assert (rows[0]["领衔代表"], rows[0]["代表团"]) == ("（应要求不显示）", None)


def test_the_eleventh_export_of_an_hour_is_refused(world):
    client = signed_in(world.desk)
    answers = [client.get(reverse("proposals:export")).status_code for _ in range(11)]
    assert answers == [200] * 10 + [409]


def test_the_list_asks_no_more_for_more_rows(world, django_assert_max_num_queries):
    client = signed_in(world.desk)
    for number in range(3):
        assigned(world, f"关于第{number}条路的建议")
    with django_assert_max_num_queries(25) as few:
        client.get(reverse("proposals:index"))
    for number in range(9):
        assigned(world, f"关于第{number}座桥的建议")
    with django_assert_max_num_queries(len(few)):
        client.get(reverse("proposals:index"))


def test_the_board_counts_what_the_list_shows(world):
    assigned(world, "关于路灯的建议")
    submitted(world.li.grant, "关于停车的建议")
    client = signed_in(world.desk)
    page = client.get(reverse("proposals:board"), {"stage": "sign_in"}).content.decode()
    assert "待签收" in page and "关于路灯的建议" in page and "关于停车的建议" not in page
    light = rows_in(client.get(reverse("proposals:export"), {"q": "停车"}).content)[0]["剩余"]
    assert light in client.get(reverse("proposals:board"), {"stage": "review"}).content.decode()
    assert signed_in(world.handler).get(reverse("proposals:board")).status_code == 403


@pytest.mark.parametrize(
    ("is_hidden", "name", "found"), [(False, "李䶮㛃", True), (False, "欧阳某", False), (True, "李䶮㛃", True)]
)
def test_who_joined_is_found_by_his_name(world, is_hidden, name, found):
    world.li.person.name = "李䶮㛃"
    world.li.person.save()
    author = Actor(world.deputy)
    draft = drafting.begin(by=author, title="关于路灯的建议", body=BODY, is_name_hidden=is_hidden)
    drafting.invite(draft, [world.li, world.wang], by=author)
    drafting.answer_invitation(draft, joins=True, by=Actor(world.li.grant))
    drafting.answer_invitation(draft, joins=False, by=Actor(world.wang.grant))
    draft.refresh_from_db()
    drafting.submit(draft, by=author, at=timezone.now())
    let_the_undo_time_pass(draft)
    assert listed(Actor(world.desk), {"q": name}).exists() == found
    routing.assign(draft, lead=world.urban, lane="formal", by=Actor(world.desk), on=timezone.localdate())
    assert listed(Actor(world.handler), {"q": name}).exists() == (found and not is_hidden)
