"""Two webs, two workers, a copy of the database: one of each is killed while people work, and what they see."""

import http.client
import itertools
import json
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from tests.faults.scaleout import Portal
from tests.faults.servers import Gateway, running
from tests.proof import measured, times

SECONDS = times("SCALEOUT_SECONDS", 1)
KILLED = times("SCALEOUT_KILLED", 2)  # the suite kills a web and a worker, the proof all there is
NOTHING, AFTERWARDS = "nothing killed", "all up again"
PAUSE = 0.05  # seconds between two requests of one person: the load is light
OPINIONS, MESSAGES = 40 * SECONDS, 20 * SECONDS
FINE = ("200", "302", "303")
TOKEN = "a" * 32  # a CSRF secret: the cookie and the form agree
WORLD = f"""
import json, sys
from datetime import timedelta
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.utils import timezone
call_command("migrate", verbosity=0)
from congress import files
from congress.models import Delivery
from congress.notices import Post, post_many
from proposals.models import Attachment
from tests.congress.made_files import pdf
from tests.places import signed_in
from tests.stages import drafted, replied
from tests.world import a_world, today_is_worked
world = a_world()
today_is_worked()
proposal = replied(world).proposal
stored = files.store(SimpleUploadedFile("附件.pdf", pdf()), by=world.deputy.person)
attachment = Attachment.objects.create(proposal=proposal, file=stored)
drafts = [drafted(world.deputy, f"第{{n}}件") for n in range({OPINIONS})]
now, today = timezone.now(), timezone.localdate()
for n in range({MESSAGES}):
    said = Post(key=f"said:{{n}}", kind="new_assignment", to=world.handler.person, congress=world.city, facts={{}},
                day=today, text=f"第{{n}}句", channels=["wecom"])
    post_many([said])
    Delivery.objects.filter(notice__key=f"said:{{n}}").update(due_at=now + timedelta(seconds=10 + n * 0.4))
def cookies(grant):
    return "; ".join(f"{{name}}={{morsel.value}}" for name, morsel in signed_in(grant).cookies.items())
print(json.dumps({{
    "reads": [cookies(world.deputy), ["/", "/proposals/", f"/proposals/{{proposal.pk}}/"]],
    "reports": [cookies(world.desk), ["/proposals/figures/"]],
    "opens a file": [cookies(world.deputy), [f"/proposals/{{proposal.pk}}/files/{{attachment.pk}}/"]],
    "submits": [cookies(world.deputy), [f"/proposals/{{draft.pk}}/check/" for draft in drafts]],
}}))
"""
FOUND = """
import io, json, sys
from django.core.management import call_command
from congress.models import Delivery
from proposals.models import Proposal
said = io.StringIO()
try:
    call_command("doctor", "--read-files", stdout=said)
except BaseException:
    print(said.getvalue())
    raise
submitted = Proposal.objects.filter(title__startswith="第", state="submitted").values_list("pk", flat=True)
print(json.dumps({
    "submitted": [str(pk) for pk in submitted],
    "states": list(Delivery.objects.filter(notice__key__startswith="said:").values_list("state", flat=True)),
}))
"""


@dataclass
class Person:
    """Somebody who asks for one page after the other, and presses again what failed."""

    what: str
    cookies: str
    paths: Iterator[str]
    port: int
    saw: list[tuple[str, str, float]] = field(default_factory=list)
    done: list[str] = field(default_factory=list)

    def ask(self, path: str) -> str:
        """The status, or what broke."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Cookie": f"{self.cookies}; csrftoken={TOKEN}"}
        try:
            if self.what == "submits":
                headers["Content-Type"] = "application/x-www-form-urlencoded"
                connection.request("POST", path, f"csrfmiddlewaretoken={TOKEN}&sure=1", headers)
            else:
                connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            answer.read()
            return str(answer.status)
        except (OSError, http.client.HTTPException) as error:
            return type(error).__name__
        finally:
            connection.close()

    def work(self, phase: list[str], is_over: threading.Event) -> None:
        for path in self.paths:
            status = ""
            while not is_over.is_set() and status not in FINE:
                began = time.monotonic()
                status = self.ask(path)
                self.saw.append((phase[0], status, time.monotonic() - began))
                time.sleep(PAUSE)
            if is_over.is_set():
                return
            self.done.append(path)


@pytest.fixture
def gateway():
    with running(Gateway()) as made:
        yield made


@pytest.fixture
def portal(gateway):
    made = Portal(gateway.url)
    try:
        yield made
    finally:
        made.stop()


def in_words(name: str, people: list[Person]) -> str:
    """What people saw in a phase: how many answers, which of them were none, the longest wait."""
    saw = [(person.what, status, wait) for person in people for phase, status, wait in person.saw if phase == name]
    failed = Counter(f"{what}: {status}" for what, status, _ in saw if status not in FINE)
    problems = ", ".join(f"{number} × {words}" for words, number in sorted(failed.items())) or "none failed"
    killed = name if name in (NOTHING, AFTERWARDS) else f"{name} killed"
    return f"{killed}: {len(saw)} requests, {problems}, longest {max((wait for *_, wait in saw), default=0):.1f} s"


def test_one_of_each_is_killed_while_people_work(portal, gateway):
    said = json.loads(portal.run(WORLD).splitlines()[-1])
    for name in ("web 1", "web 2", "nginx", "worker 1", "worker 2", "clock"):
        portal.start(name)
    parts = dict(list(portal.parts().items())[:KILLED])
    phase, is_over = [NOTHING], threading.Event()
    people = [
        Person(what, cookies, iter(paths) if what == "submits" else itertools.cycle(paths), portal.ports["nginx"])
        for what, (cookies, paths) in said.items()
    ]
    threads = [threading.Thread(target=person.work, args=(phase, is_over)) for person in people]
    for thread in threads:
        thread.start()
    try:
        time.sleep(SECONDS)
        for name, (kill, start) in parts.items():
            phase[0] = name
            kill()
            time.sleep(SECONDS)
            start()
            phase[0] = AFTERWARDS
            time.sleep(SECONDS)
    finally:
        is_over.set()
        for thread in threads:
            thread.join()

    found = json.loads(portal.run(WAIT + FOUND).splitlines()[-1])
    sent = [path.split("/")[2] for person in people if person.what == "submits" for path in person.done]
    assert set(sent) <= set(found["submitted"]) and sent
    assert set(found["states"]) == {"sent"}
    heard = Counter(line for text in gateway.texts for line in text.splitlines() if line.startswith("第"))
    for name in (NOTHING, *parts, AFTERWARDS):
        measured("G33", in_words(name, people))
    measured(
        "G33",
        f"{len(sent)} opinions acknowledged, {len(set(sent) - set(found['submitted']))} lost; {len(found['states'])} "
        f"messages, none lost, {sum(number - 1 for number in heard.values())} said twice; the doctor found nothing",
    )


WAIT = """
import time
from congress.models import Delivery
until = time.monotonic() + 180
while Delivery.objects.filter(notice__key__startswith="said:", state__in=["waiting", "sending"]).exists():
    assert time.monotonic() < until, "messages wait"
    time.sleep(0.5)
"""
