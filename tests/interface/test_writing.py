"""What systems write: once whatever happens, by the rules of the pages, with a sentence for each wrong field."""

from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest
from django.utils import timezone

from congress.actors import Actor
from congress.models import KeptAnswer, Notice, Role
from congress.purging import kept_answers
from deputies import standing
from deputies.standing import SUSPENSION_GROUNDS
from proposals import replies
from proposals.models import Assignment, Proposal, Reply
from tests import asked, stages
from tests.flow.racing import racers
from tests.interface.test_door import NEW
from tests.places import a_seat
from tests.systems import a_machine
from tests.world import a_world


def said(answer) -> dict[str, str]:
    return {error["field"]: error["says"] for error in answer.json().get("errors", [])}


def test_an_opinion_is_entered_as_the_desk_enters_it(world, filer):
    answer = filer.post("proposals", NEW | {"category": "", "place": "西山路口"})
    assert answer.status_code == 201
    proposal = Proposal.objects.get(pk=answer.json()["id"])
    assert answer.json() == {"id": str(proposal.pk), "number": proposal.number, "state": "submitted"}
    assert (proposal.seat, proposal.entered_by.name, proposal.place) == (world.zhang, "代表工委登记系统", "西山路口")
    assert Notice.objects.filter(kind="submitted", person=world.zhang.person).exists()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "字" * 61}, "title"),
        ({"title": "两\n行"}, "title"),
        ({"title": 5}, "title"),
        ({"title": None}, "title"),
        ({"body": "  \n "}, "body"),
        ({"body": "a\x00b"}, "body"),
        ({"body": "字" * 2001}, "body"),
        ({"category": "nothing"}, "category"),
        ({"is_public": "yes"}, "is_public"),
        ({"card_number": "999"}, "card_number"),
        ({"deputy": "李某"}, "card_number"),
        ({"seat": str(uuid4())}, "seat"),
        ({"state": "closed"}, "state"),
        ({"entered_by": str(uuid4())}, "entered_by"),
    ],
)
def test_a_wrong_field_is_named_in_chinese_and_nothing_is_kept(filer, changed, field):
    answer = filer.post("proposals", NEW | changed)
    assert answer.status_code == 422 and list(said(answer)) == [field]
    assert any("\u4e00" <= sign <= "\u9fff" for sign in said(answer)[field])
    assert Proposal.objects.count() == KeptAnswer.objects.count() == 0


def test_every_missing_field_is_named_at_once(filer):
    assert set(said(filer.post("proposals", {}))) == {"card_number", "deputy", "title", "body"}


def test_a_deputy_of_elsewhere_or_suspended_is_not_found(world, filer):
    a_seat(world.county, name="施某", phone="13800000077", card="077")
    assert said(filer.post("proposals", NEW | {"card_number": "077", "deputy": "施某"}))
    on = timezone.localdate() - timedelta(days=1)
    standing.change_standing(world.zhang, "suspend", ground=SUSPENSION_GROUNDS[0], starts_on=on, by=Actor(world.desk))
    assert said(filer.post("proposals", NEW)) == {"card_number": "没有证号和姓名都对得上的在任代表"}


def test_the_same_again_has_no_further_effect_and_the_same_answer(filer):
    first, again = (filer.post("proposals", NEW, key="filing-2026-0001") for _ in range(2))
    assert first.json() == again.json() and again.status_code == 201
    assert "Idempotency-Replayed" not in first and again["Idempotency-Replayed"] == "true"
    assert Proposal.objects.count() == 1


def test_the_same_in_another_order_of_json_is_the_same(filer):
    filer.post("proposals", NEW, key="filing-2026-0001")
    assert filer.post("proposals", dict(reversed(NEW.items())), key="filing-2026-0001").status_code == 201


