"""What every test may rely on: a database emptied after each test that commits, append-only tables included."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import TransactionTestCase

from tests.chromium import browser
from tests.history import unlocked

__all__ = ["browser"]

empty_the_tables = TransactionTestCase._fixture_teardown


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


@pytest.fixture(autouse=True, scope="session")
def _emptied_between_tests() -> Iterator[None]:
    """After `django_db(transaction=True)` and `live_server`: tables, and the cache, which is no model's table."""

    def teardown(case: TransactionTestCase) -> None:
        with unlocked():
            empty_the_tables(case)
        cache.clear()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", teardown)
        yield
