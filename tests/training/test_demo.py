"""The demo at the seed's scale: 290 people in a class of three days, and what its pages count."""

import pytest
from django.urls import reverse

from congress.models import Grant, Person, Role
from deputies.models import Seat, SeatState
from tests.places import START, a_grant, signed_in
from tests.world import a_world
from training import demo, hours, statistics
from training.models import Certificate, Course

pytestmark = pytest.mark.django_db


def _fill(world, number):
    """Deputies of the city up to that many."""
    people = Person.objects.bulk_create(Person(name=f"代{at}") for at in range(number))
    facts = {"congress": world.city, "starts_on": START}
    grants = Grant.objects.bulk_create(Grant(person=each, role=Role.DEPUTY, **facts) for each in people)
    term = world.city.terms.get()
    seats = Seat.objects.bulk_create(
        Seat(person=each.person, grant=each, term=term, card_number=f"Z{at}", **facts)
        for at, each in enumerate(grants)
    )
    SeatState.objects.bulk_create(SeatState(seat=each, state="serving", starts_on=START) for each in seats)


def test_290_people_for_three_days():
    world = a_world()
    _fill(world, 237)
    demo.tell_training(world.city)
    course = Course.objects.get(title="代表履职培训班")
    found = statistics.figures(course)
    assert (course.ends_on - course.starts_on).days == 2 and course.half_days.count() == 6
    assert (found.invited, found.enrolled, found.on_leave, found.attended) == (290, 290, 0, 290)
    assert course.enrolments.filter(seat=None).count() == 50
    missed = 290 // demo.MISSES
    assert found.hours == (290 * 6 - missed) * 4 == sum(hours.of_course(course).values())
    assert Certificate.objects.count() == 290
    page = signed_in(world.desk).get(reverse("training:roster", args=[course.pk])).content.decode()
    assert "共290人" in page


def test_a_small_city_sends_those_whom_it_has():
    world = a_world()
    a_grant(Role.DESK, world.city, name="另一位")
    demo.tell_training(world.city)
    course = Course.objects.get(title="代表履职培训班")
    assert statistics.figures(course).attended == 3 and not course.enrolments.filter(seat=None).exists()
    assert {row.title for row in Course.objects.all()} == {"代表履职培训班", "监督法线上讲座", "会前专题培训班"}
    online = Course.objects.get(title="监督法线上讲座")
    assert list(hours.of_course(online).values()) == [2]
