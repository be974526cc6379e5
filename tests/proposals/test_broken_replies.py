"""broken_replies.csv: what people get wrong in replies, and what only looks wrong; each fault is named once."""

import csv
from pathlib import Path

import pytest

from congress.actors import Actor
from proposals.checking.faults import draft_of, soft_faults
from proposals.models import Assignment, Reply
from tests import asked, stages
from tests.world import TITLE, World, a_world

pytestmark = pytest.mark.django_db
FILE = Path(__file__).with_name("broken_replies.csv")


@pytest.fixture
def world() -> World:
    return a_world()


def rows() -> list[dict[str, str]]:
    lines = [line for line in FILE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines))


def test_each_fault_is_named_once_and_nothing_else(world):
    other = stages.handled(world, "关于整治河道的建议")
    asked.draft(other, world.handler, text=asked.LETTER)
    asked.sent(other, world.handler)
    asked.sign(other, world.leader)
    assignment = stages.handled(world)
    reply = asked.draft(assignment, world.handler)
    words = {"number": assignment.proposal.number, "title": TITLE, "other": other.proposal.number}
    wrong = []
    for row in rows():
        text = row["text"].replace("/", "\n").format(**words, earlier=asked.LETTER)
        Reply.objects.filter(pk=reply.pk).update(text=text)
        found = soft_faults(draft_of(Assignment.objects.get(pk=assignment.pk)), Actor(world.leader))
        if [str(fault.name) for fault in found] != row["faults"].split():
            wrong.append((row, [fault.words for fault in found]))
    assert len(rows()) >= 40
    assert wrong == []
