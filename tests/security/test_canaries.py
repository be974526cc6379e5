"""G5, M2: what the walk of test_matrix.py cannot show: searching, and that the canaries themselves sing.

Every answer of that walk is searched for all canaries as well.
"""

import pytest
from django.apps import apps

from tests.proof import measured, times
from tests.security.canaries import text_fields
from tests.security.matrix import addresses, leaks, leaks_on
from tests.security.planting import PLANTED, search_word

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


def test_every_canary_is_planted(canaries):
    assert PLANTED | set(canaries.others.values()) == set(canaries.rows)


def test_every_canary_is_heard_by_whom_it_is_for(stage, policy, canaries):
    rows = [row for row in canaries.rows.values() if row.seen_at]
    heard = {pair: heard_at(stage, policy, canaries, *pair) for pair in {(row.first, row.seen_at) for row in rows}}
    assert [row.name for row in rows if row.name not in heard[row.first, row.seen_at]] == []


def heard_at(stage, policy, canaries, actor, url):
    answers = [stage.ask(actor, "GET", address) for address in addresses(stage, policy, url)]
    return set().union(*(canaries.heard(answer.body, answer.headers) for answer in answers))


@pytest.mark.parametrize("url", ["proposals:detail", "proposals:sheet"])
def test_nobody_is_shown_what_is_not_for_him(stage, policy, canaries, url):
    found = list(leaks_on(stage, policy, canaries, url, one_in=OF_ALL))
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
