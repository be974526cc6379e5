"""Pages of a commendation: forms that keep what was typed, the public page, Excel, what waits on the start page."""

import io

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from docx import Document
from openpyxl import load_workbook

from congress.models import Setting
from deputies.models import Delegation
from proposals.models import Award, Candidate, Commendation, Proposal
from tests import stages
from tests.commending import made
from tests.papers.ooxml import faults_of
from tests.places import START, signed_in, today
from tests.publishing import made as publishing

pytestmark = pytest.mark.django_db
LIST = "/public/commendations/"


def text(answer) -> str:
    return answer.content.decode()


def test_the_desk_opens_a_year_on_the_page(world):
    client, address = signed_in(world.desk), reverse("proposals:open_commendation")
    page = text(client.get(address))
    assert "优秀意见建议名额（评意见建议，0为今年不评）" in page
    sent = {"year": "2019", "quota_matter_J1": "x", "quota_group_X1": "0", "quota_organ_D1": "0"}
    again = text(client.post(address, {**sent, "nominations_end": today(-1)}))
    assert "年度应在2022到" in again and "名额请写0到500的数" in again and "不能早于今天" in again
    assert 'value="2019"' in again and not Commendation.objects.exists()
    sent |= {"year": timezone.localdate().year, "nominations_end": today(5)}
    assert "至少一个奖项要有名额" in text(client.post(address, {**sent, "quota_matter_J1": "0"}))
    assert client.post(address, {**sent, "quota_matter_J1": "10"}).status_code == 302
    assert [(row.name, row.quota) for row in Award.objects.all()] == [("优秀意见建议", 10)]
    assert "年的评选已经开始" in text(
        client.post(address, {**sent, "quota_matter_J1": "9", "nominations_end": today(9)})
    )


def test_a_number_that_is_none_is_said_at_the_field(world):
    award = made.the_award(made.opened(world), "matter")
    address = reverse("proposals:put_up", args=[award.pk])
    page = text(signed_in(world.desk).post(address, {"nominee": "HB-1999-0001", "reason": "写得好"}))
    assert "没有这个编号" in page and "写得好" in page and not Candidate.objects.exists()


def test_turning_down_without_a_reason_is_said_at_the_field(world):
    candidate = made.put_up(made.opened(world), world.urban, world.desk)
    address = reverse("proposals:vet_candidate", args=[candidate.pk])
    client = signed_in(world.desk)
    assert "请写不通过的理由" in text(client.post(address, {"words": "", "turn_down": "1"}))
    assert client.post(address, {"words": "", "csrfmiddlewaretoken": ""}).status_code == 302
    assert made.again(candidate).state == "passed"


def test_the_quota_is_said_on_the_page_and_nothing_is_lost(world):
    commendation = made.opened(world)
    made.awarded(world, commendation, world.urban)
    second = made.vet(world, made.put_up(commendation, world.housing, world.desk))
    address = reverse("proposals:decide_candidate", args=[second.pk])
    page = text(signed_in(world.desk).post(address, {"decided_on": today(), "note": "一致同意"}))
    assert "名额是1个，已经用完" in page and "一致同意" in page
    late = text(signed_in(world.desk).post(address, {"decided_on": today(3), "note": ""}))
    assert "日期不能晚于今天" in late


def test_everybody_reads_what_is_published_and_nobody_else_what_is_not(world):
    commendation = made.opened(world)
    made.awarded(world, commendation, world.urban)
    readers = [signed_in(grant) for grant in (world.deputy, world.handler, world.county_desk)]
    for client in readers:
        assert client.get(commendation.get_absolute_url()).status_code == 404
        assert "还没有公布的表彰" in text(client.get(reverse("proposals:commendations")))
    assert Client().get(commendation.public_address).status_code == 404
    made.publish(world, commendation)
    for client in readers:
        page = text(client.get(commendation.get_absolute_url()))
        assert "市城管局" in page and made.WHY not in page and "记录" not in page
    for address in (LIST, commendation.public_address):
        answer = Client().get(address)
        assert answer.status_code == 200 and not answer.cookies
    assert "市城管局" in text(Client().get(commendation.public_address))
    kept = Client().get(commendation.public_address).headers["ETag"]
    made.unpublish(world, commendation)
    gone = Client().get(commendation.public_address, headers={"If-None-Match": kept})
    assert gone.status_code == 404 and "市城管局" not in text(gone)
    assert readers[0].get(commendation.get_absolute_url()).status_code == 404


