"""Jobs as an administrator reads them: what ran, what should have run, what runs next."""

from datetime import datetime

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from congress.breaker import HELD
from congress.jobs import jobs
from congress.models import JobRun, Role
from congress.registries import registry
from tests.places import a_congress, a_grant, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def calendar():
    call_command("load_calendar", verbosity=0)


def at(day, hour, minute=0):
    return timezone.make_aware(datetime(2026, 11, day, hour, minute))


def ran(name, day, moment, result="3条"):
    JobRun.objects.create(job=f"remind:{name}", period=f"2026-11-{day}", result=result)
    JobRun.objects.update(started_at=moment)


def job(now, name="month_missing"):
    return next(job for job in jobs(now) if job.label == f"提醒：{registry.reminder_labels[name]}")


def test_every_reminder_is_named_in_words_and_listed():
    labels = [found.label for found in jobs(at(26, 7))]

    assert len(labels) == len(set(labels)) == len(registry.reminders) + 3
    assert all(registry.reminder_labels[name] for name in registry.reminders)


@pytest.mark.parametrize(
    ("now", "is_wrong", "next_at"),
    [
        (at(26, 7), False, at(26, 8, 30)),
        (at(26, 9), False, at(26, 9)),
        (at(26, 10), True, at(26, 10)),
        (at(26, 22), True, at(27, 8, 30)),
        (at(28, 10), False, at(30, 8, 30)),  # a Saturday
    ],
)
def test_a_reminder_that_did_not_run_is_wrong_an_hour_after_it_should_have(now, is_wrong, next_at):
    assert (bool(job(now).fault), job(now).next_at) == (is_wrong, next_at)


def test_a_reminder_that_ran_says_what_it_did_and_when_it_runs_next():
    ran("month_missing", 26, at(26, 8, 31))

    found = job(at(26, 11))

    assert (found.last, found.fault, found.next_at) == ("2026-11-26：3条", "", at(27, 8, 30))


def test_a_reminder_that_was_held_says_so_until_it_runs_again():
    ran("limits", 26, at(26, 8, 31), f"{HELD}4000条超过一次3500条的上限")

    assert "4000条" in job(at(26, 11), "limits").fault


def test_the_clock_of_the_others_is_that_of_the_schedule():
    found = {job.label: job.next_at for job in jobs(at(26, 10, 5))}

    assert found["封存前一天的办理记录"] == at(26, 10, 10)
    assert found["清理没有用到的上传文件"] == at(27, 3, 40)


def test_the_status_page_shows_them():
    ran("limits", 26, at(26, 8, 31), f"{HELD}4000条超过一次3500条的上限")
    keeper = a_grant(Role.SYSTEM_ADMIN, a_congress())

    shown = signed_in(keeper).get(reverse("congress:status")).content.decode()

    assert "提醒：期限过半、将到期、超期" in shown and "4000条" in shown and "封存前一天的办理记录" in shown


def test_they_cost_three_statements_beside_the_calendar(django_assert_num_queries):
    list(jobs(at(26, 10)))
    with django_assert_num_queries(6):  # three times: is the calendar another one
        list(jobs(at(26, 10)))
