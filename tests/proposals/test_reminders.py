"""Reminders of the main job, stage by stage and through a whole year."""

from collections import Counter
from datetime import date, datetime, time, timedelta

import pytest
from django.utils.timezone import make_aware

from congress import reminding
from congress.actors import Actor
from congress.calendar_table import current_calendar
from congress.models import Grant, JobRun, Notice, Setting
from deputies.models import Seat, SeatState
from proposals import drafting, handling, rating, replies, routing, triage
from proposals.clocks import Light
from proposals.models import Assignment, Clock, LimitKey, Proposal
from proposals.reminders import organs
from proposals.reminders.deputies import month_stages
from proposals.reminders.stages import stage_of
from tests.proof import times
from tests.world import BODY, World, a_world

pytestmark = pytest.mark.django_db

YEAR = 2025
MONTHS = times("MONTHS_OF_REMINDERS", 5)  # the last ones of the year


def at(day: date) -> datetime:
    return make_aware(datetime.combine(day, time(9)))


@pytest.fixture
def world() -> World:
    """The city of the journeys, in office since before the year."""
    made = a_world()
    for model in (Grant, Seat, SeatState):
        model.objects.update(starts_on=date(2024, 1, 1))
    Setting.objects.create(key="opinion.undo_minutes", value=0, starts_on=date(2024, 1, 1))
    return made


def put_forward(seat: Seat, day: date, title: str = "关于西山路口照明的建议") -> Proposal:
    proposal = drafting.begin(by=Actor(seat.grant), title=title, body=BODY)
    drafting.submit(proposal, by=Actor(seat.grant), at=at(day))
    return proposal


def assign(world: World, proposal: Proposal, day: date, lane: str = Proposal.Lane.ORDINARY) -> Assignment:
    routing.assign(proposal, lead=world.urban, lane=lane, by=Actor(world.desk), on=day)
    return proposal.assignments.get()


def answer(world: World, assignment: Assignment, day: date) -> None:
    """From signing in to the leader's signature, all on one day."""
    assignment.refresh_from_db()
    by = Actor(world.handler)
    if assignment.state == Assignment.State.ASSIGNED:
        routing.sign_in(assignment, by=by, at=at(day))
    handling.log_contact(assignment, on=day, way="phone", persons="周某、张某", result="已当面说明", by=by)
    reply = replies.begin(assignment, by=by)
    replies.save(reply, by=by, seen=reply.version, outcome="A", text="六盏路灯已经装好。")
    assignment.refresh_from_db()
    replies.send_for_signing(assignment, by=by, on=day)
    replies.sign(assignment, by=Actor(world.leader), at=at(day))


def days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def said(kind: str, **filters: object) -> list[date]:
    return sorted(Notice.objects.filter(kind=kind, **filters).values_list("day", flat=True))


@pytest.mark.parametrize(
    "month, expected",
    [
        (
            date(2026, 6, 1),
            (date(2026, 6, 18), date(2026, 6, 26)),
        ),  # the 19th–21st are holidays: of 18 and 22 the earlier
        (date(2026, 7, 1), (date(2026, 7, 20), date(2026, 7, 28))),
        (date(2026, 2, 1), (date(2026, 2, 24), date(2026, 2, 25))),  # holidays from the 15th to the 23rd
        (date(2026, 5, 1), (date(2026, 5, 20), date(2026, 5, 28))),
        (date(2025, 12, 1), (date(2025, 12, 19), date(2025, 12, 26))),  # the 20th is a Saturday, the 28th a Sunday
    ],
)
def test_the_months_opinion_is_asked_for_on_two_working_days(world, month, expected):
    first, second = month_stages(month, current_calendar())
    assert current_calendar().is_workday(first) and current_calendar().is_workday(second)
    assert (first, second) == expected


def test_only_who_has_not_put_forward_is_asked_and_only_until_he_has(world):
    put_forward(world.zhang, date(YEAR, 7, 3))
    for day in days(date(YEAR, 7, 1), date(YEAR, 7, 25)):
        reminding.remind(day)
    put_forward(world.li, date(YEAR, 7, 25))
    for day in days(date(YEAR, 7, 26), date(YEAR, 7, 31)):
        reminding.remind(day)
    assert said("month_missing", person=world.zhang.person) == []
    assert said("month_missing", person=world.li.person) == [date(YEAR, 7, 21)]
    assert said("month_missing", person=world.wang.person) == [date(YEAR, 7, 21), date(YEAR, 7, 28)]


