"""The state of the machines, and messages that did not arrive."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils.timezone import now

from congress import timeline
from congress.models import Delivery, Event, JobRun, Notice, Person, Role
from tests.manage.conftest import said
from tests.places import a_grant, signed_in

pytestmark = pytest.mark.django_db
STATUS = reverse("congress:status")


def a_delivery(person, congress, state, **fields):
    notice = Notice.objects.create(
        key=f"{person.pk}:{state}", kind="digest", person=person, congress=congress, text="您有新消息", day=now()
    )
    fields.setdefault("due_at", now())
    return Delivery.objects.create(notice=notice, channel="email", state=state, **fields)


def press(client, delivery):
    return client.post(reverse("congress:send_again", args=[delivery.pk]), follow=True)


@pytest.mark.parametrize("who", ["security", "audit", "clerk"])
def test_only_the_system_administrator_gets_in(who, city):
    client = signed_in(getattr(city, who))
    delivery = a_delivery(city.clerk.person, city.congress, "dead")

    assert client.get(STATUS).status_code == press(client, delivery).status_code == 403
    delivery.refresh_from_db()
    assert delivery.state == "dead"


def test_what_is_well_and_what_is_not_is_said(system, city):
    assert "还没有记录" in said(system.get(STATUS))
    a_delivery(city.clerk.person, city.congress, "dead", problem="邮箱不存在")
    a_delivery(city.system.person, city.congress, "waiting", due_at=now() - timedelta(hours=1))
    Person.objects.filter(pk=city.clerk.person.pk).update(last_login=now() - timedelta(days=91))
    JobRun.objects.create(job="remind:rating_due", period="2026-06-24", result="3条")

    shown = said(system.get(STATUS))
    assert "1条发送失败、1条等了半小时以上" in shown and "邮箱不存在" in shown and "市周某" in shown
    assert "1个账号90天没有登录" in shown and "people/?idle=on" in shown and "2026-06-24：3条" in shown


def test_days_that_were_not_sealed_are_noticed(system, city):
    before = now() - timedelta(days=3)
    timeline.record("start_congress", city.congress, by=None, at=before)
    assert "有未封存的日子" in said(system.get(STATUS))

    call_command("seal_days")
    shown = said(system.get(STATUS))
    assert "起全部留存" in shown and "未封存" not in shown


def test_the_start_page_says_what_is_not_well(system, city):
    a_delivery(city.clerk.person, city.congress, "dead")
    shown = said(system.get(reverse("congress:home")))

    assert "1条发送失败" in shown and "看全部运行状态" in shown
    assert "运行状态</h2>" not in said(signed_in(city.security).get(reverse("congress:home")))


def test_a_dead_letter_is_sent_again_and_kept_in_the_log(system, city):
    delivery = a_delivery(city.clerk.person, city.congress, "dead", attempts=5, problem="邮箱不存在")

    assert "已放回待发送" in said(press(system, delivery))
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts, delivery.problem) == ("waiting", 0, "")
    assert Event.objects.get(step="send_again").facts == {"delivery": str(delivery.pk)}
    assert "这一条不能再发" in said(press(system, delivery)) and Event.objects.count() == 1


@pytest.mark.parametrize("state", ["unknown", "sent", "sending"])
def test_what_may_have_left_is_never_sent_again(state, system, city):
    delivery = a_delivery(city.clerk.person, city.congress, state)

    assert "这一条不能再发" in said(press(system, delivery))
    delivery.refresh_from_db()
    assert delivery.state == state and "再发一次" not in said(system.get(STATUS))


def test_messages_of_another_congress_are_not_there(county, city):
    client = signed_in(county.system)
    delivery = a_delivery(a_grant(Role.DESK, city.congress, name="外某").person, city.congress, "dead")

    assert "外某" not in said(client.get(STATUS)) and press(client, delivery).status_code == 404
    assert "外某" in said(signed_in(city.system).get(STATUS))


def test_the_command_says_what_it_would_send_and_sends_nothing(city, capsys):
    due = a_delivery(city.clerk.person, city.congress, "waiting", due_at=now() - timedelta(minutes=1))
    a_delivery(city.system.person, city.congress, "waiting", due_at=now() + timedelta(hours=1))

    call_command("deliver", dry_run=True)
    due.refresh_from_db()
    assert capsys.readouterr().out == "将发出1条。\n" and (due.state, due.attempts) == ("waiting", 0)
