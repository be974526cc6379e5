"""Changes that nobody holds up: what was decided is told at once."""

from datetime import timedelta

import pytest

from congress import timeline
from tests.world import World, a_world


@pytest.fixture(autouse=True)
def _nothing_is_on_its_way(monkeypatch):
    monkeypatch.setattr(timeline, "IN_FLIGHT", timedelta(0))


@pytest.fixture
def world(db) -> World:
    return a_world()
