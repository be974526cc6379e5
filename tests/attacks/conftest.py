"""The people and things of the permission matrix, and a window of Chromium that tells what ran in it."""

from collections.abc import Iterator

import pytest

from tests.access.conftest import policy, stage
from tests.attacks.trap import Trap

__all__ = ["policy", "stage"]


@pytest.fixture(scope="module")
def trap(browser) -> Iterator[Trap]:
    trap = Trap(browser)
    yield trap
    trap.close()
