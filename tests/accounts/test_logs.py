"""What the processes write down: one line an event, and no secret in it."""

import json
import logging

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from congress.logs import OneLine
from tests.accounts.conftest import PASSWORD, PHONE, ask_code, code_in, confirm, give_password
from tests.faults.servers import says


def line(message, *arguments, level=logging.ERROR, exc_info=None):
    return OneLine().format(logging.LogRecord("here", level, "", 1, message, arguments, exc_info))


@pytest.mark.parametrize(
    "text", ["a\r\nERROR forged", "\x1b[2J\x1b]0;x\x07", "user\u202egnp.exe", "one\u2028two", "nul\x00", "\ud800"]
)
def test_nothing_that_somebody_typed_makes_a_second_line(text):
    written = line("looked for %s", text)
    assert written.isprintable() and len(written.splitlines()) == 1
    assert json.loads(written)["says"].startswith("looked for ")


def test_a_trace_stands_in_the_same_line_and_phones_are_masked():
    try:
        raise ValueError(f"no such number: {PHONE}")
    except ValueError as error:
        written = line("failed for +86%s", PHONE, exc_info=(type(error), error, error.__traceback__))
    assert len(written.splitlines()) == 1 and PHONE not in written
    assert "138****0001" in json.loads(written)["says"] and "ValueError" in json.loads(written)["trace"]


@pytest.mark.parametrize(
    "text", ["90575c44-e451-429a-8e43-17045206110c", "13800000-0001-4000-8000-000000000000", f"{'a' * 20}c13800000001"]
)
def test_an_id_stays_whole_though_it_has_a_phone_in_it(text):
    assert json.loads(line("assign %s of %s", text, PHONE))["says"] == f"assign {text} of 138****0001"


def test_a_refusal_is_no_failure_to_trace():
    try:
        raise PermissionDenied("这一页供系统管理员使用。")
    except PermissionDenied as error:
        written = line("Forbidden", level=logging.WARNING, exc_info=(type(error), error, error.__traceback__))
    assert "trace" not in json.loads(written)


def test_no_phone_code_or_password_is_written_down(deputy, clerk, sms, caplog):
    caplog.set_level(0)
    client, office, secret = Client(), Client(), "a canary's password"
    ask_code(client)
    code = code_in(sms)
    confirm(client, f"{(int(code) + 1) % 1_000_000:06}")
    confirm(client, code)
    sms.answers = [says(500)]
    ask_code(Client(), "13800000003")
    give_password(office, PHONE, secret)
    for _ in range(6):
        give_password(office, "zhou", secret)
    give_password(office)
    office.post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": secret, "password2": secret}
    )
    client.get("/accounts/nowhere/", {"phone": PHONE, "code": code})
    written = [OneLine().format(record) for record in caplog.records]
    assert any("/accounts/nowhere/" in text for text in written)
    assert [text for text in written for found in (PHONE, code, secret, PASSWORD) if found in text] == []
