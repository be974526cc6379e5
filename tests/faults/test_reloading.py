"""A new release is loaded while deputies put opinions forward: nobody meets a failure, nothing is lost."""

import signal

import pytest
from django.db import connection, models

from proposals.models import Proposal
from tests.faults.processes import until
from tests.faults.submitters import Submitters, nothing_is_lost_or_doubled
from tests.proof import measured, times

pytestmark = pytest.mark.django_db(transaction=True)

SUBMITS = times("SUBMITS_WHILE_RELOADED", 12)
RELOADS = times("RELOADS", 1)


def add_a_column(name: str) -> None:
    """What the migration of the new release does first, as Django does it; the old one knows nothing of it."""
    field = models.TextField(null=True)
    field.set_attributes_from_name(name)
    with connection.schema_editor() as editor:
        editor.execute("SET LOCAL lock_timeout = '2s'")
        editor.add_field(Proposal, field)


def test_nobody_notices_that_the_web_is_loaded_anew(web, city_in_production):
    """Each time after a column was added to the busiest table."""
    with Submitters(web.port, city_in_production, SUBMITS) as deputies:
        for number in range(RELOADS):
            until(lambda n=number: len(deputies.told) >= n * SUBMITS // RELOADS or deputies.failures, 300)
            before = set(web.workers)
            add_a_column(f"added_{number}")
            web.process.popen.send_signal(signal.SIGHUP)
            until(lambda old=before: not old & set(web.workers) and web.workers)

    assert deputies.failures == []
    assert set(deputies.met()) == {"200", "302"}
    nothing_is_lost_or_doubled(deputies.told)
    measured(
        "G24",
        f"{SUBMITS} submits in {deputies.met().total()} requests over {RELOADS} reloads by HUP, "
        "a column added to the table before each: 0 failed, 0 repeated",
    )