def test_a_title_is_public_only_while_the_matter_is(world):
    proposal = publishing.answered(world)
    commendation = made.opened(world)
    made.awarded(world, commendation, proposal)
    made.publish(world, commendation)
    address, anybody = commendation.public_address, Client()
    page = text(anybody.get(address))
    assert proposal.number in page and proposal.title not in page and "张某某代表" in page
    row = publishing.publish(world, proposal)
    kept = anybody.get(address)
    assert row.title in text(kept) and f'href="{row.get_absolute_url()}"' in text(kept)
    publishing.unpublish(world, row)
    later = anybody.get(address, headers={"If-None-Match": kept.headers["ETag"]})
    assert later.status_code == 200 and row.title not in text(later) and proposal.number in text(later)


@pytest.mark.parametrize(
    ("way", "hidden", "called"), [("full", False, "张某代表"), ("none", False, ""), ("full", True, "")]
)
def test_names_stand_as_the_congress_decided(world, way, hidden, called):
    Setting.objects.create(key="publishing.names", value=way, starts_on=START)
    proposal = publishing.answered(world)
    Proposal.objects.filter(pk=proposal.pk).update(is_name_hidden=hidden)
    commendation = made.opened(world)
    candidate = made.awarded(world, commendation, Proposal.objects.get(pk=proposal.pk))
    made.publish(world, commendation)
    assert made.again(candidate).called == called
    page = text(Client().get(commendation.public_address))
    assert ("张某" in page) is bool(called)


def test_a_matter_leads_inside_those_who_may_read_it(world):
    proposal = Proposal.objects.get(pk=stages.rated(world, "关于限速的建议").proposal_id)
    commendation = made.opened(world)
    made.awarded(world, commendation, proposal)
    made.publish(world, commendation)
    address, inside = commendation.get_absolute_url(), proposal.get_absolute_url()
    assert inside in text(signed_in(world.deputy).get(address))
    stranger = text(signed_in(world.wang.grant).get(address))
    assert inside not in stranger and proposal.number in stranger and proposal.title not in stranger


def test_the_export_says_what_the_page_says(world):
    commendation = made.opened(world)
    made.awarded(world, commendation, world.urban)
    made.put_up(commendation, Delegation.objects.get(name="相山代表团"), world.desk, "=1+1")
    address = reverse("proposals:commendation_export", args=[commendation.pk])
    answer = signed_in(world.desk).get(address)
    rows = [
        [cell.value for cell in row] for row in load_workbook(io.BytesIO(answer.content)).worksheets[0].iter_rows()
    ]
    said = ["".join(str(value) for value in row if value) for row in rows]
    assert any("先进代表小组" in row and "相山代表团" in row for row in said)
    assert any("市城管局" in row and "主任会议决定表彰" in row for row in said)
    for grant in (world.deputy, world.handler, world.county_desk):
        assert signed_in(grant).get(address).status_code in (403, 404)
    made.decide(world, made.vet(world, Candidate.objects.get(reason="=1+1")))
    made.publish(world, commendation)
    assert signed_in(world.deputy).get(address).status_code == 403


def test_the_decision_is_a_sound_paper_with_everybody_in_it(world):
    commendation, client = made.opened(world), signed_in(world.desk)
    address = reverse("proposals:commendation_decision", args=[commendation.pk])
    assert client.get(address).status_code == 403
    proposal = Proposal.objects.get(pk=stages.rated(world, "关于限速的建议").proposal_id)
    for nominee in (proposal, world.urban):
        made.awarded(world, commendation, nominee)
    content = client.get(address).content
    assert list(faults_of(content)) == []
    lines = [row.text for row in Document(io.BytesIO(content)).paragraphs]
    assert f"1．关于限速的建议（{proposal.number}，张某代表）" in lines and "1．市城管局" in lines
    assert "一、优秀意见建议（1个）" in lines
    for grant in (world.deputy, world.county_desk):
        assert signed_in(grant).get(address).status_code == 404


def test_what_waits_stands_on_the_desks_start_page(world):
    commendation = made.opened(world)
    first = made.put_up(commendation, world.urban, world.desk)
    made.put_up(commendation, world.housing, world.desk)
    made.vet(world, first)
    page = text(signed_in(world.desk).get(reverse("congress:home")))
    assert "年评选表彰：待审核的提名1个" in page and "年评选表彰：等主任会议决定的提名1个" in page
    assert "评选表彰：" not in text(signed_in(world.county_desk).get(reverse("congress:home")))
