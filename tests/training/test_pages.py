"""The pages of a class do not ask the database more often when more people are in it, and agree with its rows."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from congress.actors import Actor
from congress.models import Person
from congress.waiting import todos_of
from tests.places import signed_in
from tests.training import made
from tests.world import a_world
from training import enrolling, statistics
from training.models import Attendance, Course, Enrolment

pytestmark = pytest.mark.django_db
MOST = 25


@pytest.fixture
def world():
    return a_world()


def asked(client, address):
    with CaptureQueriesContext(
        connection,
    ) as found:
        assert client.get(address).status_code == 200
    return len(found)


def more_people(half_day, number):
    people = Person.objects.bulk_create(Person(name=f"人{at}") for at in range(number))
    facts = {"course": half_day.course, "enrolled_at": made.now(), "work_unit": "某单位"}
    rows = Enrolment.objects.bulk_create(Enrolment(person=each, **facts) for each in people)
    came = {"half_day": half_day, "came_at": made.now(), "came_way": "desk"}
    Attendance.objects.bulk_create(Attendance(enrolment=row, **came) for row in rows[::2])


def test_a_long_roster_costs_no_more_statements_than_a_short_one(world):
    course = made.opened(world)
    half_day = made.the_half_day(course)
    made.a_lesson(world, course)
    made.an_exam(world, course)
    enrolling.invite_audience(course, by=Actor(world.desk), at=made.now())
    desk, deputy = signed_in(world.desk), signed_in(world.deputy)
    pages = [
        (desk, reverse("training:courses")),
        (desk, reverse("training:roster", args=[course.pk])),
        (desk, reverse("training:half_day", args=[half_day.pk])),
        (desk, reverse("training:signin_screen", args=[half_day.pk])),
        (desk, reverse("training:course", args=[course.pk])),
        (desk, reverse("training:hours")),
        (desk, reverse("training:exam", args=[course.pk])),
        (deputy, reverse("training:index")),
        (deputy, reverse("training:course", args=[course.pk])),
        (deputy, reverse("training:signin", args=[half_day.pk])),
        (deputy, reverse("training:exam", args=[course.pk])),
    ]
    more_people(half_day, 2)
    few = [asked(client, address) for client, address in pages]
    more_people(half_day, 120)
    many = [asked(client, address) for client, address in pages]
    assert max(few) <= MOST
    assert [
        (address, before, after)
        for (_, address), before, after in zip(pages, few, many, strict=True)
        if after > before
    ] == []


def test_every_number_of_a_class_agrees_with_its_rows(world):
    course = made.opened(world)
    half_day = made.the_half_day(course)
    more_people(half_day, 9)
    found = statistics.figures(course)
    missing = sum(len(names) for _, names in statistics.missing_by_place(half_day))
    assert (found.invited, found.attended, missing) == (9, 5, 4)
    assert found.expected == found.attended + missing


def test_what_waits_is_on_the_start_page(world):
    course = made.opened(world)
    made.an_exam(world, course)
    enrolling.invite_audience(course, by=Actor(world.desk), at=made.now())
    today = timezone.localdate()

    def said(grant):
        of_training = ("去确认", "去签到", "去签退", "去测验", "去处理")
        return [(each.button, each.address) for each in todos_of(Actor(grant), today) if each.button in of_training]

    sign = ("去签到", reverse("training:signin", args=[made.the_half_day(course).pk]))
    assert said(world.deputy) == [("去确认", course.get_absolute_url()), sign]
    row = made.enrolled(world, course)
    assert said(world.deputy) == [sign, ("去测验", reverse("training:exam", args=[course.pk]))]
    made.signed_in(world, made.the_half_day(course), row)
    out, test = ("去签退", sign[1]), ("去测验", reverse("training:exam", args=[course.pk]))
    assert said(world.deputy) == [out, test]
    Course.objects.filter(pk=course.pk).update(asks_sign_out=False)
    assert said(world.deputy) == [test]
    Course.objects.filter(pk=course.pk).update(asks_sign_out=True)
    made.signed_in(world, made.the_half_day(course), row, "out")
    assert said(world.deputy) == [test]
    asking = made.on_leave_asked(world, course, world.li.grant)
    assert said(world.desk) == [("去处理", reverse("training:decide_leave", args=[asking.pk]))]
    assert said(world.county_desk) == []


def test_the_way_to_the_door_is_shown_while_it_is_open(world):
    course = made.opened(world)
    now, later = made.the_half_day(course), made.a_half_day(world, course, starts=made.begun() + timedelta(days=1))
    made.enrolled(world, course)
    page = signed_in(world.deputy).get(course.get_absolute_url()).content.decode()
    doors = [reverse("training:signin", args=[half_day.pk]) in page for half_day in (now, later)]
    assert doors == [True, False]


def test_nobody_asks_leave_for_another(world):
    row = made.enrolled(world, made.opened(world))
    with pytest.raises(PermissionDenied, match="本人办理"):
        enrolling.ask_leave(row, reason="替他请", by=Actor(world.li.grant), at=made.now())


def test_a_link_that_is_no_page_is_refused_and_what_was_typed_stays(world):
    course = made.opened(world)
    desk, address = signed_in(world.desk), reverse("training:add_material", args=[course.pk])
    for link in ("javascript:alert(1)", "ftp://example.org/a", "不是网址"):
        page = desk.post(address, {"title": "讲义", "link": link}).content.decode()
        assert "请写完整的网址" in page and "讲义" in page
    assert "两样写一样" in desk.post(address, {"title": "讲义", "link": ""}).content.decode()
    assert not course.materials.exists()
