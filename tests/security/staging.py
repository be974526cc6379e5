"""The stage of the permission matrix as fixtures: built once, every request and the whole undone."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction

from tests.security.canaries import Canaries
from tests.security.policy import Policy
from tests.security.walking import Stage, a_stage


def stage_of_a(scope: Any) -> tuple[Callable[..., Any], Callable[..., Any], Callable[..., Any]]:
    """The fixtures stage, policy and canaries, to be bound to these names.

    Args:
        scope: "module", or "package" where every test of a folder plays on the stage and none finds it in its way.
    """

    @pytest.fixture(scope=scope)
    def stage(django_db_setup, django_db_blocker) -> Iterator[Stage]:
        with django_db_blocker.unblock(), transaction.atomic():
            yield a_stage()
            transaction.set_rollback(True)

    @pytest.fixture(scope=scope)
    def policy(stage) -> Policy:
        return Policy(stage.cast.actors)

    @pytest.fixture(scope=scope)
    def canaries(stage, policy) -> Canaries:
        return Canaries(policy, stage.cast)

    return stage, policy, canaries
