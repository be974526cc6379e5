"""Who hears of what: the deputy of a contact, both desks of a transfer, the desk of silence."""

from datetime import timedelta

import pytest
from django.utils import timezone

from congress.actors import Actor
from congress.models import Notice
from proposals import rating, triage
from proposals.listing import listed
from proposals.models import Clock, LimitKey, Proposal
from tests import stages
from tests.places import START, signed_in
from tests.world import World, a_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return a_world()


def told(kind: str) -> set[str]:
    return set(Notice.objects.filter(kind=kind).values_list("person__name", flat=True))


def test_the_deputy_is_told_that_a_contact_was_recorded(world):
    stages.handled(world)
    assert told("contacted") == {"张某"}
    assert "如不属实请告诉我们" in Notice.objects.get(kind="contacted").text


def test_who_gave_a_matter_away_is_told_that_it_was_taken_and_keeps_it_in_view(world):
    proposal, today = stages.submitted(world.deputy), timezone.localdate()
    triage.transfer(proposal, to=world.county, reason="县管道路", by=Actor(world.desk), on=today)
    triage.take_over(proposal, by=Actor(world.county_desk), on=today)
    assert told("taken_over") == {"赵某"}
    assert signed_in(world.desk).get(proposal.get_absolute_url()).status_code == 200
    assert list(listed(Actor(world.desk), {"congress": "HB"})) == [proposal]
    assert not listed(Actor(world.county_desk), {"congress": "XS"}).exists()


def test_silence_is_recorded_as_such_and_the_desk_is_told(world):
    assignment = stages.replied(world)
    yesterday = timezone.localdate() - timedelta(days=1)
    Clock.objects.filter(limit=LimitKey.RATE).update(started_on=START, unrolled_on=yesterday, due_on=yesterday)
    assert rating.lapse_overdue(timezone.localdate()) == 1
    assignment.refresh_from_db()
    assert (assignment.state, Proposal.objects.get().state) == ("lapsed", "closed")
    assert not assignment.replies.filter(rating__isnull=False).exists()
    assert told("not_rated_by_deputy") == {"赵某"}
