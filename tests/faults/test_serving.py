"""The portal as `script/server` runs it: a reminder really leaves by its worker and its clock."""

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from tests.faults.processes import ROOT, Process, until
from tests.private_servers import free_port

# Two deputies of the first half of 2026: the clock that runs meanwhile finds nobody to remind of today.
A_CITY = """
from datetime import date
import django
django.setup()
from deputies.models import SeatState
from tests.places import a_congress, a_seat
from tests.world import today_is_worked
today_is_worked()
city = a_congress()
a_seat(city)
a_seat(city, name="李某", phone="13800000002", card="002")
SeatState.objects.update(ends_on=date(2026, 6, 30))
"""


@pytest.fixture
def environment(tmp_path, sms):
    """An embedded installation of its own, where it is midday, with the test's SMS gateway."""
    return {
        "DATABASE_URL": "",
        "REDIS_URL": "",
        "PORTAL_VAR": str(tmp_path / "var"),
        "DJANGO_SETTINGS_MODULE": "tests.faults.midday",
        "SMS_GATEWAY_URL": sms.url,
    }


@pytest.fixture
def portal(tmp_path, environment):
    """`manage.py serve`, answering."""
    command = [sys.executable, "manage.py", "serve", "--no-demo", "--port", str(free_port())]
    process = Process(tmp_path, *command, **environment)
    until(lambda: process.says("可以打开了"), 90)
    yield process
    if process.popen.poll() is None:
        process.popen.send_signal(signal.SIGTERM)
        process.popen.wait(30)


def run(environment, *command):
    arguments = [sys.executable, *command]
    done = subprocess.run(arguments, cwd=ROOT, env=os.environ | environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_reminder_arrives_by_the_worker_and_the_clock_of_an_embedded_portal(tmp_path, environment, portal, sms):
    run(environment, "-c", A_CITY)
    remind = ("manage.py", "remind", "--today", "2026-06-26")

    assert "2026-06-26 发出2条" in run(environment, *remind)
    assert "2026-06-26 发出0条" in run(environment, *remind)
    until(lambda: len(sms.requests) == 2, 60)

    assert {body["to"] for _, _, body in sms.requests} == {"13800000001", "13800000002"}
    with closing(sqlite3.connect(tmp_path / "var" / "portal.sqlite3")) as database:
        until(lambda: database.execute("SELECT DISTINCT state FROM congress_delivery").fetchall() == [("sent",)])
        told = database.execute("SELECT kind, count(*) FROM congress_notice GROUP BY kind").fetchall()
    assert told == [("month_missing", 2)]
    assert portal.popen.poll() is None
