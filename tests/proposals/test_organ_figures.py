"""Organs compared, the evaluation, the months and the ledger: each number opens its list; Excel says the same."""

import io
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse
from django.utils import timezone
from docx import Document
from openpyxl import load_workbook

from congress.actors import Actor
from congress.models import Setting
from deputies.models import Delegation, Seat
from proposals import routing
from proposals.listing import listed
from proposals.models import Assignment, Contact, CoSignature, Promise, Proposal
from proposals.reports.asked import Asked
from proposals.reports.organs import evaluation_table, organ_table
from tests.counted import Case, enter
from tests.places import START, a_seat, signed_in
from tests.stages import handled, submitted
from tests.world import World, a_world

pytestmark = pytest.mark.django_db
OPINION = Proposal.Kind.OPINION


@pytest.fixture
def world() -> World:
    return a_world()


@pytest.fixture
def year(world) -> World:
    enter(
        world,
        [
            Case(5, joint=world.housing),
            Case(2, "B", "mostly", process="satisfied"),
            Case(1, "C", "dissatisfied"),
            Case(1, "A", ""),
            Case(2, "", is_late=True),
            Case(6, organ=world.housing, way=Contact.Way.IN_PERSON, rounds=2),
            Case(3, organ=world.housing, kind=OPINION, is_late=True),
        ],
    )
    both = submitted(world.deputy, "关于两家分办的建议")
    halves = [(world.urban, "路面"), (world.housing, "房屋")]
    routing.assign(both, lead=None, separate=halves, lane="formal", by=Actor(world.desk), on=timezone.localdate())
    return world


def asked(world, **parameters):
    return Asked.read(Actor(world.desk), parameters, timezone.localdate())


def cells(line):
    return {cell.heading.label: cell.words for cell in line.cells}


def lists_agree(table, grant):
    counted = 0
    for line in table.all_lines:
        for cell in line.cells:
            if cell.address:
                under = {name: values[0] for name, values in parse_qs(urlsplit(cell.address).query).items()}
                assert listed(Actor(grant), under).count() == cell.value, (line.label, cell.heading.label)
                counted += 1
    return counted


def test_each_organ_has_its_line(year):
    table = organ_table(asked(year))
    lines = {line.label: cells(line) for line in table.all_lines}
    assert lines["市城管局"] == {
        "主办数": "12",
        "会办数": "0",
        "已答复": "9",
        "按时": "9",
        "超期": "2",
        "A": "6",
        "B": "2",
        "C": "1",
        "满意": "5",
        "基本满意": "2",
        "不满意": "1",
        "重办": "0",
        "承诺兑现": "0",
        "按时率": "81.8%",
        "满意率": "87.5%",
    }
    housing = lines["市住建局"]
    assert (housing["主办数"], housing["会办数"], housing["重办"], housing["按时率"]) == ("10", "5", "6", "66.7%")
    assert lines["合计（一件算一次）"]["主办数"] == "21", "12 and 10, one of them with both"


def test_every_number_of_both_tables_is_the_length_of_its_list(year):
    assert lists_agree(organ_table(asked(year)), year.desk) == 3 * 13
    assert lists_agree(evaluation_table(asked(year, kind="suggestion")), year.desk) == 3 * 31


