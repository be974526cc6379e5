"""督办 of one matter: the mark, who may speak, visits with the deputy, instructions with their day."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from congress.actors import Actor
from congress.models import Event, Notice, Setting
from congress.workflow import OutOfTurn
from proposals import drafting, merging, triage
from proposals.examining import contradictions
from proposals.models import Instruction, KeyItem, Nomination, Progress, Proposal, Remark, Visit
from proposals.supervision import instructing, marking, reporting, visiting
from proposals.supervision.examining import supervision_that_contradicts
from tests import motions, stages, supervision
from tests.places import START, a_grant, signed_in
from tests.supervision import WHY, committee_of, key_item, leader_of
from tests.world import World, a_world

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def world() -> World:
    return a_world()


def page_of(grant, proposal: Proposal) -> str:
    return signed_in(grant).get(proposal.get_absolute_url()).content.decode()


def told(kind: str) -> set[str]:
    return set(Notice.objects.filter(kind=kind).values_list("person__name", flat=True))


# The mark


def test_a_committee_proposes_and_the_desk_records_what_the_meeting_decided(world):
    assignment = stages.handled(world)
    proposal, committee = assignment.proposal, committee_of(world)
    Proposal.objects.filter(pk=proposal.pk).update(committee=committee.organ)
    client = signed_in(committee)
    assert "提请列为重点督办件" in page_of(committee, proposal)
    client.post(reverse("proposals:nominate_key", args=[proposal.pk]), {"reason": WHY})
    assert told("key_nominated") == {"赵某"}
    desk = signed_in(world.desk)
    assert "提请列为重点督办件：" in desk.get(reverse("congress:home")).content.decode()
    page = desk.get(reverse("proposals:mark_key", args=[proposal.pk])).content.decode()
    assert WHY in page and "不列为重点督办件" in page
    sent = {
        "leader": leader_of(world).pk,
        "committee": committee.organ.pk,
        "marked_on": str(TODAY()),
        "reason": WHY,
    }
    desk.post(reverse("proposals:mark_key", args=[proposal.pk]), sent)
    key = KeyItem.objects.current().get()
    assert (key.proposal, key.leader.person.name, key.marked_on) == (proposal, "柏某", TODAY())
    assert Nomination.objects.get().is_agreed is True
    assert told("key_marked") == {"张某", "周某", "吴某", "孔某", "柏某"}
    for grant in (world.deputy, world.handler, committee, leader_of(world), world.desk):
        assert "重点督办件" in page_of(grant, proposal)
    assert "列为重点督办件" in page_of(world.deputy, proposal)


def test_what_the_meeting_does_not_agree_to_is_told_to_who_proposed(world):
    proposal = stages.handled(world).proposal
    Proposal.objects.filter(pk=proposal.pk).update(committee=committee_of(world).organ)
    proposal.refresh_from_db()
    marking.nominate(proposal, reason=WHY, by=Actor(committee_of(world)), on=TODAY())
    address = reverse("proposals:mark_key", args=[proposal.pk])
    sent = {"decline": "1", "marked_on": str(TODAY()), "reason": "件数已满"}
    assert signed_in(world.desk).post(address, sent).status_code == 302
    assert Nomination.objects.get().is_agreed is False and not KeyItem.objects.exists()
    assert told("key_declined") == {"孔某"}
    with pytest.raises(OutOfTurn, match="没有等决定"):
        marking.decline(proposal, reason=WHY, by=Actor(world.desk), on=TODAY())
    marking.nominate(proposal, reason=WHY, by=Actor(world.desk), on=TODAY())  # may be put to it again
    with pytest.raises(PermissionDenied, match="等主任会议决定"):
        marking.nominate(proposal, reason=WHY, by=Actor(world.desk), on=TODAY())


def test_nobody_but_the_desk_marks_and_only_with_its_own_leader_and_committee(world):
    proposal = stages.handled(world).proposal
    for grant in (world.deputy, world.handler, leader_of(world), committee_of(world), world.county_desk):
        with pytest.raises(PermissionDenied):
            marking.mark(
                proposal,
                leader=leader_of(world),
                committee=committee_of(world).organ,
                marked_on=TODAY(),
                reason=WHY,
                by=Actor(grant),
                on=TODAY(),
            )
    good = {"leader": leader_of(world), "committee": committee_of(world).organ, "marked_on": TODAY()}
    wrong = {
        "leader": world.handler,
        "committee": world.urban,
        "marked_on": TODAY() + timedelta(days=1),
    }
    for name, value in wrong.items():
        with pytest.raises(PermissionDenied):
            marking.mark(proposal, **good | {name: value}, reason=WHY, by=Actor(world.desk), on=TODAY())
    assert not KeyItem.objects.exists() and not Event.objects.filter(step="mark_key").exists()


def test_one_mark_at_a_time_also_in_the_database(world):
    proposal = key_item(world).proposal
    with pytest.raises(PermissionDenied, match="已经是重点督办件"):
        supervision.mark(world, proposal)
    with pytest.raises(IntegrityError), transaction.atomic():
        proposal.key_items.create(leader=leader_of(world), marked_on=TODAY(), reason=WHY, marked_by=world.desk)


def test_the_mark_comes_off_with_a_reason_and_may_be_put_on_again(world):
    proposal = key_item(world).proposal
    client = signed_in(world.desk)
    address = reverse("proposals:unmark_key", args=[proposal.pk])
    early = client.post(address, {"ended_on": "2020-01-01", "reason": "已经落实"})
    assert early.status_code == 200 and "取消的日期应在列入以后" in early.content.decode()
    client.post(address, {"ended_on": str(TODAY()), "reason": "已经落实"})
    assert not KeyItem.objects.current().exists()
    assert told("key_ended") == {"张某", "周某", "吴某", "孔某", "柏某"}
    assert client.get(address).status_code == 403
    proposal = Proposal.objects.get(pk=proposal.pk)
    supervision.mark(world, proposal)
    assert KeyItem.objects.count() == 2


def test_the_list_the_board_and_the_workbook_tell_key_items(world):
    key, other = key_item(world).proposal, stages.handled(world, "关于南黎路学校门口限速的建议").proposal
    client = signed_in(world.desk)
    for address in (reverse("proposals:index"), f"{reverse('proposals:index')}?measure=key_items"):
        page = client.get(address, {"key": "1"} if "?" not in address else {}).content.decode()
        assert key.title in page and other.title not in page
    whole = client.get(reverse("proposals:index")).content.decode()
    assert whole.count(">重点</span>") == 1 and other.title in whole
    board = client.get(reverse("proposals:board"), {"stage": "handling", "key": "1"}).content.decode()
    assert key.title in board and other.title not in board and ">重点</span>" in board


def test_a_key_item_leaves_the_desk_only_without_its_mark(world):
    proposal = stages.submitted(world.deputy)
    triage.accept(proposal, by=Actor(world.desk), on=TODAY())
    supervision.mark(world, proposal)
    other = stages.submitted(world.deputy, "关于东山路口照明的建议")
    triage.accept(other, by=Actor(world.desk), on=TODAY())
    by, on = Actor(world.desk), TODAY()
    for deed in (
        lambda: triage.send_back(proposal, reason=WHY, by=by, on=on),
        lambda: triage.refuse(proposal, code="N4", reason=WHY, by=by, on=on),
        lambda: merging.merge(proposal, into=other, by=by, on=on),
        lambda: triage.transfer(proposal, to=world.county, reason=WHY, by=by, on=on),
    ):
        with pytest.raises(PermissionDenied, match="请先登记取消重点督办"):
            deed()
    drafting.withdraw(proposal, by=Actor(world.deputy), reason=WHY, at=timezone.now())
    assert KeyItem.objects.get().end_reason == "代表撤回"
    assert list(supervision_that_contradicts()) == [] == list(contradictions(Proposal.objects.all()))


def test_the_doctor_finds_a_mark_that_cannot_be(world):
    proposal = key_item(world).proposal
    assert list(supervision_that_contradicts()) == []
    Proposal.objects.filter(pk=proposal.pk).update(committee=None)
    KeyItem.objects.update(leader=world.handler)
    assert len(list(supervision_that_contradicts())) == 2


def test_a_motion_on_its_way_through_the_congress_is_no_key_item(world):
    motions.a_session(world)
    motion = motions.registered(world)
    with pytest.raises(PermissionDenied, match="受理以后、办结以前"):
        supervision.mark(world, motion)


# What is said and reported


def test_an_organ_reports_and_supervisors_remark_each_told_to_the_other(world):
    assignment = key_item(world)
    proposal = assignment.proposal
    client = signed_in(world.handler)
    address = reverse("proposals:report_progress", args=[assignment.pk])
    client.post(address, {"day": str(TODAY()), "text": "已经定好灯位。"})
    assert told("progress_reported") == {"孔某", "柏某"}
    signed_in(committee_of(world)).post(reverse("proposals:remark", args=[proposal.pk]), {"text": "请加快施工。"})
    assert told("remarked") == {"周某", "吴某"}
    deputy, organ = page_of(world.deputy, proposal), page_of(world.handler, proposal)
    assert "已经定好灯位。" in deputy and "请加快施工。" not in deputy
    assert "请加快施工。" in organ
    assert client.post(address, {"day": str(TODAY() + timedelta(days=1)), "text": "x"}).status_code == 200
    assert Progress.objects.count() == Remark.objects.count() == 1


def test_who_has_nothing_to_do_with_it_neither_reports_nor_remarks(world):
    assignment = key_item(world)
    for grant in (world.desk, world.deputy, world.second_handler):
        with pytest.raises(PermissionDenied):
            reporting.report_progress(assignment, day=TODAY(), text="x", by=Actor(grant), on=TODAY())
    stranger = a_grant("council", world.city, name="别某")
    for grant in (stranger, world.handler, world.deputy, world.county_desk):
        with pytest.raises(PermissionDenied):
            reporting.remark(assignment.proposal, text="x", by=Actor(grant), on=TODAY())
    reporting.remark(assignment.proposal, text="请抓紧。", by=Actor(leader_of(world)), on=TODAY())


# Visits


def test_a_deputy_is_invited_says_whether_he_comes_and_reads_what_was_seen(world):
    assignment = key_item(world)
    proposal = assignment.proposal
    committee = signed_in(committee_of(world))
    sent = {"day": str(TODAY()), "place": "西山路口，9:00", "seats": world.zhang.pk}
    committee.post(reverse("proposals:call_visit", args=[proposal.pk]), sent)
    visit = Visit.objects.get()
    assert told("visit_called") == {"张某"} and told("visit_hosted") == {"周某", "吴某"}
    deputy = signed_in(world.deputy)
    assert "邀请您视察" in deputy.get(reverse("congress:home")).content.decode()
    deputy.post(reverse("proposals:answer_visit", args=[visit.pk]), {"accept": "1"})
    assert visit.invitations.get().comes is True and told("visit_answered") == {"孔某"}
    deputy.post(reverse("proposals:answer_visit", args=[visit.pk]), {"decline": "1"})
    assert visit.invitations.get().comes is False
    assert "张某（不参加）" in page_of(committee_of(world), proposal)
    committee.post(reverse("proposals:record_visit", args=[visit.pk]), {"result": "灯已装好四盏。"})
    assert "灯已装好四盏。" in page_of(world.deputy, proposal)
    assert deputy.post(reverse("proposals:answer_visit", args=[visit.pk]), {"accept": "1"}).status_code == 403
    with pytest.raises(OutOfTurn, match="刚刚已经登记"):
        visiting.record_visit(visit, result="又一次", by=Actor(committee_of(world)), on=TODAY())


def test_a_visit_still_to_come_cannot_be_recorded_and_nobody_else_is_invited(world):
    assignment = key_item(world)
    by, tomorrow = Actor(committee_of(world)), TODAY() + timedelta(days=1)
    with pytest.raises(PermissionDenied, match="只能邀请"):
        visiting.call_visit(assignment.proposal, day=TODAY(), place="x", seats=[world.wang], by=by, on=TODAY())
    visit = visiting.call_visit(assignment.proposal, day=tomorrow, place="x", seats=[], by=by, on=TODAY())
    with pytest.raises(PermissionDenied, match="还没有到"):
        visiting.record_visit(visit, result="x", by=by, on=TODAY())
    assert signed_in(world.deputy).get(reverse("proposals:answer_visit", args=[visit.pk])).status_code == 403


def test_a_hidden_name_stays_hidden_at_a_visit(world):
    assignment = key_item(world)
    Proposal.objects.filter(pk=assignment.proposal_id).update(is_name_hidden=True)
    supervision.visited(world, assignment)
    assert "张某" not in page_of(world.handler, assignment.proposal)


# Instructions


def test_the_leader_instructs_and_the_organ_answers_by_its_day(world):
    assignment = key_item(world)
    proposal, leader = assignment.proposal, signed_in(leader_of(world))
    sent = {"part": assignment.pk, "text": "请月底前装完。", "given_on": str(TODAY()), "due_on": str(TODAY())}
    leader.post(reverse("proposals:instruct", args=[proposal.pk]), sent)
    instruction = Instruction.objects.get()
    assert told("instructed") == {"周某", "吴某"} and instruction.leader == leader_of(world)
    handler = signed_in(world.handler)
    home = handler.get(reverse("congress:home")).content.decode()
    assert "柏某的批示" in home and "答复批示" in home
    assert "请月底前装完。" in leader.get(proposal.get_absolute_url()).content.decode()
    assert f"批示等{world.urban}答复" in leader.get(reverse("congress:home")).content.decode()
    handler.post(reverse("proposals:answer_instruction", args=[instruction.pk]), {"answer": "已装四盏。"})
    assert told("instruction_answered") == {"柏某"}
    assert "柏某的批示" not in handler.get(reverse("congress:home")).content.decode()
    assert "已装四盏。" in page_of(world.desk, proposal)
    for words in ("请月底前装完。", "已装四盏。"):
        assert words not in page_of(world.deputy, proposal)
    with pytest.raises(OutOfTurn, match="刚刚已经答复"):
        instructing.answer_instruction(instruction, answer="x", by=Actor(world.leader), on=TODAY())


def test_the_desk_records_an_instruction_in_the_leaders_name_and_only_of_a_key_item(world):
    assignment = key_item(world)
    made = instructing.instruct(
        assignment, text="请抓紧。", given_on=TODAY(), due_on=TODAY(), by=Actor(world.desk), on=TODAY()
    )
    assert (made.leader, made.recorded_by) == (leader_of(world), world.desk)
    plain = stages.handled(world, "关于东山路口照明的建议")
    with pytest.raises(PermissionDenied, match="重点督办件才有"):
        instructing.instruct(plain, text="x", given_on=TODAY(), due_on=TODAY(), by=Actor(leader_of(world)), on=TODAY())


def test_an_organ_sees_the_instructions_given_to_it_alone(world):
    assignment = key_item(world, joint=True)
    made = supervision.instructed(world, assignment)
    assert made.text in page_of(world.handler, assignment.proposal)
    assert made.text not in page_of(world.second_handler, assignment.proposal)
    address = reverse("proposals:answer_instruction", args=[made.pk])
    assert signed_in(world.second_handler).get(address).status_code == 404


# The start page


def test_leader_and_committee_find_theirs_on_the_start_page_and_nobody_elses(world):
    key = key_item(world).proposal
    for grant in (leader_of(world), committee_of(world)):
        page = signed_in(grant).get(reverse("congress:home")).content.decode()
        assert "我督办的（1件）" in page and key.title in page
    stranger = a_grant("council", world.city, name="别某")
    assert "我督办的（0件）" in signed_in(stranger).get(reverse("congress:home")).content.decode()
    Setting.objects.create(key="ladder.is_used", value=False, starts_on=START)
    assert "我督办的" not in signed_in(world.desk).get(reverse("congress:home")).content.decode()
