"""The web, the database and the network fail while deputies put opinions forward: each is there once, none is lost."""

import os
import random
import signal
import time
from collections import Counter

import pytest

from tests.faults.processes import until
from tests.faults.proxy import Proxy
from tests.faults.submitters import Submitters, nothing_is_lost_or_doubled
from tests.proof import measured, times

pytestmark = pytest.mark.django_db(transaction=True)

SEED = 20260625
SUBMITS = times("SUBMITS", 24)
KILLS = times("KILLS", 4)
CUT_IN_A_HUNDRED = 3


def test_what_a_deputy_was_thanked_for_is_there_once_whatever_was_killed(installation, web, city_in_production):
    chance = random.Random(SEED)
    kinds = (["web"] * 2 + ["database", "network"]) * (KILLS // 4)
    chance.shuffle(kinds)
    with Proxy(web.port) as proxy:
        proxy.cut_after = lambda: chance.randrange(1500) if chance.randrange(100) < CUT_IN_A_HUNDRED else None
        with Submitters(proxy.port, city_in_production, SUBMITS) as deputies:
            for number, kind in enumerate(kinds):
                until(lambda n=number: len(deputies.told) >= n * SUBMITS // (KILLS + 1) or deputies.failures, 300)
                time.sleep(chance.uniform(0, 0.1))
                if kind == "web":
                    until(lambda: web.workers)
                    os.kill(chance.choice(web.workers), signal.SIGKILL)
                elif kind == "database":
                    installation.database.crash()
                    installation.database.start()
                else:
                    proxy.cut_all()

    assert deputies.failures == []
    assert len(deputies.told) == SUBMITS
    nothing_is_lost_or_doubled(deputies.told)
    count = Counter(kinds)
    measured(
        "G1",
        f"{SUBMITS} submits, {count['web']} kills of a web process, {count['database']} crashes of PostgreSQL, "
        f"{count['network']} cuts of every connection, {proxy.cuts} connections cut in all: 0 lost, 0 doubled, "
        f"each number as its author was told; answers {dict(deputies.met())}",
    )
