"""A reminder that was held: who is told, who sees it, who lets it go, and that it then goes once."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from congress import reminding
from congress.models import Delivery, Event, JobRun, Notice, Role
from congress.notices import Post, post_many
from congress.registries import registry
from tests.manage.conftest import said
from tests.places import a_grant, signed_in
from tests.world import today_is_worked

pytestmark = pytest.mark.django_db


@pytest.fixture
def today():
    """A working day, whatever the day on which the tests run."""
    today_is_worked()
    return localdate()


@pytest.fixture
def wild(city, county, today, monkeypatch):
    """The one reminder there is, usually of 200, tells one person and says that it told 3,000."""
    monkeypatch.setattr(registry, "reminders", {})
    monkeypatch.setattr(registry, "reminder_labels", {"wild": "试一试"})
    for back in (1, 2, 3):
        period = (today - timedelta(days=back)).isoformat()
        JobRun.objects.create(job="remind:wild", period=period, result="200条", number=200)

    def remind(day: date) -> int:
        same = {"kind": "rating_due", "to": city.clerk.person, "congress": city.congress, "facts": {}}
        return post_many([Post(key=f"wild:{day}", text="请评价", day=day, **same)]) * 3000

    registry.reminders["wild"] = remind


def held(today) -> JobRun:
    assert reminding.remind(today) == 0
    return JobRun.objects.get(job="remind:wild", period=today.isoformat())


def page(run) -> str:
    return reverse("congress:held_reminder", args=[run.pk])


def press(client, run):
    return client.post(reverse("congress:release_reminder", args=[run.pk]), follow=True)


def test_the_two_administrators_above_all_are_told_once_in_the_portal(wild, today, settings, city, county):
    settings.EMAIL_HOST, settings.SMS_GATEWAY_URL = "127.0.0.1", "http://127.0.0.1:1/"
    for _ in range(3):
        run = held(today)

    told = Notice.objects.filter(kind="reminder_held")
    assert {notice.person for notice in told} == {city.system.person, city.security.person} and told.count() == 2
    assert told[0].text == "“试一试”的提醒今天有3000条，比平时多，没有发出，请核对后放行。"
    assert told[0].address == page(run) and not Delivery.objects.exists()
    assert not Notice.objects.filter(kind="rating_due").exists()


def test_its_page_says_why_and_whom_it_would_tell(wild, today, system, city):
    shown = said(system.get(page(held(today))))

    assert "3000条，超过近30天通常每次200条的2倍" in shown and "<button>放行</button>" in shown
    assert city.congress.name in shown and not Notice.objects.filter(kind="rating_due").exists()
    assert page(JobRun.objects.get(period=today.isoformat())) in said(system.get(reverse("congress:status")))


@pytest.mark.parametrize("who", ["system", "security"])
def test_either_lets_it_go_and_the_clock_sends_it_once(who, wild, today, city):
    run = held(today)

    assert "已放行" in said(press(signed_in(getattr(city, who)), run))
    assert [reminding.remind(today), reminding.remind(today)] == [3000, 0]
    assert Notice.objects.filter(kind="rating_due").count() == 1
    event = Event.objects.get(step="release_reminder")
    assert (event.grant, event.facts["rows"]) == (getattr(city, who), 3000)


def test_two_presses_are_one(wild, today, system, security):
    run = held(today)
    press(system, run)
    assert press(security, run).status_code == 403
    assert Event.objects.filter(step="release_reminder").count() == 1


def test_who_may_not(wild, today, city, county):
    run = held(today)
    for grant in (city.audit, city.clerk, a_grant(Role.DESK, city.congress)):
        client = signed_in(grant)
        assert client.get(page(run)).status_code == press(client, run).status_code == 403
    below = signed_in(county.system)
    assert "由最上一级人大" in said(below.get(page(run))) and press(below, run).status_code == 403
    assert reminding.remind(today) == 0


def test_one_of_another_day_is_made_up_for_by_the_later_ones(wild, today, system):
    run = held(today)
    JobRun.objects.filter(pk=run.pk).update(period=(today - timedelta(days=5)).isoformat())

    assert "日子已经过了" in said(system.get(page(run))) and press(system, run).status_code == 403


def test_a_run_that_was_not_held_has_no_page(wild, today, system):
    usual = JobRun.objects.filter(number=200).first()
    assert system.get(page(usual)).status_code == press(system, usual).status_code == 404
