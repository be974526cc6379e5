"""Where the server thinks it is does not matter: days are those of Beijing."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.proof import measured

ROOT = Path(__file__).resolve().parents[2]
# 16:30 and 15:59:59 UTC: the first is the 8th in Beijing and the 7th elsewhere, the second the last second of the 7th.
A_DAY = """
import time
from datetime import UTC, date, datetime
import django
django.setup()
from django.core.management import call_command
from django.utils.timezone import localdate
from congress import reminding
from congress.actors import Actor
from congress.models import Grant, Notice, Setting
from deputies.models import Seat, SeatState
from proposals import drafting, routing
from proposals.models import Clock, Proposal
from tests.world import BODY, TITLE, a_world
world = a_world()
for model in (Grant, Seat, SeatState):
    model.objects.update(starts_on=date(2024, 1, 1))
Setting.objects.create(key="opinion.undo_minutes", value=0, starts_on=date(2024, 1, 1))
for moment in (datetime(2026, 4, 7, 16, 30, tzinfo=UTC), datetime(2026, 4, 7, 15, 59, 59, tzinfo=UTC)):
    proposal = drafting.begin(by=Actor(world.deputy), title=TITLE, body=BODY)
    drafting.submit(proposal, by=Actor(world.deputy), at=moment)
    lane = Proposal.Lane.FORMAL
    routing.assign(proposal, lead=world.urban, lane=lane, by=Actor(world.desk), on=localdate(moment))
for clock in Clock.objects.order_by("started_on", "limit", "due_on"):
    print(clock.limit, clock.started_on, clock.due_on, clock.because)
Notice.objects.all().delete()
for moment in (datetime(2026, 5, 28, 0, 29, 59, tzinfo=UTC), datetime(2026, 5, 28, 0, 30, tzinfo=UTC)):
    print(reminding.remind_now(moment))
for day, kind, text in Notice.objects.order_by("kind", "text", "person__name").values_list("day", "kind", "text"):
    print(day, kind, text)
call_command("due", "2026-02-12", "7WD")
"""


def run(zone: str, folder: Path, *command: str) -> list[str]:
    """What that says on a server of that time zone, which keeps everything in that folder."""
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
    env = kept | {"TZ": zone, "PORTAL_VAR": str(folder), "DJANGO_SETTINGS_MODULE": "congress.settings"}
    done = subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=env, capture_output=True, text=True, timeout=180, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def lived_in(zone: str, empty: Path) -> list[str]:
    """What the day gives there, begun with tables that were made elsewhere."""
    folder = empty.with_name(zone.replace("/", "-"))
    shutil.copytree(empty, folder)
    return run(zone, folder, "-c", A_DAY)


def test_three_servers_around_the_world_give_the_same_due_dates_and_reminders(tmp_path):
    empty = tmp_path / "empty"
    run("Europe/Paris", empty, "manage.py", "migrate", "--verbosity", "0")
    beijing, utc, york = [lived_in(zone, empty) for zone in ("Asia/Shanghai", "UTC", "America/New_York")]

    assert beijing == utc == york
    assert {line.split()[1] for line in beijing if line.startswith("reply ")} == {"2026-04-07", "2026-04-08"}
    assert "0" in beijing and any(line.startswith("2026-05-28 month_missing") for line in beijing)
    assert "due: 2026-02-28" in beijing
    measured("G13", "servers in Beijing, Greenwich and New York agree")
