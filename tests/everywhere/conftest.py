"""The stage of the permission matrix, for what holds on every page; its neighbours here begin with empty tables."""

from collections.abc import Iterator

import pytest
from django.db import transaction

from tests.security.policy import Policy
from tests.security.walking import Stage, a_stage


@pytest.fixture(scope="module")
def stage(django_db_setup, django_db_blocker) -> Iterator[Stage]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield a_stage()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def policy(stage) -> Policy:
    return Policy(stage.cast.actors)
