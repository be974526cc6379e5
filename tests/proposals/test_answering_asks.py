"""逐条答复: each ask is answered in each round by the lead; asks that change while the organ writes lose no word."""

from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from docx import Document

from congress.actors import Actor
from congress.models import Setting
from proposals import merging, rating, replies, routing
from proposals.drafting import Overwritten
from proposals.models import Ask, AskAnswer, Assignment, Proposal, Reply, SearchText
from proposals.papers.letters import reply_letter
from tests import asked, stages
from tests.asked import ASKS
from tests.places import START, signed_in
from tests.world import TITLE, World, a_world

pytestmark = pytest.mark.django_db

YES, PARTLY, ELSEWHERE = "adopted", "partly", "elsewhere"


@pytest.fixture
def world() -> World:
    return a_world()


def address(assignment: Assignment) -> str:
    return reverse("proposals:reply", args=[assignment.pk])


def typed(reply: Reply, **fields: object) -> dict[str, object]:
    return {"version": reply.version, "outcome": "A", "text": f"{reply.text}已办好。", "is_public": "on", **fields}


def words_of(letter: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in Document(BytesIO(letter)).paragraphs)


def said(assignment: Assignment) -> dict[str, str]:
    return {row.ask.text: str(row) for row in AskAnswer.objects.filter(reply__assignment=assignment)}


def test_each_ask_has_its_fields_and_the_letter_answers_them_one_by_one(world):
    assignment, (lamps, steps) = asked.handled(world)
    client, reply = signed_in(world.handler), replies.begin(assignment, by=Actor(world.handler))
    page = client.get(address(assignment)).content.decode()
    assert f"诉求1：{ASKS[0]}" in page and "由其他分办单位答复" not in page
    sent = {f"ask_{lamps.pk}": YES, f"said_{lamps.pk}": "十月底前装好。", f"ask_{steps.pk}": PARTLY}
    client.post(address(assignment), typed(reply, **sent, **{f"said_{steps.pk}": "先修东侧一处。"}, send="1"))
    assignment.refresh_from_db()
    assert assignment.state == Assignment.State.SIGNING
    page = signed_in(world.leader).get(reverse("proposals:sign", args=[assignment.pk])).content.decode()
    assert "采纳。十月底前装好。" in page and "没有查出问题" in page
    asked.sign(assignment, world.leader)
    for page in (
        signed_in(world.deputy).get(assignment.proposal.get_absolute_url()),
        signed_in(world.deputy).get(reverse("proposals:rate", args=[assignment.pk])),
    ):
        assert f"诉求2：{ASKS[1]}" in page.content.decode() and "先修东侧一处。" in page.content.decode()
    letter = words_of(reply_letter(Reply.objects.get()))
    assert f"诉求1：{ASKS[0]}。答复：采纳。十月底前装好。" in letter
    assert SearchText.objects.filter(source="reply", text__contains="先修东侧一处").count() == 1


def test_a_half_filled_answer_is_kept_and_none_at_all(world):
    assignment, (lamps, steps) = asked.handled(world)
    reply = asked.draft(assignment, world.handler, [(lamps, YES, ""), (steps, "", "还在商量")])
    assert "诉求1、诉求2" in asked.faults(assignment, world.handler)[0].words
    by = Actor(world.handler)
    replies.save(reply, by=by, seen=reply.version, answers={lamps.pk: ("", ""), steps.pk: (YES, "修")})
    assert said(assignment) == {ASKS[1]: "采纳。修"}


def test_words_are_counted_and_a_foreign_choice_is_refused_at_the_field(world):
    assignment, (lamps, _) = asked.handled(world)
    client, reply = signed_in(world.handler), replies.begin(assignment, by=Actor(world.handler))
    long = {f"ask_{lamps.pk}": ELSEWHERE, f"said_{lamps.pk}": "灯" * 501}
    page = client.post(address(assignment), typed(reply, **long, save="1")).content.decode()
    assert "请在列出的里面选一个" in page and "灯" * 501 in page and "501" in page
    assert not AskAnswer.objects.exists()


def test_an_unknown_ask_or_another_proposals_is_none_of_its_business(world):
    assignment, _ = asked.handled(world)
    other = stages.submitted(world.deputy, "关于桥下照明的建议")
    (foreign,) = asked.split(other, "桥下装灯", by=world.desk)
    reply = replies.begin(assignment, by=Actor(world.handler))
    sent = {f"ask_{foreign.pk}": YES, f"said_{foreign.pk}": "装", "ask_999999999": YES}
    assert signed_in(world.handler).post(address(assignment), typed(reply, **sent, save="1")).status_code == 302
    assert not AskAnswer.objects.exists()


