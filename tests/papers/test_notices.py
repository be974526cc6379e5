"""交办通知, 督办通知单 and the forms of one case: who gets which, and what each lists."""

import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from docx import Document

from congress.actors import Actor
from congress.models import Organ, Role
from proposals import handling, routing
from proposals.models import Proposal
from tests import stages, supervision
from tests.papers.made import answered_case, asked_for_more_time, asked_to_be_released, let_it_run_over
from tests.places import a_grant, an_organ, signed_in
from tests.proposals.posted_pages import joint_that_spoke
from tests.world import World, a_world

pytestmark = pytest.mark.django_db
NOTICE, PRESSING = reverse("proposals:assignment_notice"), reverse("proposals:pressing_notice")


@pytest.fixture
def world() -> World:
    return a_world()


def read(answer) -> tuple[list[str], list[list[str]]]:
    document = Document(io.BytesIO(answer.content))
    rows = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    return [row.text for row in document.paragraphs if row.text], rows


def today() -> str:
    return str(timezone.localdate())


def test_a_notice_lists_what_was_handed_over_and_still_stands(world):
    kept, taken_back = stages.assigned(world, "留下的"), stages.assigned(world, "收回的")
    routing.recall(taken_back.proposal, reason="交错了单位", by=Actor(world.desk), on=timezone.localdate())
    sent = {"since": today(), "until": today(), "organ": world.urban.pk}
    lines, rows = read(signed_in(world.desk).get(NOTICE, sent))
    assert "市城管局：" in lines
    assert [row[2] for row in rows] == ["标题", "留下的"]
    assert rows[1][1] == kept.proposal.number


def test_a_notice_names_the_committee_and_the_key_items(world):
    supervision.key_item(world)
    stages.assigned(world, "一般的")
    _, rows = read(signed_in(world.desk).get(NOTICE, {"since": today(), "until": today()}))
    assert [row[6] for row in rows] == ["督办", "城环工委（重点督办件）", "—"]


def test_a_name_that_organs_shall_not_learn_is_on_no_notice(world):
    stages.assigned(world)
    Proposal.objects.update(is_name_hidden=True)
    _, rows = read(signed_in(world.desk).get(NOTICE, {"since": today(), "until": today()}))
    assert rows[1][3] == "（应要求不显示）"


@pytest.mark.parametrize(
    ("since", "until", "says"),
    [(0, 0, "没有交办过"), (1, -1, "后一个日期不能早于前一个"), (None, 0, "请写从哪一天交办的")],
)
def test_what_cannot_be_printed_is_said_at_the_field(world, since, until, says):
    day = timezone.localdate()
    first = "" if since is None else str(day + timedelta(days=since))
    sent = {"since": first, "until": str(day + timedelta(days=until))}
    answer = signed_in(world.desk).get(NOTICE, sent)
    assert answer.status_code == 200 and says in answer.content.decode()


def test_another_congress_lists_nothing_of_ours(world):
    stages.assigned(world)
    answer = signed_in(world.county_desk).get(NOTICE, {"since": today(), "until": today()})
    assert "没有交办过" in answer.content.decode()


def test_an_organ_is_pressed_for_its_own_work_alone(world):
    asked_to_be_released(world)  # the desk's decision on it is late too, and no business of the organ
    stages.handled(world, "办理中的")
    let_it_run_over(world)
    sent = {"organ": world.urban.pk, "scope": "overdue", "until": "2099-01-05"}
    lines, rows = read(signed_in(world.desk).get(PRESSING, sent))
    assert "请于2099年1月5日前办结或书面说明原因和办结时间，并由负责人签字。" in lines
    assert {row[3] for row in rows[1:]} == {"答复"}
    assert all(row[5] == "超期7天" for row in rows[1:])


