"""A form that is sent twice at the same moment does what it does once."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.apps import apps
from django.db import connection, transaction

from congress import timeline
from proposals.examining import contradictions
from proposals.models import Proposal
from tests.faults.processes import until, waiting_for_a_lock
from tests.flow.racing import racers
from tests.proof import measured, times
from tests.proposals.every_posted_page import PAGES
from tests.proposals.posted_pages import Page
from tests.world import a_world

pytestmark = pytest.mark.django_db(transaction=True)

# In the suite every sixth form, in the proof each.
ONE_IN = times("ONE_PRESS_IN", 6)
# Once more does no harm, and each time is on record: phones or a bundle were taken out, an office was named.
SAID_AGAIN = {"deputies:export_phones", "proposals:bundle", "proposals:delegate"}
SAID_AGAIN |= {"stations:matter_visitor", "stations:message_visitor"}


def rows() -> dict[str, int]:
    """How many rows each table of ours has."""
    ours = [
        model
        for model in apps.get_models()
        if model.__module__.split(".")[0] in ("congress", "proposals", "deputies", "groups", "training")
    ]
    return {model._meta.label: model._default_manager.count() for model in ours}


def press(page: Page) -> int:
    return page.client.post(page.address, page.sent).status_code


def twin(page: Page) -> Page:
    """The same page in another window of the same session."""
    other = Page(page.address, page.grant, dict(page.sent))
    other.client.cookies = page.client.cookies.copy()
    return other


@pytest.fixture(scope="module")
def pressed() -> Iterator[list[str]]:
    """The forms that were, counted at the end."""
    names: list[str] = []
    yield names
    measured("G7", f"{len(names)} kinds of forms sent twice at once: each done once")


@pytest.mark.parametrize("name", list(PAGES)[::ONE_IN])
def test_what_is_sent_twice_at_once_is_done_once(name, pressed):
    page = PAGES[name](a_world())
    page.client.get(page.address)
    before = rows()
    with transaction.atomic():
        assert press(page) < 500
        once = rows()
        transaction.set_rollback(True)
    assert rows() == before

    with racers() as those:
        statuses = those.together([lambda one=one: press(one) for one in (page, twin(page))])

    assert all(200 <= status < 500 for status in statuses), statuses
    assert name in SAID_AGAIN or rows() == once
    assert list(contradictions(Proposal.objects.all())) == []
    assert list(timeline.faults()) == []
    pressed.append(name)


def test_who_sends_again_what_is_still_under_way_is_led_to_the_one_number():
    """His network broke before the answer came; the first request goes on meanwhile."""
    if connection.vendor != "postgresql":
        pytest.skip("asks the database server who waits")
    world = a_world()
    first = PAGES["proposals:check"](world)
    second = twin(first)
    with ThreadPoolExecutor(2) as pool:
        with transaction.atomic():
            Proposal.objects.select_for_update().get()
            answers = [pool.submit(post_and_let_go, page) for page in (first, second)]
            until(lambda: waiting_for_a_lock() == 2)
        statuses = [answer.result() for answer in answers]

    assert statuses == [(302, first.address.replace("/check/", "/done/"))] * 2
    assert Proposal.objects.get().number.endswith("-0001")


def post_and_let_go(page: Page) -> tuple[int, str]:
    answer = page.client.post(page.address, page.sent)
    connection.close()
    return answer.status_code, answer.headers.get("Location", "")
