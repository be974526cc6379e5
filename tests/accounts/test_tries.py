"""G15: each try to sign in stands in the log, done or refused, with its account and never what was typed."""

import json
import logging

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.urls import reverse

from congress.logs import OneLine
from tests.accounts.conftest import PASSWORD, ask_code, code_in, confirm, give_password
from tests.proof import measured

TRIES = "congress.accounts.tries"
SECRET = "a canary's password"


@pytest.fixture
def said(caplog):
    """What was written since last asked: each line's words and whose account it was for."""
    caplog.set_level(logging.INFO, logger=TRIES)

    def taken() -> list[tuple[str, str]]:
        lines = [OneLine().format(record) for record in caplog.records]
        caplog.clear()
        assert not any(SECRET in line or PASSWORD in line for line in lines)
        found = [json.loads(line) for line in lines]
        return [(line["says"], line["person"]) for line in found if line["from"] == TRIES]

    return taken


def test_each_password_that_is_right_wrong_or_not_looked_at_is_on_record(clerk, said):
    who = str(clerk.pk)
    give_password(Client())
    assert said() == [("signed in by password", who)]
    give_password(Client(), password=SECRET)
    give_password(Client(), login="nobody", password=SECRET)
    assert said() == [("refused by password", who), ("refused by password", "nobody")]
    for _ in range(5):
        give_password(Client(), password=SECRET)
    assert said()[-1] == ("refused by the limit of an account", who)
    for number in range(55):
        give_password(Client(), login=f"nobody{number}", password=SECRET)
    assert said()[-1] == ("refused by the limit of an address", "nobody")


def test_so_is_a_closed_account(clerk, said):
    type(clerk).objects.filter(pk=clerk.pk).update(is_active=False)
    give_password(Client())
    assert said() == [("refused by a closed account", str(clerk.pk))]


def test_so_is_each_code(deputy, sms, said):
    client = Client()
    ask_code(client)
    code = code_in(sms)
    confirm(client, f"{(int(code) + 1) % 1_000_000:06}")
    confirm(client, code)
    assert said() == [("refused by code", str(deputy.pk)), ("signed in by code", str(deputy.pk))]


def test_so_is_each_second_factor(clerk, said):
    TOTP.activate(clerk, generate_totp_secret())
    client = Client()
    give_password(client)
    client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert said() == [("refused by second factor", str(clerk.pk))]
    ways = "passwords, codes, second factors, closed accounts, limits of accounts and of addresses"
    measured("G15", f"each refused try to sign in ({ways}) is a line in the log with its account")
