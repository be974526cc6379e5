"""The demo has the numbers of the seed: 26 and 9 groups, 25 in the environment topic, 26 of 26 links."""

import pytest
from django.db.models import Count

from congress.countables import countables
from congress.models import Organ, Role
from groups.examining import groups as faults
from groups.models import Activity, Attendance, Group, PracticalMatter, Topic
from proposals.demo.groups import fill_groups
from tests.places import a_congress, a_grant, a_seat, an_organ


@pytest.fixture
def city(db):
    made = a_congress()
    made.terms.update(starts_on="2022-01-10")
    a_congress("SX", parent=made, level="county")
    an_organ(made, "市住建局")
    an_organ(made, "城环工委", kind=Organ.Kind.COMMITTEE, branch=Organ.Branch.CONGRESS)
    a_grant(Role.DESK, made, name="赵某")
    for number in range(30):
        a_seat(made, name=f"代表{number}", phone=f"1390000{number:04}", card=f"{number:03}")
    fill_groups(made)
    return made


def test_the_numbers_of_the_seed(city):
    assert Group.objects.filter(kind="activity").count() == 26
    assert Group.objects.filter(kind="professional").count() == 9
    held = Activity.objects.held()
    assert held.filter(topic=Topic.objects.get()).values("group").distinct().count() == 25
    for name in ("organ_link", "village_link"):
        assert len({row.holder for row in countables[name].records(None)}) == 26, name
    assert PracticalMatter.objects.count() == 52
    assert held.count() == 26 * 4
    called = Activity.objects.filter(state="planned")
    assert called.count() == 6 and {"coming", "asked", "leave_asked"} <= set(
        called.values_list("attendances__state", flat=True)
    )
    assert list(faults()) == []
    for kind, number in (("activity", 6), ("professional", 2)):
        filled = Group.objects.filter(kind=kind).annotate(size=Count("memberships")).filter(size__gt=0)
        assert list(filled.values_list("size", flat=True)) == [5] * number, "none with one or two"
    callers = Attendance.objects.filter(activity__in=called, seat__grant__group_posts__kind="leader")
    assert set(callers.values_list("state", flat=True)) == {"coming"}, "who calls comes"
