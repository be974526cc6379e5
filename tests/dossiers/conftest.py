"""The city of the journeys."""

import pytest

from tests.world import World, a_world


@pytest.fixture
def world(db) -> World:
    return a_world()
