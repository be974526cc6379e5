"""Anybody takes any step in any order: only what the table allows happens, and every step leaves its event."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from congress import timeline
from congress.actors import Actor
from congress.models import Event, Role
from congress.workflow import OutOfTurn
from proposals.workflow import assignment_steps, proposal_steps
from tests import stages
from tests.proposals.test_steps import ANYBODY, OF_JOINT, OF_LEAD, PROPOSAL, actors, proposal, world

__all__ = ["actors", "proposal", "world"]  # fixtures

pytestmark = pytest.mark.django_db
LONGEST = 40


def facts_of(step: str) -> dict[str, Any]:
    """What must change together with the state, where the database asks for it."""
    now = timezone.now()
    return {
        "sign_in": {"signed_in_at": now},
        "sign": {"replied_on": timezone.localdate(now)},
        "refuse": {"refusal_code": "N4"},
        "submit": {"number": "HB-2026-9999", "submitted_at": now},
        "enter": {"number": "HB-2026-9998", "submitted_at": now},
        "close": {"closed_on": timezone.localdate(now)},
    }.get(step, {})


def take(workflow, step: str, subject, by: Actor | None) -> bool:
    """Whether the step was taken."""
    try:
        with transaction.atomic():
            workflow.take(step, subject, by=by, **facts_of(step))
    except (PermissionDenied, OutOfTurn, IntegrityError):  # the last: the row would contradict itself
        subject.refresh_from_db()
        return False
    return True


def walked(data, cases, actors) -> None:
    """One person after another presses one button after another."""
    for _ in range(data.draw(st.integers(1, LONGEST))):
        workflow, subject, table = data.draw(st.sampled_from(cases))
        offered = [name for name in sorted(table) if workflow.steps[name].is_offered]
        step = data.draw(st.sampled_from(offered) | st.sampled_from(sorted(table)))
        allowed, sources = table[step]
        likely = sorted(allowed) if allowed and allowed != ANYBODY else list(actors)
        name = data.draw(st.sampled_from(likely) | st.sampled_from(list(actors)))
        subject.refresh_from_db()
        state, version, events = subject.state, subject.version, Event.objects.count()

        if take(workflow, step, subject, actors[name]):
            assert allowed == ANYBODY or name in allowed
            assert state in sources.split()
            after = (workflow.steps[step].target, version + 1, events + 1)
        else:
            after = (state, version, events)
        assert (subject.state, subject.version, Event.objects.count()) == after


@pytest.fixture
def cases(world, proposal):
    """Tables and subjects at many stages, each with everything that its next step asks for."""
    fresh = stages.submitted(world.deputy, "关于东山路口照明的建议")
    fresh.transfer_to = world.county
    fresh.save(update_fields=["transfer_to"])
    return [
        (proposal_steps, stages.drafted(world.deputy), PROPOSAL),
        (proposal_steps, fresh, PROPOSAL),
        (proposal_steps, proposal, PROPOSAL),
        (assignment_steps, proposal.assignments.get(organ=world.urban), OF_LEAD),
        (assignment_steps, proposal.assignments.get(organ=world.housing), OF_JOINT),
        (assignment_steps, stages.to_be_signed(world), OF_LEAD),
        (assignment_steps, stages.rated(world, "关于南山路口照明的建议"), OF_LEAD),
    ]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_only_what_the_tables_allow_ever_happens(data, cases, actors):
    with transaction.atomic():
        walked(data, cases, actors)
        assert list(timeline.faults()) == []
        transaction.set_rollback(True)


def test_everybody_who_can_knock_has_knocked(actors):
    """A role that is added must be added to the actors of the tables."""
    assert {actor.role for actor in actors.values() if actor} == set(Role.values)