def test_a_key_that_stood_for_something_else_is_refused(world, filer):
    filer.post("proposals", NEW, key="filing-2026-0001")
    answer = filer.post("proposals", NEW | {"title": "另一件"}, key="filing-2026-0001")
    assert answer.status_code == 422 and "另一个请求" in answer.json()["detail"]
    other = a_machine(world.city, Role.DESK, name="另一个系统")
    assert other.post("proposals", NEW | {"title": "另一件"}, key="filing-2026-0001").status_code == 201


def test_a_refusal_leaves_its_key_free(filer):
    assert filer.post("proposals", NEW | {"title": ""}, key="filing-2026-0001").status_code == 422
    assert filer.post("proposals", NEW, key="filing-2026-0001").status_code == 201


@pytest.mark.django_db(transaction=True)
def test_of_many_under_one_key_at_once_one_has_an_effect(transactional_db):
    world = a_world()
    filer = a_machine(world.city, Role.DESK)
    with racers() as those:
        answers = those.together([partial(filer.post, "proposals", NEW, key="filing-2026-0001")] * 6)
    assert [answer.status_code for answer in answers] == [201] * 6
    assert len({answer.content for answer in answers}) == 1 and Proposal.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_contents_under_one_key_at_once_one_is_kept(transactional_db):
    world = a_world()
    filer = a_machine(world.city, Role.DESK)
    bodies = [NEW | {"title": f"第{n}件"} for n in range(4)]
    with racers() as those:
        answers = those.together([partial(filer.post, "proposals", body, key="filing-2026-0001") for body in bodies])
    assert sorted(answer.status_code for answer in answers) == [201, 422, 422, 422]
    assert Proposal.objects.count() == 1


def test_kept_answers_go_after_their_time_and_hold_no_words(world, filer):
    filer.post("proposals", NEW)
    row = KeptAnswer.objects.get()
    assert NEW["body"] not in str(row.body) and NEW["title"] not in str(row.body)
    now = timezone.now()
    assert kept_answers(now) == 0
    assert kept_answers(now + timedelta(days=31)) == 1


# Replies


def reply_address(assignment: Assignment) -> str:
    return f"assignments/{assignment.pk}/reply"


def test_a_reply_is_drafted_sent_and_signed_by_a_person(world, office):
    assignment = stages.handled(world)
    draft = {"version": 0, "text": stages.LETTER, "outcome": "A", "document_number": "城管函〔2026〕1号"}
    kept = office.post(reply_address(assignment), draft)
    assert kept.status_code == 200
    sent = office.post(f"assignments/{assignment.pk}/send-for-signing", {})
    assert sent.json() == {"assignment": str(assignment.pk), "state": "signing"}
    assert Notice.objects.filter(person=world.leader.person).exists()
    assignment.refresh_from_db()
    reply = Reply.objects.get()
    assert (reply.signed_at, reply.written_by.name) == (None, "市城管局办公系统")
    replies.sign(assignment, by=Actor(world.leader), at=timezone.now())
    assert Reply.objects.get().signed_by == world.leader


def test_what_a_colleague_wrote_is_not_written_over(world, office):
    assignment = stages.handled(world)
    by = Actor(world.handler)
    reply = replies.begin(assignment, by=by)
    replies.save(reply, by=by, seen=reply.version, text="同事写的")
    answer = office.post(reply_address(assignment), {"version": 0, "text": "机器写的"})
    assert answer.status_code == 409 and said(answer) == {"version": f"现在是{reply.version}"}
    answer = office.post(reply_address(assignment), {"version": reply.version, "text": "机器接着写的"})
    assert answer.json()["version"] == reply.version + 1
    assert Reply.objects.get().text == "机器接着写的"


