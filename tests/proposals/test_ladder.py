"""逐级提醒: each rung by rule, once for a limit, silent on rest days, made up for when late."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from congress import reminding
from congress.actors import Actor
from congress.calendar_table import current_calendar
from congress.models import Event, Grant, Notice, Organ, Role, Setting
from congress.workflow import OutOfTurn
from deputies.models import Seat, SeatState
from proposals import replies, routing
from proposals.models import Clock, Escalation, Rung, Superior
from proposals.supervision import ladder, superiors
from tests import stages, supervision
from tests.places import a_grant, an_organ, signed_in
from tests.world import World, a_world

pytestmark = pytest.mark.django_db
DUE = date(2026, 6, 24)  # a Wednesday; the 19th–21st are holidays
RUNGS = ["officer", "section", "deputy", "head", "committee"]


@pytest.fixture
def world() -> World:
    made = a_world()
    for model in (Grant, Seat, SeatState):
        model.objects.update(starts_on=date(2025, 1, 1))
    return made


def limited(world: World, title: str = "关于西山路口照明的建议", *, started: date = date(2026, 3, 24)):
    """Signed in, with a reply that is due on that Wednesday."""
    assignment = stages.signed_in(world, title)
    assignment.clocks.running().exclude(limit="reply").update(stopped_on=timezone.localdate())
    reply = assignment.clocks.running().filter(limit="reply")
    assert reply.update(started_on=started, unrolled_on=DUE, due_on=DUE) == 1
    return assignment


def every_day(first: date, last: date) -> dict[str, date]:
    """On which day each rung was taken."""
    day = first
    while day <= last:
        ladder.climb(day)
        day += timedelta(days=1)
    return dict(Escalation.objects.values_list("rung", "on"))


def told(day: date | None = None) -> list[str]:
    found = Notice.objects.filter(kind__startswith="escalated")
    return sorted((found.filter(day=day) if day else found).values_list("person__name", flat=True))


def test_each_rung_is_taken_on_its_working_day_and_once(world):
    limited(world)
    taken = every_day(date(2026, 6, 1), date(2026, 8, 1))
    assert taken == {
        "officer": date(2026, 6, 16),  # five working days before: 17, 18, 22, 23, 24
        "section": date(2026, 6, 18),
        "deputy": date(2026, 6, 23),
        "head": date(2026, 6, 25),
        "committee": date(2026, 7, 1),
    }
    assert Escalation.objects.count() == 5
    # Nobody is named as head of a section or deputy head: the head is told in their place.
    assert list(Escalation.objects.values_list("told", flat=True)) == ["officer", "head", "head", "head", "committee"]
    assert told() == ["吴某", "吴某", "吴某", "周某", "赵某"]
    assert not Event.objects.filter(step__startswith="escal").exists()


def test_a_second_run_and_rest_days_tell_nobody(world):
    limited(world)
    assert ladder.climb(date(2026, 6, 16)) == 1
    assert ladder.climb(date(2026, 6, 16)) == 0
    for rest in (date(2026, 6, 19), date(2026, 6, 20), date(2026, 6, 21), date(2026, 6, 27)):
        assert not current_calendar().is_workday(rest)
        assert ladder.climb(rest) == 0 and reminding.remind(rest, names=["escalation"]) == 0
    assert Escalation.objects.count() == 1


def test_a_late_run_takes_what_was_missed_and_tells_each_person_once(world):
    limited(world)
    assert ladder.climb(date(2026, 7, 6)) == 3
    assert set(Escalation.objects.values_list("rung", "on")) == {(rung, date(2026, 7, 6)) for rung in RUNGS}
    assert told() == ["吴某", "周某", "赵某"]
    assert "超期12天" in Notice.objects.filter(kind="escalated").first().text
    assert ladder.climb(date(2026, 7, 7)) == 0


def test_a_short_limit_is_not_climbed_on_the_day_it_begins(world):
    limited(world, started=date(2026, 6, 17))  # five working days in all
    assert ladder.climb(date(2026, 6, 17)) == 0
    assert every_day(date(2026, 6, 17), DUE)["officer"] == date(2026, 6, 22)
    Escalation.objects.all().delete()
    Clock.objects.running().filter(limit="reply").update(started_on=DUE)
    assert ladder.climb(DUE) == 0


def test_several_matters_are_one_message_for_one_person(world):
    limited(world)
    limited(world, "关于东山路口照明的建议")
    assert ladder.climb(date(2026, 6, 16)) == 1
    notice = Notice.objects.get(kind="escalated_together")
    assert notice.person.name == "周某" and "2件" in notice.text
    assert Escalation.objects.count() == 2


def test_who_was_reminded_of_the_limit_that_day_is_not_told_twice(world):
    limited(world)
    assert list(reminding.registry.reminders).index("limits") < list(reminding.registry.reminders).index("escalation")
    reminding.remind(date(2026, 6, 16), names=["limits", "escalation"])
    assert Escalation.objects.get().rung == "officer"
    mine = Notice.objects.filter(person=world.handler.person, day=date(2026, 6, 16)).exclude(kind="new_assignment")
    assert list(mine.values_list("kind", flat=True)) == ["due_soon"]


def test_what_is_answered_or_asked_to_be_released_is_not_climbed(world):
    answered = limited(world)
    stages.meet(world, answered)
    stages.write_reply(world, answered)
    assert ladder.running().count() == 1
    replies.sign(answered, by=Actor(world.leader), at=timezone.now())
    assert ladder.climb(date(2026, 7, 6)) == 0
    asked = limited(world, "关于东山路口照明的建议")
    routing.ask_release(
        asked, reason="不属本单位", proposed_organ=None, by=Actor(world.handler), on=timezone.localdate()
    )
    assert ladder.climb(date(2026, 7, 6)) == 0


def test_a_named_section_head_and_deputy_head_are_told_before_the_head(world):
    assignment = limited(world)
    section = a_grant(Role.HANDLER, world.city, name="钱某", organ=world.urban, starts_on=date(2025, 1, 1))
    deputy = a_grant(Role.HANDLER, world.city, name="魏某", organ=world.urban, starts_on=date(2025, 1, 1))
    other = an_organ(world.city, "绿化科", kind=Organ.Kind.INNER, parent=world.urban)
    by = Actor(world.leader)
    superiors.name_superior(rung="section", office=world.office, person=section.person, by=by)
    superiors.name_superior(rung="section", office=other, person=world.handler.person, by=by)
    superiors.name_superior(rung="deputy", office=None, person=deputy.person, by=by)
    assignment.office = world.office
    assignment.handler = world.handler.person
    assignment.save(update_fields=["office", "handler"])
    every_day(date(2026, 6, 10), date(2026, 6, 25))
    assert told(date(2026, 6, 16)) == ["周某"]
    assert told(date(2026, 6, 18)) == ["钱某"]
    assert told(date(2026, 6, 23)) == ["魏某"]
    assert told(date(2026, 6, 25)) == ["吴某"]


def test_who_left_is_not_told_and_the_next_rung_is(world):
    limited(world)
    section = a_grant(Role.HANDLER, world.city, name="钱某", organ=world.urban, starts_on=date(2025, 1, 1))
    superiors.name_superior(rung="section", office=None, person=section.person, by=Actor(world.leader))
    Grant.objects.filter(pk=section.pk).update(ends_on=date(2026, 6, 1))
    every_day(date(2026, 6, 10), date(2026, 6, 18))
    assert told(date(2026, 6, 18)) == ["吴某"]
    assert Escalation.objects.get(rung="section").told == Rung.HEAD


def test_at_the_top_stand_the_committee_and_the_leader_of_a_key_item(world):
    assignment = limited(world)
    supervision.mark(world, assignment.proposal)
    Grant.objects.filter(role__in=[Role.COMMITTEE, Role.COUNCIL]).update(starts_on=date(2025, 1, 1))
    every_day(date(2026, 6, 26), date(2026, 7, 1))
    assert told(date(2026, 7, 1)) == ["孔某", "柏某"]


def test_a_congress_sets_its_own_days_or_none(world):
    limited(world)
    Setting.objects.create(key="ladder.head", value=3, congress=world.city, starts_on=date(2026, 1, 1))
    assert every_day(date(2026, 6, 24), date(2026, 6, 29))["head"] == date(2026, 6, 29)
    Escalation.objects.all().delete()
    Setting.objects.create(key="ladder.is_used", value=False, congress=world.city, starts_on=date(2026, 1, 1))
    assert ladder.climb(date(2026, 7, 6)) == 0 == Escalation.objects.count()


def test_an_extension_begins_the_ladder_anew_because_it_is_another_limit(world):
    assignment = limited(world)
    ladder.climb(date(2026, 6, 25))
    clock = assignment.clocks.get(limit="reply")
    with pytest.raises(IntegrityError), transaction.atomic():
        Escalation.objects.create(clock=clock, rung="head", told="", people=0, on=DUE)
    Clock.objects.filter(pk=clock.pk).update(stopped_on=date(2026, 6, 25))
    assert ladder.climb(date(2026, 6, 26)) == 0


def test_the_page_and_the_board_say_how_far_it_went(world):
    assignment = limited(world)
    ladder.climb(date(2026, 6, 25))
    desk = signed_in(world.desk)
    page = desk.get(assignment.proposal.get_absolute_url()).content.decode()
    assert "逐级提醒" in page and "主要负责人" in page
    assert "逐级提醒" in signed_in(world.handler).get(assignment.proposal.get_absolute_url()).content.decode()
    assert "逐级提醒" not in signed_in(world.deputy).get(assignment.proposal.get_absolute_url()).content.decode()
    board = reverse("proposals:board")
    for rung, is_there in (("head", True), ("section", False), ("committee", False)):
        answer = desk.get(board, {"stage": "handling", "rung": rung}).content.decode()
        assert (assignment.proposal.title in answer) is is_there
    listed = desk.get(reverse("proposals:index"), {"measure": "escalated"}).content.decode()
    assert assignment.proposal.title in listed


# Whom an organ names


def test_an_organ_names_its_own_people_each_post_once(world):
    client = signed_in(world.handler)
    address = reverse("proposals:superiors")
    good = {"rung": "section", "person": world.leader.person_id, "office": world.office.pk}
    assert client.post(address, good).status_code == 302
    again = client.post(address, good)
    assert again.status_code == 200 and "已经登记了人" in again.content.decode()
    stranger = client.post(address, {"rung": "deputy", "person": world.desk.person_id, "office": ""})
    assert stranger.status_code == 200 and Superior.objects.count() == 1
    named = Superior.objects.get()
    assert signed_in(world.second_handler).post(reverse("proposals:end_superior", args=[named.pk])).status_code == 404
    client.post(reverse("proposals:end_superior", args=[named.pk]))
    assert "还没有登记" in client.get(address).content.decode()
    with pytest.raises(OutOfTurn):
        superiors.end_superior(named, by=Actor(world.leader))
    with pytest.raises(PermissionDenied):
        superiors.name_superior(rung="deputy", office=None, person=world.desk.person, by=Actor(world.desk))
    assert client.post(address, good).status_code == 302  # free again


# Instructions


def test_an_instruction_is_reminded_of_until_it_is_answered(world):
    assignment = limited(world)
    supervision.mark(world, assignment.proposal)
    made = supervision.instructed(world, assignment)
    type(made).objects.filter(pk=made.pk).update(given_on=date(2026, 6, 1), due_on=DUE)
    days = []
    for n in range(40):
        day = date(2026, 6, 1) + timedelta(days=n)
        if reminding.remind(day, names=["instruction_due"]):
            days.append(day)
    assert days == [date(2026, 6, 18), DUE, date(2026, 6, 25), date(2026, 7, 1), date(2026, 7, 8)]
    type(made).objects.filter(pk=made.pk).update(answer="已办", answered_by=world.handler, answered_at=timezone.now())
    assert reminding.remind(date(2026, 7, 15), names=["instruction_due"]) == 0
