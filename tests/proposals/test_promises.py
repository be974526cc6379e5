"""A promise from the signature to done, failed, replaced or carried into the next term."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from congress.actors import Actor
from congress.models import Event, EventNote, Notice, Setting, Term
from congress.workflow import OutOfTurn
from deputies import standing
from deputies.standing import END_GROUNDS
from proposals import rating, replies
from proposals.listing import listed
from proposals.models import Assignment, Clock, LimitKey, Promise, Proposal, Reply
from proposals.promises import confirming, extending, failing, reporting
from proposals.promises.carrying import carry_over
from proposals.promises.examining import promises_that_contradict
from proposals.promises.lines import lines_to_write
from proposals.promises.rates import rates_of
from tests import promises, stages
from tests.places import START
from tests.world import World, a_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    made = a_world()
    yield made
    assert list(promises_that_contradict()) == []


def today() -> date:
    return timezone.localdate()


def running(promise: Promise) -> list[date]:
    return [clock.due_on for clock in promise.clocks.running().filter(limit=LimitKey.PROMISE)]


def told(kind: str) -> set[str]:
    return {notice.person.name for notice in Notice.objects.filter(kind=kind)}


def counted(world: World, name: str) -> int:
    return listed(Actor(world.desk), {"measure": name}).count()


# Made


def test_each_line_is_a_promise_with_a_limit_of_its_own(world):
    first = promises.made(world, more=[("修好护栏", promises.in_days(30))])
    second = Promise.objects.get(position=2)
    assert [(row.content, row.state, row.made_on) for row in (first, second)] == [
        (promises.CONTENT, "open", today()),
        ("修好护栏", "open", today()),
    ]
    assert running(first) == [promises.in_days(90)] and running(second) == [promises.in_days(30)]
    assert Event.objects.filter(step="make_promise", root_id=first.root_id).count() == 2


def test_a_reply_that_is_not_signed_promises_nothing(world):
    assignment = stages.handled(world)
    promises.send(world, assignment, [(promises.CONTENT, promises.in_days(30))])
    draft = Promise.objects.get()
    assert draft.state == "draft" and running(draft) == []
    assert not Promise.objects.visible_to(Actor(world.desk)).exists()


def test_a_new_reply_replaces_what_the_earlier_one_promised(world):
    earlier = promises.owed(world)
    assignment = earlier.reply.assignment
    reopen(world, assignment)
    promises.send(world, assignment, [("改为装八盏路灯", promises.in_days(60))])
    replies.sign(assignment, by=Actor(world.leader), at=timezone.now())
    earlier.refresh_from_db()
    assert (earlier.state, earlier.settled_on, running(earlier)) == ("replaced", today(), [])
    assert Promise.objects.get(state="open").content == "改为装八盏路灯"


def reopen(world: World, assignment: Assignment) -> None:
    rating.reopen(assignment, reason="请重新办理。", by=Actor(world.desk), on=today())
    assignment.refresh_from_db()
    stages.meet(world, assignment)


def test_the_editor_of_a_new_round_begins_with_what_is_still_promised(world):
    promise = promises.owed(world)
    assignment = promise.reply.assignment
    reopen(world, assignment)
    draft = replies.to_write(assignment, by=Actor(world.handler))
    assert lines_to_write(draft) == [(promise.content, promise.due_on)]


# Reported and confirmed


def test_it_is_done_when_deputy_and_desk_have_both_said_so(world):
    promise = promises.owed(world)
    promises.report(world, promise)
    assert promise.state == "reported" and running(promise) == []
    assert told("promise_reported") == {"张某"} and told("promise_to_verify") == {"赵某"}
    promises.confirm(world, promise)
    assert promise.state == "reported"
    promises.verify(world, promise)
    assert (promise.state, promise.settled_on) == ("done", today())
    assert told("promise_kept") == {"张某", "周某", "吴某"}
    assert promise.reply.outcome == Reply.Outcome.B


def test_the_desk_may_be_first(world):
    promise = promises.reported(world)
    promises.verify(world, promise)
    assert promise.state == "reported"
    promises.confirm(world, promise, level="mostly")
    assert promise.state == "done"


def test_neither_says_it_twice(world):
    promise = promises.reported(world)
    promises.confirm(world, promise)
    with pytest.raises(OutOfTurn, match="已经确认过"):
        promises.confirm(world, promise)
    promises.verify(world, promise)
    with pytest.raises((OutOfTurn, PermissionDenied)):
        promises.verify(world, promise)


def test_what_the_deputy_denies_the_desk_cannot_call_done(world):
    promise = promises.reported(world)
    promises.confirm(world, promise, level="denied", words=promises.REASON)
    assert promise.state == "reported" and told("promise_denied") == {"赵某"}
    with pytest.raises(PermissionDenied, match="代表认为没有兑现"):
        promises.verify(world, promise)
    assert not promise.reports.get().confirmations.filter(side="desk").exists()
    confirming.send_back_report(promise, reason=promises.REASON, by=Actor(world.desk), on=today())
    assert promise.state == "open" and running(promise) == [promise.due_on]
    assert told("promise_sent_back") == {"周某", "吴某"}


def test_after_a_report_was_sent_back_both_are_asked_anew(world):
    promise = promises.reported(world)
    promises.confirm(world, promise)
    confirming.send_back_report(promise, reason=promises.REASON, by=Actor(world.desk), on=today())
    promises.report(world, promise)
    promises.verify(world, promise)
    assert promise.state == "reported"
    promises.confirm(world, promise)
    assert promise.state == "done"


def test_nobody_confirms_what_was_not_reported(world):
    promise = promises.owed(world)
    for deed in (promises.confirm, promises.verify):
        with pytest.raises(OutOfTurn, match="不用确认"):
            deed(world, promise)


@pytest.mark.parametrize("stranger", ["li", "wang"])
def test_only_the_deputy_to_whom_it_was_promised_confirms(world, stranger):
    promise = promises.reported(world)
    by = Actor(getattr(world, stranger).grant)
    with pytest.raises(PermissionDenied, match="提出这件建议的代表"):
        confirming.confirm_promise(promise, level="satisfied", words="", by=by, on=today())


def test_who_reported_it_does_not_verify_it_under_another_role(world):
    promise = promises.owed(world)
    world.handler.person_id = world.desk.person_id
    world.handler.save()
    promises.report(world, promise)
    with pytest.raises(PermissionDenied, match="不能自己确认"):
        promises.verify(world, promise)


# Counted


def test_a_kept_promise_counts_as_b_turned_a_and_strikes_the_matter_off(world):
    other = promises.owed(world, "关于东山路口的建议", more=[("修好护栏", promises.in_days(30))])
    stages.rated(world, "关于南山路口的建议")
    promise = promises.reported(world)
    names = ("answered", "class_b", "turned", "solved", "cleared", "promising")
    assert [counted(world, name) for name in names] == [3, 2, 0, 1, 1, 2]
    promises.confirm(world, promise)
    promises.verify(world, promise)
    assert [counted(world, name) for name in names] == [3, 2, 1, 2, 2, 1]
    promises.report(world, other)
    promises.confirm(world, other)
    promises.verify(world, other)
    assert counted(world, "turned") == 1, "its second line is still owed"


def test_the_rates_open_the_lists_that_they_count(world):
    promise = promises.reported(world)
    stages.rated(world, "关于南山路口的建议")
    promises.confirm(world, promise)
    promises.verify(world, promise)
    rates = {rate.label: rate for rate in rates_of(Actor(world.desk), today().year, whole_tree=False)}
    assert {label: rate.value for label, rate in rates.items()} == {
        "办成率": "100.0%",
        "B转A率": "100.0%",
        "销号率": "100.0%",
    }
    assert (rates["办成率"].part.number, rates["办成率"].whole.number) == (2, 2)
    assert "measure=turned" in rates["B转A率"].part.address


def test_the_list_filters_what_is_struck_off(world):
    promise = promises.owed(world)
    done = stages.rated(world, "关于南山路口的建议")
    desk = Actor(world.desk)
    assert [row.pk for row in listed(desk, {"state": "cleared"})] == [done.proposal_id]
    assert [row.pk for row in listed(desk, {"state": "promising"})] == [promise.root_id]


# Failed


def test_a_failed_promise_opens_the_matter_again(world):
    promise = promises.owed(world)
    assignment = promise.reply.assignment
    failing.fail_promise(promise, reason=promises.REASON, by=Actor(world.desk), on=today())
    assignment.refresh_from_db()
    proposal = Proposal.objects.get(pk=promise.root_id)
    assert (promise.state, promise.failed_reason, running(promise)) == ("failed", promises.REASON, [])
    assert (assignment.state, assignment.round, proposal.state) == ("rehandling", 2, "in_hand")
    assert Clock.objects.running().filter(limit=LimitKey.REHANDLE, assignment=assignment).exists()
    assert told("promise_failed") == {"张某", "周某", "吴某"}
    assert counted(world, "turned") == 0


def test_a_reply_that_waits_for_its_rating_is_not_failed_yet(world):
    promise = promises.made(world)
    with pytest.raises(PermissionDenied, match="请等评价以后"):
        failing.fail_promise(promise, reason=promises.REASON, by=Actor(world.desk), on=today())
    assert promise.state == "open"


def test_another_one_of_the_same_reply_fails_while_it_is_handled_again(world):
    promise = promises.owed(world, more=[("修好护栏", promises.in_days(30))])
    second = Promise.objects.get(position=2)
    for row in (promise, second):
        failing.fail_promise(row, reason=promises.REASON, by=Actor(world.desk), on=today())
    assert {row.state for row in Promise.objects.all()} == {"failed"}
    assert Assignment.objects.get().round == 2


# Progress and more time


def test_progress_is_told_at_any_time_while_it_is_owed(world):
    promise = promises.owed(world)
    by = Actor(world.handler)
    for _ in range(2):
        reporting.log_progress(promise, text="已完成招标。", by=by, on=today())
    assert promise.progress.count() == 1
    assert EventNote.objects.filter(event__step="log_progress").count() == 1
    failing.fail_promise(promise, reason=promises.REASON, by=Actor(world.desk), on=today())
    with pytest.raises(OutOfTurn, match="不用再报进展"):
        reporting.log_progress(promise, text="已开工。", by=by, on=today())
    with pytest.raises(PermissionDenied):
        reporting.log_progress(promise, text="已开工。", by=Actor(world.second_handler), on=today())


def test_more_time_is_decided_by_the_desk_and_moves_the_day(world):
    promise = promises.owed(world)
    was, until = promise.due_on, promises.in_days(120)
    asked = extending.ask_promise_extension(
        promise, reason="雨季停工", until=until, by=Actor(world.handler), on=today()
    )
    assert told("promise_extension_asked") == {"赵某"}
    extending.decide_promise_extension(asked, is_granted=True, answer="同意。", by=Actor(world.desk), on=today())
    promise.refresh_from_db()
    assert (promise.promised_on, promise.due_on, running(promise)) == (was, until, [until])
    assert promise.clocks.running().get().extended_from == was
    assert told("promise_extended") == {"张某"}
    with pytest.raises(OutOfTurn, match="已经决定过"):
        extending.decide_promise_extension(asked, is_granted=False, answer="否", by=Actor(world.desk), on=today())


def test_more_time_has_its_bounds(world):
    promise = promises.owed(world)
    Setting.objects.create(key="promise.extend_months", value=1, starts_on=START)
    by = Actor(world.handler)
    for until, words in (
        (promise.due_on, "要晚于现在的期限"),
        (promise.due_on + timedelta(days=32), "最长只能延到"),
    ):
        with pytest.raises(PermissionDenied, match=words):
            extending.ask_promise_extension(promise, reason="雨季", until=until, by=by, on=today())
    with pytest.raises(PermissionDenied, match="期限已过"):
        late = promise.due_on + timedelta(days=1)
        extending.ask_promise_extension(promise, reason="雨季", until=late, by=by, on=late)
    until = promise.due_on + timedelta(days=20)
    extending.ask_promise_extension(promise, reason="雨季", until=until, by=by, on=today())
    with pytest.raises(PermissionDenied, match="已有一份延期申请"):
        extending.ask_promise_extension(promise, reason="雨季", until=until, by=by, on=today())


def test_who_reports_it_done_asks_for_no_more_time(world):
    promise = promises.owed(world)
    until = promises.in_days(120)
    extending.ask_promise_extension(promise, reason="雨季", until=until, by=Actor(world.handler), on=today())
    promises.report(world, promise)
    assert not promise.extensions.exists()


# The next term


def a_new_term(world: World) -> Term:
    old = world.city.terms.get()
    Term.objects.filter(pk=old.pk).update(ends_on=today() - timedelta(days=1))
    return world.city.terms.create(number=old.number + 1, starts_on=today())


def leave_office(world: World) -> None:
    standing.change_standing(world.zhang, "end", ground=END_GROUNDS[0], starts_on=today(), by=Actor(world.desk))


def test_what_is_owed_goes_into_the_next_term(world):
    promise, done = promises.owed(world), promises.reported(world, "关于南山路口的建议")
    promises.confirm(world, done)
    promises.verify(world, done)
    assert carry_over(today()) == 0
    term = a_new_term(world)
    assert carry_over(today()) == 1 and carry_over(today()) == 0
    promise.refresh_from_db()
    done.refresh_from_db()
    assert (promise.state, promise.carried_into, done.carried_into) == ("open", term, None)
    assert running(promise) == [promise.due_on]
    note = EventNote.objects.get(event__step="carry_over").text
    assert note.startswith("第十七届作出的承诺，转入第十八届继续督办。")
    assert told("promise_carried") == {"周某", "吴某", "赵某"}


def test_a_term_that_has_not_begun_takes_nothing_over(world):
    promises.owed(world)
    a_new_term(world)
    Term.objects.filter(number=18).update(starts_on=today() + timedelta(days=3))
    assert carry_over(today()) == 0
    assert carry_over(today() + timedelta(days=3)) == 1


def test_the_desk_alone_confirms_where_the_deputy_serves_no_more(world):
    promise = promises.owed(world)
    a_new_term(world)
    leave_office(world)
    carry_over(today())
    promises.report(world, promise)
    assert told("promise_reported") == set()
    promises.verify(world, promise)
    assert promise.state == "done"
    assert EventNote.objects.get(event__step="keep_promise").text == confirming.ALONE


def test_what_only_the_deputy_had_not_confirmed_is_done_at_the_change_of_term(world):
    promise = promises.reported(world)
    promises.verify(world, promise)
    a_new_term(world)
    leave_office(world)
    carry_over(today())
    assert Promise.objects.get(pk=promise.pk).state == "done"


def test_what_the_deputy_denied_stays_denied_when_he_is_gone(world):
    promise = promises.reported(world)
    promises.confirm(world, promise, level="denied", words=promises.REASON)
    a_new_term(world)
    leave_office(world)
    carry_over(today())
    with pytest.raises(PermissionDenied, match="代表认为没有兑现"):
        promises.verify(world, promise)
