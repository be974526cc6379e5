"""An owner is told what happens to his account, by SMS too and at any hour; nobody can flood him with it."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from congress.models import Delivery, Notice
from tests.accounts.conftest import ask_code, code_in, confirm, give_password


@pytest.fixture
def guess():
    def try_once(login="zhou"):
        return give_password(Client(), login, "guess", REMOTE_ADDR="203.0.113.7")

    return try_once


def warnings(kind):
    return [row.text for row in Notice.objects.filter(kind=kind)]


def test_the_second_browser_is_news_and_the_first_is_not(clerk, sms):
    first, second = Client(), Client()
    give_password(first)
    give_password(first)
    assert warnings("new_device") == []
    give_password(second)
    [text] = warnings("new_device")
    assert "在新设备上登录" in text and "0561-0000000" in text
    assert Delivery.objects.get(channel="sms").due_at <= timezone.now()
    give_password(second)
    assert len(warnings("new_device")) == 1


def test_a_deputys_second_phone_is_news_too(deputy, sms):
    for _ in range(2):
        client = Client()
        ask_code(client)
        confirm(client, code_in(sms))
        cache.clear()
    assert len(warnings("new_device")) == 1


def test_a_lockout_is_told_once_a_day_however_often_somebody_tries(clerk, sms, guess):
    for _ in range(5):
        guess()
    assert warnings("locked") == []
    for _ in range(5):
        guess()
    [text] = warnings("locked")
    assert "暂停登录15分钟" in text


def test_of_an_account_that_is_not_there_or_closed_nothing_is_told(clerk, sms, guess):
    clerk.is_active = False
    clerk.save()
    for login in ("zhou", "nobody"):
        for _ in range(7):
            guess(login)
    assert warnings("locked") == []
