"""待办: in which order an organ finds what it has to do."""

import pytest

from congress.actors import Actor
from proposals.inbox import Inbox
from proposals.models import Proposal
from tests.stages import assigned
from tests.world import a_world

pytestmark = pytest.mark.django_db


def test_the_nearest_limit_comes_first_and_of_one_day_the_lower_number():
    world, lane = a_world(), Proposal.Lane
    lanes = [lane.FORMAL, lane.FORMAL, lane.FORMAL, lane.FORMAL, lane.URGENT, lane.FORMAL]
    numbers = [assigned(world, f"关于第{n}处路灯的建议", lane=one).proposal.number for n, one in enumerate(lanes)]
    found = [item.assignment.proposal.number for item in Inbox(Actor(world.handler))[:10]]
    assert found == [numbers[4], *numbers[:4], numbers[5]]
