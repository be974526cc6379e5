"""People who sign in, and an SMS gateway that keeps the codes."""

import re

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from congress.models import Person, Role
from tests.faults.servers import Gateway, running, says
from tests.places import a_congress, a_grant, a_seat, an_organ

PASSWORD = "correct horse battery"
PHONE = "13800000001"


@pytest.fixture(autouse=True)
def nobody_has_tried(db):
    cache.clear()


@pytest.fixture
def sms(settings):
    with running(Gateway()) as gateway:
        gateway.answers = [says(200)]
        settings.SMS_GATEWAY_URL = gateway.url
        yield gateway


@pytest.fixture
def city(db):
    return a_congress()


@pytest.fixture
def deputy(city) -> Person:
    return a_seat(city, phone=PHONE).person


@pytest.fixture
def clerk(city) -> Person:
    grant = a_grant(Role.HANDLER, city, name="周某", phone="13800000002", organ=an_organ(city))
    person = grant.person
    person.login = "zhou"
    person.set_password(PASSWORD)
    person.save()
    return person


def ask_code(client: Client, phone: str = PHONE, **more):
    return client.post(reverse("account_request_login_code"), {"phone": phone}, **more)


def code_in(sms: Gateway) -> str:
    found = re.search(r"\d{6}", sms.texts[-1])
    assert found
    return found[0]


def confirm(client: Client, code: str, **fields):
    return client.post(reverse("account_confirm_login_code"), {"code": code} | fields)


def give_password(client: Client, login: str = "zhou", password: str = PASSWORD, **more):
    return client.post(reverse("account_login"), {"login": login, "password": password}, **more)


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session