def test_a_suspended_deputy_is_not_asked(world):
    SeatState.objects.filter(seat=world.li).update(ends_on=date(YEAR, 7, 10))
    SeatState.objects.create(seat=world.li, state="suspended", starts_on=date(YEAR, 7, 11), ground="代表法第六十一条")
    reminding.remind(date(YEAR, 7, 28))
    assert said("month_missing", person=world.li.person) == []
    assert said("month_missing", person=world.wang.person) == [date(YEAR, 7, 28)]


def test_a_seat_that_began_in_mid_month_is_asked_from_its_first_day_on(world):
    for seat, first in ((world.li, date(YEAR, 7, 22)), (world.wang, date(YEAR, 7, 29))):
        SeatState.objects.filter(seat=seat).update(starts_on=first)
        Seat.objects.filter(pk=seat.pk).update(starts_on=first)
    for day in days(date(YEAR, 7, 1), date(YEAR, 7, 31)):
        reminding.remind(day)
    assert said("month_missing", person=world.zhang.person) == [date(YEAR, 7, 21), date(YEAR, 7, 28)]
    assert said("month_missing", person=world.li.person) == [date(YEAR, 7, 22), date(YEAR, 7, 28)]
    assert said("month_missing", person=world.wang.person) == [date(YEAR, 7, 29)]


def test_a_returned_item_is_asked_for_after_ten_working_days_then_each_week(world):
    """Returned on 1 September 2025, a Monday: ten working days end on Monday the 15th."""
    proposal = put_forward(world.zhang, date(YEAR, 9, 1))
    triage.send_back(proposal, reason="请写明路段", by=Actor(world.desk), on=date(YEAR, 9, 1))
    for day in days(date(YEAR, 9, 2), date(YEAR, 9, 30)):
        reminding.remind(day)
    assert said("sent_back_waiting") == [date(YEAR, 9, 15), date(YEAR, 9, 22), date(YEAR, 9, 29)]


def test_a_year_without_a_published_plan_is_reminded_in_on_its_weekdays(world, caplog):
    """2028: nothing published. Only weekends are free, and no reminder fails."""
    assignment = assign(world, put_forward(world.zhang, date(YEAR, 6, 30)), date(2028, 6, 30))
    clock = assignment.clocks.get(limit=LimitKey.REPLY)
    for day in days(date(2028, 7, 1), date(2028, 8, 31)):
        posted = reminding.remind(day)
        assert posted == 0 or day.weekday() < 5
    assert clock.is_presumed and "推定" in clock.because
    assert said("month_missing", person=world.li.person, day__lt=date(2028, 8, 1)) == [
        date(2028, 7, 20),
        date(2028, 7, 28),
    ]
    assert clock.due_on in said("due_today") and said("overdue")
    assert "failed" not in caplog.text


def test_a_limits_stages_come_in_their_order(world):
    """30 days from 1 September 2025: due on 9 October, because 1–8 October are holidays: 23 working days."""
    assignment = assign(world, put_forward(world.zhang, date(YEAR, 9, 1)), date(YEAR, 9, 1))
    routing.sign_in(assignment, by=Actor(world.handler), at=at(date(YEAR, 9, 1)))
    clock = assignment.clocks.get(limit=LimitKey.REPLY)
    assert (clock.unrolled_on, clock.due_on) == (date(YEAR, 10, 1), date(YEAR, 10, 9))
    for day in days(date(YEAR, 9, 1), date(YEAR, 10, 31)):
        reminding.remind(day)
    handler = {"person": world.handler.person}
    assert said("half_time", **handler) == [date(YEAR, 9, 17)]
    assert said("due_soon", **handler) == [date(YEAR, 9, 26), date(YEAR, 9, 28)]
    assert said("due_today", **handler) == [date(YEAR, 10, 9)]
    assert said("overdue", **handler) == [date(YEAR, 10, day) for day in (10, 16, 23, 30)]
    assert said("overdue", person=world.leader.person) == said("overdue", **handler)
    assert said("half_time", person=world.leader.person) == []


def test_on_the_last_working_day_before_a_rest_day_the_day_is_named(world):
    """Somebody named Saturday, 6 September 2025; on Friday light and message say the same."""
    assignment = assign(world, put_forward(world.zhang, date(YEAR, 9, 1)), date(YEAR, 9, 1))
    saturday, friday = date(YEAR, 9, 6), date(YEAR, 9, 5)
    reply = assignment.clocks.filter(limit=LimitKey.REPLY)
    reply.update(unrolled_on=saturday, due_on=saturday)
    reminding.remind(friday)
    words = {day: Light(reply.get(), day, current_calendar()).words for day in (friday, saturday)}
    assert words == {friday: "9月6日到期", saturday: "今天到期"}
    told = Notice.objects.filter(kind="due_today", person=world.handler.person).get()
    assert (told.day, "的答复9月6日到期，" in told.text) == (friday, True)


