"""A hall of deputies behind one address signs in; a sprayer there does not get far, and learns nothing."""

import pytest
from django.test import Client
from django.urls import reverse

from congress.accounts.one_address import BUSY
from congress.models import Role
from tests.accounts.conftest import PHONE, ask_code, code_in, confirm, is_signed_in
from tests.places import a_grant

HALL = "10.0.0.9"
LIMITS = {
    "login": None,
    "sign_in": "60/10m/ip",
    "login_failed": "20/10m/ip,5/15m/key",
    "login_failed_known": "5/15m/key",
    "request_login_code": "1/m/key,5/d/key",
    "code_in_vain": "10/10m/ip",
    "code_wrong": "8/10m/ip",
    "attendance_digits": "20/10m/key",
}


@pytest.fixture
def narrow(settings):
    """The same limits, ten times as narrow, so that a test reaches them."""
    assert LIMITS.keys() == settings.ACCOUNT_RATE_LIMITS.keys()
    settings.ACCOUNT_RATE_LIMITS = LIMITS


def in_the_hall() -> Client:
    return Client(REMOTE_ADDR=HALL)


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


def unknown(number: int) -> str:
    return f"139{number:08}"


def deputies(city, number: int) -> list[str]:
    """Their phones."""
    phones = [f"137{each:08}" for each in range(number)]
    for phone in phones:
        a_grant(Role.DEPUTY, city, name="某某", phone=phone)
    return phones


def said(page) -> str:
    return page.content.decode()


def refused(client: Client, phone: str) -> bool:
    page = ask_code(client, phone)
    return page.status_code == 200 and BUSY in said(page)


def test_two_hundred_deputies_in_one_hall_sign_in(city, sms):
    """Under the limits in force: fifty at a time wait for their code."""
    phones = deputies(city, 200)
    for first in range(0, 200, 50):
        waiting = []
        for phone in phones[first : first + 50]:
            client = in_the_hall()
            assert ask_code(client, phone).url == reverse("account_confirm_login_code")
            waiting.append((client, code_in(sms)))
        for client, code in waiting:
            confirm(client, code)
            assert is_signed_in(client)


def test_codes_nobody_redeems_are_limited_for_known_and_unknown_numbers_alike(deputy, sms, narrow):
    for number in range(10):
        assert ask_code(in_the_hall(), unknown(number)).status_code == 302

    pages = [ask_code(in_the_hall(), phone) for phone in (PHONE, unknown(99))]
    assert [(page.status_code, BUSY in said(page)) for page in pages] == [(200, True)] * 2
    assert said(pages[0]).count("error") == said(pages[1]).count("error") and sms.requests == []
    assert ask_code(Client(REMOTE_ADDR="10.0.0.10")).status_code == 302


def test_known_numbers_asked_for_in_vain_count_too(city, sms, narrow):
    phones = deputies(city, 11)
    for phone in phones[:10]:
        ask_code(in_the_hall(), phone)
    assert refused(in_the_hall(), phones[10]) and len(sms.requests) == 10


def test_a_phone_that_is_pressed_again_too_soon_costs_the_hall_nothing(deputy, city, sms, narrow):
    for _ in range(30):
        ask_code(in_the_hall())
    for number in range(9):
        assert not refused(in_the_hall(), unknown(number))
    assert refused(in_the_hall(), unknown(9))


def test_a_refusal_by_the_hall_costs_the_phone_nothing(deputy, sms, narrow):
    for number in range(10):
        ask_code(in_the_hall(), unknown(number))
    assert refused(in_the_hall(), PHONE)
    assert ask_code(Client(), PHONE).status_code == 302 and len(sms.requests) == 1


def test_ones_own_browser_is_let_in_whatever_others_do_there(deputy, sms, narrow):
    mine = in_the_hall()
    ask_code(mine)
    confirm(mine, code_in(sms), trust="")
    mine.post(reverse("account_logout"))
    for number in range(10):
        ask_code(in_the_hall(), unknown(number))
    assert refused(in_the_hall(), unknown(99))

    page = said(ask_code(mine, PHONE))  # only his own minute is not over yet
    assert BUSY not in page and "试的次数太多" in page


def test_wrong_codes_from_one_address_are_limited_even_over_many_phones(city, sms, narrow):
    first, second, third = deputies(city, 3)
    for phone in (first, second):
        client = in_the_hall()
        ask_code(client, phone)
        for _ in range(4):
            confirm(client, wrong(code_in(sms)))

    late = in_the_hall()
    ask_code(late, third)
    code = code_in(sms)
    answer = late.post(reverse("account_confirm_login_code"), {"code": code}, follow=True)
    assert BUSY in said(answer) and "验证码不对" not in said(answer) and not is_signed_in(late)
    late.defaults["REMOTE_ADDR"] = "10.0.0.10"
    confirm(late, code)
    assert is_signed_in(late)


def test_who_mistypes_and_then_signs_in_leaves_the_hall_as_it_was(city, sms, narrow):
    for phone in deputies(city, 5):
        client = in_the_hall()
        ask_code(client, phone)
        for _ in range(4):
            confirm(client, wrong(code_in(sms)))
        confirm(client, code_in(sms))
        assert is_signed_in(client)


def test_ones_own_code_does_not_wash_away_guesses_at_others(city, sms, narrow):
    own, first, second = deputies(city, 3)
    client = in_the_hall()
    ask_code(client, first)
    for _ in range(5):  # then that code is void
        confirm(client, wrong(code_in(sms)))
    ask_code(client, own)
    confirm(client, code_in(sms))
    assert is_signed_in(client) and len(sms.requests) == 2

    again = in_the_hall()
    ask_code(again, second)
    for _ in range(3):
        confirm(again, wrong(code_in(sms)))
    assert BUSY in said(again.post(reverse("account_confirm_login_code"), {"code": code_in(sms)}, follow=True))
    assert not is_signed_in(again)
