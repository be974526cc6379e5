"""The demo congress: whole, invented, the same for the same number, something to do for everybody."""

from random import Random

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import override_settings
from django.urls import reverse

from congress.models import Congress, Delivery, Event, Grant, Organ, Person, Role
from congress.registries import registry
from deputies.models import Seat
from groups.models import Station, VisitorMessage
from groups.stations.counting import sums_of
from proposals.demo import load, people
from proposals.demo.matters import matters, written
from proposals.demo.places import plant
from proposals.models import Assignment, Proposal
from proposals.workflow import proposal_steps
from tests.places import a_congress, signed_in

STATES = proposal_steps.states - {"answered", "examined"}  # motions are not in the demo yet


@pytest.fixture
def demo(db) -> load.Loaded:
    for command in ("load_calendar", "load_limits"):
        call_command(command)
    return load.small(2022)


def stations_are_those_of_the_seed():
    """As many as it says, on each level, with messages that went their ways."""
    kinds = {kind: Station.objects.filter(kind=kind).count() for kind in ("代表活动室", "代表联系群众工作点")}
    assert kinds == {"代表活动室": 111, "代表联系群众工作点": 272}
    assert set(Station.objects.values_list("congress__level", flat=True)) == {"city", "county", "town"}
    assert Station.objects.exclude(branch_desk=None).exists()
    assert {"new", "answered"} <= set(VisitorMessage.objects.values_list("state", flat=True))
    assert Proposal.objects.filter(reception_matter__message__state="answered").count() == 1
    assert any(sums_of(row).receptions for row in Station.objects.filter(congress__level="city")[:9])


def test_the_small_demo_is_whole(demo):
    levels = [Congress.objects.filter(level=level).count() for level in ("city", "county", "town")]
    assert levels == [1, 4, 18] and Organ.objects.filter(kind=Organ.Kind.STREET).count() == 14
    assert not Seat.objects.filter(branch_desk__isnull=False).exclude(branch_desk__kind=Organ.Kind.STREET).exists()
    assert set(Grant.objects.values_list("role", flat=True)) == set(Role) - {Role.GROUP_LEADER, Role.GROUP_CONTACT}
    assert {person.phone[:3] for person in Person.objects.exclude(phone_index=None)} == {"100"}
    assert Person.objects.values("name").distinct().count() == Person.objects.count()

    assert set(Proposal.objects.values_list("state", flat=True)) >= STATES - {"answered"}
    waiting = {"assigned", "release_asked", "handling", "signing", "replied", "rehandling"}
    assert set(Assignment.objects.values_list("state", flat=True)) >= waiting
    assert demo.put_forward > demo.done > 40
    call_command("doctor", "--read-files", verbosity=0)  # exits when anything contradicts anything
    assert not Delivery.objects.exists()
    told = set(Event.objects.values_list("subject_kind", "step"))
    assert len(told) > 20 and told - set(registry.deeds) == set()  # every event is said in words
    stations_are_those_of_the_seed()

    for role in (Role.DEPUTY, Role.DESK, Role.HANDLER, Role.ORGAN_LEADER, Role.COUNCIL):
        grant = Grant.objects.filter(role=role, congress__level="city").first()
        page = signed_in(grant).get(reverse("congress:home"))
        assert page.status_code == 200
        assert page.context["todos"] or page.context["tiles"] or page.context["panels"], role
    if settings.DEMO:
        with pytest.raises(CommandError, match="库里已经有人大"):
            call_command("load_demo")


def test_the_same_number_writes_the_same(db):
    assert [written(Random(7)).body for _ in range(3)] == [written(Random(7)).body for _ in range(3)]
    random = Random(7)
    texts = {written(random).title for _ in range(500)}
    assert len(texts) > 250
    assert max(map(len, texts)) <= Proposal._meta.get_field("title").max_length
    names = {name for matter in matters() for name in (matter.lead, matter.joint) if name}
    assert names <= {name for organs in plant().organs.values() for name in organs}


def test_the_seed_has_its_deputies_on_three_levels(db):
    shares = people.seed(plant())
    assert sum(shares.values()) == 2921
    assert {shares[congress] for congress in shares if congress.level == "town"} == {91, 92}


def test_there_is_no_demo_where_people_work(db):
    with override_settings(DEMO=False), pytest.raises(CommandError, match="正式环境"):
        call_command("load_demo")
    with override_settings(DEMO=True), pytest.raises(CommandError, match="已经有人大"):
        a_congress()
        call_command("load_demo")
