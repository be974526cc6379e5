"""PostgreSQL crashes, is locked, or takes nobody more: pages say so and keep the words, and it goes on by itself."""

import os
import signal
import time
from html import unescape

import psycopg
import pytest
from django.urls import reverse

from proposals.models import Proposal
from tests import stages
from tests.faults.processes import until
from tests.faults.readers import Reader
from tests.faults.submitters import Submitters, nothing_is_lost_or_doubled
from tests.proof import measured, times
from tests.world import BODY

pytestmark = pytest.mark.django_db(transaction=True)

CRASHES = times("CRASHES", 1)
AWAY = 1.5  # seconds
TYPED = f"{BODY}另请修好<坏了>的护栏。"


def keeps_words(sent, answer):
    """The page says in plain words that it did not work, and holds what was typed."""
    return answer.status == 503 and "系统暂时办不了" in answer.page and sent["body"] in unescape(answer.page)


def test_after_a_crash_it_goes_on_by_itself_and_no_half_is_left(installation, web, city_in_production):
    seconds, number = [], 12 * CRASHES
    onlooker, author = (Reader.before(web.port, who) for who in (city_in_production.desk, city_in_production.deputy))
    address, sent = draft_page(city_in_production)
    with Submitters(web.port, city_in_production, number) as deputies:
        for crash in range(CRASHES):
            until(lambda n=crash: len(deputies.told) >= n * 12 or deputies.failures, 300)
            installation.database.crash()
            assert keeps_words(sent, author.ask(address, sent))
            time.sleep(AWAY)
            installation.database.start()
            began = time.monotonic()
            until(lambda: (answer := onlooker.try_once(reverse("proposals:queue"))) and answer.status == 200)
            seconds.append(time.monotonic() - began)

    assert deputies.failures == []
    assert set(deputies.met()) <= {"200", "302", "503"}
    failures = [failure for reader in deputies.readers for failure in reader.failures]
    assert author.ask(address, sent).status == 302
    typed = [(sent, answer) for sent, answer in failures if sent and "body" in sent]
    assert failures and all("系统暂时办不了" in answer.page for _, answer in failures)
    assert all(keeps_words(sent, answer) for sent, answer in typed)
    nothing_is_lost_or_doubled(deputies.told)
    measured(
        "G23",
        f"{CRASHES} crashes under {number} submits: first good page {max(seconds):.1f} s after PostgreSQL answered at "
        f"the latest, no hand needed; {len(failures)} answers before were 503 in plain words, "
        f"{len(typed) + CRASHES} forms that met one had their text in it; 0 half states",
    )


def draft_page(world):
    """The address of a draft's page, and what its author sends from there."""
    draft = stages.drafted(world.deputy)
    return reverse("proposals:edit", args=[draft.pk]), {"title": "路灯", "body": TYPED, "version": 1, "save": "1"}


def test_who_meets_a_lock_is_told_after_a_while_and_keeps_his_words(web, database, city_in_production):
    address, sent = draft_page(city_in_production)
    author = Reader.before(web.port, city_in_production.deputy)
    with psycopg.connect(database) as other:
        other.execute("LOCK TABLE proposals_proposal IN SHARE MODE")
        answer = author.ask(address, sent)
    assert keeps_words(sent, answer)

    assert author.ask(address, sent).status == 302
    assert Proposal.objects.get().body == TYPED


def test_who_finds_no_place_in_the_database_is_told_and_served_when_there_is_one(web, database, city_in_production):
    address, sent = draft_page(city_in_production)
    author = Reader.before(web.port, city_in_production.deputy)
    for worker in web.workers:  # the new ones have no connection yet
        os.kill(worker, signal.SIGKILL)
    taken = []
    try:
        with pytest.raises(psycopg.OperationalError):
            while True:
                taken.append(psycopg.connect(database))
        until(web.answers)
        answer = author.ask(address, sent)
        ready = author.ask(reverse("congress:readyz"))
    finally:
        for one in taken:
            one.close()
    assert keeps_words(sent, answer) and ready.status == 503

    assert author.insist(address, sent).status == 302
    assert Proposal.objects.get().body == TYPED
