"""F06: the disk of the log is full: not a line can be written, and everybody is served."""

import pytest

from tests.faults.installation import Web
from tests.faults.submitters import Submitters, nothing_is_lost_or_doubled
from tests.proof import measured, times

pytestmark = pytest.mark.django_db(transaction=True)
SUBMITS = times("SUBMITS_WITHOUT_A_LOG", 8)
# Whatever is written there finds no space left.
INTO_A_FULL_DISK = ("sh", "-c", 'exec "$@" >/dev/full 2>&1', "sh")


def test_nobody_notices_that_no_line_of_the_log_can_be_written(tmp_path, installation, database, city_in_production):
    environment = {**installation.environment, "DATABASE_URL": database, "LOG_REQUESTS": "1"}
    web = Web(tmp_path, environment, through=INTO_A_FULL_DISK)
    try:
        with Submitters(web.port, city_in_production, SUBMITS) as deputies:
            pass
    finally:
        web.process.kill()
    assert web.process.log.read_text() == ""
    assert deputies.failures == []
    assert set(deputies.met()) == {"200", "302"}
    nothing_is_lost_or_doubled(deputies.told)
    measured("G24", f"the log's disk full: {SUBMITS} submits in {deputies.met().total()} requests, 0 failed")
