"""Workers killed at marked points and at random: nothing is lost, and no SMS leaves twice."""

import os
import random
import signal
import time
from collections import Counter
from contextlib import contextmanager
from datetime import timedelta

import psycopg
import pytest
from django.utils import timezone

from congress.models import Delivery, Notice, Person
from congress.notices import Post, post_many
from tests.faults.conftest import WEDNESDAY
from tests.faults.processes import children_of, database_url, please, somebody_waits_for, until
from tests.faults.servers import is_silent, says
from tests.proof import measured, times

State, Channel = Delivery.State, Delivery.Channel
SEED = 20260624
ANSWER = says(200, b'{"errcode": 0}')
BY_RANDOM = times("KILLS_BY_RANDOM", 2)
EACH_MARK = times("KILLS_AT_EACH_MARK", 1)
PEOPLE_A_KILL = times("PEOPLE_A_KILL", 3)


class Outbox:
    """What was posted, and the worker that sends it."""

    def __init__(self, queue, start, sms, mail, city):
        self.queue, self.start, self.sms, self.mail, self.city = queue, start, sms, mail, city
        self.people = self.died = self.kills = 0
        self.worker = start()

    def post(self):
        """A notice to a few people who are new, by mail and by SMS, due now."""
        posts = []
        for _ in range(PEOPLE_A_KILL):
            self.people += 1
            who = {"phone": f"138{self.people:08}", "email": f"{self.people}@example.org"}
            person = Person.objects.create_person(f"钱{self.people}", **who)
            said = {"to": person, "congress": self.city, "facts": {}, "day": WEDNESDAY, "text": f"第{self.people}句"}
            posts.append(
                Post(key=f"told:{self.people}", kind="submitted", channels=[Channel.EMAIL, Channel.SMS], **said)
            )
        assert [post_many(posts), post_many(posts)] == [len(posts), 0]
        Delivery.objects.filter(state=State.WAITING).update(due_at=timezone.now())
        for _ in range(2):
            please(self.queue)

    def kill_the_worker(self):
        """The whole of it, and another in its place."""
        self.died += len(children_of(self.worker.popen.pid))
        self.kills += 1
        self.worker.kill()
        self.worker = None

    def kill_a_process(self, chance):
        """One of those that send; the worker starts another by itself."""
        self.died += 1
        self.kills += 1
        os.kill(chance.choice(children_of(self.worker.popen.pid)), signal.SIGKILL)

    def is_sent_off(self):
        """Whether nothing waits; what was left by the dead goes to the next, as after a minute."""
        Delivery.objects.filter(state=State.SENDING, claimed_at__lt=timezone.now() - timedelta(seconds=15)).update(
            claimed_at=timezone.now() - timedelta(minutes=2)
        )
        please(self.queue)
        time.sleep(0.5)
        return not Delivery.objects.filter(state__in=[State.WAITING, State.SENDING]).exists()


@contextmanager
def locked(table):
    """Nobody reads or writes that table meanwhile."""
    with psycopg.connect(database_url()) as other:
        other.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")
        yield


def before_its_claim(outbox):
    with locked("congress_delivery"):
        please(outbox.queue)
        until(lambda: somebody_waits_for("congress_delivery"))
        outbox.kill_the_worker()


def between_its_claim_and_the_sending(outbox):
    """The signature of the congress is looked up after the claim has been committed."""
    with locked("congress_setting"):
        please(outbox.queue)
        until(lambda: somebody_waits_for("congress_setting"))
        assert Delivery.objects.filter(state=State.SENDING).exists()
        outbox.kill_the_worker()


def before_the_answer(outbox):
    outbox.sms.was_asked.clear()
    outbox.sms.answers = [is_silent]
    please(outbox.queue)
    until(outbox.sms.was_asked.is_set)
    outbox.kill_the_worker()


def before_the_answer_is_recorded(outbox):
    """The gateway locks the outbox before it answers."""
    with psycopg.connect(database_url()) as other:

        def answers_behind_a_lock(handler):
            other.execute("LOCK TABLE congress_delivery IN EXCLUSIVE MODE")
            ANSWER(handler)

        outbox.sms.answers = [answers_behind_a_lock]
        please(outbox.queue)
        until(lambda: somebody_waits_for("congress_delivery"))
        outbox.kill_the_worker()


MARKS = [before_its_claim, between_its_claim_and_the_sending, before_the_answer, before_the_answer_is_recorded]


@pytest.mark.django_db(transaction=True)
def test_whenever_processes_of_the_worker_are_killed_nothing_is_lost_or_doubled(
    on_postgresql, queue, start, sms, mail, city
):
    chance, outbox = random.Random(SEED), Outbox(queue, start, sms, mail, city)
    for mark in MARKS * EACH_MARK:
        outbox.post()
        mark(outbox)
        sms.answers = [ANSWER]
        outbox.worker = start()
    for _ in range(BY_RANDOM):
        heard = len(sms.requests) + len(mail.mails)
        until(lambda: len(children_of(outbox.worker.popen.pid)) == 2)
        outbox.post()
        until(lambda heard=heard: len(sms.requests) + len(mail.mails) > heard)
        time.sleep(chance.uniform(0, 0.2))
        outbox.kill_a_process(chance)
    until(outbox.is_sent_off, 200)

    ids = [body["id"] for _, _, body in sms.requests]
    states = Counter(Delivery.objects.values_list("channel", "state"))
    unknown, twice = states.get((Channel.SMS, State.UNKNOWN), 0), len(mail.mails) - outbox.people
    assert len(set(ids)) == len(ids) == len({body["to"] for _, _, body in sms.requests})
    sent = {
        str(pk) for pk in Delivery.objects.filter(channel=Channel.SMS, state=State.SENT).values_list("pk", flat=True)
    }
    assert sent <= set(ids)
    assert {mail["To"] for mail in mail.mails} == {f"{n}@example.org" for n in range(1, outbox.people + 1)}
    assert set(states) <= {(Channel.EMAIL, State.SENT), (Channel.SMS, State.SENT), (Channel.SMS, State.UNKNOWN)}
    assert sum(states.values()) == 2 * Notice.objects.count() == 2 * outbox.people
    assert unknown <= outbox.died and twice <= outbox.died
    measured(
        "G2",
        f"{sum(states.values())} messages of {outbox.people} notices, {outbox.kills} kills "
        f"({len(MARKS) * EACH_MARK} at four marked points of the whole worker, {BY_RANDOM} of one process at random): "
        f"0 lost, 0 notices doubled, 0 SMS sent twice, {unknown} SMS unknown, {twice} mails sent again",
    )
