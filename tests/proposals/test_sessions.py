"""会议期间: what is put forward while a session receives belongs to it, under a number of its own."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from congress.actors import Actor
from congress.models import Session
from proposals import drafting, triage
from proposals.models import LimitKey, Proposal
from tests.places import signed_in
from tests.world import World, a_world, let_the_undo_time_pass

pytestmark = pytest.mark.django_db
SUGGESTION = Proposal.Kind.SUGGESTION


@pytest.fixture
def world() -> World:
    return a_world()


def called(world: World, *, receives: int = -2, opens: int = 0, closes: int = 3) -> Session:
    """A session of the city; its days counted from today."""
    today = timezone.localdate()
    days = {"receives_from": receives, "opens_on": opens, "closes_on": closes}
    term = world.city.terms.get()
    return term.sessions.create(number=3, **{name: today + timedelta(days=n) for name, n in days.items()})


def suggested(world: World, title: str = "关于规范停车的建议", kind: str = SUGGESTION) -> Proposal:
    """Submitted, and past the minutes of undo."""
    author = Actor(world.deputy)
    proposal = drafting.begin(by=author, kind=kind, title=title, body="老城区路边停车占道，建议划线并错时共享车位。")
    drafting.submit(proposal, by=author, at=timezone.now())
    let_the_undo_time_pass(proposal)
    proposal.refresh_from_db()
    return proposal


def accepted(world: World, proposal: Proposal) -> Proposal:
    triage.accept(proposal, by=Actor(world.desk), on=timezone.localdate())
    proposal.refresh_from_db()
    return proposal


@pytest.mark.parametrize(
    ("receives", "closes", "belongs"), [(0, 0, True), (-2, 3, True), (1, 3, False), (-9, -1, False)]
)
def test_a_suggestion_belongs_to_the_session_that_receives_it(world, receives, closes, belongs):
    session = called(world, receives=receives, opens=max(receives, closes), closes=closes)
    assert suggested(world).session == (session if belongs else None)
    assert suggested(world, "关于路灯的意见", Proposal.Kind.OPINION).session is None, "a month's opinion never does"


def test_another_congresss_session_takes_nothing(world):
    today = timezone.localdate()
    world.county.terms.get().sessions.create(number=1, receives_from=today, opens_on=today, closes_on=today)
    assert suggested(world).session is None


def test_what_is_taken_back_in_time_leaves_the_session_and_may_come_again(world):
    session, author = called(world), Actor(world.deputy)
    draft = drafting.begin(by=author, kind=SUGGESTION, title="关于停车的建议", body="老城区路边停车占道，建议划线。")
    drafting.submit(draft, by=author, at=timezone.now())
    drafting.undo(draft, by=author, on=timezone.now())
    draft.refresh_from_db()
    assert draft.session is None
    drafting.submit(draft, by=author, at=timezone.now())
    draft.refresh_from_db()
    assert draft.session == session


def test_numbers_are_given_at_registration_in_order_without_gaps_and_once(world):
    called(world)
    first, second, third = (suggested(world, f"关于第{n}件事的建议") for n in range(3))
    assert first.session_number is None, "not before the desk has read it"
    assert accepted(world, second).session_number == 1
    with pytest.raises(PermissionDenied):
        triage.accept(first, by=Actor(world.county_desk), on=timezone.localdate())
    assert accepted(world, first).session_number == 2, "who was refused took no number"
    triage.send_back(second, reason="请写明地点。", by=Actor(world.desk), on=timezone.localdate())
    drafting.submit(second, by=Actor(world.deputy), at=timezone.now())
    assert accepted(world, second).session_number == 1
    assert accepted(world, third).session_number == 3


def test_between_sessions_there_is_no_second_number(world):
    assert accepted(world, suggested(world)).session_number is None


def test_it_is_handed_over_within_a_month_after_the_session_closes(world):
    session = called(world)
    clock = accepted(world, suggested(world)).clocks.running().get(limit=LimitKey.ASSIGN)
    assert (clock.started_on, clock.span, clock.ground) == (session.closes_on, "1M", "本级办理规程（会议期间提出）")
    Session.objects.update(receives_from=date(2026, 1, 5), opens_on=date(2026, 1, 5), closes_on=date(2026, 1, 8))
    late = suggested(world, "关于会后的建议")
    clock = accepted(world, late).clocks.running().get(limit=LimitKey.ASSIGN)
    assert (clock.started_on, clock.span) == (timezone.localdate(), "5WD")


def test_motions_end_at_their_hour_to_the_second(world):
    session = called(world)
    until = timezone.localtime().replace(hour=18, minute=0, second=0, microsecond=0)
    session.motions_until = until
    second = timedelta(seconds=1)
    assert [session.takes_motions(until + n * second) for n in (-1, 0, 1)] == [True, False, False]
    session.motions_until = None
    last = timezone.make_aware(timezone.datetime.combine(session.closes_on, timezone.datetime.max.time()))
    assert session.takes_motions(last) and not session.takes_motions(last + second)


def test_the_start_page_and_the_matters_page_say_which_session(world):
    called(world)
    deputy = signed_in(world.deputy)
    assert "HB地第17届第3次会议" in deputy.get("/").content.decode()
    assert "已收到议案0件、建议0件" in signed_in(world.desk).get("/").content.decode()
    assert "HB地第17届第3次会议" not in signed_in(world.handler).get("/").content.decode()
    response = deputy.post("/proposals/new/", {"kind": "suggestion"}, follow=True)
    page = response.content.decode()
    assert "提一件建议" in page and "提交后归入HB地第17届第3次会议" in page
    proposal = accepted(world, suggested(world))
    page = deputy.get(proposal.get_absolute_url()).content.decode()
    assert "三次会议第<strong>1</strong>号" in page
