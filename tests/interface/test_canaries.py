"""M2 for machines: over everything that exists, a system hears what its role hears on the pages, and no more."""

from datetime import timedelta

import pytest

from congress import timeline
from congress.models import Role
from proposals.interface.addresses import resources
from tests.security.staging import stage_of_a
from tests.systems import a_machine

stage, policy, canaries = stage_of_a("module")
pytestmark = pytest.mark.django_db
# The system's role, and the person of the play who acts under the same.
PLAYED = {"auditor": Role.AUDITOR, "desk": Role.DESK, "lead_handler": Role.HANDLER, "county_auditor": Role.AUDITOR}


@pytest.fixture(autouse=True)
def _nothing_is_on_its_way(monkeypatch):
    monkeypatch.setattr(timeline, "IN_FLIGHT", timedelta(0))


@pytest.mark.parametrize("actor", PLAYED)
def test_a_system_hears_what_its_role_hears(stage, canaries, actor):
    cast = stage.cast
    congress = cast.lower if actor == "county_auditor" else cast.world.city
    organ = cast.world.urban if actor == "lead_handler" else None
    machine = a_machine(congress, PLAYED[actor], organ=organ, name=f"{actor}的系统")
    heard: set[str] = set()
    leaks = []
    keys = [thing.proposal.pk for thing in stage.things if thing.kind == "proposal"]
    for pattern in resources:
        if "GET" not in pattern.callback.operations:
            continue
        route = str(pattern.pattern)
        for address in {route.replace("<uuid:pk>", str(key)) for key in keys}:
            query = {"proposals": "?limit=100", "events": "?limit=100"}.get(address, "")
            answer = machine.get(address + query)
            headers = dict(answer.items())
            heard |= canaries.heard(answer.content, headers)
            leaks += [f"{address}: {name}" for name in canaries.leaks(actor, answer.content, headers)]
    assert leaks == []
    assert heard, "a canary that nobody hears proves nothing"
