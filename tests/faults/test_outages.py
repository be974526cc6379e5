"""With the queue, the worker or the SMS gateway away the web goes on: everybody does what he came for."""

import os
import re
import subprocess
import sys
from collections import Counter

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from congress.models import Delivery, Role
from proposals.models import Proposal
from tests.faults.installation import Web
from tests.faults.processes import ROOT, Queue, database_url
from tests.faults.proxy import Proxy
from tests.faults.readers import TOKEN, Reader
from tests.faults.servers import Gateway, is_silent, running
from tests.places import a_grant
from tests.proof import measured, times
from tests.proposals.every_posted_page import PAGES
from tests.stages import LETTER
from tests.world import BODY, TITLE, a_world, let_the_undo_time_pass, the_assignment, the_proposal

pytestmark = pytest.mark.django_db(transaction=True)

OUTAGES = ["everything_away", "queue_stopped", "worker_absent"]  # away: the queue swallows all, the gateway is silent
FEW = OUTAGES if times("OUTAGES", 0) else OUTAGES[:1]
# What takes a file comes as another kind of form; the file that remove_file names is not there.
TABLES = ("deputies:import", "deputies:preview", "groups:import", "groups:preview")
FORMS = [name for name in PAGES if name not in (*TABLES, "proposals:remove_file")]
SOME = FORMS if times("OUTAGES", 0) else FORMS[:1]
ANSWERED_AT_ONCE = {"proposals:autosave", "proposals:reply_autosave", "deputies:export_phones"}
TAKEN: Counter[str] = Counter()


@pytest.fixture(scope="module", params=FEW)
def outage(request):
    return request.param


@pytest.fixture(scope="module")
def web(outage, tmp_path_factory, django_db_setup, django_db_blocker):
    """gunicorn before the tests' own database, with something else away; no worker and no clock ever run."""
    if connection.vendor != "postgresql":
        pytest.skip("gunicorn and the test need a database server between them")
    folder = tmp_path_factory.mktemp(outage)
    queue = Queue(folder)
    if outage != "queue_stopped":
        queue.start()
    with running(Gateway()) as gateway, Proxy(queue.port) as proxy, django_db_blocker.unblock():
        gateway.answers = [is_silent]
        proxy.is_hole = outage == "everything_away"
        environment = {
            "DJANGO_SETTINGS_MODULE": "congress.settings",
            "DATABASE_URL": database_url(),
            "REDIS_URL": f"redis://127.0.0.1:{proxy.port}/0",
            "SMS_GATEWAY_URL": gateway.url,
            "SECOND_FACTOR": "0",
            "PORTAL_VAR": str(folder / "var"),
        }
        collect = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
        subprocess.run(collect, cwd=ROOT, env={**os.environ, **environment}, check=True)
        server = Web(folder, environment)
        yield server
        server.process.kill()
        queue.kill()
    measured("G22", f"{outage}: the main job in {TAKEN[f'{outage}, main job']} deeds, {TAKEN[outage]} kinds of forms")


def test_the_main_job_is_done_by_everybody(outage, web):
    world = a_world()
    deputy, desk, handler, leader = (
        Reader.before(web.port, grant) for grant in (world.deputy, world.desk, world.handler, world.leader)
    )
    deeds = 0

    def does(who, name, row, sent):
        nonlocal deeds
        address = reverse(f"proposals:{name}", args=[row.pk])
        answer = who.ask(address, sent)
        assert answer.status == 302, (name, answer.status, answer.page)
        assert who.ask(answer.leads_to).status == 200
        deeds += 1

    edit = deputy.ask(reverse("proposals:create"), {"kind": "opinion"}).leads_to
    assert deputy.ask(edit, {"title": TITLE, "body": BODY, "version": 1}).status == 302
    proposal = the_proposal()
    does(deputy, "check", proposal, {})
    let_the_undo_time_pass(proposal)

    assert TITLE in desk.ask(reverse("proposals:queue")).page
    page = desk.ask(reverse("proposals:assign", args=[proposal.pk])).page
    version = re.search(r'name="version" value="(\d+)"', page)[1]
    does(desk, "assign", proposal, {"lead": world.urban.pk, "lane": "formal", "version": version})

    assignment = the_assignment(world.urban)
    assert TITLE in handler.ask(reverse("proposals:inbox")).page
    does(handler, "sign_in", assignment, {})
    contact = {"on": str(timezone.localdate()), "way": "phone", "persons": "周某、张某", "result": "代表同意先装四盏"}
    does(handler, "log_contact", assignment, contact)
    does(handler, "reply", assignment, {"version": 1, "outcome": "A", "text": LETTER, "send": "1"})
    does(leader, "sign", assignment, {"sign": "1"})
    does(deputy, "rate", assignment, {"process": "satisfied", "result": "satisfied", "reason": ""})

    proposal.refresh_from_db()
    assert proposal.state == Proposal.State.CLOSED
    assert proposal.number in deputy.ask(reverse("congress:messages")).page
    assert set(Delivery.objects.values_list("state", flat=True)) == {Delivery.State.WAITING}
    TAKEN[f"{outage}, main job"] = deeds + 2


def test_who_looks_after_it_is_told_and_does_not_wait_for_ever(outage, web):
    world = a_world()
    admin = Reader.before(web.port, a_grant(Role.SYSTEM_ADMIN, world.city, name="陈某"))
    page = admin.ask(reverse("congress:status"))
    assert page.status == 200
    assert ("任务队列连不上" in page.page) == (outage != "worker_absent")
    assert admin.ask(reverse("congress:readyz")).status == 200


@pytest.mark.parametrize("name", SOME)
def test_every_form_of_proposals_and_deputies_is_taken(outage, web, name):
    page = PAGES[name](a_world())
    cookies = "; ".join(f"{key}={morsel.value}" for key, morsel in page.client.cookies.items())
    sent = {key: value for key, value in page.sent.items() if value != ""}
    answer = Reader(web.port, f"{cookies}; csrftoken={TOKEN}").ask(page.address, sent)
    assert answer.status == (200 if name in ANSWERED_AT_ONCE else 302), answer.page
    TAKEN[outage] += 1
