"""The stage of the permission matrix: built once for a process, in a database of its own beside the others."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection, transaction

from congress.models import StoredFile
from tests import migrated
from tests.security.canaries import Canaries
from tests.security.policy import Policy
from tests.security.walking import Stage, a_stage

built: list[tuple[Stage, dict[str, bytes]]] = []  # with its files by their names


@contextmanager
def on_stage() -> Iterator[Stage]:
    """The stage, with the connection on its database; what is done there until the end is undone."""
    tests = connection.settings_dict["NAME"]
    beside = f"{tests}_staged"
    has_own = bool(built) or migrated.copy_to(beside)
    if has_own:
        connection.close()
        connection.settings_dict["NAME"] = beside
    try:
        if has_own and not built:
            with transaction.atomic():
                stage = a_stage()
                connection.run_on_commit.clear()  # what would leave the portal stays there
            built.append((stage, {row.content.name: content_of(row) for row in StoredFile.objects.all()}))
        with transaction.atomic():
            yield fresh(*built[0]) if has_own else a_stage()
            transaction.set_rollback(True)
    finally:
        if has_own:
            connection.close()
            connection.settings_dict["NAME"] = tests


def content_of(file: StoredFile) -> bytes:
    with file.content.open("rb") as content:
        return bytes(content.read())


def fresh(stage: Stage, files: dict[str, bytes]) -> Stage:
    """The same, as if nobody had asked it anything: a module may put another browser before it.

    Its files are put back: to tests that sweep the folder they belong to no row.
    """
    storage = StoredFile._meta.get_field("content").storage
    for name in files:
        if not storage.exists(name):
            storage.save(name, ContentFile(files[name]))
    again = replace(stage, things=list(stage.things), sessions=dict(stage.sessions), requests=0)
    assert again.old_notices  # read now: whatever is told later is what was asked for
    return again


def stage_of_a(scope: Any) -> tuple[Callable[..., Any], Callable[..., Any], Callable[..., Any]]:
    """The fixtures stage, policy and canaries, to be bound to these names.

    Args:
        scope: "module", or "package" where every test of a folder plays on the stage and none finds it in its way.
    """

    @pytest.fixture(scope=scope)
    def stage(django_db_setup, django_db_blocker) -> Iterator[Stage]:
        with django_db_blocker.unblock(), on_stage() as stage:
            yield stage

    @pytest.fixture(scope=scope)
    def policy(stage) -> Policy:
        return Policy(stage.cast.actors)

    @pytest.fixture(scope=scope)
    def canaries(stage, policy) -> Canaries:
        return Canaries(policy, stage.cast)

    return stage, policy, canaries
