"""The people and things of the permission matrix, and a window of Chromium; every request is undone."""

from collections.abc import Iterator

import pytest
from django.db import connection

from tests.access.window import Window
from tests.security.policy import Policy
from tests.security.staging import on_stage
from tests.security.walking import Stage


@pytest.fixture(scope="module")
def stage(browser, django_db_setup, django_db_blocker) -> Iterator[Stage]:
    """As the matrix has it. The browser comes first: its loop of events gives this thread a connection of its own."""
    with django_db_blocker.unblock():
        with on_stage() as stage:
            yield stage
        connection.close()


@pytest.fixture(autouse=True)
def codes_last(settings):
    """All pages are looked at with what was prepared once, which takes longer than a code lasts on a busy machine."""
    settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 60 * 60


@pytest.fixture(scope="module")
def policy(stage) -> Policy:
    return Policy(stage.cast.actors)


@pytest.fixture(scope="module")
def window(browser) -> Iterator[Window]:
    window = Window(browser)
    yield window
    window.close()
