"""From the outbox to real servers: retries with pauses, dead letters, the pause of a channel, hours, caps."""

import threading
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.db import connection

from congress import delivery
from congress.models import Delivery, Person
from tests.faults.conftest import WEDNESDAY, at
from tests.faults.servers import is_silent, says

Channel, State = Delivery.Channel, Delivery.State
EMAIL, SMS, WECOM = Channel.EMAIL, Channel.SMS, Channel.WECOM
TEN = at(10)


def deliver(now=TEN):
    return delivery.deliver(clock=lambda: now)


def states():
    return list(Delivery.objects.order_by("notice__key").values_list("state", flat=True))


def people(number):
    return [
        Person.objects.create_person(f"钱{each}", phone=f"1380000{each:04}", email=f"{each}@example.org")
        for each in range(number)
    ]


def test_each_way_out_says_it_once(sms, wecom, mail, tell):
    rows = [tell(channel, f"对{channel}说") for channel in (SMS, WECOM, EMAIL)]

    assert [deliver(), deliver()] == [3, 0]

    for row in rows:
        row.refresh_from_db()
        assert (row.state, row.attempts, row.sent_at, row.problem) == (State.SENT, 1, TEN, "")
    assert sms.texts == ["【淮北市人大】对sms说"]
    assert sms.requests[0][2]["id"] == str(rows[0].pk)
    assert wecom.texts == ["赵明：\n对wecom说"]
    assert [sent["To"] for sent in mail.mails] == ["zhao@example.org"]
    assert "对email说" in mail.mails[0].get_content()


def test_what_was_not_taken_is_tried_again_after_ever_longer_pauses(wecom, tell):
    wecom.answers = [says(503)]
    row, now = tell(WECOM), TEN

    for attempt, minutes in enumerate((1, 5, 15, 60), start=1):
        assert [deliver(now), deliver(now)] == [0, 0]
        row.refresh_from_db()
        now += timedelta(minutes=minutes)
        assert (row.state, row.attempts, row.due_at) == (State.WAITING, attempt, now)
        assert row.problem == "网关答503，没有接收"
    deliver(now)

    row.refresh_from_db()
    assert (row.state, row.attempts, len(wecom.requests)) == (State.DEAD, 5, 5)


def test_a_dead_letter_gets_five_more_tries(wecom, tell):
    wecom.answers = [says(404), says(200)]
    row = tell(WECOM)
    assert deliver() == 0
    assert list(Delivery.objects.filter(state=State.DEAD)) == [row]

    assert [delivery.resend(row), delivery.resend(row)] == [True, False]
    Delivery.objects.update(due_at=TEN)

    assert deliver() == 1
    row.refresh_from_db()
    assert (row.state, row.attempts, row.problem) == (State.SENT, 1, "")


@pytest.mark.parametrize("answer", [says(500), is_silent])
def test_an_sms_that_nobody_confirmed_is_not_sent_again(sms, tell, answer):
    sms.answers = [answer, says(200)]
    row = tell(SMS)

    for hours in range(3):
        assert deliver(TEN + timedelta(hours=hours)) == 0

    row.refresh_from_db()
    assert row.state == State.UNKNOWN
    assert row.problem.startswith("网关")
    assert len(sms.requests) == 1


@pytest.mark.parametrize("answer", [says(500), is_silent])
def test_what_a_webhook_did_not_confirm_is_said_again(wecom, tell, answer):
    wecom.answers = [answer, says(200)]
    tell(WECOM)
    assert [deliver(), deliver(TEN + timedelta(minutes=1))] == [0, 1]
    assert states() == [State.SENT]


def test_a_mail_server_that_is_busy_gets_the_mail_later(mail, tell):
    mail.on_data = "451 try later"
    tell(EMAIL)
    assert deliver() == 0
    mail.on_data = "250 yes"
    assert deliver(TEN + timedelta(minutes=1)) == 1
    assert len(mail.mails) == 1


def test_one_refused_message_does_not_stop_the_others(wecom, tell):
    wecom.answers = [says(400), says(200)]
    for person in people(3):
        tell(WECOM, to=person)

    assert deliver() == 2
    assert sorted(states()) == [State.DEAD, State.SENT, State.SENT]


def test_a_channel_rests_after_five_failures_and_the_others_go_on(wecom, mail, tell):
    wecom.answers = [says(503)]
    for person in people(7):
        tell(WECOM, to=person)
        tell(EMAIL, to=person)

    assert deliver() == 7

    assert len(wecom.requests) == 5
    assert len(mail.mails) == 7
    assert delivery.gateway_state() == "企业微信暂时发不出，站内消息正常。"
    cache.clear()  # the pause is over
    wecom.answers = [says(200)]
    assert deliver(TEN + timedelta(minutes=5)) == 7
    assert set(states()) == {State.SENT}
    assert delivery.gateway_state() == ""


@pytest.mark.parametrize(
    ("kind", "moment", "goes_at"),
    [
        ("new_assignment", at(21), at(8, 30, date(2026, 6, 25))),
        ("new_assignment", at(8, 29), at(8, 30)),
        ("new_assignment", at(10, 0, date(2026, 6, 27)), at(8, 30, date(2026, 6, 29))),
        ("submitted", at(21), at(8, 30, date(2026, 6, 25))),
        ("submitted", at(10, 0, date(2026, 6, 27)), at(10, 0, date(2026, 6, 27))),
        ("rating_due", at(10, 0, date(2026, 6, 27)), at(8, 30, date(2026, 6, 29))),
        ("code", at(3), at(3)),
    ],
)
def test_nobody_is_woken_and_offices_are_left_alone_on_rest_days(sms, tell, kind, moment, goes_at):
    row = tell(SMS, kind=kind, due=at(9, day=date(2026, 6, 1)))

    assert deliver(moment) == (goes_at == moment)
    assert deliver(goes_at) == (goes_at != moment)

    row.refresh_from_db()
    assert (row.state, row.sent_at) == (State.SENT, goes_at)


