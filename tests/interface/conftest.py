"""A city with its proposals, and the three kinds of system that use them."""

from datetime import timedelta

import pytest

from congress import timeline
from congress.models import Role
from tests.systems import Machine, a_machine
from tests.world import World, a_world


@pytest.fixture(autouse=True)
def _nothing_is_on_its_way(monkeypatch):
    """Numbers that a test took back are not waited for."""
    monkeypatch.setattr(timeline, "IN_FLIGHT", timedelta(0))


@pytest.fixture
def world(db) -> World:
    return a_world()


@pytest.fixture
def reader(world) -> Machine:
    """The provincial platform: reads everything of the city."""
    return a_machine(world.city)


@pytest.fixture
def filer(world) -> Machine:
    """The desk's own registry: enters for deputies."""
    return a_machine(world.city, Role.DESK, name="代表工委登记系统")


@pytest.fixture
def office(world) -> Machine:
    """The office system of the urban management: drafts replies."""
    return a_machine(world.city, Role.HANDLER, organ=world.urban, name="市城管局办公系统")
