"""The stage of the permission matrix: built once for this folder, every request and the whole undone."""

from collections.abc import Iterator

import pytest
from django.db import transaction

from tests.security.canaries import Canaries
from tests.security.policy import Policy
from tests.security.walking import Stage, a_stage


@pytest.fixture(scope="package")
def stage(django_db_setup, django_db_blocker) -> Iterator[Stage]:
    """Every test here plays on it, so that none finds it in its way."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield a_stage()
        transaction.set_rollback(True)


@pytest.fixture(scope="package")
def canaries(stage, policy) -> Canaries:
    return Canaries(policy, stage.cast)


@pytest.fixture(scope="package")
def policy(stage) -> Policy:
    return Policy(stage.cast.actors)
