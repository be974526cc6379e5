"""When something fails the page says so in plain words, and no word of what was typed is lost."""

import re
from contextlib import contextmanager
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from congress.middleware import SESSION_GRANT
from proposals.models import Proposal
from tests import stages
from tests.places import signed_in
from tests.private_servers import free_port
from tests.world import BODY, a_world

LONGER = f"{BODY}另请修好<坏了>的护栏。"


@contextmanager
def database_away():
    """Nobody listens where the database was."""
    settings, name = connection.settings_dict, connection.settings_dict["NAME"]
    host, port = settings["HOST"], settings["PORT"]
    connection.close()
    if connection.vendor == "postgresql":
        settings["HOST"], settings["PORT"] = "127.0.0.1", str(free_port())
    else:
        settings["NAME"] = "/nowhere/at/all.sqlite3"
    try:
        yield
    finally:
        connection.close()
        settings["HOST"], settings["PORT"], settings["NAME"] = host, port, name


def fields_of(page: str) -> dict[str, str]:
    """What pressing the button of the page would send."""
    hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page)
    areas = re.findall(r'<textarea name="([^"]+)"[^>]*>(.*?)</textarea>', page, re.DOTALL)
    return {name: unescape(value) for name, value in [*hidden, *areas]}


@pytest.mark.django_db(transaction=True)
def test_what_was_typed_while_the_database_is_away_is_sent_again_from_the_page_that_says_so():
    world = a_world()
    draft = stages.drafted(world.deputy)
    browser = Client(raise_request_exception=False, enforce_csrf_checks=True)
    browser.force_login(world.deputy.person)
    address = reverse("proposals:edit", args=[draft.pk])
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', browser.get(address).content.decode())
    form = browser.get(address).context["form"]
    sent = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    sent |= {"body": LONGER, "csrfmiddlewaretoken": token[1], "save": "1"}

    with database_away():
        answer = browser.post(address, sent)
        ready = browser.get(reverse("congress:readyz"))

    page = answer.content.decode()
    assert (answer.status_code, ready.status_code) == (503, 503)
    assert "系统暂时办不了" in page and "没有丢" in page and "Traceback" not in page
    assert answer["Cache-Control"] == "private, no-store" and "default-src 'none'" in answer["Content-Security-Policy"]
    again = fields_of(page)
    assert again["body"] == LONGER

    assert browser.post(address, again).status_code == 302
    assert Proposal.objects.get(pk=draft.pk).body == LONGER


@pytest.mark.django_db(transaction=True)
def test_a_secret_is_not_repeated_on_a_page_that_failed():
    with database_away():
        typed = {"login": "zhou-canary", "password": "a canary's password"}
        answer = Client(raise_request_exception=False).post(reverse("account_login"), typed)
    assert answer.status_code == 503 and "canary" not in answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_somebody_who_only_looks_is_led_back_to_where_he_was():
    world = a_world()
    browser = signed_in(world.deputy)
    browser.raise_request_exception = False
    with database_away():
        page = browser.get(reverse("proposals:index"), {"q": "路灯&年"}).content.decode()
    assert f'href="{reverse("proposals:index")}?q=' in page and "再试一次" in page
    assert browser.get(reverse("proposals:index")).status_code == 200
    assert browser.session[SESSION_GRANT] == str(world.deputy.pk)
