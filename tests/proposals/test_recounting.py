"""A year's plan is entered: what was counted on a guess moves, on record and told; everything else stays."""

from datetime import date

import pytest
from django.urls import reverse

from congress import planning
from congress.actors import Actor
from congress.holiday_notice import read_pasted
from congress.models import Event, Notice, Role
from congress.workflow import PermissionDenied
from proposals import clocks
from proposals.models import Assignment, Clock, LimitKey, Proposal
from tests.notices import MADE_UP_2027
from tests.places import a_grant, signed_in
from tests.stages import assigned
from tests.world import World, a_world

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)
ENDS_IN_SPRING_FESTIVAL = date(2026, 11, 8)  # and three months: 2027-02-08


@pytest.fixture
def world() -> World:
    return a_world()


@pytest.fixture
def keeper(world) -> Actor:
    return Actor(a_grant(Role.SYSTEM_ADMIN, world.city, name="钱某"))


def started(world, key=LimitKey.REPLY, on=ENDS_IN_SPRING_FESTIVAL, title="关于路灯的建议") -> Clock:
    """A limit of a formal assignment that runs from that day."""
    assignment = assigned(world, title)
    clocks.stop_everything(assignment.proposal, on=on)
    return clocks.start(key, assignment, on=on)


def rows(notice=MADE_UP_2027):
    found, errors = read_pasted(notice, year=2027)
    assert errors == []
    return found


def now(clock) -> Clock:
    return Clock.objects.get(pk=clock.pk)


def test_a_limit_counted_on_a_guess_moves_with_its_sum_and_keeps_its_ground(world, keeper):
    clock = started(world)
    assert (clock.due_on, clock.is_presumed) == (date(2027, 2, 8), True)

    assert planning.enter(2027, rows(), by=keeper, on=TODAY) == (True, 1)

    moved = now(clock)
    assert (moved.unrolled_on, moved.due_on, moved.is_presumed) == (date(2027, 2, 8), date(2027, 2, 12), False)
    assert (moved.started_on, moved.span, moved.ground) == (clock.started_on, clock.span, clock.ground)
    assert "逢春节，顺延至 2027-02-12" in moved.because


def test_the_move_is_on_the_timeline_and_told_to_those_concerned_once(world, keeper):
    clock = started(world)

    planning.enter(2027, rows(), by=keeper, on=TODAY)
    planning.enter(2027, rows(), by=keeper, on=TODAY)

    event = Event.objects.get(step="recount", root_id=clock.root_id)
    assert event.facts["was"] == "2027-02-08" and event.facts["due"] == "2027-02-12"
    assert event.note.text == "答复由2027-02-08改为2027-02-12：2027年放假安排已公布"
    told = Notice.objects.filter(kind="recount")
    assert {notice.person.name for notice in told} == {"张某", "周某", "吴某"}
    assert told.count() == 3
    for grant in (world.deputy, world.desk, world.handler):
        page = signed_in(grant).get(clock.root.get_absolute_url()).content.decode()
        assert "放假安排公布，期限改期" in page and "2027-02-12" in page


def test_what_is_between_desk_and_organ_is_not_told_to_the_deputy(world, keeper):
    clock = started(world, LimitKey.OPINION, on=date(2027, 1, 8))

    planning.enter(2027, rows(), by=keeper, on=TODAY)

    assert now(clock).due_on == date(2027, 2, 12)
    assert {notice.person.name for notice in Notice.objects.filter(kind="recount")} == {"周某", "吴某"}
    page = signed_in(world.deputy).get(clock.root.get_absolute_url()).content.decode()
    assert "期限改期" not in page


def test_many_moved_limits_are_one_message_a_person(world, keeper):
    for number in range(3):
        started(world, title=f"关于第{number}盏路灯的建议")

    planning.enter(2027, rows(), by=keeper, on=TODAY)

    texts = list(Notice.objects.filter(kind="recount", person=world.handler.person).values_list("text", flat=True))
    assert len(texts) == 1 and "等3项期限改期" in texts[0]


def test_a_trial_import_moves_in_silence(world, keeper):
    clock = started(world)
    Proposal.objects.filter(pk=clock.root_id).update(is_live=False)

    planning.enter(2027, rows(), by=keeper, on=TODAY)

    assert now(clock).due_on == date(2027, 2, 12)
    assert not Notice.objects.filter(kind="recount").exists()


def test_the_last_days_of_december_are_a_guess_too_until_new_year_is_planned(world, keeper):
    clock = started(world, LimitKey.SIGN_IN, on=date(2026, 12, 28))
    assert (clock.due_on, clock.is_presumed) == (date(2026, 12, 31), False)

    planning.enter(2027, rows(), by=keeper, on=TODAY)

    assert now(clock).due_on == date(2027, 1, 4)


def test_what_stays_on_its_day_is_no_longer_presumed_and_nobody_is_told(world, keeper):
    clock = started(world, on=date(2026, 12, 10))
    assert (clock.due_on, clock.is_presumed) == (date(2027, 3, 10), True)

    assert planning.enter(2027, rows(), by=keeper, on=TODAY) == (True, 0)

    assert (now(clock).due_on, now(clock).is_presumed) == (date(2027, 3, 10), False)
    assert not Event.objects.filter(step="recount").exists()
    assert not Notice.objects.filter(kind="recount").exists()


