"""答复函: what stands on it, in which order, and who may have it."""

import io
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH

from congress.actors import Actor
from congress.models import Notice, Organ, OrganName, Role, Session, Setting
from congress.numerals import numeral
from congress.templatetags.portal import cn_date
from proposals import drafting, handling, replies, routing
from proposals.models import Assignment, Contact, CoSignature, Promise, Proposal, Reply
from proposals.papers.letters import letter_name, reply_letter, title_of
from tests.places import START, a_grant, an_organ, signed_in
from tests.world import BODY, TITLE, World, a_world, let_the_undo_time_pass

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def world() -> World:
    return a_world()


@pytest.fixture
def assignment(world) -> Assignment:
    """Signed in by the lead organ, which has talked with the deputy; a joint organ is asked too."""
    author = Actor(world.deputy)
    proposal = drafting.begin(by=author, title=TITLE, body=BODY)
    drafting.submit(proposal, by=author, at=timezone.now())
    let_the_undo_time_pass(proposal)
    proposal.refresh_from_db()
    routing.assign(
        proposal, lead=world.urban, joint=[world.housing], lane=Proposal.Lane.FORMAL, by=Actor(world.desk), on=TODAY()
    )
    lead = Assignment.objects.get(organ=world.urban)
    routing.sign_in(lead, by=Actor(world.handler), at=timezone.now())
    handling.log_contact(
        lead, by=Actor(world.handler), on=TODAY(), way=Contact.Way.PHONE, persons="周某", result="代表同意"
    )
    lead.refresh_from_db()
    return lead


@pytest.fixture
def draft(world, assignment) -> Reply:
    made = replies.begin(assignment, by=Actor(world.handler))
    replies.save(
        made,
        by=Actor(world.handler),
        seen=made.version,
        outcome="B",
        text="您提出的建议收悉。现答复如下：\n一、已列入计划。\n二、年底前完成。",
        lines=[("加装六盏路灯", date(2099, 12, 31))],
        document_number="城管函〔2026〕8号",
        contact_name="周某",
        contact_phone="0561-0000001",
    )
    return made


def let_the_joint_organ_speak(world):
    joint, by = Assignment.objects.get(organ=world.housing), Actor(world.second_handler)
    routing.sign_in(joint, by=by, at=timezone.now())
    handling.give_opinion(joint, text="管线由我局负责。", by=by, on=TODAY())


@pytest.fixture
def signed(world, draft) -> Reply:
    let_the_joint_organ_speak(world)
    replies.send_for_signing(draft.assignment, by=Actor(world.handler), on=TODAY())
    replies.sign(draft.assignment, by=Actor(world.leader), at=timezone.now())
    draft.refresh_from_db()
    return draft


def paragraphs(reply):
    return [row for row in Document(io.BytesIO(reply_letter(reply))).paragraphs if row.text]


def lines(reply):
    return [row.text for row in paragraphs(reply)]


def test_a_signed_reply_makes_a_whole_letter(world, signed):
    an_organ(world.city, "市人大常委会代表工委", kind=Organ.Kind.DESK, branch=Organ.Branch.CONGRESS)
    an_organ(world.city, "市政府办公室（督查室）", kind=Organ.Kind.GOVERNMENT)
    number = signed.assignment.proposal.number

    assert lines(signed) == [
        "是否同意公开：是",
        "办理结果：B类",
        f"编号：{number}\t签发人：吴某",
        "城管函〔2026〕8号",
        f"对HB地十七届人大闭会期间\n第{number}号意见的答复",
        "张某代表：",
        "您提出的建议收悉。现答复如下：",
        "一、已列入计划。",
        "二、年底前完成。",
        "承诺事项：加装六盏路灯（2099年12月31日前完成）。",
        "感谢您对我们工作的关心和支持。",
        "市城管局",
        cn_date(TODAY()),
        "（联系人：周某，联系电话：0561-0000001）",
        "抄送：市人大常委会代表工委，市政府办公室（督查室），市住建局。",
    ]
    assert letter_name(signed) == f"答复函_{number}_市城管局.docx"


