"""G10, T09: sixty payloads in every column that people type into, on every page, in Chromium: nothing runs.

In the suite one look in so many; in the proof every page as everybody who gets it, in every state, six times over
with other payloads first.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

import pytest
from django.db import transaction

from tests.access import extras, sights
from tests.access.sights import NO_PAGES, Sight
from tests.access.window import STANDARD, ask, is_page
from tests.attacks.more_rows import add_to
from tests.attacks.payloads import PAYLOADS, careless_page, planted
from tests.attacks.trap import Trap
from tests.attacks.typed import make_room, plant, typed
from tests.proof import measured, times
from tests.security.fuzzing import PARAMETERS
from tests.security.matrix import addresses
from tests.security.policy import Policy
from tests.security.sent import sent_to
from tests.security.walking import Answer, Stage

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
TURNS = times("TURNS", 1)
ONE_IN = times("ONE_LOOK_IN", 20)
HTML = {"Content-Type": "text/html; charset=utf-8"}
NAME = re.compile(r'\bname="([^"]+)"')
ECHOED = 999
SHOWN = re.compile(r"xss\((\d+)\)")
# Columns that no page shows, and why.
NOT_SHOWN = {
    "training.Material.link": "a page leads there, and only to another page",
    **dict.fromkeys(
        (
            "proposals.Extension.answer",
            "proposals.PromiseExtension.answer",
            "proposals.Release.answer",
            "proposals.Withdrawal.answer",
        ),
        "shown as the event's note",
    ),
    **dict.fromkeys(
        ("proposals.Wording.body", "proposals.Wording.plan", "proposals.Wording.title"),
        "earlier wordings are kept only",
    ),
    "deputies.DeputyContact.words": "shown on the page of a number's records, which is opened by the number alone",
    **dict.fromkeys(
        ("deputies.Visit.cancel_reason", "deputies.DeputyContact.cancel_reason", "deputies.DutyExcuse.reason"),
        "kept only",
    ),
    "congress.KnownDevice.label": "kept only",
    "congress.KeptAnswer.key": "kept only",
    "congress.KeptAnswer.digest": "kept only",
    "congress.Organ.phone": "printed in a letter only",
    "groups.Visitor.name": "shown by a press alone, otherwise its first character",
    "proposals.Promise.content": "shown as the reply's promise",
    "proposals.SearchText.text": "shown as a piece around a word that is sought",
}
DETAIL = "proposals:detail"
READERS = ("author", "lead_handler", "joint_handler", "desk", "committee")


@dataclass
class Found:
    """What was looked at, and which columns were seen."""

    stage: Stage
    trap: Trap
    number: int = 0
    shown: set[int] = field(default_factory=set)

    def look_at(self, sight: Sight) -> list[str]:
        """Whatever ran or might run there."""
        return self.judge(str(sight), ask(self.stage, sight, STANDARD), sight.address)

    def judge(self, name: str, answer: Answer, address: str = "/") -> list[str]:
        assert answer.status < 500, name
        if not is_page(answer):
            return []
        self.trap.show(answer, address.partition("?")[0], STANDARD)
        self.number += 1
        self.shown |= set(map(int, SHOWN.findall(answer.text)))
        return [f"{name}: {line}" for line in self.trap.foreign()]


@pytest.fixture(scope="module")
def found(stage, trap) -> Iterator[Found]:
    add_to(stage)
    make_room()
    found = Found(stage, trap)
    yield found
    measured(
        "G10",
        f"{len(PAYLOADS)} payloads in each of {len(typed())} columns, in every field sent and in every parameter, "
        f"{found.number} pages looked at: 0 scripts run, 0 CSP reports, 0 requests elsewhere",
    )


def plant_everywhere(turn: int) -> list[str]:
    """Columns in which nothing could be planted."""
    return [f"{m._meta.label}.{c}" for n, (m, c) in enumerate(typed()) if not plant(m, c, planted(n, turn))]


def everybody(stage: Stage, policy: Policy) -> Iterator[Sight]:
    """Every page as each who gets it."""
    for url, kind in policy.kinds.items():
        for thing in stage.of_kind(kind) if url not in NO_PAGES else []:
            for actor, status in policy.expected(url, thing, "GET").items():
                if status == 200:
                    yield Sight(url, actor, stage.address(url, thing), thing.state if thing else "")
    for address in addresses(stage, policy, DETAIL):
        yield from (Sight(DETAIL, actor, address) for actor in READERS)


def searched(stage: Stage, policy: Policy) -> Iterator[Sight]:
    """Every list with every parameter that some page reads."""
    spoilt = urlencode(dict.fromkeys(PARAMETERS, planted(ECHOED, 0)[:1500]))
    for sight in sights.looks(stage, policy, every_state=False):
        if not policy.kinds.get(sight.page):
            yield replace(sight, address=f"{sight.address}?{spoilt}")


def filled_in(stage: Stage, policy: Policy) -> Iterator[Sight]:
    """Every form with every field spoilt."""
    for sight in sights.forms(stage, policy):
        thing = next(iter(stage.of_kind(policy.kinds[sight.page])))
        page = ask(stage, replace(sight, sent=None), STANDARD)
        names = {*NAME.findall(page.text), *sent_to(sight.page, thing, stage.cast)}
        yield replace(sight, sent=dict.fromkeys(names, planted(ECHOED, 0)))


@pytest.mark.parametrize("payload", PAYLOADS[::ONE_IN])
def test_a_careless_page_is_caught(browser, payload):
    """Else the tests below would prove nothing. Each in a window of its own: some lead it elsewhere later."""
    window = Trap(browser)
    window.show(Answer(200, HTML, careless_page(payload).encode()), "/", STANDARD)
    caught = window.foreign()
    window.close()
    assert caught


def test_a_policy_that_stops_a_script_is_heard(trap):
    page = b"<!DOCTYPE html><script>xss(1)</script>"
    trap.show(Answer(200, HTML | {"Content-Security-Policy": "script-src 'self'"}, page), "/", STANDARD)
    assert [line for line in trap.faults if "Content Security Policy" in line] != []


def test_nothing_runs_of_what_people_have_typed(found, stage, policy):
    pages = list(sights.looks(stage, policy, every_state=True))
    wrong: list[str] = []
    more = extras.more(stage)
    for turn in range(TURNS):
        with transaction.atomic():
            assert plant_everywhere(turn) == []
            for sight in [*pages, *more][turn % ONE_IN :: ONE_IN]:
                wrong += found.look_at(sight)
            for sight in list(everybody(stage, policy))[turn % (TURNS * ONE_IN) :: TURNS * ONE_IN]:
                wrong += found.look_at(sight)
            transaction.set_rollback(True)
    assert wrong == []
    if ONE_IN == 1:
        names = [f"{model._meta.label}.{column}" for model, column in typed()]
        assert {name for number, name in enumerate(names) if number not in found.shown} == set(NOT_SHOWN)


def test_nothing_runs_of_what_is_said_back(found, stage, policy):
    assert [line for sight in list(filled_in(stage, policy))[::ONE_IN] for line in found.look_at(sight)] == []
    assert [line for sight in list(searched(stage, policy))[::ONE_IN] for line in found.look_at(sight)] == []
    assert ECHOED in found.shown
