"""The session's year of the demo: every way once, from draft to closing, in time."""

import pytest
from django.core.management import call_command

from congress.models import Session
from proposals.demo import load
from proposals.demo.session_year import late
from proposals.models import Assignment, Clock, Dispute, Promise, Proposal, Rating

pytestmark = pytest.mark.django_db


@pytest.fixture
def session() -> Session:
    for command in ("load_calendar", "load_limits"):
        call_command(command, verbosity=0)
    load.session(7, items=16)
    return Session.objects.get(number=2)


def test_every_way_is_walked_to_its_end_and_in_time(session):
    states = list(session.proposals.values_list("state", flat=True))
    assert len(states) == 16
    assert sorted({*states}) == ["closed", "passed", "settled"]
    numbers = sorted(session.proposals.exclude(session_number=None).values_list("session_number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
    assert Rating.objects.filter(result="dissatisfied").count() == 1
    assert Assignment.objects.filter(state="released").count() == 3
    assert Dispute.objects.get().decided_at
    assert Promise.objects.get().state == "done"
    assert Proposal.objects.filter(merged_into__isnull=False, state="closed").count() == 1
    assert late(session) == []
    call_command("doctor", verbosity=0)


def test_a_limit_that_was_not_kept_is_named(session):
    clock = Clock.objects.filter(root__session=session, limit="reply").first()
    Clock.objects.filter(pk=clock.pk).update(stopped_on=clock.due_on.replace(year=clock.due_on.year + 1))
    assert late(session) == [f"{clock.root.number} {clock}"]