def test_the_class_stands_at_the_top_right(signed):
    mark = paragraphs(signed)[1]

    assert (mark.text, mark.alignment) == ("办理结果：B类", WD_ALIGN_PARAGRAPH.RIGHT)


def test_several_promises_are_numbered(signed):
    day = signed.promises.get().due_on
    signed.promises.create(
        position=2, content="修好护栏", promised_on=day, due_on=day, made_on=TODAY(), state=Promise.State.OPEN
    )

    said = lines(signed)
    at = said.index("承诺事项：")
    assert said[at + 1 : at + 3] == [
        "1. 加装六盏路灯（2099年12月31日前完成）。",
        "2. 修好护栏（2099年12月31日前完成）。",
    ]


def test_a_draft_says_that_it_is_one(draft):
    assert lines(draft)[0] == "（送审稿，未签发）"
    assert lines(draft)[3].endswith("\t签发人：　　　")


def test_an_empty_draft_makes_a_letter_too(world, assignment):
    draft = replies.begin(assignment, by=Actor(world.handler))

    assert "办理结果：　类" in lines(draft)


def test_the_organ_signs_by_the_name_of_that_day(world, signed):
    OrganName.objects.create(organ=world.urban, name="市容局", starts_on=date(2020, 1, 1), ends_on=TODAY())
    Organ.objects.filter(pk=world.urban.pk).update(name="市城市管理局")

    assert "市容局" in lines(Reply.objects.get(pk=signed.pk))


def test_co_signatories_are_counted_when_they_have_joined(world, signed):
    proposal = signed.assignment.proposal
    for seat, state in ((world.li, "confirmed"), (world.wang, "invited")):
        decided = timezone.now() if state == "confirmed" else None
        CoSignature.objects.create(proposal=proposal, seat=seat, state=state, decided_at=decided)

    assert "张某等2名代表：" in lines(signed)


def test_each_who_joined_gets_a_letter_of_his_own(world, signed):
    proposal = signed.assignment.proposal
    for seat, state in ((world.li, "confirmed"), (world.wang, "declined")):
        CoSignature.objects.create(proposal=proposal, seat=seat, state=state, decided_at=timezone.now())
    client, address = signed_in(world.li.grant), reverse("proposals:letter", args=[signed.pk])
    page = client.get(proposal.get_absolute_url()).content.decode()
    assert "致张某" in page and "致李某" in page and "致欧阳某" not in page
    answer = client.get(address, {"to": world.li.pk})
    letter = [row.text for row in Document(io.BytesIO(answer.content)).paragraphs]
    assert "李某代表：" in letter and "张某等2名代表：" not in letter
    assert client.get(address, {"to": world.wang.pk}).status_code == 404
    assert client.get(address, {"to": "x"}).status_code == 404
    assert signed_in(world.wang.grant).get(address).status_code == 404


def test_where_the_lead_alone_is_written_to_nobody_else_gets_a_letter_or_a_message(world, draft):
    Setting.objects.create(key="reply.audience", value="lead", starts_on=START)
    proposal = draft.assignment.proposal
    CoSignature.objects.create(proposal=proposal, seat=world.li, state="confirmed", decided_at=timezone.now())
    let_the_joint_organ_speak(world)
    replies.send_for_signing(draft.assignment, by=Actor(world.handler), on=TODAY())
    replies.sign(draft.assignment, by=Actor(world.leader), at=timezone.now())
    assert list(Notice.objects.filter(kind="replied").values_list("person__name", flat=True)) == ["张某"]
    address = reverse("proposals:letter", args=[draft.pk])
    assert signed_in(world.li.grant).get(address, {"to": world.li.pk}).status_code == 404
    assert signed_in(world.li.grant).get(address).status_code == 200