def test_nothing_is_said_after_the_answer(world):
    assignment = assign(world, put_forward(world.zhang, date(YEAR, 9, 1)), date(YEAR, 9, 1))
    answer(world, assignment, date(YEAR, 9, 10))
    for day in days(date(YEAR, 9, 10), date(YEAR, 10, 31)):
        reminding.remind(day)
    kinds = ["not_signed", "half_time", "due_soon", "due_today", "overdue", "organ_digest", "signature_waiting"]
    assert not Notice.objects.filter(kind__in=kinds).exists()


def test_a_clock_that_was_away_says_only_the_latest(world):
    """Ten days without the scheduler: one message for the stage reached, none for those passed meanwhile."""
    assignment = assign(world, put_forward(world.zhang, date(YEAR, 9, 1)), date(YEAR, 9, 1))
    routing.sign_in(assignment, by=Actor(world.handler), at=at(date(YEAR, 9, 1)))
    reminding.remind(date(YEAR, 9, 16))
    reminding.remind(date(YEAR, 9, 28))
    told = Notice.objects.filter(person=world.handler.person).exclude(kind="new_assignment")
    assert [(row.kind, row.day) for row in told] == [("due_soon", date(YEAR, 9, 28))]


def test_an_organ_with_several_reminders_a_day_gets_one_message_outside(world, settings):
    settings.SMS_GATEWAY_URL = "http://127.0.0.1:9/"
    settings.SMS_GATEWAY_TOKEN = "t"
    world.handler.person.set_phone("13900000001")
    world.handler.person.save()
    for number in range(3):
        proposal = put_forward(world.zhang, date(YEAR, 9, 1), f"关于第{number}个路口照明的建议")
        routing.sign_in(assign(world, proposal, date(YEAR, 9, 1)), by=Actor(world.handler), at=at(date(YEAR, 9, 1)))
    reminding.remind(date(YEAR, 9, 28))
    mine = Notice.objects.filter(person=world.handler.person, day=date(YEAR, 9, 28))
    assert Counter(mine.values_list("kind", flat=True)) == {"due_soon": 3, "organ_digest": 1}
    outside = mine.filter(deliveries__channel="sms").values_list("kind", flat=True)
    assert list(outside) == ["organ_digest"]


@pytest.mark.parametrize("at_once", [1, 2, 5000])
def test_all_limits_are_seen_however_few_are_taken_at_a_time(world, monkeypatch, at_once):
    for number, organ in enumerate([world.urban, world.housing, world.urban]):
        proposal = put_forward(world.zhang, date(YEAR, 9, 1), f"关于第{number}个路口照明的建议")
        routing.assign(proposal, lead=organ, lane="ordinary", by=Actor(world.desk), on=date(YEAR, 9, 1))
    monkeypatch.setattr(organs, "CLOCKS_AT_ONCE", at_once)
    unsigned = Clock.objects.running().filter(limit=LimitKey.SIGN_IN)
    seen = {
        organ: (len(clocks), {person.name for person in organs.people(staff, organ, organs.BOTH)})
        for organ, clocks, staff in organs.by_organ(unsigned, date(YEAR, 9, 2))
    }
    assert seen == {world.urban: (2, {"周某", "吴某"}), world.housing: (1, {"郑某", "冯某"})}


def test_an_unsigned_item_and_a_waiting_signature_are_asked_for(world):
    late = assign(world, put_forward(world.zhang, date(YEAR, 9, 1)), date(YEAR, 9, 1))
    for day in days(date(YEAR, 9, 1), date(YEAR, 9, 12)):
        reminding.remind(day)
    assert said("not_signed", person=world.leader.person) == [date(YEAR, 9, 4), date(YEAR, 9, 10)]
    by = Actor(world.handler)
    routing.sign_in(late, by=by, at=at(date(YEAR, 9, 12)))
    handling.log_contact(late, on=date(YEAR, 9, 12), way="phone", persons="周某", result="已当面说明", by=by)
    reply = replies.begin(late, by=by)
    replies.save(reply, by=by, seen=reply.version, outcome="A", text="已装好。")
    late.refresh_from_db()
    replies.send_for_signing(late, by=by, on=date(YEAR, 9, 12))
    late.replies.update(saved_at=at(date(YEAR, 9, 12)))
    for day in days(date(YEAR, 9, 12), date(YEAR, 9, 19)):
        reminding.remind(day)
    assert said("signature_waiting", person=world.leader.person) == [date(YEAR, 9, 15), date(YEAR, 9, 19)]
    assert said("signature_waiting", person=world.handler.person) == []


