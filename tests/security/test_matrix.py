"""G4, M1: every address x everybody x every state x GET, HEAD, POST and OPTIONS, against policy.csv.

An address without a row fails, and so does a row without an address: a new page joins with one line.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.proof import measured, times
from tests.security.matrix import wrong_answers, wrong_by_other_methods
from tests.security.walking import all_urls

pytestmark = pytest.mark.django_db
URLS = sorted(all_urls())
ONE_HEAD_IN = times("ONE_HEAD_IN", 4)  # of the addresses, asked by HEAD and OPTIONS


@pytest.fixture(scope="module")
def wrong(stage) -> Iterator[list[str]]:
    """What is found, said at the end."""
    found: list[str] = []
    yield found
    asked = f"{stage.requests} requests to {len(URLS)} addresses by {len(stage.cast.actors)} actors"
    leaks = [line for line in found if "the secret" in line]
    measured("G4", f"{asked}: {len(found) - len(leaks)} wrong")
    measured("G5", f"{len(leaks)} leaks in the answers, messages and log lines of {stage.requests} requests")


def test_every_address_has_its_rows_and_every_row_its_address(policy):
    assert {row.url for row in policy.rows} == set(URLS)


def test_at_least_nineteen_play(stage):
    assert len(stage.cast.actors) > 30


def test_nothing_is_asked_of_a_stage_whose_day_is_over(stage):
    yesterdays = replace(stage, day=stage.day - timedelta(days=1))
    with pytest.raises((pytest.skip.Exception, pytest.fail.Exception), match="its day ended"):
        yesterdays.ask("author", "GET", "/")


@pytest.mark.parametrize("url", URLS)
def test_everybody_gets_the_answer_that_the_policy_gives_him(stage, policy, canaries, wrong, url):
    found = list(wrong_answers(stage, policy, canaries, url))
    wrong += found
    assert found == []


@pytest.mark.parametrize("url", URLS[::ONE_HEAD_IN])
def test_head_answers_as_get_does_and_options_does_nothing(stage, policy, wrong, url):
    found = list(wrong_by_other_methods(stage, policy, url))
    wrong += found
    assert found == []
