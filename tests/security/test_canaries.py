"""G5, M2: what the walk of test_matrix.py cannot show: searching, and that the canaries themselves sing.

Every answer of that walk is searched for all canaries as well.
"""

import pytest
from django.apps import apps

from proposals.models import Attachment
from tests.proof import measured, times
from tests.security.canaries import text_fields
from tests.security.matrix import addresses, leaks, leaks_on
from tests.security.planting import PLANTED, search_word, word_of_a_paper

pytestmark = pytest.mark.django_db
# In the suite one actor in so many asks, another for every text; in the proof everybody.
OF_ALL = times("OF_ALL", 8)
OURS = ("congress", "deputies", "groups", "proposals", "training")


@pytest.fixture(scope="module")
def written(stage):
    """Whatever has a word to search for in its text, its papers, its reply or the paper of its reply."""
    return [
        thing for thing in stage.things if thing.kind == "reply" or (thing.kind == "proposal" and is_written(thing))
    ]


def words_beside(thing):
    return search_word(thing.proposal), word_of_a_paper(thing.proposal)


def is_written(thing):
    return "密语" in thing.row.body or Attachment.objects.filter(proposal=thing.row).exists()


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
    words = [(thing, word) for thing in written for word in words_beside(thing)]
    for first, (thing, word) in enumerate(words):
        for actor in stage.cast.actors[first % OF_ALL :: OF_ALL]:
            answer = stage.ask(actor, "GET", f"{stage.address(page, None)}?q={word}")
            found += [f"{thing}: {actor} gets {what}" for what in leaks(canaries, actor, answer)]
    measured("G5", f"{len(found)} leaks by {len(words)} searches on {page}")
    assert found == []


def test_what_is_searched_is_shown_to_whom_it_is_for(stage, canaries, written):
    """The same search, by the first of those who may hear it: what nobody finds proves nothing."""
    rows = [row for row in canaries.rows.values() if row.field == "proposals.SearchText.text"]
    heard = {actor: heard_by_searching(stage, canaries, written, actor) for actor in {row.first for row in rows}}
    assert [row.name for row in rows if row.name not in heard[row.first]] == []


def heard_by_searching(stage, canaries, written, actor):
    address = stage.address("proposals:index", None)
    addresses = [f"{address}?q={word}" for thing in written for word in words_beside(thing)]
    answers = [stage.ask(actor, "GET", address) for address in addresses]
    return set().union(*(canaries.heard(answer.body, answer.headers) for answer in answers))
