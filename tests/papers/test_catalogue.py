"""目录汇编: ordered, made by a worker, fetched by whoever ordered it; what may not be public is left out."""

import io

import pytest
from django.urls import reverse
from django.utils import timezone
from docx import Document

from congress import making
from congress.models import Event, Making, Role
from proposals.models import Proposal, Reply
from tests import stages
from tests.places import a_grant, signed_in
from tests.world import BODY, TITLE, World, a_world

pytestmark = pytest.mark.django_db
ORDER, PAGE = reverse("proposals:order_catalogue"), reverse("proposals:papers")


@pytest.fixture
def world() -> World:
    return a_world()


def ordered(world: World, **more: str) -> Making:
    answer = signed_in(world.desk).post(ORDER, {"year": timezone.localdate().year, **more})
    assert (answer.status_code, answer["Location"]) == (302, PAGE)
    return Making.objects.get()


def lines_of(world: World, made: Making) -> list[str]:
    answer = signed_in(world.desk).get(reverse("proposals:made_paper", args=[made.pk]))
    content = b"".join(answer.streaming_content)
    return [row.text for row in Document(io.BytesIO(content)).paragraphs if row.text]


def test_the_book_is_made_by_the_worker_and_its_order_is_on_record(world):
    stages.answered(world, stages.submitted(world.deputy))
    made = ordered(world)
    assert "等待生成" in signed_in(world.desk).get(PAGE).content.decode()
    assert making.make_waiting() == 1
    lines = lines_of(world, made)
    assert f"1.{TITLE}" in lines and BODY in lines and stages.LETTER in lines
    page = signed_in(world.desk).get(PAGE).content.decode()
    assert "已生成" in page and reverse("proposals:made_paper", args=[made.pk]) in page
    event = Event.objects.get(step="export_catalogue")
    assert (event.person, event.facts["rows"]) == (world.desk.person, 1)


def test_pressed_twice_it_is_one_order(world):
    stages.submitted(world.deputy)
    first, second = ordered(world), ordered(world)
    assert first == second and Event.objects.filter(step="export_catalogue").count() == 1


def test_what_may_not_be_public_is_left_out_unless_it_is_for_the_house(world):
    assignment = stages.answered(world, stages.submitted(world.deputy))
    Proposal.objects.update(is_public=False, is_name_hidden=True)
    Reply.objects.update(is_public=False)
    for internal, is_there in ((False, False), (True, True)):
        made = ordered(world, **({"is_internal": "on"} if internal else {}))
        making.make_waiting()
        lines = lines_of(world, made)
        assert (BODY in lines, stages.LETTER in lines) == (is_there, is_there)
        assert ("（内部资料，注意保存）" in lines) is is_there
        assert not any("张某" in line for line in lines)
        Making.objects.all().delete()
    assert assignment.proposal.seat.person.name == "张某"


def test_a_draft_of_a_reply_is_not_in_it(world):
    assignment = stages.to_be_signed(world)
    made = ordered(world)
    making.make_waiting()
    assert stages.LETTER not in lines_of(world, made)
    assert assignment.replies.exists()


def test_what_somebody_else_ordered_is_not_there(world):
    stages.submitted(world.deputy)
    made = ordered(world)
    making.make_waiting()
    address = reverse("proposals:made_paper", args=[made.pk])
    for grant in (world.county_desk, world.deputy, a_grant(Role.AUDITOR, world.city), a_grant(Role.DESK, world.city)):
        assert signed_in(grant).get(address).status_code == 404


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"year": "2001"}, "2001年没有可以收入的建议。"),
        ({"year": ""}, "请选择会议，或者写年度"),
        ({"year": "一"}, "请写年份，如 2026"),
        ({"year": "1"}, "请写2000到"),
    ],
)
def test_an_empty_or_impossible_time_is_said(world, sent, says):
    answer = signed_in(world.desk).post(ORDER, sent)
    assert answer.status_code == 200 and says in answer.content.decode()
    assert not Making.objects.exists()


@pytest.mark.parametrize("name", ["order_catalogue", "handling_report"])
def test_only_who_oversees_compiles(world, name):
    address = reverse(f"proposals:{name}")
    allowed = [world.desk, a_grant(Role.COUNCIL, world.city), a_grant(Role.AUDITOR, world.city)]
    assert [signed_in(grant).get(address).status_code for grant in allowed] == [200, 200, 200]
    others = [world.deputy, world.handler, world.leader]
    assert [signed_in(grant).get(address).status_code for grant in others] == [403, 403, 403]


def test_the_report_counts_what_the_records_say(world):
    stages.rated(world, "评价满意")
    stages.rated(world, "评价不满意", result="dissatisfied", reason="北段仍然很暗")
    stages.submitted(world.deputy, "还没有办")
    answer = signed_in(world.desk).get(reverse("proposals:handling_report"), {"year": timezone.localdate().year})
    document = Document(io.BytesIO(answer.content))
    text = "\n".join(row.text for row in document.paragraphs)
    assert "代表共提出3件（月度意见3件）；已答复1件，已办结1件，办结率33.3%" in text
    assert "各单位共作出答复1份，其中A类1份、B类0份、C类0份；按时率100.0%；已评价2份，满意率50.0%" in text
    by_category, by_organ = document.tables[0], document.tables[1]
    rows = [[cell.text for cell in row.cells] for row in by_category.rows]
    assert rows[-1] == ["合计", "3", "1", "1", "0", "0", "1", "0", "1"]
    rows = [[cell.text for cell in row.cells] for row in by_organ.rows]
    assert rows[1] == ["市城管局", "2", "0", "1", "1", "0", "0", "100.0%", "50.0%"]
