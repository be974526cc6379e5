"""What every test may rely on: a database emptied after each test that commits, append-only tables included."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import TransactionTestCase

from tests.chromium import browser
from tests.history import unlocked

__all__ = ["browser"]

empty_the_tables = TransactionTestCase._fixture_teardown


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--pictures", action="store_true", help="write the pictures of the manual to docs/pictures")


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