def test_the_wide_table_says_who_talked_and_who_was_answered(year):
    part = Assignment.objects.filter(organ=year.urban, state="rated").first()
    Contact.objects.filter(assignment=part).update(rank="head")
    Contact.objects.filter(assignment__organ=year.housing).update(rank="officer")
    joined = {"seat": year.li, "state": CoSignature.State.CONFIRMED, "decided_at": timezone.now()}
    CoSignature.objects.create(proposal=part.proposal, confirmed_text="x" * 64, **joined)
    table = evaluation_table(asked(year))
    found = {line.label: {cell.heading.whole_label: cell.words for cell in line.cells} for line in table.all_lines}
    urban, housing = found["市城管局"], found["市住建局"]
    assert len(table.headings) + 2 == 37
    assert (urban["A类：件数"], urban["A类：占比"], urban["未答复：件数"]) == ("6", "50.0%", "3")
    assert (urban["面商人：主要负责人"], urban["面商人：经办人员"], housing["面商人：经办人员"]) == ("1", "0", "9")
    assert (urban["协商形式：电话"], housing["协商形式：面商"], housing["协商形式：电话"]) == ("9", "6", "3")
    assert (urban["办理工作：满意"], urban["办理结果：满意"], urban["办理结果：未评价"]) == ("7", "5", "1")
    to_whom = ["联名代表答复：分别答复", "联名代表答复：答复领衔", "联名代表答复：未答复"]
    said = [urban[label] for label in to_whom]
    assert sorted(said) == ["0", "0", "1"]
    other = {"each": "lead", "lead": "each"}["each" if said[0] == "1" else "lead"]
    Setting.objects.create(key="reply.audience", value=other, starts_on=START, congress=year.city)
    [line] = [line for line in evaluation_table(asked(year)).lines if line.label == "市城管局"]
    again = {cell.heading.whole_label: cell.words for cell in line.cells}
    assert [again[label] for label in to_whom] == [said[1], said[0], "0"]


def test_what_became_of_promises(year):
    parts = Assignment.objects.filter(organ=year.urban, replies__outcome="B")
    for part, state in zip(parts, ("done", "open"), strict=True):
        days = {"promised_on": START, "due_on": START, "made_on": START}
        settled = {"settled_on": START} if state == "done" else {}
        Promise.objects.create(reply=part.replies.get(), content="加装路灯", state=state, **days, **settled)

    def numbers():
        [line] = [line for line in evaluation_table(asked(year)).lines if line.label == "市城管局"]
        return cells(line)

    found = numbers()
    solved = [found[label] for label in ("已解决", "正在解决", "承诺未兑现", "暂不能解决")]
    assert solved == ["7", "1", "0", "1"]
    Promise.objects.filter(state="open").update(state="failed", settled_on=START, failed_reason="没有经费")
    found = numbers()
    assert [found[label] for label in ("正在解决", "承诺未兑现")] == ["0", "1"]


def test_the_table_is_sorted_by_its_headings(year):
    client, address = signed_in(year.desk), reverse("proposals:organ_figures")
    first = [line.label for line in client.get(address, {"sort": "handed"}).context["table"].lines]
    assert first == ["市城管局", "市住建局"]
    page = client.get(address, {"sort": "handed", "up": "1"})
    assert [line.label for line in page.context["table"].lines] == first[::-1]
    assert 'aria-sort="ascending"' in page.content.decode()
    by_name = client.get(address, {"sort": "made-up"}).context["table"]
    assert by_name.sort == "" and by_name.all_lines[-1].label.startswith("合计")


def rows_of(response):
    sheet = load_workbook(io.BytesIO(b"".join(response) if response.streaming else response.content)).active
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_the_wide_table_counts_what_was_adopted(year):
    part = Assignment.objects.filter(organ=year.urban, state="rated").first()
    reply = part.replies.get(round=part.round)
    for number, kind in enumerate(("adopted", "declined"), 1):
        ask = part.proposal.asks.create(number=number, text=f"第{number}件事")
        reply.ask_answers.create(ask=ask, kind=kind, words="已研究")
    table = evaluation_table(asked(year))
    found = {line.label: {cell.heading.whole_label: cell.words for cell in line.cells} for line in table.all_lines}
    said = {name: found["市城管局"][f"采纳情况：{name}"] for name in ("采纳", "部分采纳", "解释说明", "不采纳")}
    assert said == {"采纳": "1", "部分采纳": "0", "解释说明": "0", "不采纳": "1"}
    assert found["市住建局"]["采纳情况：采纳"] == "0"


