"""Posting: a fact is told once, and each way out gets its row."""

import threading
from datetime import date, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from congress import notices
from congress.models import Congress, Delivery, Notice, Person
from congress.notices import Post, post_many
from congress.sending_hours import opening

DAY = date(2026, 6, 24)  # a Wednesday
FACTS = {"name": "赵明", "no": "MS-2026-0001", "organ": "市城管局", "n": 1, "date": date(2026, 7, 1)}


@pytest.fixture
def ways_out(settings):
    settings.SMS_GATEWAY_URL = "http://127.0.0.1:9/sms"
    settings.WECOM_WEBHOOK_URL = "http://127.0.0.1:9/wecom"


@pytest.fixture
def city(db):
    return Congress.objects.create(name="某市人大", place="某市", code="MS", level="city")


@pytest.fixture
def person(db):
    return Person.objects.create_person("赵明", phone="13900000001", email="zhao@example.org")


def post(key, person, city, **changes):
    return Post(
        **{"key": key, "kind": "submitted", "to": person, "congress": city, "facts": FACTS, "day": DAY, **changes}
    )


def at(day, hour, minute=0):
    return timezone.make_aware(datetime.combine(day, datetime.min.time().replace(hour=hour, minute=minute)))


def test_a_fact_is_told_once(ways_out, city, person):
    told = [post_many([post("submitted:1", person, city)]) for _ in range(3)]

    assert told == [1, 0, 0]
    notice = Notice.objects.get()
    assert notice.text == "赵明代表，您的建议已收到，编号MS-2026-0001，办理进展会及时告诉您。"
    assert sorted(notice.deliveries.values_list("channel", flat=True)) == ["email", "sms"]


def test_what_the_caller_gives_up_is_not_told(ways_out, city, person):
    with transaction.atomic():
        post_many([post("a", person, city)])
        transaction.set_rollback(True)

    assert not Notice.objects.exists()


@pytest.mark.parametrize(
    ("changes", "channels"),
    [
        ({}, ["email", "sms"]),
        ({"kind": "merged", "facts": {**FACTS, "into": "MS-2026-0002"}}, ["email"]),
        ({"kind": "new_assignment"}, ["email", "sms", "wecom"]),
        ({"kind": "new_assignment", "channels": ["sms"]}, ["sms"]),
        ({"channels": []}, []),
    ],
)
def test_kind_person_and_caller_choose_the_channels(ways_out, city, person, changes, channels):
    post_many([post("a", person, city, **changes)])

    assert sorted(Delivery.objects.values_list("channel", flat=True)) == channels


def test_without_address_or_gateway_there_is_the_portal_only(ways_out, settings, city, person):
    post_many([post("a", Person.objects.create_person("钱亮"), city)])
    settings.SMS_GATEWAY_URL = ""
    post_many([post("c", person, city, channels=["sms", "wecom"])])

    assert Notice.objects.count() == 2
    assert not Delivery.objects.exists()


def test_text_of_the_caller_and_the_moment_of_sight(ways_out, city, person):
    later = timezone.now() + timedelta(days=3)
    post_many([post("a", person, city, text="另一句话", visible_at=later)])

    assert Notice.objects.get().text == "另一句话"
    assert all(row.due_at >= later for row in Delivery.objects.all())


def test_thousands_cost_a_few_statements(ways_out, city, person, django_assert_max_num_queries):
    posts = [post(f"a:{number}", person, city) for number in range(2000)]
    with django_assert_max_num_queries(100):
        assert post_many(posts) == 2000
    assert post_many([*posts, post("b", person, city)]) == 1
    assert Delivery.objects.count() == 2 * 2001


def test_a_key_that_no_column_holds_is_refused(city, person):
    with pytest.raises(ValueError, match="160"):
        post_many([post("x" * 161, person, city)])


def test_watchers_see_what_is_new(city, person):
    post_many([post("a", person, city)])
    with notices.watched() as posted:
        post_many([post("a", person, city), post("b", person, city)])
    post_many([post("c", person, city)])

    assert [notice.key for notice in posted] == ["b"]


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_tell_it_once(settings):
    settings.SMS_GATEWAY_URL = "http://127.0.0.1:9/sms"
    city = Congress.objects.create(name="某市人大", place="某市", code="MS", level="city")
    person = Person.objects.create_person("赵明", phone="13900000001")
    start, counts, failures = threading.Barrier(8), [], []

    def tell():
        try:
            start.wait()
            counts.append(post_many([post(f"a:{number}", person, city) for number in range(20)]))
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=tell) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    assert sum(counts) == Notice.objects.count() == Delivery.objects.count() == 20


@pytest.mark.parametrize(
    ("moment", "workdays", "opens"),
    [
        (at(DAY, 8, 29), False, at(DAY, 8, 30)),
        (at(DAY, 8, 30), True, at(DAY, 8, 30)),
        (at(DAY, 20, 29), True, at(DAY, 20, 29)),
        (at(DAY, 20, 30), False, at(date(2026, 6, 25), 8, 30)),
        (at(date(2026, 6, 27), 10), False, at(date(2026, 6, 27), 10)),
        (at(date(2026, 6, 27), 10), True, at(date(2026, 6, 29), 8, 30)),
        (at(date(2026, 9, 30), 21), True, at(date(2026, 10, 8), 8, 30)),
    ],
)
def test_messages_go_out_by_day_and_to_offices_on_working_days(db, moment, workdays, opens):
    assert opening(moment, only_on_workdays=workdays) == opens