def test_asks_that_change_while_the_organ_writes_lose_no_word(world):
    assignment, (lamps, steps) = asked.handled(world)
    client = signed_in(world.handler)
    reply = asked.draft(assignment, world.handler, [(lamps, YES, "十月底前装好。")])
    new = asked.split(assignment.proposal, "修护栏", ASKS[0], by=world.desk)
    assert said(assignment) == {ASKS[0]: "采纳。十月底前装好。"}, "word for word the same ask keeps its answer"
    assert AskAnswer.objects.get().ask == new[1]
    sent = {f"ask_{steps.pk}": PARTLY, f"said_{steps.pk}": "先修东侧。", f"said_{lamps.pk}": "十一月装。"}
    answer = client.post(address(assignment), typed(reply, **sent, send="1"), follow=True)
    page = answer.content.decode()
    assert "诉求刚刚有变动。您写的答复都已保存" in page and "诉求改过了" in page
    assert f"原诉求：{ASKS[1]}" in page and "原答复：部分采纳。先修东侧。" in page and "十一月装。" in page
    assignment.refresh_from_db()
    assert assignment.state == Assignment.State.HANDLING, "it was checked against the new asks"
    assert "还没有逐条答复：诉求1" in page


def test_what_is_signed_answers_what_is_asked_and_no_more(world):
    assignment, (lamps, steps) = asked.handled(world)
    asked.draft(assignment, world.handler, [(lamps, YES, "十月底前装好。"), (steps, PARTLY, "先修东侧。")])
    asked.split(assignment.proposal, ASKS[0], by=world.desk)
    assert "先修东侧" not in words_of(reply_letter(Reply.objects.get()))
    asked.sent(assignment, world.handler)
    asked.sign(assignment, world.leader)
    assert said(assignment) == {ASKS[0]: "采纳。十月底前装好。"}


def test_what_was_typed_to_an_old_ask_stands_beside_an_error_too(world):
    assignment, (lamps, _) = asked.handled(world)
    reply = asked.draft(assignment, world.handler)
    asked.split(assignment.proposal, "修护栏", by=world.desk)
    sent = {f"ask_{lamps.pk}": YES, f"said_{lamps.pk}": "十月底前装好。", "document_number": "长" * 41}
    page = signed_in(world.handler).post(address(assignment), typed(reply, **sent, save="1")).content.decode()
    assert f"（已改掉）诉求1：{ASKS[0]}" in page and "十月底前装好。</textarea>" in page


def test_of_two_who_answer_at_once_the_second_sees_both(world):
    assignment, (lamps, _) = asked.handled(world)
    reply = asked.draft(assignment, world.handler, [(lamps, YES, "同事写的")])
    by = Actor(world.leader)
    with pytest.raises(Overwritten):
        replies.save(reply, by=by, seen=1, answers={lamps.pk: (YES, "我写的")})
    replies.save(reply, by=by, seen=1, answers={lamps.pk: (YES, "同事写的")})  # the same is no quarrel
    sent = {**typed(reply), "version": 1, f"ask_{lamps.pk}": YES, f"said_{lamps.pk}": "我写的"}
    answer = signed_in(world.leader).post(address(assignment), {**sent, "save": "1"})
    page = answer.content.decode()
    assert answer.status_code == 409 and "同事写的" in page and "我写的</textarea>" in page


def test_the_form_saves_answers_by_itself(world):
    assignment, (lamps, _) = asked.handled(world)
    reply = replies.begin(assignment, by=Actor(world.handler))
    autosave = reverse("proposals:reply_autosave", args=[assignment.pk])
    sent = typed(reply, **{f"ask_{lamps.pk}": YES, f"said_{lamps.pk}": "装"})
    assert signed_in(world.handler).post(autosave, sent).json()["version"] == 2
    assert said(assignment) == {ASKS[0]: "采纳。装"}


def test_every_round_answers_anew_and_what_was_signed_stays(world):
    Setting.objects.create(key="rehandle.max_rounds", value=2, starts_on=START)
    assignment, asks = asked.handled(world)
    asked.draft(assignment, world.handler, [(ask, YES, "第一轮") for ask in asks])
    asked.sent(assignment, world.handler)
    asked.sign(assignment, world.leader)
    judged = {"process": "satisfied", "result": "dissatisfied", "reason": "还是老样子没有变"}
    rating.rate(assignment, **judged, by=Actor(world.deputy), at=timezone.now())
    assignment.refresh_from_db()
    assert assignment.round == 2
    stages.meet(world, assignment)
    asked.draft(assignment, world.handler)
    assert "诉求1、诉求2" in asked.faults(assignment, world.leader)[0].words
    asked.split(assignment.proposal, "只修台阶", by=world.desk)
    first = Reply.objects.get(round=1)
    assert [str(row) for row in first.own_answers()] == ["采纳。第一轮"] * 2
    assert f"诉求1：{ASKS[0]}" in signed_in(world.deputy).get(assignment.proposal.get_absolute_url()).content.decode()


def test_joint_organs_answer_nothing_the_lead_does(world):
    assignment, asks = asked.handled(world, joint=True)
    joint = assignment.proposal.assignments.get(organ=world.housing)
    assert signed_in(world.second_handler).get(address(joint)).status_code == 403
    asked.draft(assignment, world.handler, [(ask, YES, "办") for ask in asks])
    assert asked.faults(assignment, world.handler) == [], "its opinion is awaited: that is a hard fault"


