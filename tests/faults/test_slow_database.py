"""F05: a lock that somebody holds, and a way to the database on which each statement takes long: people are told."""

import threading
import time
from html import unescape

import psycopg
import pytest
from django.db import connection
from django.urls import reverse

from proposals.models import Proposal
from tests import stages
from tests.faults.installation import WORKERS, Web
from tests.faults.processes import until
from tests.faults.proxy import Proxy
from tests.faults.readers import Reader
from tests.proof import measured, times
from tests.world import BODY

pytestmark = pytest.mark.django_db(transaction=True)
HELD = times("LOCK_HELD", 3)  # seconds
PEOPLE = times("BEFORE_A_LOCK", 3)
LATE = times("MILLISECONDS_LATE", 600) / 1000  # each answer of the database
PATIENCE = times("STATEMENT_SECONDS", 1)  # for a statement; for a page four times as long
WAITING = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
IN_USE = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
TYPED = f"{BODY}另请修好护栏。"


@pytest.fixture
def hasty(installation, database):
    """The installation's environment, with a patience that is soon over."""
    return {**installation.environment, "DATABASE_URL": database, "STATEMENT_SECONDS": str(PATIENCE)}


@pytest.fixture
def web(tmp_path, hasty):
    server = Web(tmp_path, hasty)
    yield server
    server.process.kill()


class Author:
    """A deputy who saves his words until they are taken, and what he was answered."""

    def __init__(self, port: int, grant, number: int) -> None:
        self.draft = stages.drafted(grant, f"关于{number}号路口照明的建议")
        self.reader = Reader.before(port, grant)
        self.reader.seconds = 120
        self.sent = {"title": self.draft.title, "body": TYPED, "version": 1, "save": "1"}
        self.thread = threading.Thread(target=self.save)

    def save(self) -> None:
        self.reader.insist(reverse("proposals:edit", args=[self.draft.pk]), self.sent)

    def was_told(self) -> bool:
        """Each time that he was not served he read so, beside his words."""
        pages = [answer for _, answer in self.reader.failures]
        return all(a.status == 503 and "系统暂时办不了" in a.page and TYPED in unescape(a.page) for a in pages)


def test_nobody_piles_up_before_a_lock_and_all_are_served_when_it_is_gone(web, database, city_in_production):
    authors = [Author(web.port, city_in_production.deputy, number) for number in range(PEOPLE)]
    with psycopg.connect(database) as other, psycopg.connect(database, autocommit=True) as onlooker:
        most = 0
        other.execute("LOCK TABLE proposals_proposal IN SHARE MODE")
        for author in authors:
            author.thread.start()
        end = time.monotonic() + HELD
        while time.monotonic() < end:
            most = max(most, onlooker.execute(WAITING).fetchone()[0])
            time.sleep(0.1)
    began = time.monotonic()
    for author in authors:
        author.thread.join(120)
    seconds = time.monotonic() - began

    told = sum(len(author.reader.failures) for author in authors)
    assert told and all(author.was_told() for author in authors)
    assert {row.body for row in Proposal.objects.all()} == {TYPED}
    assert 1 <= most <= WORKERS
    measured(
        "G23",
        f"a lock held {HELD} s before {PEOPLE} people: {told} answers 503 in plain words with what was typed, at most "
        f"{most} statements waiting, all saved {seconds:.1f} s after it was gone",
    )


def connected(database: str) -> int:
    """How many processes of the web hold a connection."""
    with psycopg.connect(database) as onlooker:
        return int(onlooker.execute(IN_USE).fetchone()[0])


def test_a_page_that_asks_too_slowly_is_given_up_in_words(tmp_path, installation, hasty, database, city_in_production):
    author_of, path = city_in_production.deputy, reverse("proposals:queue")
    with Proxy(installation.database.port) as proxy:
        url = database.replace(f":{installation.database.port}/", f":{proxy.port}/")
        web = Web(tmp_path, {**hasty, "DATABASE_URL": url})
        try:
            author, desk = Author(web.port, author_of, 1), Reader.before(web.port, city_in_production.desk)
            connection.close()
            until(lambda: desk.ask(path).status == 200 and connected(database) == WORKERS)
            desk.seconds, proxy.delay = 120, LATE
            author.thread.start()
            until(lambda: author.reader.failures, 100)
            answer = desk.ask(path)
            proxy.delay = 0.0
            began = time.monotonic()
            until(lambda: desk.ask(path).status == 200)
            seconds = time.monotonic() - began
            author.thread.join(120)
        finally:
            web.process.kill()
    assert author.was_told() and Proposal.objects.get().body == TYPED
    assert answer.status == 503 and "系统暂时办不了" in answer.page
    assert "the statements of this request took longer" in web.process.log.read_text()
    measured(
        "G23",
        f"each answer of the database {LATE:.1f} s late: after {4 * PATIENCE} s a page says so by 503; "
        f"served {seconds:.1f} s after it was quick again",
    )
