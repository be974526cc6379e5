"""A real worker, clock and queue; when the queue dies nothing is lost, and nothing piles up in it."""

import time

import pytest
from celery import Celery
from django.utils import timezone

from congress import celery as portal
from congress import tasks
from congress.models import Delivery, Notice, Person
from congress.queue_length import waiting_messages
from proposals.models import Proposal
from tests.faults.processes import Queue, until
from tests.faults.proxy import Proxy
from tests.places import signed_in
from tests.world import BODY, TITLE, a_world

State = Delivery.State
SMS = Delivery.Channel.SMS


def state_of(row):
    return Delivery.objects.values_list("state", flat=True).get(pk=row.pk)


@pytest.mark.django_db(transaction=True)
def test_a_proposal_is_put_forward_while_the_queue_is_down(on_postgresql, queue, start, sms, monkeypatch):
    world = a_world()
    author = signed_in(world.deputy)
    proposal = Proposal.objects.create(
        congress=world.city, holder=world.city, term=world.zhang.term, seat=world.zhang, title=TITLE, body=BODY
    )
    start()
    start.clock()
    queue.kill()
    monkeypatch.setattr(portal.app.conf, "broker_url", queue.url)

    answer = author.post(f"/proposals/{proposal.pk}/check/")

    assert (answer.status_code, answer.url) == (302, f"/proposals/{proposal.pk}/done/")
    proposal.refresh_from_db()
    assert proposal.state == Proposal.State.SUBMITTED
    receipt = Delivery.objects.get(notice__person=world.zhang.person, channel=SMS)
    assert receipt.state == State.WAITING

    Notice.objects.update(visible_at=timezone.now())  # the minutes in which he may take it back are over
    assert receipt.notice.text in author.get("/messages/").content.decode()
    Delivery.objects.filter(pk=receipt.pk).update(due_at=timezone.now())
    queue.start()
    until(lambda: state_of(receipt) == State.SENT)
    assert sms.requests[0][2]["to"] == "13800000001"
    assert len(sms.requests) == 1


@pytest.mark.django_db(transaction=True)
def test_a_queue_that_swallows_everything_for_a_while_stops_nobody_for_ever(on_postgresql, queue, start, sms, tell):
    with Proxy(queue.port) as proxy:
        queue.url = f"redis://127.0.0.1:{proxy.port}/0"
        start()
        start.clock()
        before = tell(SMS, kind="submitted", due=timezone.now())
        until(lambda: state_of(before) == State.SENT)

        proxy.is_hole = True
        heard = proxy.swallowed
        until(lambda: proxy.swallowed > heard)
        time.sleep(6)  # the clock has ticked once more, and waits for an answer
        proxy.is_hole = False

        somebody_else = Person.objects.create_person("钱某", phone="13900000002")
        after = tell(SMS, kind="submitted", to=somebody_else, due=timezone.now())
        until(lambda: state_of(after) == State.SENT)


def test_a_clock_without_a_queue_goes_on(tmp_path):
    nobody = Queue(tmp_path)
    with Celery(broker=nobody.url) as app:
        assert waiting_messages(app) == 0


def test_nothing_piles_up_in_front_of_an_absent_worker(queue):
    with Celery(broker=queue.url) as app:
        for _ in range(tasks.MOST_WAITING):
            app.send_task("congress.tasks.deliver")
        assert waiting_messages(app) == tasks.MOST_WAITING
