"""What a request asks again is read once; what is written is seen at once by itself, and next time by others."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from congress import configuration
from congress.models import Setting
from congress.remembered import forget, once, remembering
from tests.places import a_congress

pytestmark = pytest.mark.django_db


def campaign(congress):
    return configuration.value("campaign.name", congress, on=localdate())


def written(congress, value):
    Setting.objects.create(congress=congress, key="campaign.name", value=value, starts_on=localdate())


def test_a_question_is_asked_once_while_remembering():
    city = a_congress()
    with CaptureQueriesContext(connection) as queries, remembering():
        assert [campaign(city) for _ in range(3)] == [campaign(city)] * 3
        configuration.value("site.help_phone", city, on=localdate())
    assert len(queries) == 1


def test_outside_every_question_goes_to_the_database():
    city = a_congress()
    old = campaign(city)
    written(city, "新的活动")
    assert campaign(city) == "新的活动" != old


def test_what_was_written_is_seen_after_forgetting():
    city = a_congress()
    with remembering():
        old = campaign(city)
        written(city, "新的活动")
        assert campaign(city) == old
        forget()
        assert campaign(city) == "新的活动"


def test_nothing_outlives_its_request():
    answers = iter("甲乙")
    for expected in "甲乙":
        with remembering():
            assert [once("who", lambda: next(answers)) for _ in range(2)] == [expected] * 2