def test_what_is_asked_is_read_and_answered_one_by_one(world, office, reader):
    assignment, (lamps, steps) = asked.handled(world)
    (other,) = asked.split(stages.submitted(world.deputy, "关于桥下照明的建议"), "桥下装灯", by=world.desk)
    asks = office.get(f"proposals/{assignment.proposal_id}").json()["asks"]
    assert asks[1] == {"id": steps.pk, "number": 2, "text": asked.ASKS[1]}
    draft = {"version": 0, "text": stages.LETTER, "outcome": "A"}
    for ask, kind, words in (
        (other, "adopted", "有的诉求不是这件建议的，或者已经改掉"),
        (lamps, "elsewhere", "只有分办的单位可以写由其他单位答复"),
    ):
        wrong = [{"ask": ask.pk, "kind": kind, "words": "装"}]
        answer = office.post(reply_address(assignment), draft | {"answers": wrong})
        assert answer.status_code == 422 and said(answer) == {"answers": words}
    answers = [
        {"ask": lamps.pk, "kind": "adopted", "words": "装。"},
        {"ask": steps.pk, "kind": "partly", "words": "修。"},
    ]
    assert office.post(reply_address(assignment), draft | {"answers": answers}).status_code == 200
    office.post(f"assignments/{assignment.pk}/send-for-signing", {})
    asked.sign(Assignment.objects.get(pk=assignment.pk), world.leader)
    (signed,) = reader.get(f"proposals/{assignment.proposal_id}/replies").json()["items"]
    assert signed["answers"] == answers


def test_what_is_missing_is_said_and_nothing_moves(world, office):
    assignment = stages.signed_in(world)
    office.post(reply_address(assignment), {"version": 0, "text": "装好了。"})
    answer = office.post(f"assignments/{assignment.pk}/send-for-signing", {})
    assert answer.status_code == 409
    assert "沟通" in answer.json()["detail"] and "办理结果" in answer.json()["detail"]
    assignment.refresh_from_db()
    assert assignment.state == "handling"


def test_before_signing_in_and_after_sending_nothing_is_written(world, office):
    early = stages.assigned(world, "甲")
    assert office.post(reply_address(early), {"version": 0, "text": "x"}).status_code == 409
    late = stages.to_be_signed(world, "乙")
    version = Reply.objects.get().version
    assert office.post(reply_address(late), {"version": version, "text": "x"}).status_code == 409
    assert office.post(f"assignments/{late.pk}/send-for-signing", {}).status_code == 409


def test_another_organs_assignment_is_not_there(world, office):
    theirs = stages.handled(world, joint=True).proposal.assignments.get(organ=world.housing)
    assert office.post(reply_address(theirs), {"version": 0, "text": "x"}).status_code == 404


def test_a_joint_organ_does_not_answer_the_deputy(world):
    machine = a_machine(world.city, Role.HANDLER, organ=world.housing)
    theirs = stages.handled(world, joint=True).proposal.assignments.get(organ=world.housing)
    answer = machine.post(reply_address(theirs), {"version": 0, "text": "x"})
    assert answer.status_code == 403 and "协办意见" in answer.json()["detail"]


def test_a_promise_of_the_past_is_refused(world, office):
    sent = {"version": 0, "text": "x", "outcome": "B"}
    sent["promises"] = [{"content": "装六盏", "promised_on": "2026-01-01"}]
    assert set(said(office.post(reply_address(stages.handled(world)), sent))) == {"promises"}


def test_a_reply_of_class_b_carries_what_it_promises(world, office):
    assignment, day = stages.handled(world), timezone.localdate() + timedelta(days=60)
    sent = {"version": 0, "text": "正在办理。", "outcome": "B"}
    sent["promises"] = [{"content": "装六盏", "promised_on": str(day)}, {"content": "巡查", "promised_on": str(day)}]
    assert office.post(reply_address(assignment), sent).status_code == 200
    assert [(line.content, line.promised_on) for line in Reply.objects.get().lines()] == [
        ("装六盏", day),
        ("巡查", day),
    ]
    wrong = office.post(reply_address(assignment), {**sent, "version": 1, "promises": [{"content": " "}]})
    assert "请填写承诺完成时间" in said(wrong)["promises"]
    assert office.post(reply_address(assignment), {**sent, "version": 1, "promises": "x"}).status_code == 422
