"""建议纸: the whole proposal as a paper form, for whoever may read it, with what he may know."""

from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from docx import Document

from congress.actors import Actor
from congress.models import Grant
from deputies.models import Delegation
from proposals import drafting
from proposals.models import Proposal
from tests import stages
from tests.places import signed_in
from tests.world import BODY, TITLE, World, a_world, let_the_undo_time_pass

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return a_world()


@pytest.fixture
def proposal(world) -> Proposal:
    """Put forward with another deputy, with everything that may be asked for."""
    team = Delegation.objects.create(congress=world.city, name="相山代表团")
    for seat in (world.zhang, world.li):
        seat.delegation, seat.work_unit = team, "某小学教师"
        seat.save()
    author = Actor(world.deputy)
    made = drafting.begin(
        by=author,
        title=f"{TITLE}𠮷",
        body=f"{BODY}\n䶮㛃",
        place="西山路口",
        wants_contact=True,
        wished_organ=world.urban,
    )
    drafting.invite(made, [world.li, world.wang], by=author)
    drafting.answer_invitation(made, joins=True, by=Actor(world.li.grant))
    drafting.answer_invitation(made, joins=False, by=Actor(world.wang.grant))
    made.refresh_from_db()
    drafting.submit(made, by=author, at=timezone.now())
    let_the_undo_time_pass(made)
    made.refresh_from_db()
    return made


def sheet(grant: Grant, proposal: Proposal) -> tuple[list[str], list[list[str]]]:
    """Its lines, and the rows of its table."""
    answer = signed_in(grant).get(reverse("proposals:sheet", args=[proposal.pk]))
    document = Document(BytesIO(answer.content))
    table = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    return [line.text for line in document.paragraphs if line.text.strip()], table


def test_the_sheet_holds_what_was_put_forward(world, proposal):
    stages.answered(world, proposal)
    lines, table = sheet(world.deputy, proposal)
    proposal.refresh_from_db()
    assert lines[0] == "HB地第十七届人民代表大会闭会期间\n代表建议、批评和意见"
    for line in (
        f"编号：{proposal.number}\t类别：—",
        f"案由：{TITLE}𠮷",
        "领衔代表：张某 · 相山代表团 · 某小学教师 · 13800000001",
        BODY,
        "䶮㛃",
        "地点：西山路口",
        "建议承办单位：市城管局",
        "是否要求当面沟通：是",
        "是否公开：公开（全文）",
        "代表签名：",
        "交办单位意见",
        "主办单位：市城管局",
    ):
        assert line in lines
    assert [row[:3] for row in table] == [
        ["姓名", "代表团", "确认情况"],
        ["李某", "相山代表团", "已确认"],
        ["欧阳某", "", "未同意"],
    ]


def test_each_reads_the_names_and_numbers_that_he_may_know(world, proposal):
    stages.answered(world, proposal)
    joined, table = sheet(world.li.grant, proposal)
    assert not any("13800000001" in line for line in joined)
    assert [row[0] for row in table] == ["姓名", "李某"]
    Proposal.objects.filter(pk=proposal.pk).update(is_name_hidden=True)
    lines, table = sheet(world.handler, proposal)
    assert "领衔代表：（应要求不显示）" in lines
    assert not table and not any("张某" in line or "相山" in line for line in lines)


def test_a_draft_is_for_its_author_alone(world):
    draft = stages.drafted(world.deputy)
    lines, _ = sheet(world.deputy, draft)
    assert lines[1].startswith("编号：（提交后编号）")
    for grant in (world.desk, world.li.grant, world.handler):
        assert signed_in(grant).get(reverse("proposals:sheet", args=[draft.pk])).status_code == 404


def test_the_receipt_leads_to_the_sheet(world, proposal):
    page = signed_in(world.deputy).get(reverse("proposals:done", args=[proposal.pk])).content.decode()
    assert reverse("proposals:sheet", args=[proposal.pk]) in page


def test_a_draft_has_no_receipt(world):
    draft = stages.drafted(world.deputy)
    answer = signed_in(world.deputy).get(reverse("proposals:done", args=[draft.pk]))
    assert (answer.status_code, answer.url) == (302, draft.get_absolute_url())