def test_a_name_that_organs_shall_not_learn_is_not_on_the_letter(signed):
    signed.assignment.proposal.is_name_hidden = True

    assert "代表：" in lines(signed) and "张某" not in "".join(lines(signed))


def test_a_party_organ_sends_no_copy_to_the_governments_office(world, signed):
    an_organ(world.city, "市政府办公室（督查室）", kind=Organ.Kind.GOVERNMENT)
    signed.assignment.organ.branch = Organ.Branch.PARTY

    assert lines(signed)[-1] == "抄送：市住建局。"


def test_what_was_put_forward_in_session_names_the_session(world, assignment):
    proposal = assignment.proposal
    proposal.kind = Proposal.Kind.SUGGESTION
    proposal.session = Session(term=proposal.term, number=1, opens_on=TODAY(), closes_on=TODAY())

    assert title_of(proposal) == f"对HB地十七届人大一次会议\n第{proposal.number}号建议的答复"


@pytest.mark.parametrize(
    ("number", "shown"), [(1, "一"), (9, "九"), (10, "十"), (17, "十七"), (20, "二十"), (99, "九十九")]
)
def test_terms_and_sessions_are_counted_in_chinese(number, shown):
    assert numeral(number) == shown


def test_hostile_text_is_shown_as_text(draft):
    draft.text = "\x00<w:p/>{{ 1 }}\u202e答复\r\n𠮷某"
    draft.contact_name = "\x1b[31m周某"

    assert "<w:p/>{{ 1 }}答复" in lines(draft) and "𠮷某" in lines(draft)
    assert "（联系人：[31m周某，联系电话：0561-0000001）" in lines(draft)


def who_gets(world, reply):
    """The status of the letter for everybody who might ask for it."""
    stranger = a_grant(Role.HANDLER, world.city, name="钱某", organ=an_organ(world.city, "市水务局"))
    everybody = {
        "author": world.deputy,
        "other deputy": world.li.grant,
        "desk": world.desk,
        "county desk": world.county_desk,
        "handler": world.handler,
        "leader": world.leader,
        "joint handler": world.second_handler,
        "stranger": stranger,
    }
    address = reverse("proposals:letter", args=[reply.pk])
    return {name: signed_in(grant).get(address).status_code for name, grant in everybody.items()}


NOBODY = dict.fromkeys(["other deputy", "county desk", "joint handler", "stranger"], 404)


def test_a_draft_is_for_its_organ_alone(world, draft):
    assert who_gets(world, draft) == NOBODY | {"author": 404, "desk": 404, "handler": 200, "leader": 200}


def test_a_signed_letter_is_for_whoever_may_see_the_reply(world, signed):
    assert who_gets(world, signed) == NOBODY | {"author": 200, "desk": 200, "handler": 200, "leader": 200}


def test_the_letter_leaves_as_a_download(world, signed):
    response = signed_in(world.deputy).get(reverse("proposals:letter", args=[signed.pk]))

    assert response["Content-Type"].endswith("wordprocessingml.document")
    assert response["Content-Disposition"].startswith("attachment; filename=\"file.docx\"; filename*=UTF-8''%E7%AD")
    assert (response["Cache-Control"], response["X-Content-Type-Options"]) == ("private, no-store", "nosniff")
    assert Document(io.BytesIO(response.content)).paragraphs


def test_the_pages_lead_to_the_letter(world, draft):
    assignment, address = draft.assignment, reverse("proposals:letter", args=[draft.pk])
    handler, leader = signed_in(world.handler), signed_in(world.leader)

    assert address in handler.get(reverse("proposals:reply", args=[assignment.pk])).content.decode()
    let_the_joint_organ_speak(world)
    replies.send_for_signing(assignment, by=Actor(world.handler), on=TODAY())
    assert address in leader.get(reverse("proposals:sign", args=[assignment.pk])).content.decode()
    replies.sign(assignment, by=Actor(world.leader), at=timezone.now())
    assert address in signed_in(world.deputy).get(assignment.proposal.get_absolute_url()).content.decode()
