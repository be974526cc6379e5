"""The description and the answers agree: schemathesis makes requests from the one and holds the other to it.

Right and wrong requests by turns, half of them about rows that are there; bounded by their number.
"""

from collections import Counter
from uuid import uuid4

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from congress import timeline
from congress.interface.description import describe
from congress.models import Role, Setting
from congress.wsgi import application
from proposals.interface.addresses import ROOT, resources
from proposals.models import Proposal
from tests import stages
from tests.places import START
from tests.proof import measured, times
from tests.systems import a_machine

SCHEMA = schemathesis.openapi.from_dict(describe(resources, ROOT))
SCHEMA.app = application
OPERATIONS = [result.ok() for result in SCHEMA.get_all_operations()]
EXAMPLES = times("EXAMPLES", 12)
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
BOUNDED = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def test_it_is_a_description_that_others_can_read():
    SCHEMA.validate()
    assert len(OPERATIONS) == 11


@pytest.fixture
def _one_connection():
    """The requests share the test's transaction, as those of Django's own test client do."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def there(world, _one_connection):
    """The rows that the addresses name, and the systems that may do everything between them."""
    Setting.objects.create(key="interface.requests_a_minute", value=6000, starts_on=START)
    handled = stages.handled(world)
    stages.replied(world, "已答复")
    machines = {
        "fileProposal": a_machine(world.city, Role.DESK, name="登记系统"),
        "saveReply": a_machine(world.city, Role.HANDLER, organ=world.urban, name="办公系统"),
    }
    machines["sendForSigning"] = machines["saveReply"]
    return handled, machines, a_machine(world.city)


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda each: each.label)
def test_every_answer_is_as_described(there, operation, mode):
    handled, machines, reader = there
    machine = machines.get(operation.definition.raw["operationId"], reader)
    known = handled.pk if "assignments/" in operation.path else handled.proposal_id
    answers: Counter[int] = Counter()
    checks = [*CHECKS, *([negative_data_rejection] if mode == GenerationMode.NEGATIVE else [])]

    @BOUNDED
    @given(case=operation.as_strategy(generation_mode=mode), is_known=st.booleans())
    def asked(case, is_known):
        if mode == GenerationMode.POSITIVE and case.path_parameters and is_known:
            case.path_parameters["id"] = str(known)
        if mode == GenerationMode.POSITIVE and operation.method == "post":
            case.headers = {**(case.headers or {}), "Idempotency-Key": uuid4().hex}
            if is_known and "card_number" in case.body:
                case.body |= {"card_number": "001", "deputy": "张某", "category": ""}
        response = case.call(headers={"Authorization": f"Bearer {machine.token}"})
        case.validate_response(response, checks=checks)
        answers[response.status_code] += 1

    asked()
    measured("API", f"{operation.label}, {mode.value}: {dict(answers)}")
    if mode == GenerationMode.POSITIVE:
        assert answers[200] + answers[201] + answers[409], "none of them got through to the deed"


def test_whoever_shows_no_token_gets_what_is_described(there):
    for operation in OPERATIONS:
        case = operation.Case(path_parameters={"id": str(uuid4())})
        response = case.call()
        assert response.status_code == 401
        case.validate_response(response, checks=CHECKS)


def test_what_the_machines_left_is_whole(there):
    assert list(timeline.faults()) == [] and Proposal.objects.count() == 2
