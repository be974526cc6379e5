"""What must be in place before a step: the guard refuses in words until it is, and lets it pass from then on."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from congress.actors import Actor
from congress.models import Setting
from deputies.models import SeatState
from proposals import drafting, guards, replies, routing, triage
from proposals.models import Assignment, Clock, LimitKey, Reply
from tests import stages
from tests.places import START
from tests.world import World, a_world, let_the_undo_time_pass

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return a_world()


def test_who_is_no_longer_a_deputy_submits_nothing(world):
    draft = stages.drafted(world.deputy)
    SeatState.objects.filter(seat=world.zhang).update(ends_on=timezone.localdate() - timedelta(days=1))
    draft.refresh_from_db()
    with pytest.raises(PermissionDenied, match="代表资格目前不在任"):
        drafting.submit(draft, by=Actor(world.deputy), at=timezone.now())


def test_a_matter_is_answered_once_each_organ_that_owes_a_reply_has_given_it(world):
    proposal = stages.submitted(world.deputy)
    refused = guards.all_replied(proposal)
    assert not refused and refused.refusal == "还有承办单位没有答复。"
    lane, today = proposal.Lane.FORMAL, timezone.localdate()
    routing.assign(proposal, lead=world.urban, lane=lane, by=Actor(world.desk), on=today)
    assert not guards.all_replied(proposal)
    stages.answer(world, proposal.assignments.get())
    assert guards.all_replied(proposal)


def test_a_promise_says_what_and_until_when(world):
    assignment, day = stages.handled(world), timezone.localdate() + timedelta(days=90)
    reply = replies.begin(assignment, by=Actor(world.handler))
    cases = (("", day, False), (" ", day, False), ("修路", None, False), ("修路", day, True))
    Reply.objects.filter(pk=reply.pk).update(outcome=Reply.Outcome.B, text=stages.LETTER)
    assert guards.reply_complete(assignment).refusal == "选B类请写承诺事项和承诺完成时间。"
    for content, promised_on, is_whole in cases:
        reply.promises.all().delete()
        reply.promises.create(content=content, promised_on=promised_on)
        said = guards.reply_complete(assignment).refusal
        assert said == ("" if is_whole else "每项承诺都要写承诺事项和承诺完成时间。")


def test_what_is_done_promises_nothing_and_class_c_as_the_congress_says(world):
    assignment = stages.handled(world)
    reply = replies.begin(assignment, by=Actor(world.handler))
    Reply.objects.filter(pk=reply.pk).update(outcome=Reply.Outcome.C, text=stages.LETTER)
    assert guards.reply_complete(assignment)
    Setting.objects.create(key="promise.classes", value="BC", starts_on=START)
    assert guards.reply_complete(assignment).refusal == "选C类请写承诺事项和承诺完成时间。"
    reply.promises.create(content="明年列入计划", promised_on=timezone.localdate())
    assert guards.reply_complete(assignment)
    Reply.objects.filter(pk=reply.pk).update(outcome=Reply.Outcome.A)
    assert "A类是已经解决的" in guards.reply_complete(assignment).refusal


def test_a_rating_is_overdue_from_the_day_after_its_last(world):
    assignment = stages.replied(world)
    clock = Clock.objects.get(reply__assignment=assignment, limit=LimitKey.RATE)
    today = timezone.localdate()
    for due, is_over in ((today, False), (today - timedelta(days=1), True)):
        Clock.objects.filter(pk=clock.pk).update(due_on=due, unrolled_on=due, started_on=today - timedelta(days=30))
        assert bool(guards.rating_overdue(assignment)) == is_over
    Assignment.objects.filter(pk=assignment.pk).update(round=2)
    assignment.refresh_from_db()
    assert not guards.rating_overdue(assignment), "the second round has no reply yet"


def test_the_desk_may_act_from_the_moment_at_which_undo_ends(world, monkeypatch):
    proposal = stages.submitted(world.deputy)
    ends = guards.undo_ends(proposal)
    assert ends
    for moment, is_over in ((ends - timedelta(microseconds=1), False), (ends, True)):
        monkeypatch.setattr(timezone, "now", lambda moment=moment: moment)
        assert bool(guards.undo_window_over(proposal)) == is_over


def test_what_is_merged_goes_past_the_undo_time_into_one_that_is_handled(world):
    other, target = stages.drafted(world.deputy, "关于另一件的建议"), stages.submitted(world.deputy)
    drafting.submit(other, by=Actor(world.deputy), at=timezone.now())
    other.merged_into = target
    assert "还可以撤回修改" in guards.mergeable(other).refusal
    let_the_undo_time_pass(other)
    other.refresh_from_db()
    assert guards.mergeable(other).refusal == "请选择并入哪一件。"
    other.merged_into = target
    assert guards.mergeable(other).refusal == "只能并入已登记或办理中的建议。"
    triage.accept(target, by=Actor(world.desk), on=timezone.localdate())
    assert guards.mergeable(other)
