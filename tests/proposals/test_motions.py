"""议案: sponsors, cut-off, committee, presidium, vote; what falls, is withdrawn, reviewed or converted."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from congress.actors import Actor
from congress.models import Event, Notice, Session, Setting
from congress.workflow import OutOfTurn
from proposals import drafting, routing, triage
from proposals.examining import contradictions
from proposals.models import CoSignature, LimitKey, Proposal, Ruling, Way
from proposals.motions import examining, guards, reviewing, sponsoring, withdrawing
from tests import motions, stages
from tests.places import START, a_congress, a_seat, signed_in
from tests.world import World, a_world

pytestmark = pytest.mark.django_db
S = Proposal.State


@pytest.fixture
def world() -> World:
    return a_world()


@pytest.fixture
def session(world) -> Session:
    return motions.a_session(world)


def submit(world, motion):
    drafting.submit(motion, by=Actor(world.deputy), at=timezone.now())


def test_ten_with_its_author_are_enough_and_nine_are_not(world, session):
    seats = motions.more_deputies(world)
    motion = motions.signed(world, seats[:8])
    with pytest.raises(PermissionDenied, match="议案要10名以上代表联名，现在是9名，还差1名"):
        submit(world, motion)
    drafting.invite(motion, seats[8:], by=Actor(world.deputy))
    motions.join(motion, seats[8])
    motion.refresh_from_db()
    submit(world, motion)
    assert (motion.state, motion.session, motion.lane) == (S.SUBMITTED, session, "formal")


def test_a_town_asks_for_five_and_a_congress_may_ask_for_more(world):
    town = a_congress("ZZ", parent=world.county, level="town")
    seat = a_seat(town, name="黄某", phone="13700000001")
    draft = drafting.begin(by=Actor(seat.grant), kind=Proposal.Kind.MOTION, title=motions.TITLE)
    assert guards.sponsors_needed(draft) == 5
    Setting.objects.create(key="motion.sponsors_town", congress=town, value=8, starts_on=START)
    assert guards.sponsors_needed(draft) == 8
    assert guards.sponsors_needed(motions.drafted(world)) == 10


def test_who_has_not_answered_is_not_waited_for(world, session):
    seats = motions.more_deputies(world, 10)
    motion = motions.signed(world, seats[:9])
    drafting.invite(motion, seats[9:], by=Actor(world.deputy))
    submit(world, motion)
    assert CoSignature.objects.filter(proposal=motion).count() == 9
    assert Event.objects.filter(subject_id=motion.pk, step="uninvite").exists()
    with pytest.raises(PermissionDenied, match="没有待确认"):
        motions.join(motion, seats[9])


@pytest.mark.parametrize(("part", "said"), [("title", "请写案由"), ("body", "请写案据"), ("plan", "请写方案")])
def test_each_part_is_asked_for(part, said, world, session):
    motion = motions.signed(world, motions.more_deputies(world), **{part: ""})
    with pytest.raises(PermissionDenied, match=said):
        submit(world, motion)
    motion.refresh_from_db()
    assert motion.state == S.COSIGN


def test_nobody_is_counted_for_words_he_did_not_see(world, session):
    motion = motions.signed(world, motions.more_deputies(world))
    Proposal.objects.filter(pk=motion.pk).update(plan="另一个方案。")
    motion.refresh_from_db()
    assert guards.sponsors_of(motion) == 1
    with pytest.raises(PermissionDenied, match="要请联名代表重新确认"):
        submit(world, motion)


def test_the_hour_is_the_servers_and_what_came_before_it_counts(world):
    session = motions.a_session(world)
    motion, seats = motions.signed(world, motions.more_deputies(world)), 9
    second = timedelta(seconds=1)
    with pytest.raises(PermissionDenied, match="时间已过，可以改为建议提出"):
        drafting.submit(motion, by=Actor(world.deputy), at=session.motions_until)
    motion.refresh_from_db()
    drafting.submit(motion, by=Actor(world.deputy), at=session.motions_until - second)
    assert motion.state == S.SUBMITTED and len(motion.co_signatories()) == seats


def test_what_is_sent_back_comes_again_after_the_hour_but_not_what_its_author_took_back(world, session):
    seats, author = motions.more_deputies(world), Actor(world.deputy)
    back, undone = motions.submitted(world, seats), motions.signed(world, seats, title="关于另一件事的议案")
    triage.send_back(back, reason="请补充依据。", by=Actor(world.desk), on=timezone.localdate())
    submit(world, undone)
    drafting.undo(undone, by=author, on=timezone.now())
    Session.objects.update(motions_until=timezone.now() - timedelta(hours=1))
    back, undone = Proposal.objects.get(pk=back.pk), Proposal.objects.get(pk=undone.pk)
    submit(world, back)
    assert back.state == S.SUBMITTED and not back.clocks.running().filter(limit=LimitKey.SUPPLEMENT).exists()
    with pytest.raises(PermissionDenied, match="时间已过"):
        submit(world, undone)


def test_who_leaves_a_motion_that_was_sent_back_leaves_it_to_its_author(world, session):
    seats = motions.more_deputies(world)
    motion = motions.submitted(world, seats)
    triage.send_back(motion, reason="请补充依据。", by=Actor(world.desk), on=timezone.localdate())
    sponsoring.leave(motion, by=Actor(seats[0].grant))
    motion = Proposal.objects.get(pk=motion.pk)
    assert motion.state == S.RETURNED
    with pytest.raises(PermissionDenied, match="还差1名"):
        submit(world, motion)


def test_outside_a_session_a_motion_becomes_a_suggestion_with_its_words_and_its_names(world):
    motion = motions.signed(world, motions.more_deputies(world, 3))
    with pytest.raises(PermissionDenied, match="不在会议受理期间"):
        submit(world, motion)
    motion.refresh_from_db()
    sponsoring.make_suggestion(motion, by=Actor(world.deputy))
    assert (motion.kind, motion.plan) == ("suggestion", "")
    assert motions.BODY in motion.body and motions.PLAN in motion.body
    submit(world, motion)
    assert motion.state == S.SUBMITTED and len(motion.co_signatories()) == 3
    with pytest.raises(OutOfTurn, match="只有没有提交的议案"):
        sponsoring.make_suggestion(motion, by=Actor(world.deputy))


def test_motions_and_suggestions_are_numbered_apart(world, session):
    motion = motions.registered(world)
    assert (motion.motion_number, motion.session_number, motion.official_number) == (1, None, "1")
    assert not motion.all_clocks.running().exists(), "nothing is to be assigned yet"
    text = drafting.begin(by=Actor(world.deputy), kind="suggestion", title="关于停车的建议", body=motions.BODY)
    submit(world, text)
    Proposal.objects.filter(pk=text.pk).update(submitted_at=timezone.now() - timedelta(minutes=20))
    text.refresh_from_db()
    triage.accept(text, by=Actor(world.desk), on=timezone.localdate())
    assert text.session_number == 1


@pytest.mark.parametrize(
    ("way", "reason", "state"),
    [
        (Way.AGENDA, "", S.ON_AGENDA),
        (Way.REFER, "", S.REFERRED),
        (Way.CONVERT, "宜由部门办理。", S.REGISTERED),
        (Way.DECLINE, "不属于本级职权。", S.DECLINED),
    ],
)
def test_the_presidium_rules_one_of_four_ways(way, reason, state, world, session):
    motion = motions.examined(world)
    motions.rule(world, motion, way, reason)
    assert motion.state == state
    assert Notice.objects.filter(kind="motion_ruled").count() == 10
    assert list(contradictions(Proposal.objects.all())) == []
    with pytest.raises(PermissionDenied, match="现在不能登记这个决定"):
        motions.rule(world, motion, way, reason)


def test_against_the_motion_a_reason_is_given(world, session):
    motion = motions.examined(world)
    with pytest.raises(PermissionDenied, match="请写理由"):
        motions.rule(world, motion, Way.CONVERT, " ")
    with pytest.raises(IntegrityError), transaction.atomic():
        Ruling.objects.create(
            proposal=motion,
            body="presidium",
            way="decline",
            ruled_on=timezone.localdate(),
            recorded_by=world.desk,
        )


def test_what_is_converted_is_a_suggestion_of_all_its_sponsors_with_a_limit(world, session):
    motion = motions.examined(world)
    motions.rule(world, motion, Way.CONVERT, "宜由部门办理。")
    assert (motion.kind, motion.motion_number, motion.session_number) == ("suggestion", 1, 1)
    clock = motion.clocks.running().get(limit=LimitKey.ASSIGN)
    assert clock.started_on == session.closes_on
    assign = {"lead": world.urban, "lane": "formal", "by": Actor(world.desk), "on": timezone.localdate()}
    with pytest.raises(PermissionDenied, match="还可以要求复议，请过后再办"):
        routing.assign(motion, **assign)
    Session.objects.update(presidium_at=timezone.now() + timedelta(hours=3))  # reviews ended an hour ago
    motion = Proposal.objects.get(pk=motion.pk)
    routing.assign(motion, **assign)
    stages.answer(world, motion.assignments.get())
    assert len(motion.co_signatories()) == 9
    assert Notice.objects.filter(kind__startswith="replied").count() == 10


def test_a_review_needs_more_than_half_and_ten_and_brings_the_motion_back(world, session):
    seats = motions.more_deputies(world, 11)
    motion = motions.examined(world, seats)
    motions.rule(world, motion, Way.DECLINE, "不属于本级职权。")
    authors = [world.deputy, *(seat.grant for seat in seats)]
    missing = [reviewing.support_review(motion, by=Actor(grant)) for grant in authors[:9]]
    assert missing == list(range(9, 0, -1))
    assert reviewing.support_review(motion, by=Actor(authors[0])) == 1, "one voice is one voice"
    with pytest.raises(OutOfTurn, match="没有等答复的复议"):
        reviewing.decide_review(motion, is_changed=True, reason="应当审议。", by=Actor(world.desk))
    assert reviewing.support_review(motion, by=Actor(authors[9])) == 0
    reviewing.decide_review(motion, is_changed=True, reason="应当审议。", by=Actor(world.desk))
    motion.refresh_from_db()
    assert (motion.kind, motion.state) == ("motion", S.EXAMINED)
    motions.rule(world, motion, Way.AGENDA)
    motions.rule(world, motion, Way.PASS)
    assert motion.state == S.PASSED


def test_a_converted_motion_comes_back_under_its_number(world, session):
    seats = motions.more_deputies(world)
    motion = motions.examined(world, seats)
    motions.rule(world, motion, Way.CONVERT, "宜由部门办理。")
    for grant in [world.deputy, *(seat.grant for seat in seats)]:
        reviewing.support_review(motion, by=Actor(grant))
    reviewing.decide_review(motion, is_changed=True, reason="应当审议。", by=Actor(world.desk))
    motion.refresh_from_db()
    assert (motion.kind, motion.official_number, motion.state) == ("motion", "1", S.EXAMINED)
    assert not motion.all_clocks.running().exists()


def test_too_late_for_a_review(world, session):
    motion = motions.examined(world)
    motions.rule(world, motion, Way.DECLINE, "不属于本级职权。")
    Session.objects.update(presidium_at=timezone.now() + timedelta(hours=4))
    motion = Proposal.objects.get(pk=motion.pk)
    with pytest.raises(PermissionDenied, match="要求复议的时间已过"):
        reviewing.support_review(motion, by=Actor(world.deputy))


def test_who_does_not_stand_behind_it_asks_for_no_review(world, session):
    motion = motions.examined(world)
    motions.rule(world, motion, Way.DECLINE, "不属于本级职权。")
    with pytest.raises(PermissionDenied, match="只有领衔和联名的代表"):
        reviewing.support_review(motion, by=Actor(world.li.grant))


def test_who_leaves_is_gone_and_with_the_tenth_the_motion_falls(world, session):
    seats = motions.more_deputies(world, 10)
    motion = motions.submitted(world, seats)
    sponsoring.leave(motion, by=Actor(seats[0].grant))
    motion.refresh_from_db()
    assert motion.state == S.SUBMITTED
    assert not Proposal.objects.visible_to(Actor(seats[0].grant)).filter(pk=motion.pk).exists()
    sponsoring.leave(motion, by=Actor(seats[1].grant))
    motion.refresh_from_db()
    assert motion.state == S.FALLEN and not motion.all_clocks.running().exists()
    assert motion.co_signatures.filter(state=CoSignature.State.LEFT).count() == 2
    assert Notice.objects.filter(kind="motion_fallen").count() == 10
    with pytest.raises(PermissionDenied, match="不能再退出联名"):
        sponsoring.leave(motion, by=Actor(seats[2].grant))
    assert list(contradictions(Proposal.objects.all())) == []


def test_a_draft_that_somebody_leaves_waits_for_another(world, session):
    seats = motions.more_deputies(world)
    motion = motions.signed(world, seats)
    sponsoring.leave(motion, by=Actor(seats[0].grant))
    motion.refresh_from_db()
    assert motion.state == S.COSIGN and guards.sponsors_of(motion) == 9


def test_a_registered_motion_is_withdrawn_with_the_presidiums_consent(world, session):
    motion = motions.registered(world)
    withdrawing.ask_withdrawal(motion, reason="已列入立法计划。", by=Actor(world.deputy))
    with pytest.raises(PermissionDenied, match="您已经申请撤回"):
        withdrawing.ask_withdrawal(motion, reason="再申请。", by=Actor(world.deputy))
    desk, now = Actor(world.desk), timezone.now()
    withdrawing.decide_withdrawal(motion, is_granted=False, answer="请继续。", by=desk, at=now)
    motion.refresh_from_db()
    assert motion.state == S.REGISTERED
    withdrawing.ask_withdrawal(motion, reason="已列入立法计划。", by=Actor(world.deputy))
    withdrawing.decide_withdrawal(motion, is_granted=True, answer="同意。", by=desk, at=now)
    motion.refresh_from_db()
    assert motion.state == S.WITHDRAWN
    with pytest.raises(OutOfTurn):
        withdrawing.decide_withdrawal(motion, is_granted=True, answer="同意。", by=desk, at=now)


def test_after_the_vote_nothing_is_withdrawn(world, session):
    motion = motions.examined(world)
    motions.rule(world, motion, Way.AGENDA)
    motions.rule(world, motion, Way.REJECT)
    assert motion.state == S.REJECTED
    with pytest.raises(PermissionDenied, match="现在不能申请撤回"):
        withdrawing.ask_withdrawal(motion, reason="想撤回。", by=Actor(world.deputy))


def test_a_referred_motion_is_reported_on_within_three_months_and_handled_by_organs(world, session):
    motion = motions.examined(world)
    motions.rule(world, motion, Way.REFER)
    clock = motion.clocks.running().get()
    assert (clock.limit, clock.span) == (LimitKey.MOTION_REPORT, "3M")
    committee, today = Actor(motions.committee_of(world)), timezone.localdate()
    examining.report(motion, recommends=Way.ENTRUST, text="建议交住建局研究办理。", by=committee, on=today)
    assert not motion.clocks.running().exists()
    motions.rule(world, motion, Way.ENTRUST)
    assert motion.state == S.HANDED
    routing.assign(motion, lead=world.urban, lane="formal", by=Actor(world.desk), on=today)
    stages.answer(world, motion.assignments.get())
    motion.refresh_from_db()
    assert (motion.kind, motion.state) == ("motion", S.ANSWERED)
    assert list(contradictions(Proposal.objects.all())) == []


def test_another_committee_says_nothing(world, session):
    motion, grant = motions.registered(world), motions.committee_of(world)
    examining.examine(motion, committee=grant.organ, by=Actor(world.desk), on=timezone.localdate())
    with pytest.raises(PermissionDenied, match="只有承担审查的委员会"):
        examining.give_view(
            motion, recommends=Way.AGENDA, text="好。", by=Actor(world.handler), on=timezone.localdate()
        )
    with pytest.raises(PermissionDenied):
        examining.examine(motion, committee=world.urban, by=Actor(world.desk), on=timezone.localdate())


def test_the_whole_way_on_the_pages(world, session):
    deputy, desk = signed_in(world.deputy), signed_in(world.desk)
    committee = signed_in(motions.committee_of(world))
    motion = motions.submitted(world)
    page = motion.get_absolute_url()
    assert "登记" in desk.get(page).content.decode()
    said = desk.post(f"{page}accept/", follow=True)
    assert said.redirect_chain == [(page, 302)] and "号已登记，请交委员会审查。" in said.content.decode()
    organ = motions.committee_of(world).organ
    assert "审查" in desk.post(f"{page}examine/", {"committee": organ.pk}, follow=True).content.decode()
    said = committee.post(f"{page}give-view/", {"recommends": "convert", "text": "宜作为建议办理。"}, follow=True)
    assert "审查意见已提出" in said.content.decode()
    assert "宜作为建议办理" not in deputy.get(page).content.decode(), "before the ruling that is between staff"
    assert "委员会的意见：转为建议办理" in desk.get(f"{page}rule/").content.decode()
    sent = {"way": "convert", "ruled_on": str(timezone.localdate()), "reason": ""}
    assert "请写理由，提案代表会看到" in desk.post(f"{page}rule/", sent).content.decode()
    desk.post(f"{page}rule/", sent | {"reason": "宜由部门办理。"})
    shown = deputy.get(page).content.decode()
    assert "转为建议办理" in shown and "宜由部门办理" in shown and "要求复议" in shown
    assert "您已要求复议，还差9名" in deputy.post(f"{page}support-review/", follow=True).content.decode()


def test_the_start_pages_say_what_waits(world, session):
    committee, desk = motions.committee_of(world), signed_in(world.desk)
    motion = motions.registered(world)
    examining.examine(motion, committee=committee.organ, by=Actor(world.desk), on=timezone.localdate())
    assert f"审查议案：{motion.title}" in signed_in(committee).get("/").content.decode()
    examining.give_view(motion, recommends=Way.AGENDA, text="好。", by=Actor(committee), on=timezone.localdate())
    assert f"等主席团决定：{motion.title}" in desk.get("/").content.decode()
    withdrawing.ask_withdrawal(motion, reason="已列入立法计划。", by=Actor(world.deputy))
    assert f"申请撤回：{motion.title}" in desk.get("/").content.decode()


def test_the_sessions_page_and_the_wall_count_what_came_in_the_order_of_its_coming(world, session):
    seats = motions.more_deputies(world)
    for n in (1, 2):
        motions.registered(world, seats, title=f"关于第{n}件事的议案")
    motions.drafted(world, title="没有提交的议案")
    desk = signed_in(world.desk)
    page = desk.get("/proposals/session/").content.decode()
    assert "代表提出议案2件、建议0件" in page and "没有提交的议案" not in page
    assert page.index("第1件事") < page.index("第2件事")
    wall = desk.get("/proposals/session/wall/").content.decode()
    assert wall.index("第2件事") < wall.index("第1件事"), "the newest first"
    assert "议案还有2" in wall
    motion = motions.examined(world, seats, title="关于第3件事的议案")
    motions.rule(world, motion, Way.CONVERT, "宜由部门办理。")
    page = desk.get("/proposals/session/").content.decode()
    assert "代表提出议案3件、建议0件" in page and "转为建议1件" in page, "handed in as a motion"
    Session.objects.update(motions_until=timezone.now())
    assert "议案已截止" in desk.get("/proposals/session/wall/").content.decode()
    assert signed_in(world.deputy).get("/proposals/session/").status_code == 403