def test_stopped_limits_and_days_that_somebody_named_never_move(world, keeper):
    stopped = started(world)
    Clock.objects.filter(pk=stopped.pk).update(stopped_on=TODAY)
    assignment = stopped.assignment
    named = clocks.start_until(
        LimitKey.REPLY, assignment, on=ENDS_IN_SPRING_FESTIVAL, due=date(2027, 2, 8), ground="延期"
    )

    assert planning.enter(2027, rows(), by=keeper, on=TODAY) == (True, 0)

    assert now(stopped).due_on == now(named).due_on == date(2027, 2, 8)


def corrected():
    return rows(MADE_UP_2027.replace("2月5日至11日放假调休，共7天", "2月5日至12日放假调休，共8天"))


def test_a_later_correction_leaves_running_limits_and_says_so_beforehand(world, keeper):
    clock = started(world)
    planning.enter(2027, rows(), by=keeper, on=TODAY)

    moves = planning.look(planning.planned(2027, corrected()), by=keeper, on=TODAY)
    assert (moves.moved, len(moves.kept)) == ([], 1)
    assert (moves.kept[0].was, moves.kept[0].due) == (date(2027, 2, 12), date(2027, 2, 15))

    assert planning.enter(2027, corrected(), by=keeper, on=TODAY) == (True, 0)
    assert now(clock).due_on == date(2027, 2, 12)


def test_a_slip_in_a_plan_is_put_right_for_running_limits_too_with_its_reason(world, keeper):
    clock = started(world)
    planning.enter(2027, rows(), by=keeper, on=TODAY)

    assert planning.enter(2027, corrected(), by=keeper, on=TODAY, why_all="录入时少了一天") == (True, 1)

    assert now(clock).due_on == date(2027, 2, 15)
    assert "录入时少了一天" in Event.objects.filter(step="recount").latest("id").note.text


def test_no_limit_is_moved_back_behind_today(world, keeper):
    """With the Saturday worked, seven working days would have ended on 22 February."""
    clock = started(world, LimitKey.CONTACT, on=date(2027, 2, 11))
    Clock.objects.filter(pk=clock.pk).update(span="7WD", due_on=date(2027, 2, 22), unrolled_on=date(2027, 2, 22))
    assert planning.look(planning.planned(2027, rows()), by=keeper, on=date(2027, 2, 20)).moved[0].due == date(
        2027, 2, 20
    )

    late = planning.look(planning.planned(2027, rows()), by=keeper, on=date(2027, 2, 21))

    assert (late.moved, [shift.keeps for shift in late.kept]) == ([], ["新日期已过，保留原来的日期"])
    planning.enter(2027, rows(), by=keeper, on=date(2027, 2, 21))
    assert now(clock).due_on == date(2027, 2, 22)


def test_the_preview_names_the_case_by_its_number_and_shows_nothing_of_the_opinion(world, keeper, settings, tmp_path):
    storage = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = settings.STORAGES | {"default": storage}
    clock = started(world)
    client = signed_in(keeper.grant)
    address = client.post(reverse("congress:import_calendar"), {"year": 2027, "text": MADE_UP_2027})["Location"]

    page = client.get(address).content.decode()

    assert f"{clock.root.number} 答复 市城管局" in page
    assert "2027-02-08" in page and "2027-02-12" in page
    assert clock.root.title not in page
    assert now(clock).due_on == date(2027, 2, 8)


@pytest.mark.parametrize("count", [1, 4])
def test_the_preview_costs_the_same_however_much_would_move(count, world, keeper, django_assert_num_queries):
    for number in range(count):
        started(world, title=f"关于第{number}盏路灯的建议")
    plan = planning.planned(2027, rows())

    with django_assert_num_queries(1):  # an administrator opens none of them, so that is not asked
        assert len(planning.look(plan, by=keeper, on=TODAY).moved) == count


def test_only_the_highest_administrator_enters_a_plan(world):
    for grant in (world.desk, a_grant(Role.SYSTEM_ADMIN, world.county)):
        with pytest.raises(PermissionDenied):
            planning.enter(2027, rows(), by=Actor(grant), on=TODAY)


def test_the_command_moves_and_records_without_a_person(world, tmp_path, capsys):
    from django.core.management import call_command

    clock = started(world)
    file = tmp_path / "2027.csv"
    lines = [f"{r.date},{'上班' if r.is_workday else '放假'},{r.name}" for r in rows()]
    file.write_text("\n".join(["日期,类型,名称", *lines]), encoding="utf-8")

    call_command("load_calendar", file, "--dry-run")
    assert "1项时限改期，将录入" in capsys.readouterr().out
    assert now(clock).due_on == date(2027, 2, 8)
    call_command("load_calendar", file)

    assert "1项时限改期，已录入" in capsys.readouterr().out
    assert now(clock).due_on == date(2027, 2, 12)
    assert Event.objects.get(step="recount").person is None


def test_an_organ_that_took_over_keeps_the_six_months_from_the_first_day(world, keeper):
    """Six months from 2026-08-06 end on 2027-02-06, a Saturday in 春节, which the plan rolls."""
    clock = started(world, on=date(2026, 12, 10))
    Assignment.objects.filter(pk=clock.assignment_id).update(
        first_assigned_on=date(2026, 8, 6), assigned_on=date(2026, 12, 10)
    )
    clocks.stop(LimitKey.REPLY, clock.assignment, on=TODAY)
    assignment = Assignment.objects.get(pk=clock.assignment_id)
    cut = clocks.start(LimitKey.REPLY, assignment, on=date(2026, 12, 10), until=clocks.ceiling(assignment))
    assert cut.due_on == date(2027, 2, 8)

    planning.enter(2027, rows(), by=keeper, on=TODAY)

    assert now(cut).due_on == date(2027, 2, 12)
    assert "不晚于2027-02-12" in now(cut).because
