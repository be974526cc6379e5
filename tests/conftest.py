"""What every test may rely on: a database emptied after each test that commits, append-only tables included."""

import random
import shutil
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import TransactionTestCase
from pytest_django import DjangoDbBlocker

from tests import migrated
from tests.chromium import browser
from tests.emptying import empty_the_tables

__all__ = ["browser"]

LEAVING = 5  # seconds
OTHERS = """
    SELECT pid, backend_start, state_change, state, left(query, 80) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--pictures", action="store_true", help="write the pictures of the manual to docs/pictures")
    parser.addoption("--shuffle", metavar="SEED", help="run files, and the tests of each, in an order by this seed")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Shuffle them where asked. A file stays together: what it prepares for all its tests is prepared once."""
    if seed := config.getoption("--shuffle"):
        chance = random.Random(seed)
        places: dict[Path, float] = {item.path: chance.random() for item in sorted(items, key=lambda one: one.nodeid)}
        items.sort(key=lambda one: one.nodeid)
        chance.shuffle(items)
        items.sort(key=lambda one: places[one.path])


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """A copied file is not made anew."""
    return connection.vendor == "sqlite"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """The tables were made once for all workers: each begins with a copy."""
    made, test = migrated.wait(), connection.settings_dict["TEST"]
    if made and connection.vendor == "postgresql":
        test["TEMPLATE"] = made
    elif made:
        shutil.copyfile(made, connection.creation._get_test_db_name())


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """At the end nobody is in the database that is to be dropped: who does not leave by himself is shown out.

    A browser's open line to the server of its tests keeps a session, and so does, for a moment, a process that was
    killed.
    """
    yield
    with django_db_blocker.unblock():
        if connection.vendor == "postgresql":
            show_out()


def show_out() -> None:
    """End the sessions that are still there after some seconds, and say whose they were."""
    ends = time.monotonic() + LEAVING
    with connection.cursor() as cursor:
        while True:
            cursor.execute(OTHERS)
            left = cursor.fetchall()
            if not left or time.monotonic() > ends:
                break
            time.sleep(0.2)
        for session in left:
            print(f"Still in the test database: {session}; threads: {threading.enumerate()}", file=sys.__stderr__)
            cursor.execute("SELECT pg_terminate_backend(%s)", [session[0]])


@pytest.fixture(autouse=True, scope="session")
def _emptied_between_tests() -> Iterator[None]:
    """After `django_db(transaction=True)` and `live_server`: tables, and the cache, which is no model's table."""

    def teardown(case: TransactionTestCase) -> None:
        empty_the_tables()
        cache.clear()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", teardown)
        yield
