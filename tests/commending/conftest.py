"""The city of the journeys, with two delegations in it."""

import pytest

from deputies.models import Delegation, Seat
from tests.world import World, a_world


@pytest.fixture
def world(db) -> World:
    made = a_world()
    first, _ = (Delegation.objects.create(congress=made.city, name=name) for name in ("相山代表团", "杜集代表团"))
    Seat.objects.filter(pk__in=[made.zhang.pk, made.li.pk]).update(delegation=first)
    return made