def test_the_governments_office_presses_the_governments_organs_alone(world):
    office = an_organ(world.city, "市政府督查室", Organ.Kind.GOVERNMENT)
    inspector = a_grant(Role.GOVERNMENT, world.city, organ=office)
    party = an_organ(world.city, "市委宣传部", branch=Organ.Branch.PARTY)
    stages.assigned(world)
    let_it_run_over(world)
    ours = signed_in(inspector).get(PRESSING, {"organ": world.urban.pk, "scope": "overdue"})
    assert "市政府督查室" in read(ours)[0]
    theirs = signed_in(inspector).get(PRESSING, {"organ": party.pk, "scope": "overdue"})
    assert theirs.status_code == 200 and theirs["Content-Type"].startswith("text/html")
    assert signed_in(world.handler).get(PRESSING).status_code == 403


def test_who_is_in_time_is_not_pressed(world):
    stages.assigned(world)
    answer = signed_in(world.desk).get(PRESSING, {"organ": world.urban.pk, "scope": "overdue"})
    assert "没有超期的事项，不用督办" in answer.content.decode()


def who_gets(address: str, world: World) -> dict[str, int]:
    stranger = a_grant(Role.HANDLER, world.city, name="钱某", organ=an_organ(world.city, "市水务局"))
    asked = {"author": world.deputy, "other": world.wang.grant, "desk": world.desk, "county": world.county_desk}
    asked |= {"lead": world.handler, "joint": world.second_handler, "stranger": stranger}
    return {name: signed_in(grant).get(address).status_code for name, grant in asked.items()}


NOBODY = dict.fromkeys(["author", "other", "desk", "county", "lead", "joint", "stranger"], 404)


def test_the_opinion_is_for_the_organs_concerned_and_the_desk(world):
    joint = joint_that_spoke(world)
    address = reverse("proposals:opinion_letter", args=[joint.pk])
    assert who_gets(address, world) == NOBODY | dict.fromkeys(["desk", "lead", "joint"], 200)


def test_an_opinion_that_was_not_given_makes_no_letter(world):
    joint = stages.assigned(world, joint=True).proposal.assignments.get(organ=world.housing)
    assert who_gets(reverse("proposals:opinion_letter", args=[joint.pk]), world) == NOBODY


@pytest.mark.parametrize(
    ("name", "asks"), [("release_form", asked_to_be_released), ("extension_form", asked_for_more_time)]
)
def test_what_an_organ_asks_the_desk_is_not_for_deputies(world, name, asks):
    address = reverse(f"proposals:{name}", args=[asks(world).assignment.pk])
    assert who_gets(address, world) == NOBODY | {"desk": 200, "lead": 200}


def test_a_decided_request_says_how(world):
    extension, by = asked_for_more_time(world), Actor(world.desk)
    handling.decide_extension(extension, is_granted=True, answer="同意，请抓紧", by=by, on=timezone.localdate())
    address = reverse("proposals:extension_form", args=[extension.assignment.pk])
    _, rows = read(signed_in(world.handler).get(address))
    assert rows[-1][1].startswith("■同意　□不同意\n同意，请抓紧\n赵某")


def test_the_feedback_form_goes_out_with_a_signed_reply_alone(world):
    reply = answered_case(world)
    address = reverse("proposals:feedback_form", args=[reply.pk])
    assert who_gets(address, world) == NOBODY | {"author": 200, "desk": 200, "lead": 200}
    draft = stages.to_be_signed(world, "待签发").replies.get()
    assert signed_in(world.handler).get(reverse("proposals:feedback_form", args=[draft.pk])).status_code == 404


def test_the_pages_lead_to_their_papers(world):
    reply = answered_case(world)
    page = signed_in(world.desk).get(reply.assignment.proposal.get_absolute_url()).content.decode()
    joint = reply.assignment.proposal.assignments.get(organ=world.housing)
    for address in (
        reverse("proposals:feedback_form", args=[reply.pk]),
        reverse("proposals:opinion_letter", args=[joint.pk]),
        reverse("proposals:bundle", args=[reply.assignment.proposal_id]),
        f"{NOTICE}?since={today()}",
        reverse("proposals:scan"),
    ):
        assert address in page
    assert PRESSING in signed_in(world.desk).get(reverse("proposals:board")).content.decode()
    assert reverse("proposals:papers") in signed_in(world.desk).get(reverse("proposals:figures")).content.decode()
