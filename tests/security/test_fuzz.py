"""G9: whatever comes is answered below 500; what a form does not ask for changes nothing."""

import re
import time
from collections.abc import Iterator
from typing import Any

import pytest

from tests.proof import measured, times
from tests.proposals.test_hostile_input import FORM
from tests.security.fuzzing import BODIES, METHODS, Fuzz, encoded, forged, twisted
from tests.security.rows import all_rows
from tests.security.sent import sent_to
from tests.security.walking import Stage, all_urls

pytestmark = pytest.mark.django_db
URLS = sorted(all_urls())
EACH = times("FUZZ", 1)  # requests of each kind to each address
TURNS = times("FUZZ_TURNS", 3)  # in the suite a third is sent what breaks, a third fields that it does not have
NAME = re.compile(r'\bname="([^"]+)"')


class Tally:
    """How many were sent, what broke, the longest in seconds."""

    def __init__(self) -> None:
        self.sent, self.longest = 0, 0.0
        self.broken: list[str] = []

    def ask(self, stage: Stage, actor: str, method: str, address: str, *sent: Any, **more: Any) -> None:
        began = time.perf_counter()
        status = stage.ask(actor, method, address, *sent, **more).status
        self.longest = max(self.longest, time.perf_counter() - began)
        self.sent += 1
        if status >= 500 and status != 503:
            self.broken.append(f"{status}: {actor} {method} {address[:200]} {sent} {more}"[:2000])


@pytest.fixture(scope="module")
def all_together() -> Iterator[Tally]:
    tally = Tally()
    yield tally
    measured("G9", f"{tally.sent} requests: {len(tally.broken)} × 500, the longest {tally.longest:.1f} s")


@pytest.mark.parametrize("url", URLS[::TURNS])
def test_nothing_that_is_sent_breaks_a_page(stage, policy, all_together, url):
    fuzz, tally = Fuzz(stage, policy, url, seed=EACH), Tally()
    for _ in range(EACH):
        actor, thing = fuzz.somebody("POST")
        address = stage.address(url, thing)
        spoilt = encoded(fuzz.form(thing)).encode()
        tally.ask(stage, actor, "POST", address, body=(spoilt, FORM))
        tally.ask(stage, actor, "POST", address, body=fuzz.dice.choice(BODIES))
        tally.ask(stage, actor, "POST", address, sent_to(url, thing, stage.cast) | fuzz.uploads())
        tally.ask(stage, actor, fuzz.dice.choice(METHODS), address)
        actor, thing = fuzz.somebody("GET")
        address = stage.address(url, thing)
        tally.ask(stage, actor, "GET", f"{address}?{fuzz.query()}")
        tally.ask(stage, actor, "GET", twisted(address, fuzz.dice))
    all_together.sent += tally.sent
    all_together.broken += tally.broken
    all_together.longest = max(all_together.longest, tally.longest)
    assert tally.broken == []


@pytest.mark.parametrize("url", URLS[TURNS - 1 :: TURNS])
def test_a_field_that_the_form_does_not_have_changes_nothing(stage, policy, url):
    fuzz = Fuzz(stage, policy, url, seed=0)
    actor, thing = fuzz.somebody("POST")
    address, sent = stage.address(url, thing), sent_to(url, thing, stage.cast)
    asked = set(NAME.findall(stage.ask(actor, "GET", address).text))
    more = {name: value for name, value in forged(sent).items() if name not in asked}
    assert more
    plain = stage.ask(actor, "POST", address, sent, look=all_rows)
    laden = stage.ask(actor, "POST", address, more | sent, look=all_rows)
    assert (laden.status, laden.written) == (plain.status, plain.written)
    assert laden.seen == plain.seen
