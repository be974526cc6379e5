"""A form that is sent twice at the same moment does what it does once."""

import pytest
from django.apps import apps
from django.db import transaction

from congress import timeline
from proposals.examining import contradictions
from proposals.models import Proposal
from tests.flow.racing import racers
from tests.proof import measured
from tests.proposals.posted_pages import PAGES, Page
from tests.world import a_world

pytestmark = pytest.mark.django_db(transaction=True)

# Saying a thing once more does no harm, and each saying is on record: phones were asked for, an office was named.
SAID_AGAIN = {"deputies:export_phones", "proposals:delegate"}


def rows() -> dict[str, int]:
    """How many rows each table of ours has."""
    ours = [
        model for model in apps.get_models() if model.__module__.split(".")[0] in ("congress", "proposals", "deputies")
    ]
    return {model._meta.label: model._default_manager.count() for model in ours}


def press(page: Page) -> int:
    return page.client.post(page.address, page.sent).status_code


def twin(page: Page) -> Page:
    """The same page in another window of the same session."""
    other = Page(page.address, page.grant, dict(page.sent))
    other.client.cookies = page.client.cookies.copy()
    return other


@pytest.mark.parametrize("name", PAGES)
def test_what_is_sent_twice_at_once_is_done_once(name):
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
    measured("G7", f"{name} sent twice")