@pytest.mark.parametrize("name", ["organ_figures", "evaluation"])
def test_the_workbook_has_the_numbers_of_the_page(year, name):
    client, sorting = signed_in(year.desk), {"sort": "late"}
    table = client.get(reverse(f"proposals:{name}"), sorting).context["table"]
    rows = rows_of(client.get(reverse(f"proposals:{name}_export"), sorting))
    assert rows[0][0] == table.title
    assert rows[2] == ["序号", "单位", *(heading.whole_label for heading in table.headings)]
    assert len(rows[2]) == {"organ_figures": 17, "evaluation": 37}[name]
    assert [row[1] for row in rows[3:]] == [line.label for line in table.all_lines]
    for row, line in zip(rows[3:], table.all_lines, strict=True):
        assert row[2:] == [cell.value if cell.value is None else pytest.approx(cell.value) for cell in line.cells]


def test_the_months_by_delegation_and_county(world):
    xiangshan = Delegation.objects.create(congress=world.city, name="相山代表团")
    Seat.objects.filter(pk__in=[world.zhang.pk, world.li.pk]).update(delegation=xiangshan)
    farmer = a_seat(world.county, name="何某", phone="13800000011", card="011")
    enter(world, [Case(2, kind=OPINION), Case(1, "", kind=OPINION, seat=farmer)])
    client, month = signed_in(world.desk), f"{timezone.localdate():%Y-%m}"
    table = client.get(reverse("proposals:monthly_report"), {"month": month}).context["table"]
    lines = {line.label: [cell.words for cell in line.cells] for line in table.all_lines}
    assert lines == {
        "相山代表团": ["2", "2", "1", "1", "2", "50.0%", "2", "100.0%"],
        "未编入代表团": ["1", "1", "0", "1", "0", "0.0%", "0", "—"],
        "HB地本级": ["3", "3", "1", "2", "2", "33.3%", "2", "100.0%"],
        "XS地": ["1", "1", "1", "0", "1", "100.0%", "0", "0.0%"],
        "合计": ["4", "4", "2", "2", "3", "50.0%", "2", "66.7%"],
    }
    for line in table.all_lines:
        for cell in line.cells:
            if cell.address:
                assert client.get(unescape(cell.address)).context["page"].paginator.count == cell.value, line.label
    rows = rows_of(client.get(reverse("proposals:monthly_report_export"), {"month": month}))
    assert [row[1] for row in rows[3:]] == list(lines)
    paper = Document(io.BytesIO(client.get(reverse("proposals:monthly_report_paper"), {"month": month}).content))
    assert [[cell.text for cell in row.cells] for row in paper.tables[0].rows[1:]] == [
        [label, *words] for label, words in lines.items()
    ]
    said = "应提意见建议的代表4名，已提2名，月提率50.0%；提出意见建议3条，已办结2条，办结率66.7%。"
    assert any(line.text.endswith(said) for line in paper.paragraphs)
    for page in ("figures", "monthly_report"):
        assert said in client.get(reverse(f"proposals:{page}"), {"month": month}).content.decode()


def test_the_ledger_has_the_columns_that_offices_expect(world):
    handled(world)
    enter(world, [Case(1), Case(1, is_late=True), Case(1, "", is_late=True)])
    rows = rows_of(signed_in(world.desk).get(reverse("proposals:ledger"), {"measure": "proposals"}))
    expected = (
        "序号 编号 届次 提出日期 领衔代表 代表团 联名人数 类别 标题 主办单位 会办单位 交办日期 签收日期 答复期限 "
        "是否延期 答复日期 是否按时 办理结果 过程评价 结果评价 是否重点 公开属性"
    )
    assert rows[2] == expected.split() and len(rows[2]) == 22
    assert sorted(row[16] or "" for row in rows[3:]) == ["", "否", "否", "是"]


@pytest.mark.parametrize("name", ["organ_figures", "evaluation", "monthly_report"])
def test_as_many_queries_for_few_as_for_many(year, name, django_assert_max_num_queries):
    client, address = signed_in(year.desk), reverse(f"proposals:{name}")
    with django_assert_max_num_queries(20) as few:
        client.get(address)
    enter(year, [Case(30), Case(5, organ=year.housing)])
    with django_assert_max_num_queries(len(few)):
        client.get(address)