def separately(world: World) -> tuple[Assignment, Assignment, list[Ask]]:
    proposal = stages.submitted(world.deputy)
    parts = [(world.urban, "灯"), (world.housing, "台阶")]
    lane, today = Proposal.Lane.FORMAL, timezone.localdate()
    routing.assign(proposal, lead=None, separate=parts, lane=lane, by=Actor(world.desk), on=today)
    asks = asked.split(proposal, *ASKS, by=world.desk)
    own, other = (proposal.assignments.get(organ=organ) for organ in (world.urban, world.housing))
    stages.talk(world, own)
    routing.sign_in(other, by=Actor(world.second_handler), at=timezone.now())
    return own, other, asks


def test_one_of_several_organs_leaves_an_ask_to_another_but_not_all_of_them(world):
    own, other, (lamps, steps) = separately(world)
    assert "由其他分办单位答复" in signed_in(world.handler).get(address(own)).content.decode()
    asked.draft(own, world.handler, [(lamps, YES, "装"), (steps, ELSEWHERE, "")])
    assert asked.faults(own, world.leader) == []
    asked.draft(other, world.second_handler, [(lamps, ELSEWHERE, ""), (steps, ELSEWHERE, "")])
    assert "各单位都说由其他单位答复：诉求2。" in asked.faults(own, world.leader)[0].words
    asked.draft(other, world.second_handler, [(steps, YES, "修")])
    assert asked.faults(own, world.leader) == []


def merged(world: World) -> tuple[Assignment, Proposal, list[Ask], list[Ask]]:
    assignment, own = asked.handled(world)
    assert world.li.grant
    follower = stages.submitted(world.li.grant, "关于西山路步道照明的建议")
    theirs = asked.split(follower, "装太阳能灯", by=world.li.grant)
    merging.merge(follower, into=assignment.proposal, by=Actor(world.desk), on=timezone.localdate())
    return assignment, follower, own, theirs


def test_what_was_merged_is_answered_too_and_each_author_reads_his_own(world):
    assignment, follower, own, theirs = merged(world)
    page = signed_in(world.handler).get(address(assignment)).content.decode()
    assert f"{follower.number} 诉求1：装太阳能灯" in page
    asked.draft(assignment, world.handler, [(ask, YES, "办") for ask in own])
    assert f"还没有逐条答复：{follower.number} 诉求1。" in asked.faults(assignment, world.leader)[0].words
    asked.draft(assignment, world.handler, [(theirs[0], "declined", "那里日照不够。")])
    asked.sent(assignment, world.handler)
    asked.sign(assignment, world.leader)
    assert world.li.grant
    mine = signed_in(world.deputy).get(assignment.proposal.get_absolute_url()).content.decode()
    his = signed_in(world.li.grant).get(follower.get_absolute_url()).content.decode()
    assert "那里日照不够" not in mine and ASKS[0] in mine
    assert "不采纳</strong>。那里日照不够。" in his and f"诉求1：{ASKS[0]}" not in his
    copy = Reply.objects.get(assignment__proposal=follower)
    assert [str(row) for row in copy.own_answers()] == ["不采纳。那里日照不够。"]
    letter = words_of(reply_letter(Reply.objects.get(assignment=assignment)))
    assert "太阳能" not in letter and ASKS[1] in letter
    hits = SearchText.objects.filter(source="reply", text__contains="日照不够")
    assert [row.proposal_id for row in hits] == [follower.pk]


def test_what_was_parted_again_is_asked_no_more(world):
    assignment, follower, own, theirs = merged(world)
    asked.draft(assignment, world.handler, [(ask, YES, "办") for ask in [*own, *theirs]])
    merging.unmerge(follower, reason="要单独办理", by=Actor(world.desk), on=timezone.localdate())
    assert asked.faults(assignment, world.leader) == []
    page = signed_in(world.handler).get(address(assignment)).content.decode()
    assert "原诉求：装太阳能灯" in page


def test_the_desk_may_still_split_what_is_merged_and_the_organ_is_told(world):
    assignment, follower, own, _ = merged(world)
    asked.draft(assignment, world.handler, [(ask, YES, "办") for ask in own])
    asked.split(follower, "装太阳能灯", "装反光标志", by=world.desk)
    assert f"{follower.number} 诉求2" in asked.faults(assignment, world.leader)[0].words
    with pytest.raises(PermissionDenied, match="已经交办，诉求由代表工委调整"):
        asked.split(follower, "别的", by=follower.seat.grant)


def test_the_database_takes_one_answer_of_a_reply_to_an_ask(world):
    assignment, (lamps, _) = asked.handled(world)
    reply = asked.draft(assignment, world.handler, [(lamps, YES, "装")])
    with pytest.raises(IntegrityError), transaction.atomic():
        AskAnswer.objects.create(reply=reply, ask=lamps, kind=PARTLY, words="装一半")
    with pytest.raises(IntegrityError), transaction.atomic():
        AskAnswer.objects.filter(reply=reply).update(kind="maybe")


def test_without_asks_nothing_is_asked(world):
    assignment = stages.handled(world, TITLE)
    page = signed_in(world.handler).get(address(assignment)).content.decode()
    assert "逐条答复" not in page
    stages.write_reply(world, assignment)
    assert asked.faults(assignment, world.leader) == []
