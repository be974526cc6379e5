"""F08: the clock of the portal's machine is wrong by days or minutes, that of the database is right."""

import os
import re
import subprocess
import sys
from collections import Counter
from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from congress.models import Notice
from proposals.models import Proposal
from tests import stages
from tests.faults.installation import Web
from tests.faults.processes import ROOT
from tests.faults.readers import Reader
from tests.faults.shifted import clock_off_by
from tests.places import a_seat
from tests.proof import measured, times

pytestmark = pytest.mark.django_db(transaction=True)
RECIPIENTS = times("REMINDED_BY_WRONG_CLOCKS", 3)
IS_LONG = times("WRONG_CLOCKS", 0) == 1
OFF_BY = {
    "-1 day": -timedelta(days=1),
    "+40 days": timedelta(days=40),
    "-5 min": -timedelta(minutes=5),
    "+5 min": timedelta(minutes=5),
}
FEW = list(OFF_BY) if IS_LONG else list(OFF_BY)[:1]
POSTED = re.compile(r"发出(\d+)条")


@pytest.fixture
def start(tmp_path, installation, database):
    """Starts a web whose clock is off by so much."""
    webs = []

    def started(by: timedelta) -> Web:
        web = Web(tmp_path, {**installation.environment, "DATABASE_URL": database, **clock_off_by(by)})
        webs.append(web)
        return web

    yield started
    for web in webs:
        web.process.kill()


@pytest.mark.parametrize("name", FEW)
def test_a_wrong_clock_is_told_of_and_opens_nothing_again(start, city_in_production, settings, name):
    """Undo stays shut and what is sent is taken; a session that began by a clock days away ends with it."""
    by, world = OFF_BY[name], city_in_production
    settings.SESSION_COOKIE_AGE = 100 * 24 * 3600  # so that it is there in forty days
    over = stages.submitted(world.deputy, "关于西山路口照明的建议")
    Proposal.objects.filter(pk=over.pk).update(submitted_at=timezone.now() - timedelta(minutes=12))
    fresh = stages.drafted(world.deputy, "关于东山路口照明的建议")
    reader = Reader.before(start(by).port, world.deputy)

    ready = reader.ask(reverse("congress:readyz"))
    undone = reader.ask(reverse("proposals:undo", args=[over.pk]), {})
    sent = reader.ask(reverse("proposals:check", args=[fresh.pk]), {})
    reader.port = start(timedelta(0)).port
    later = reader.ask(reverse("congress:home"))

    over.refresh_from_db()
    fresh.refresh_from_db()
    assert (ready.status, "the database's clock differs" in ready.page) == (200, True)
    assert (undone.status, over.state) == (403, Proposal.State.SUBMITTED)
    assert (sent.status, fresh.state) == (302, Proposal.State.SUBMITTED)
    assert later.status == (200 if abs(by) < timedelta(hours=1) else 302)
    measured(
        "G3",
        f"clock {name}: /readyz warns, undo stays shut, a submit is taken, the session ends or holds as it should",
    )


def test_a_clock_that_jumps_reminds_nobody_twice(installation, database, city_in_production):
    """A day back, forty days ahead of a day in June, and back again: each is told once of each thing."""
    for number in range(RECIPIENTS):
        a_seat(city_in_production.city, name=f"钱{number}", phone=f"139{number:08}", card=f"9{number}")
    days = [(6, 25), (6, 26), (6, 25), (6, 26), (7, 28), (6, 18), (7, 28), (6, 26), (7, 28)]

    posted = [remind(installation, database, midday(*day) - timezone.now()) for day in days]

    told = Counter(Notice.objects.values_list("kind", "person", "text"))
    assert posted[0] >= RECIPIENTS and posted == [posted[0], posted[0], 0, 0, posted[0], 0, 0, 0, 0]
    assert set(told.values()) == {1}
    measured(
        "G3", f"a clock that jumps 40 days ahead, back, and by a day, {len(days)} runs: {sum(posted)} told, 0 twice"
    )


def midday(month: int, day: int) -> datetime:
    return timezone.make_aware(datetime(2026, month, day, 12))


def remind(installation, database: str, by: timedelta) -> int:
    """How many are told by a command whose clock is off by so much."""
    env = {**os.environ, **installation.environment, "DATABASE_URL": database, **clock_off_by(by)}
    command = [sys.executable, "manage.py", "remind", "--anyway"]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=120, check=True)
    found = POSTED.search(done.stdout)
    assert found, done.stdout
    return int(found[1])
