"""The clock that runs twice, not at all, at night, or wild: every fact is told once, and never too many at once."""

import threading
from datetime import date, datetime, time, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from congress import breaker, reminding
from congress.models import Congress, JobRun, Notice, Person
from congress.notices import Post, post_many
from congress.registries import registry

MONDAY = date(2026, 6, 8)
SATURDAY = date(2026, 6, 13)
DUE = date(2026, 6, 22)
STAGES = (14, 7, 3)


def at(day, hour, minute=0):
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


@pytest.fixture
def only_reminder(db, monkeypatch):
    """The one reminder there is: of a day that comes nearer, in three stages, the latest only."""
    monkeypatch.setattr(registry, "reminders", {})
    city = Congress.objects.create(name="某市人大", place="某市", code="MS", level="city")
    person = Person.objects.create_person("赵明", phone="13900000001")

    def remind(today):
        left = (DUE - today).days
        reached = [days for days in STAGES if left <= days]
        same = {"kind": "rating_due", "to": person, "congress": city, "facts": {}, "day": today}
        return post_many(Post(key=f"due:{days}", text=f"还有{left}天", **same) for days in reached[-1:])

    registry.reminders["due"] = remind


def told():
    return list(Notice.objects.order_by("at").values_list("key", "day"))


def test_each_stage_is_told_once_however_often_the_clock_runs(only_reminder):
    for day in [MONDAY + timedelta(days=number) for number in range(15)]:
        for _ in range(5):
            reminding.remind(day)

    assert told() == [("due:14", MONDAY), ("due:7", MONDAY + timedelta(days=7)), ("due:3", DUE)]
    assert JobRun.objects.count() == 10  # the working days: the 19th and the weekends are free


def test_ten_days_away_are_made_up_for_by_the_latest_stage_alone(only_reminder):
    assert reminding.remind(MONDAY) == 1
    assert reminding.remind(MONDAY + timedelta(days=10)) == 1
    assert told() == [("due:14", MONDAY), ("due:7", MONDAY + timedelta(days=10))]


def test_a_clock_that_starts_late_tells_the_latest_stage_alone(only_reminder):
    assert reminding.remind(DUE) == 1
    assert told() == [("due:3", DUE)]


@pytest.mark.parametrize(
    ("moment", "posted"),
    [
        (at(MONDAY, 8, 29), 0),
        (at(MONDAY, 8, 30), 1),
        (at(MONDAY, 20, 29), 1),
        (at(MONDAY, 20, 30), 0),
        (at(SATURDAY, 10), 0),
        (at(date(2026, 6, 19), 10), 0),
    ],
)
def test_the_clock_keeps_office_hours(only_reminder, moment, posted):
    assert reminding.remind_now(moment) == posted
    assert JobRun.objects.count() == posted


@pytest.mark.django_db(transaction=True)
def test_eight_clocks_at_once_tell_it_once(only_reminder):
    start, posted, failures = threading.Barrier(8), [], []

    def run():
        try:
            start.wait()
            posted.append(reminding.remind(MONDAY))
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    assert sorted(posted) == [0] * 7 + [1]
    assert told() == [("due:14", MONDAY)]
    assert JobRun.objects.get().result == "1条"


def test_one_that_fails_leaves_nothing_and_runs_at_the_next_tick(only_reminder, caplog):
    good, is_broken = registry.reminders["due"], [True]

    def half_done(today):
        posted = good(today)
        if is_broken:
            raise RuntimeError("half done")
        return posted

    registry.reminders.clear()
    registry.reminders.update({"first": half_done, "second": lambda today: 0})

    assert reminding.remind(MONDAY) == 0
    assert told() == []
    assert list(JobRun.objects.values_list("job", flat=True)) == ["remind:second"]
    assert "reminder first failed for 2026-06-08" in caplog.text

    is_broken.clear()
    assert reminding.remind(MONDAY) == 1
    assert told() == [("due:14", MONDAY)]


def test_one_that_runs_wild_is_held_until_somebody_has_looked(only_reminder, caplog):
    good = registry.reminders["due"]
    registry.reminders["due"] = lambda today: good(today) + breaker.MOST_IN_A_RUN

    assert [reminding.remind(MONDAY), reminding.remind(MONDAY)] == [0, 0]

    assert told() == []
    assert JobRun.objects.get().result == "没有发出：3501条，超过一次3500条的上限"
    assert "reminder due for 2026-06-08 held" in caplog.text
    assert run("--today", "2026-06-08", "--anyway") == ["2026-06-08 发出3501条。"]
    assert run("--today", "2026-06-08", "--anyway") == ["2026-06-08 发出0条。"]
    assert told() == [("due:14", MONDAY)]


def usually(*numbers):
    """What the runs of the days before posted, one a day, the latest first."""
    for back, number in enumerate(numbers, 1):
        period = (MONDAY - timedelta(days=back)).isoformat()
        JobRun.objects.create(job="remind:due", period=period, result=f"{number}条", number=number)


@pytest.mark.parametrize(
    ("before", "number", "is_held"),
    [
        ([], 3000, False),  # nothing to compare with
        ([400], 3000, False),  # one run is no habit
        ([400, 500, 600], 1000, False),
        ([400, 500, 600], 1001, True),
        ([30, 40, 50], 300, False),  # below the floor a jump does no harm
        ([30, 40, 50], 301, True),
        ([1500, 1, 2, 0, 3, 900], 1800, False),  # stragglers between two great days say nothing
        ([1500, 1, 2, 0, 3, 900], 2401, True),
    ],
)
def test_more_than_twice_the_usual_is_held(only_reminder, before, number, is_held):
    usually(*before)
    registry.reminders["due"] = lambda today: number

    assert reminding.remind(MONDAY) == (0 if is_held else number)
    run = JobRun.objects.get(period=MONDAY.isoformat())
    assert run.number == number and run.result.startswith("没有发出：") is is_held


def test_what_was_usual_more_than_thirty_days_ago_or_was_held_itself_does_not_count(only_reminder):
    for back, result in ((31, "50条"), (40, "50条"), (1, "没有发出：50条"), (2, "没有发出：50条")):
        period = (MONDAY - timedelta(days=back)).isoformat()
        JobRun.objects.create(job="remind:due", period=period, result=result, number=50)
    assert breaker.usual("remind:due", today=MONDAY) is None


def run(*arguments):
    output = StringIO()
    call_command("remind", *arguments, stdout=output)
    return output.getvalue().splitlines()


def test_the_command_rehearses_posts_and_repeats_nothing(only_reminder):
    assert run("--today", "2026-06-08", "--dry-run") == [
        "rating_due\t赵明\t还有14天",
        "2026-06-08 将发出1条，没有写入。",
    ]
    assert (told(), JobRun.objects.count()) == ([], 0)
    assert run("--today", "2026-06-08") == ["2026-06-08 发出1条。"]
    assert run("--today", "2026-06-08", "--kind", "due") == ["2026-06-08 发出0条。"]
    assert run("--today", "2026-06-13") == ["2026-06-13 是休息日，不提醒。"]


@pytest.mark.parametrize("arguments", [["--today", "下周一"], ["--today", "2026-02-30"], ["--kind", "none"]])
def test_the_command_refuses_what_there_is_not(only_reminder, arguments):
    with pytest.raises(CommandError) as error:
        run(*arguments)
    assert error.value.returncode == 2
    assert told() == []