def test_rating_is_asked_for_twice_then_silence_is_recorded(world):
    assignment = assign(world, put_forward(world.zhang, date(YEAR, 9, 1)), date(YEAR, 9, 1))
    answer(world, assignment, date(YEAR, 9, 8))
    clock = Clock.objects.get(limit=LimitKey.RATE)
    assert clock.due_on == date(YEAR, 9, 28)
    for day in days(date(YEAR, 9, 8), date(YEAR, 10, 15)):
        reminding.remind(day)
    assert said("rating_due") == [date(YEAR, 9, 17), date(YEAR, 9, 24)]
    assert said("not_rated") == [date(YEAR, 9, 29)]
    assignment.refresh_from_db()
    assert assignment.state == Assignment.State.LAPSED
    assert Proposal.objects.get().state == Proposal.State.CLOSED


def test_a_trial_import_is_never_reminded_of(world):
    proposal = put_forward(world.zhang, date(YEAR, 9, 1))
    Proposal.objects.update(is_live=False)
    proposal.refresh_from_db()
    assign(world, proposal, date(YEAR, 9, 1))
    Notice.objects.all().delete()
    for day in days(date(YEAR, 9, 2), date(YEAR, 10, 20)):
        reminding.remind(day)
    about_it = Notice.objects.exclude(kind__in=["month_missing"])
    assert list(about_it.values_list("kind", flat=True)) == []


def live_through(world: World, day: date) -> None:
    """What people do on this day of the year: some answer at once, some after two months, few rate."""
    seats = [world.zhang, world.li, world.wang]
    if day.day == 15 - max(0, day.replace(day=15).weekday() - 4):
        proposal = put_forward(seats[day.month % 3], day, f"关于{day.month}月路口照明的建议")
        assignment = assign(world, proposal, day)
        if day.month % 4 == 1:
            answer(world, assignment, day)
    if day.day == 27:
        waiting = Assignment.objects.filter(state=Assignment.State.ASSIGNED, assigned_on__month=day.month - 2)
        for assignment in waiting:
            answer(world, assignment, day)
    if day.day == 28:
        for assignment in Assignment.objects.filter(state=Assignment.State.REPLIED, assigned_on__month__in=[1, 3, 6]):
            by = Actor(assignment.proposal.seat.grant)
            rating.rate(assignment, process="satisfied", result="satisfied", reason="", by=by, at=at(day))


def test_a_year_day_by_day(world):
    """Nothing on a rest day, nothing after the answer, nothing twice, however often a day is run."""
    calendar = current_calendar()
    for day in days(date(YEAR, 13 - MONTHS, 1), date(YEAR, 12, 31)):
        live_through(world, day)
        posted = reminding.remind(day)
        assert posted == 0 or calendar.is_workday(day)
        if day.day % 5 == 0:
            JobRun.objects.all().delete()  # as if another scheduler knew nothing of the first
            assert reminding.remind(day) == 0
    of_limits = Notice.objects.filter(kind__in=["half_time", "due_soon", "due_today", "overdue"])
    assert of_limits.count() > 20 and said("rating_due") and said("not_rated") and len(said("month_missing")) > 12
    assert said("desk_digest") and all(calendar.is_workday(day) for day in said("desk_digest"))
    for clock in Clock.objects.filter(stopped_on__isnull=False, limit__in=[LimitKey.REPLY, LimitKey.RATE]):
        about = Notice.objects.filter(key__contains=f":{clock.pk}:", day__gt=clock.stopped_on)
        assert list(about.filter(kind__in=[*of_limits.values_list("kind", flat=True), "rating_due"])) == []
    told = Counter(Notice.objects.values_list("person", "kind", "day", "text"))
    assert [what for what, times in told.items() if times > 1] == []


def test_stages_of_a_short_limit_begin_with_its_half(world):
    assignment = assign(world, put_forward(world.zhang, date(YEAR, 9, 1)), date(YEAR, 9, 1), Proposal.Lane.URGENT)
    clock = assignment.clocks.get(limit=LimitKey.REPLY)
    calendar = current_calendar()
    found = [stage_of(Light(clock, day, calendar)) for day in days(date(YEAR, 9, 1), date(YEAR, 9, 5))]
    assert clock.due_on == date(YEAR, 9, 4)
    assert [stage and stage.kind for stage in found] == [None, None, "due_soon", "due_today", "overdue"]
