"""G19: no page asks the database more than 25 times, and none more often for a long list than for a short one."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection, reset_queries
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from congress import timeline
from congress.models import Congress, Notice
from proposals.demo.copies import Copier, told
from proposals.models import Proposal
from proposals.suggesting.history import arbitrated, remembered
from tests.proof import measured, times
from tests.security.policy import Policy
from tests.security.things import Thing
from tests.security.walking import Stage, all_urls

pytestmark = pytest.mark.django_db
MOST = 25
# Known to be over it: the start page of somebody for whom something of every kind waits; each kind is read once.
MOST_AT = {"congress:home": 27}
COPIES = 8  # of every proposal on the stage
STATES = times("STATES", 1)  # of each thing
READERS = times("READERS", 3)  # of each list, far apart among all who may open it
BY_EVERYBODY = ("congress:home", "proposals:index")  # which say something else to each
STATES_OF_A_LONG_LIST = times("STATES_OF_A_LONG_LIST", 1)  # of those, when all lists have grown
# Made for a download: another limit. A rehearsal writes a whole morning's reminders to show them.
OTHERWISE = ("export", "template", "held_reminder")
FRAMING = ("SAVEPOINT", "RELEASE", "ROLLBACK")  # of the test: each request is undone


def pages(stage: Stage, policy: Policy, *, states: int) -> Iterator[tuple[str, Thing | None, str]]:
    """Every page: a list for so many who may open it, one thing in so many of its states for the first who may."""
    for url in sorted(all_urls()):
        if any(word in url for word in OTHERWISE):
            continue
        tried = 0
        for thing in stage.of_kind(policy.kinds[url]):
            may = [actor for actor, status in policy.expected(url, thing, "GET").items() if status == 200]
            if may and thing is not None and tried < states:
                tried += 1
                yield url, thing, may[0]
            elif thing is None:
                step = 1 if url in BY_EVERYBODY else 1 + len(may) // READERS
                yield from ((url, None, actor) for actor in may[::step])


def statements(stage: Stage, policy: Policy, *, states: int) -> dict[tuple[str, str, str], tuple[int, int]]:
    """How many statements each page takes, and its bytes."""
    found = {}
    for url, thing, actor in pages(stage, policy, states=states):
        reset_queries()
        with CaptureQueriesContext(connection) as queries:
            answer = stage.ask(actor, "GET", stage.address(url, thing))
        ours = [query for query in queries.captured_queries if not query["sql"].startswith(FRAMING)]
        found[url, str(thing or ""), actor] = len(ours), len(answer.body)
    return found


def read_the_days_memories() -> None:
    """What a process reads on the first question of a day, and keeps: no page's own statement."""
    for congress in Congress.objects.all():
        remembered(congress.pk, timezone.localdate())
        arbitrated(congress.pk, timezone.localdate())


def copy_every_proposal() -> None:
    """Every proposal again and again with all that hangs on it, but nobody told of it.

    The database is told how long its tables are now, as it would find out by itself within a minute in service.
    """
    copier = Copier()
    for proposal in Proposal.objects.all():
        first = told(proposal, {}, {"number": proposal.number or ""})
        first = replace(first, rows={**first.rows, Notice: []})
        for turn in range(COPIES):
            copier.add(first, cast={}, words={"number": f"{proposal.number or ''}-{turn}"})
    copier.close()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def test_no_page_asks_often_and_a_long_list_as_often_as_a_short_one(stage, policy, monkeypatch):
    monkeypatch.setattr(timeline, "IN_FLIGHT", timedelta(0))  # what was just made public is in the open data at once
    read_the_days_memories()
    short = statements(stage, policy, states=STATES)
    copy_every_proposal()
    long = statements(stage, policy, states=STATES_OF_A_LONG_LIST)

    most, where = max((number, page) for page, (number, _) in long.items())
    measured("G19", f"{len(long)} pages: at most {most} ({where[0]}), as many with {COPIES + 1} times the proposals")
    over = [(page, number) for page, (number, _) in (short | long).items() if number > MOST_AT.get(page[0], MOST)]
    assert over == []
    assert [(page, short[page][0], number) for page, (number, _) in long.items() if number > short[page][0]] == []
    grown = {page[0] for page, (_, size) in long.items() if size > 2 * short[page][1]}
    assert {"congress:home", "proposals:index", "proposals:queue", "proposals:inbox"} <= grown
