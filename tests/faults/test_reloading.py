"""A new release is loaded while deputies put opinions forward: nobody meets a failure, nothing is lost."""

import signal

import pytest

from tests.faults.processes import until
from tests.faults.submitters import Submitters, nothing_is_lost_or_doubled
from tests.proof import measured, times

pytestmark = pytest.mark.django_db(transaction=True)

SUBMITS = times("SUBMITS_WHILE_RELOADED", 12)
RELOADS = times("RELOADS", 1)


def test_nobody_notices_that_the_web_is_loaded_anew(web, city_in_production):
    with Submitters(web.port, city_in_production, SUBMITS) as deputies:
        for number in range(RELOADS):
            until(lambda n=number: len(deputies.told) >= n * SUBMITS // RELOADS or deputies.failures, 300)
            before = set(web.workers)
            web.process.popen.send_signal(signal.SIGHUP)
            until(lambda old=before: not old & set(web.workers) and web.workers)

    assert deputies.failures == []
    assert set(deputies.met()) == {"200", "302"}
    nothing_is_lost_or_doubled(deputies.told)
    measured(
        "G24",
        f"{SUBMITS} submits in {deputies.met().total()} requests over {RELOADS} reloads by HUP: 0 failed, 0 repeated",
    )
