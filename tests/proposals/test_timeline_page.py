"""办理进程: what was done, by whom in the reader's terms, and what is still to come."""

import pytest

from tests import stages
from tests.places import signed_in
from tests.world import World, a_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return a_world()


def ahead(client, proposal) -> list[tuple]:
    rows = client.get(proposal.get_absolute_url()).context["entries"]
    return [(row.label, row.day, row.who) for row in rows if row.is_ahead]


def test_the_reply_and_the_rating_are_still_to_come(world):
    assignment = stages.handled(world)
    due = assignment.clocks.get(limit="reply").due_on
    client = signed_in(world.deputy)
    assert ahead(client, assignment.proposal) == [("应答复", due, "市城管局"), ("您评价", None, "")]
    page = client.get(assignment.proposal.get_absolute_url()).content.decode()
    assert f"{due:%Y-%m-%d}" in page and "HB地代表工委" in page


def test_after_the_reply_the_rating_has_its_day_and_after_it_nothing_is_left(world):
    assignment = stages.replied(world)
    due = assignment.replies.get().clocks.get(limit="rate").due_on
    assert ahead(signed_in(world.desk), assignment.proposal) == [("等待评价", due, "")]
    other = stages.rated(world, "关于另一条路的建议")
    assert ahead(signed_in(world.desk), other.proposal) == []
