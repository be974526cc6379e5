"""签发前检查: each fault is named once; the signer passes over the soft ones with a reason, on record and counted."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from congress.actors import Actor
from congress.models import Event
from congress.workflow import OutOfTurn
from proposals import merging, replies
from proposals.checking.faults import draft_of, faults_of
from proposals.listing import listed
from proposals.models import Assignment, CoSignature, LimitKey, Override, Promise, Proposal
from tests import asked, stages
from tests.places import START, a_seat, signed_in
from tests.world import TITLE, World, a_world

pytestmark = pytest.mark.django_db

OTHER = "关于东山路口照明的建议"
WHY = "已与代表当面说明，照此签发"


@pytest.fixture
def world() -> World:
    return a_world()


def address(name: str, assignment: Assignment) -> str:
    return reverse(f"proposals:{name}", args=[assignment.pk])


def named(assignment: Assignment, world: World) -> list[str]:
    """By name, everything the check finds."""
    fresh = Assignment.objects.get(pk=assignment.pk)
    return [fault.name for fault in faults_of(draft_of(fresh), Actor(world.leader))]


def written(world: World, text: str) -> Assignment:
    """A reply that says this, complete but for what the check may find."""
    assignment = stages.handled(world)
    asked.draft(assignment, world.handler, text=text)
    return assignment


def faulty(world: World) -> Assignment:
    """With the leader; one deputy too many."""
    assignment = written(world, "李某代表：\n已办好。")
    asked.sent(assignment, world.handler)
    return assignment


def test_a_reply_in_order_has_no_fault(world):
    assignment = written(world, f"张某代表：\n您提出的《{TITLE}》收悉。{asked.LETTER}")
    assert named(assignment, world) == []
    page = signed_in(world.handler).get(address("reply", assignment)).content.decode()
    assert page.count("没有查出问题") == 1


def test_every_fault_is_named_once_on_the_drafters_page_and_the_signers(world):
    earlier = stages.handled(world, OTHER)
    asked.draft(earlier, world.handler, text=asked.LETTER)
    asked.sent(earlier, world.handler)
    asked.sign(earlier, world.leader)
    assignment = stages.signed_in(world, joint=True)
    asked.split(assignment.proposal, *asked.ASKS, by=world.desk)
    text = f"李某代表：\n您提出的《{OTHER}》（{earlier.proposal.number}）收悉。{asked.LETTER}"
    reply = asked.draft(assignment, world.handler, text=text, outcome="B")
    Promise.objects.create(reply=reply, content="装灯")
    hard, soft = ["contact", "promise", "opinion"], ["name", "number", "alike", "asks"]
    assert named(assignment, world) == [*hard, *soft]
    page = signed_in(world.handler).get(address("reply", assignment)).content.decode()
    for said in (
        "还没有与代表沟通的记录",
        "每项承诺都要写承诺事项和承诺完成时间。",
        "协办单位还没有提交意见：市住建局。",
        "答复里的“李某代表”没有提出这件建议",
        f"答复里的{earlier.proposal.number}、《{OTHER}》不是这件建议的编号或标题",
        f"答复内容与{earlier.proposal.number}号的答复有100%相同",
        "还没有逐条答复：诉求1、诉求2。",
    ):
        assert page.count(said) == 1, said
    assert (page.count("必须改"), page.count("请核对</span>")) == (3, 4)
    assert f'href="{earlier.proposal.get_absolute_url()}"' in page, "the earlier reply is a press away"


@pytest.mark.parametrize(
    ("text", "strange"),
    [
        ("尊敬的李某代表：\n已办好。", "“李某代表”"),
        ("张某、王五代表：\n已办好。", "“王五代表”"),
        ("王五代表、张某代表：\n已办好。", "“王五代表”"),
        ("张某代表、张某代表：\n已办好。", ""),
        ("市人大代表、张某代表：\n已办好。", ""),
        ("欧阳某等3名代表：\n已办好。", "“欧阳某代表”"),
        ("张某代表：\n按欧阳某代表的意见办好。", "“欧阳某代表”"),
        ("张某代表：\n感谢张某代表关心，各位代表和市人大代表都来看过。", ""),
        ("各位代表：\n已办好。", ""),
        ("市人大代表：\n王五代表队得了奖。", ""),
    ],
)
def test_whose_names_belong_into_a_reply(world, text, strange):
    assignment = written(world, text)
    found = asked.faults(assignment, world.leader)
    assert [fault.words for fault in found] == (
        [f"答复里的{strange}没有提出这件建议，请核对称呼和姓名。"] if strange else []
    )


def test_whoever_joined_or_was_merged_may_be_named(world):
    assignment = written(world, "张某、李某代表：\n与欧阳某代表的建议一并办理。")
    assert named(assignment, world) == ["name"]
    confirmed = {
        "decided_at": timezone.now(),
        "state": CoSignature.State.CONFIRMED,
        "confirmed_text": assignment.proposal.text_digest,
    }
    CoSignature.objects.create(proposal=assignment.proposal, seat=world.li, **confirmed)
    assert asked.faults(assignment, world.leader)[0].words.startswith("答复里的“欧阳某代表”")
    assert world.wang.grant
    other = stages.submitted(world.wang.grant, OTHER)
    merging.merge(other, into=assignment.proposal, by=Actor(world.desk), on=timezone.localdate())
    assert named(assignment, world) == []


@pytest.mark.parametrize("name", ["张某", "李某", "王五"])
def test_who_hides_his_name_is_addressed_without_one_and_no_guess_is_confirmed(world, name):
    assignment = written(world, f"{name}代表：\n已办好。")
    Proposal.objects.update(is_name_hidden=True)
    (fault,) = asked.faults(assignment, world.leader)
    assert fault.words == "代表要求不显示姓名，称呼只写“代表”，不写姓名。"


def test_the_longest_name_counts(world):
    a_seat(world.city, name="阳某", phone="13800000088", card="088")
    assignment = written(world, "张某代表：\n按欧阳某代表的意见办好。")
    assert "“欧阳某代表”" in asked.faults(assignment, world.leader)[0].words


@pytest.mark.parametrize(
    ("text", "strange"),
    [
        ("您提出的第HB-1999-0001号建议收悉。已办好。", "HB-1999-0001"),
        ("您在一次会议上提出的第52号建议收悉。已办好。", "第52号"),
        ("您提出的第五十二号建议收悉。已办好。", "第五十二号"),
        ("您提出的《关于别的事的建议》收悉。已办好。", "《关于别的事的建议》"),
        ("按《安徽省市政设施管理条例》和城管函〔2026〕8号，已办好。电话0561-3000000。", ""),
        (f"您提出的《{TITLE}》收悉。已办好。", ""),
    ],
)
def test_which_numbers_and_titles_belong_into_a_reply(world, text, strange):
    assignment = written(world, text)
    said = f"答复里的{strange}不是这件建议的编号或标题（这件是{assignment.proposal.number}），请核对。"
    assert [fault.words for fault in asked.faults(assignment, world.leader)] == ([said] if strange else [])


def test_its_numbers_in_the_session_are_its_own_in_figures_and_in_words(world):
    assignment = written(world, "您提出的第12号建议、第十二号建议收悉。已办好。")
    proposal = assignment.proposal
    draft = draft_of(assignment)
    draft.assignment.proposal.session_number = 12
    assert faults_of(draft, Actor(world.leader)) == []
    assert proposal.number is not None


def test_an_answer_to_an_ask_is_read_too(world):
    assignment, (ask, _) = asked.handled(world)
    asked.draft(assignment, world.handler, [(ask, "adopted", "按李某代表的意见装好。")])
    assert named(assignment, world) == ["name", "asks"]


def test_a_joint_organ_silent_past_its_limit_is_a_fault_to_pass_over(world):
    assignment = stages.handled(world, joint=True)
    yesterday = timezone.localdate() - timedelta(days=1)
    joint = assignment.proposal.assignments.get(organ=world.housing)
    joint.clocks.filter(limit=LimitKey.OPINION).update(started_on=START, unrolled_on=yesterday, due_on=yesterday)
    asked.draft(assignment, world.handler)
    assert [fault.words for fault in asked.faults(assignment, world.leader)] == [
        "协办单位逾期没有提交意见：市住建局。可以再催，或者不等。"
    ]


def test_the_drafter_is_stopped_once_and_sends_it_all_the_same(world):
    assignment = stages.handled(world)
    reply = replies.begin(assignment, by=Actor(world.handler))
    client = signed_in(world.handler)
    sent = {"version": reply.version, "outcome": "A", "text": "李某代表：\n已办好。", "send": "1"}
    page = client.post(address("reply", assignment), sent, follow=True).content.decode()
    assert "草稿已保存。检查出1处问题，请核对" in page
    assignment.refresh_from_db()
    assert assignment.state == Assignment.State.HANDLING
    (fault,) = asked.faults(assignment, world.handler)
    assert f'name="faults" value="{fault.key} "' in page
    client.post(address("reply", assignment), sent | {"version": reply.version + 1, "faults": fault.key})
    assignment.refresh_from_db()
    assert assignment.state == Assignment.State.SIGNING


def test_a_leader_signs_with_a_reason_on_record_and_counted(world):
    assignment = faulty(world)
    client, (fault,) = signed_in(world.leader), asked.faults(assignment, world.leader)
    page = client.get(address("sign", assignment)).content.decode()
    assert fault.words in page and "写明理由，仍要签发" in page
    for why in ("", "可以"):
        page = client.post(
            address("sign", assignment), {"sign": "1", "faults": fault.key, "why": why}
        ).content.decode()
        assert f"检查出1处问题：{fault.words}要签发请写明理由（至少5字），或者退回修改。" in page
    assert not Override.objects.exists()
    assert client.post(address("sign", assignment), {"sign": "1", "faults": fault.key, "why": WHY}).status_code == 302

    row = Override.objects.get()
    assert (row.fault, row.found, row.reason, row.signed_by) == ("name", fault.words, WHY, world.leader)
    event = Event.objects.get(step="override")
    assert event.facts["faults"] == ["name"] and event.note.text == f"检查结果：{fault.words}理由：{WHY}"
    for grant, sees in ((world.desk, True), (world.handler, True), (world.deputy, False)):
        page = signed_in(grant).get(assignment.proposal.get_absolute_url()).content.decode()
        assert (WHY in page, "带问题签发" in page) == (sees, sees)
    year = timezone.localdate().year
    page = signed_in(world.desk).get(reverse("proposals:year_report"), {"year": year}).content.decode()
    assert "带问题签发答复的意见建议" in page and "measure=overridden" in page
    listing = {"measure": "overridden", "within": "HB", "year": str(year)}
    assert list(listed(Actor(world.desk), listing)) == [assignment.proposal]


def test_signed_without_fault_is_not_counted(world):
    stages.replied(world)
    assert not listed(Actor(world.desk), {"measure": "overridden"}).exists()


def test_pressed_twice_it_is_signed_and_counted_once(world):
    assignment = faulty(world)
    found = asked.faults(assignment, world.leader)
    asked.sign(assignment, world.leader, WHY, found)
    assignment.refresh_from_db()
    with pytest.raises(OutOfTurn):
        asked.sign(assignment, world.leader, WHY, found)
    assert Override.objects.count() == Event.objects.filter(step="override").count() == 1


def test_who_has_not_seen_a_fault_does_not_pass_over_it(world):
    assignment = faulty(world)
    seen = asked.faults(assignment, world.leader)
    with pytest.raises(PermissionDenied, match="检查出1处问题"):
        asked.sign(assignment, world.leader, WHY, [])
    asked.split(assignment.proposal, "装灯", by=world.desk)
    with pytest.raises(PermissionDenied, match="刚刚又检查出：还没有逐条答复：诉求1"):
        asked.sign(assignment, world.leader, WHY, seen)
    client, why = signed_in(world.leader), {"sign": "1", "why": WHY}
    page = client.post(address("sign", assignment), why | {"faults": seen[0].key}).content.decode()
    assert f"{WHY}</textarea>" in page
    now = asked.faults(assignment, world.leader)
    keys = " ".join(fault.key for fault in now)
    assert f'value="{keys} "' in page, "his next press has seen it"
    assert client.post(address("sign", assignment), why | {"faults": keys}).status_code == 302
    assert {row.fault for row in Override.objects.all()} == {"name", "asks"}


def test_no_reason_passes_over_what_must_be_in_place(world):
    assignment = stages.to_be_signed(world)
    assignment.contacts.all().delete()
    fresh = Assignment.objects.get(pk=assignment.pk)
    client, fault = signed_in(world.leader), faults_of(draft_of(fresh), Actor(world.leader))[0]
    assert fault.is_hard
    page = client.get(address("sign", assignment)).content.decode()
    assert "必须改" in page and "仍要签发" not in page
    page = client.post(address("sign", assignment), {"sign": "1", "faults": fault.key, "why": WHY}).content.decode()
    assert page.count("还没有与代表沟通的记录，请先记一次再送签。") >= 1
    fresh.refresh_from_db()
    assert fresh.state == Assignment.State.SIGNING


def test_only_the_leader_passes_over(world):
    assignment = faulty(world)
    with pytest.raises(PermissionDenied, match="只有承办单位负责人可以签发"):
        asked.sign(assignment, world.handler, WHY)