def test_what_waits_for_one_person_goes_out_as_one(sms, wecom, mail, tell):
    for channel in (SMS, WECOM, EMAIL):
        for number in range(3):
            tell(channel, f"第{number}句", kind="new_assignment" if number else "not_signed")

    assert deliver() == 3

    assert len(sms.requests) == len(wecom.requests) == len(mail.mails) == 1
    assert "3" in sms.texts[0]
    assert len(sms.texts[0]) <= 70
    assert wecom.texts == ["赵明：\n第0句\n第1句\n第2句"]
    kept = Delivery.objects.filter(channel=SMS).values_list("state", flat=True)
    assert sorted(kept) == [State.DROPPED, State.DROPPED, State.SENT]


def test_one_sms_of_a_kind_and_three_in_all_a_day(sms, tell):
    told = []
    for hour, kind in enumerate(["submitted", "submitted", "assigned", "replied", "sent_back"], start=10):
        row = tell(SMS, kind=kind)
        deliver(at(hour))
        row.refresh_from_db()
        told.append((row.state, row.problem))
    code = tell(SMS, "验证码123456", kind="code")

    assert deliver(at(18)) == 1

    assert [state for state, _ in told] == [State.SENT, State.DROPPED, State.SENT, State.SENT, State.DROPPED]
    assert (told[1][1], told[4][1]) == ("当日同类短信已发，站内可见", "当日短信已满，站内可见")
    assert Delivery.objects.get(pk=code.pk).state == State.SENT
    tell(SMS, kind="submitted", due=at(9, day=date(2026, 6, 25)))
    assert deliver(at(9, day=date(2026, 6, 25))) == 1


@pytest.mark.parametrize(
    ("change", "problem"), [({"is_active": False}, "账号已停用"), ({"email": ""}, "没有电子邮箱")]
)
def test_who_left_meanwhile_is_not_written_to(mail, tell, person, change, problem):
    row = tell(EMAIL)
    Person.objects.filter(pk=person.pk).update(**change)

    assert deliver() == 0

    row.refresh_from_db()
    assert (row.state, row.problem, mail.mails) == (State.DROPPED, problem, [])


def test_a_number_is_looked_up_when_it_is_needed(sms, tell, person):
    tell(SMS)
    person.set_phone("13900000009")
    person.save()
    assert deliver() == 1
    assert sms.requests[0][2]["to"] == "13900000009"


@pytest.mark.parametrize(
    ("channel", "attempts", "state"),
    [(EMAIL, 1, State.SENT), (WECOM, 1, State.SENT), (SMS, 1, State.UNKNOWN), (EMAIL, 5, State.DEAD)],
)
def test_a_worker_that_died_leaves_its_message_to_the_next(sms, wecom, mail, tell, channel, attempts, state):
    row = tell(channel)
    Delivery.objects.update(state=State.SENDING, claimed_at=at(9, 59), attempts=attempts)

    assert deliver(at(10)) == 0  # it may still be at work
    assert deliver(at(10, 1)) == (state == State.SENT)

    row.refresh_from_db()
    assert row.state == state
    assert len(sms.requests) + len(wecom.requests) + len(mail.mails) == (state == State.SENT)


def test_a_worker_that_was_given_up_does_not_write_over_its_successor(wecom, tell):
    row = tell(WECOM)
    slow = delivery.claim(WECOM, TEN)
    delivery.release_expired(WECOM, at(10, 2))
    next_one = delivery.claim(WECOM, at(10, 2))

    wecom.answers = [says(400)]
    delivery.dispatch(slow, lambda: at(10, 2))
    row.refresh_from_db()
    assert (row.state, row.claimed_at) == (State.SENDING, at(10, 2))

    wecom.answers = [says(200)]
    assert delivery.dispatch(next_one, lambda: at(10, 2))
    row.refresh_from_db()
    assert row.state == State.SENT


def test_a_message_that_cannot_be_sent_at_all_does_not_stop_the_others(wecom, tell, settings):
    first, second = people(2)
    tell(WECOM, to=first)
    tell(EMAIL, to=second)
    settings.EMAIL_BACKEND = "no.such.Backend"

    assert deliver() == 1

    row = Delivery.objects.get(channel=EMAIL)
    assert (row.state, row.problem) == (State.WAITING, "内部错误（ModuleNotFoundError）")


@pytest.mark.django_db(transaction=True)
def test_four_workers_send_each_message_once(wecom, tell):
    for person in people(8):
        for number in range(3):
            tell(WECOM, f"{person.name}的第{number}句", to=person)
    start, sent, failures = threading.Barrier(4), [], []

    def work():
        try:
            start.wait()
            sent.append(deliver())
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    lines = [line for text in wecom.texts for line in text.splitlines()[1:]]
    assert sorted(lines) == sorted({f"钱{each}的第{number}句" for each in range(8) for number in range(3)})
    assert sum(sent) == len(wecom.requests) == 8
    assert set(states()) == {State.SENT}


def test_the_day_is_a_wednesday():
    assert WEDNESDAY.isoweekday() == 3
