"""Deputies sign in by phone and code: one code, a few tries, the same answer for every number."""

import time
from datetime import timedelta

import pytest
from allauth.core.internal import ratelimit
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from congress.models import Grant, KnownDevice, Role
from tests.accounts.conftest import PHONE, ask_code, code_in, confirm, is_signed_in
from tests.faults.servers import says
from tests.places import a_grant


def test_a_deputy_signs_in_by_the_code_of_the_sms(deputy, sms):
    client = Client()
    assert ask_code(client).url == reverse("account_confirm_login_code")
    assert sms.requests[0][2]["to"] == PHONE and "5分钟内有效" in sms.texts[0]
    assert confirm(client, code_in(sms)).url == reverse("congress:home")
    assert is_signed_in(client)
    assert confirm(Client(), code_in(sms)).status_code == 302 and not is_signed_in(Client())


@pytest.mark.parametrize("typed", ["138 0000 0001", "+8613800000001", "138-0000-0001"])
def test_a_number_may_be_typed_as_people_do(typed, deputy, sms):
    ask_code(Client(), typed)
    assert sms.requests[0][2]["to"] == PHONE


@pytest.mark.parametrize("typed", ["", "1380000", "猫", "13800000001x", "𠮷" * 30])
def test_what_is_no_number_is_said_at_the_field(typed, deputy, sms):
    page = ask_code(Client(), typed)
    assert page.status_code == 200 and page.context["form"].errors["phone"]
    assert sms.requests == []


def test_nobody_learns_which_numbers_are_known(deputy, clerk, sms):
    known, unknown, office = Client(), Client(), Client()
    answers = [
        ask_code(client, phone)
        for client, phone in ((known, PHONE), (unknown, "13900000000"), (office, "13800000002"))
    ]
    assert {(answer.status_code, answer.url) for answer in answers} == {(302, reverse("account_confirm_login_code"))}
    pages = [client.get(answers[0].url) for client in (known, unknown, office)]
    assert {page.status_code for page in pages} == {200}
    assert "验证码不对" in confirm(unknown, "123456").content.decode()
    assert "验证码不对" in confirm(office, "123456").content.decode()
    assert len(sms.requests) == 1
    deputy.is_active = False
    deputy.save()
    cache.clear()
    closed = Client()
    answer = ask_code(closed)
    assert (answer.status_code, answer.url) == (302, reverse("account_confirm_login_code"))
    assert "验证码不对" in confirm(closed, "123456").content.decode()
    assert len(sms.requests) == 1


def test_a_code_is_guessed_five_times_at_most(deputy, sms):
    client = Client()
    ask_code(client)
    code = code_in(sms)
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
    for _ in range(5):
        confirm(client, wrong)
    confirm(client, code)
    assert not is_signed_in(client)


def test_one_code_a_minute_and_five_a_day(deputy, sms, monkeypatch):
    ask_code(Client())
    page = ask_code(Client())
    assert page.status_code == 200 and "试的次数太多" in page.content.decode()
    assert len(sms.requests) == 1
    began = time.time()
    for minute in range(1, 9):
        monkeypatch.setattr(ratelimit.time, "time", lambda minute=minute: began + 61 * minute)
        ask_code(Client())
    assert len(sms.requests) == 5


def test_a_code_is_used_once_and_only_where_it_was_asked_for(deputy, sms):
    here, elsewhere = Client(), Client()
    ask_code(here)
    confirm(elsewhere, code_in(sms))
    assert not is_signed_in(elsewhere)
    confirm(here, code_in(sms))
    here.post(reverse("account_logout"))
    confirm(here, code_in(sms))
    assert not is_signed_in(here)


def test_a_code_is_void_after_five_minutes(deputy, sms, monkeypatch):
    late, began = Client(), time.time()
    ask_code(late)
    monkeypatch.setattr(time, "time", lambda: began + 5 * 60 + 1)
    confirm(late, code_in(sms))
    assert not is_signed_in(late)


def test_limits_are_counted_in_the_database(deputy, sms):
    """Whatever becomes of the queue: another process, and a portal without Redis, count on."""
    ask_code(Client())
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM congress_cache WHERE cache_key LIKE '%:request_login_code:1/60%'")
        assert cursor.fetchone()[0] == 1


def test_a_gateway_that_fails_tells_nothing(deputy, sms):
    sms.answers = [says(500)]
    assert ask_code(Client()).url == reverse("account_confirm_login_code")


def test_without_a_gateway_only_the_development_page_shows_the_code(deputy, settings):
    settings.SMS_GATEWAY_URL, settings.DEBUG, settings.DEMO = "", False, False
    client = Client()
    ask_code(client)
    assert "短信验证码是" not in client.get(reverse("account_confirm_login_code")).content.decode()


def test_development_shows_the_code_on_the_page(deputy, settings):
    settings.SMS_GATEWAY_URL, settings.DEBUG = "", True
    client = Client()
    ask_code(client)
    assert "短信验证码是" in client.get(reverse("account_confirm_login_code")).content.decode()


def test_ones_own_phone_asks_for_no_code_for_thirty_days(deputy, sms):
    client = Client()
    ask_code(client)
    confirm(client, code_in(sms), trust="on")
    client.post(reverse("account_logout"))
    assert not is_signed_in(client)
    cache.clear()
    assert ask_code(client).url == reverse("congress:home") and is_signed_in(client)
    assert len(sms.requests) == 1
    KnownDevice.objects.update(trusted_until=timezone.now() - timedelta(seconds=1))
    client.post(reverse("account_logout"))
    cache.clear()
    assert ask_code(client).url == reverse("account_confirm_login_code")


def test_the_device_of_one_is_not_trusted_for_another(deputy, city, sms):
    a_grant(Role.DEPUTY, city, name="李某", phone="13800000009")
    client = Client()
    ask_code(client)
    confirm(client, code_in(sms), trust="on")
    client.post(reverse("account_logout"))
    assert ask_code(client, "13800000009").url == reverse("account_confirm_login_code")


def test_a_code_opens_no_office(deputy, city, sms):
    a_grant(Role.DESK, city, person=deputy)
    client = Client()
    ask_code(client)
    confirm(client, code_in(sms))
    deputy.notice_read_at = timezone.now()
    deputy.save()
    roles = {grant.role for grant in client.get(reverse("congress:home")).wsgi_request.grants}
    assert roles == {Role.DEPUTY}
    assert client.get(reverse("proposals:queue")).status_code == 403


def test_whose_grant_has_ended_gets_no_code_and_no_page(deputy, sms):
    client = Client()
    client.force_login(deputy)
    assert client.get(reverse("proposals:index")).status_code == 200
    Grant.objects.filter(person=deputy).update(ends_on=timezone.localdate() - timedelta(days=1))
    assert client.get(reverse("proposals:index")).status_code == 403
    ask_code(Client())
    assert sms.requests == []


def test_who_has_no_password_is_not_asked_to_change_one(deputy, sms):
    deputy.notice_read_at = timezone.now()
    deputy.save()
    client = Client()
    ask_code(client)
    confirm(client, code_in(sms))
    assert reverse("account_change_password") not in client.get(reverse("congress:sessions")).content.decode()
    answer = client.get(reverse("account_change_password"))
    assert answer.status_code == 403 and "没有密码可以改" in answer.content.decode()
