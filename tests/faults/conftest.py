"""The ways out of the portal as real servers, and somebody to write to."""

from datetime import date, datetime, time

import pytest
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from congress import gateways
from congress.models import Congress, Delivery, Person
from congress.notices import Post, post_many
from tests.faults.installation import Installation, Web, looking_into
from tests.faults.processes import Queue, celery, start_worker
from tests.faults.servers import Gateway, MailSink, running
from tests.world import a_world

WEDNESDAY = date(2026, 6, 24)


def at(hour: int, minute: int = 0, day: date = WEDNESDAY) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


@pytest.fixture
def sms(settings, monkeypatch):
    """The SMS gateway, under a patience of half a second."""
    monkeypatch.setattr(gateways, "SECONDS", 0.5)
    with running(Gateway()) as gateway:
        settings.SMS_GATEWAY_URL, settings.SMS_GATEWAY_TOKEN = gateway.url, "a-token"
        yield gateway


@pytest.fixture
def wecom(settings, monkeypatch):
    """The webhook of a 企业微信 group, under the same patience."""
    monkeypatch.setattr(gateways, "SECONDS", 0.5)
    with running(Gateway()) as gateway:
        settings.WECOM_WEBHOOK_URL = f"{gateway.url}?key=a-key"
        yield gateway


@pytest.fixture
def mail(settings):
    """The mail server."""
    with running(MailSink()) as sink:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", sink.port, 1
        yield sink


@pytest.fixture
def city(db):
    cache.clear()
    return Congress.objects.create(name="某市人大", place="某市", code="MS", level="city")


@pytest.fixture
def person(db):
    return Person.objects.create_person("赵明", phone="13900000001", email="zhao@example.org")


@pytest.fixture
def tell(city, person):
    """Posts a notice that goes out by one channel and is due at nine; gives its delivery."""

    def post(channel, text="一句话", *, kind="new_assignment", to=person, due=None):
        number = Delivery.objects.count()
        key = f"{kind}:{number}"
        said = Post(key=key, kind=kind, to=to, congress=city, facts={}, day=WEDNESDAY, text=text, channels=[channel])
        assert post_many([said]) == 1
        delivery = Delivery.objects.get(notice__key=key)
        Delivery.objects.filter(pk=delivery.pk).update(due_at=due or at(9))
        return delivery

    return post


@pytest.fixture
def queue(tmp_path):
    queue = Queue(tmp_path)
    queue.start()
    yield queue
    queue.kill()


@pytest.fixture
def start(tmp_path, queue, sms, mail):
    """Starts a worker that sends to the servers of the test; all are killed at its end."""
    started = []
    ways_out = {"SMS_GATEWAY_URL": sms.url, "EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": str(mail.port)}

    def worker():
        started.append(start_worker(tmp_path, queue, **ways_out))
        return started[-1]

    def clock():
        started.append(celery(tmp_path, queue, "beat", "--loglevel", "INFO", **ways_out))
        return started[-1]

    worker.clock = clock
    yield worker
    for process in started:
        process.kill()


@pytest.fixture
def on_postgresql():
    if connection.vendor != "postgresql":
        pytest.skip("workers of their own need the database server")


@pytest.fixture(scope="session")
def installation(django_db_setup, django_db_blocker):
    """PostgreSQL of its own, with the tables of ours: made once, copied for each test that is marked django_db."""
    if connection.vendor != "postgresql":
        pytest.skip("its tables are copied from a database server")
    with django_db_blocker.unblock():
        return Installation()


@pytest.fixture
def database(installation):
    """The address of an empty database of the installation."""
    return installation.new_database()


@pytest.fixture
def city_in_production(transactional_db, database):
    """The city of the journeys in that database; the models look there until the test is over."""
    with looking_into(database):
        yield a_world()


@pytest.fixture
def web(tmp_path, installation, database):
    """gunicorn before that database."""
    server = Web(tmp_path, {**installation.environment, "DATABASE_URL": database})
    yield server
    server.process.kill()
