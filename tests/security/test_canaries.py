"""G5, M2: what the walk of test_matrix.py cannot show: searching, and that the canaries themselves sing.

Every answer of that walk is searched for all canaries as well.
"""

import pytest
from django.apps import apps
from django.urls import reverse

from tests.proof import measured, times
from tests.security.canaries import text_fields
from tests.security.matrix import leaks
from tests.security.planting import search_word

pytestmark = pytest.mark.django_db
# In the suite one actor in so many asks, another for every text; in the proof everybody.
OF_ALL = times("OF_ALL", 4)
OURS = ("congress", "deputies", "groups", "proposals", "training")


@pytest.fixture(scope="module")
def written(stage):
    return [thing for thing in stage.things if thing.kind == "proposal" and "密语" in thing.row.body]


def test_every_column_of_words_is_judged(canaries):
    known = {row.field for row in canaries.rows.values()} | canaries.open_fields
    assert text_fields([model for app in OURS for model in apps.get_app_config(app).get_models()]) == known - {""}


def test_every_canary_is_heard_by_whom_it_is_for(stage, policy, canaries):
    unheard = []
    for row in canaries.rows.values():
        asked = [
            stage.ask(actor, "GET", address)
            for address in (addresses(stage, policy, row.seen_at) if row.seen_at else ())
            for actor in row.first[:1]
        ]
        if row.seen_at and not any(row.name in canaries.heard(answer.body, answer.headers) for answer in asked):
            unheard.append(row.name)
    assert unheard == []


def addresses(stage, policy, url):
    """Of all things of its kind; what is shown of a proposal, of those that only an assignment leads to as well."""
    things = stage.of_kind(policy.kinds[url])
    if policy.kinds[url] != "proposal":
        return [stage.address(url, thing) for thing in things]
    return sorted({reverse(url, args=[thing.proposal.pk]) for thing in stage.things if thing.proposal})


@pytest.mark.parametrize("url", ["proposals:detail", "proposals:sheet"])
def test_nobody_is_shown_what_is_not_for_him(stage, policy, canaries, url):
    found = []
    for number, address in enumerate(addresses(stage, policy, url)):
        for actor in stage.cast.actors[number % OF_ALL :: OF_ALL]:
            answer = stage.ask(actor, "GET", address)
            found += [f"{address}: {actor} gets {what}" for what in leaks(canaries, actor, answer)]
    measured("G5", f"{len(found)} leaks on {url} of every proposal")
    assert found == []


@pytest.mark.parametrize("page", ["proposals:index", "proposals:export", "proposals:queue"])
def test_a_search_finds_nothing_for_others(stage, canaries, written, page):
    found = []
    for first, thing in enumerate(written):
        for actor in stage.cast.actors[first % OF_ALL :: OF_ALL]:
            answer = stage.ask(actor, "GET", f"{stage.address(page, None)}?q={search_word(thing.proposal)}")
            found += [f"{thing}: {actor} gets {what}" for what in leaks(canaries, actor, answer)]
    measured("G5", f"{len(found)} leaks by {len(written)} searches on {page}")
    assert found == []
