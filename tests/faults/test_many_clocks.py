"""Eight schedulers at once, again and again, and some of them killed: everybody is reminded once."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter

import pytest

from congress.models import Delivery, JobRun, Notice
from tests.faults.processes import ROOT, database_url
from tests.places import a_congress, a_seat
from tests.private_servers import die_quickly_with_parent
from tests.proof import measured, times

pytestmark = pytest.mark.django_db(transaction=True)

SEED = 20260626
FRIDAY = "2026-06-26"
SCHEDULERS = 8
RECIPIENTS = times("RECIPIENTS", 20)
RERUNS = times("RERUNS", 3)
KILLED = times("KILLED_WHILE_REMINDING", 2)
# Runs the reminders of each day that it is told, and says how many notices were new.
SCHEDULER = """
import sys
from datetime import date
import django
django.setup()
from congress import reminding
print("ready", flush=True)
for line in sys.stdin:
    print(reminding.remind(date.fromisoformat(line.strip())), flush=True)
"""


class Scheduler:
    """A process of its own that reminds when it is told to."""

    def __init__(self, folder, sms):
        self.popen = subprocess.Popen(
            [sys.executable, "-c", SCHEDULER],
            cwd=ROOT,
            env={
                **os.environ,
                "DJANGO_SETTINGS_MODULE": "congress.settings",
                "DATABASE_URL": database_url(),
                "SMS_GATEWAY_URL": sms.url,
                "PORTAL_VAR": str(folder),
            },
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            preexec_fn=die_quickly_with_parent,
        )

    def is_ready(self):
        assert self.popen.stdout.readline() == "ready\n"

    def remind(self, day):
        self.popen.stdin.write(f"{day}\n")
        self.popen.stdin.flush()

    def posted(self):
        return int(self.popen.stdout.readline())

    def end(self, number=signal.SIGKILL):
        self.popen.send_signal(number)
        self.popen.communicate()


@pytest.fixture
def hire(on_postgresql, tmp_path, sms):
    """Starts some schedulers that are ready."""
    hired = []

    def start(number):
        new = [Scheduler(tmp_path, sms) for _ in range(number)]
        hired.extend(new)
        for one in new:
            one.is_ready()
        return new

    yield start
    for one in hired:
        one.end()


@pytest.fixture
def recipients(on_postgresql, sms):
    """Deputies who have put nothing forward this month."""
    city = a_congress()
    for number in range(RECIPIENTS):
        a_seat(city, name=f"钱{number}", phone=f"138{number:08}", card=str(number))


def told():
    """How often which deputy was told; and how many messages go out for it."""
    counts = Counter(Notice.objects.filter(kind="month_missing").values_list("person", flat=True))
    return Counter(counts.values()), Delivery.objects.count()


EACH_ONCE = (Counter({1: RECIPIENTS}), RECIPIENTS)


def test_eight_schedulers_that_run_again_and_again_remind_everybody_once(recipients, hire):
    schedulers, posted = hire(SCHEDULERS), []
    for rerun in range(RERUNS):
        if rerun % 2:
            JobRun.objects.all().delete()  # as if none of them remembered the run before
        for one in schedulers:
            one.remind(FRIDAY)
        posted.append(sum(one.posted() for one in schedulers))

    assert posted == [RECIPIENTS] + [0] * (RERUNS - 1)
    assert told() == EACH_ONCE
    measured(
        "G3",
        f"{RERUNS} reruns by {SCHEDULERS} schedulers at once, {RECIPIENTS} recipients, every second time with the "
        "record of the run before taken away: 0 reminded twice, 0 left out",
    )


def test_schedulers_that_are_killed_while_they_remind_leave_nothing_half_done(recipients, hire):
    chance, found = random.Random(SEED), Counter()
    for _ in range(KILLED):
        (one,) = hire(1)
        one.remind(FRIDAY)
        time.sleep(chance.uniform(0, 1.5))
        one.end()
        assert told() in ((Counter(), 0), EACH_ONCE)
        found[told() == EACH_ONCE] += 1
        JobRun.objects.all().delete()
    (one,) = hire(1)
    one.remind(FRIDAY)
    one.posted()

    assert told() == EACH_ONCE
    measured("G3", f"{KILLED} killed while reminding ({found[False]} before anything was told): each told once")
