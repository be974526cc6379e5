"""Offices sign in by password and one-time password: limits, first steps, sessions, a way back in."""

import time
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.contrib.auth.hashers import make_password
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from congress import settings as portal
from congress.accounts import idle, who
from congress.accounts.end_sessions import end_sessions
from congress.accounts.reset_access import reset_access
from congress.actors import Actor
from congress.models import Event, KnownDevice, Person, Role
from tests.accounts.conftest import PASSWORD, give_password, is_signed_in
from tests.places import a_grant

HOME = "congress:home"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def settled(clerk):
    """A clerk who owes nothing: the notice is read."""
    clerk.notice_read_at = timezone.now()
    clerk.save()
    return clerk


@pytest.fixture(autouse=True)
def half_a_minute_lasts(monkeypatch):
    """A password for this half minute is sent within it, however slow the machine is."""
    now = list(auth.yield_hotp_counters_from_time())
    monkeypatch.setattr(auth, "yield_hotp_counters_from_time", lambda: iter(now))


def one_time_password(secret=SECRET):
    return format_hotp_value(hotp_value(secret, next(auth.yield_hotp_counters_from_time())))


def test_a_password_kept_the_old_way_is_kept_the_new_way_after_signing_in(settled, settings):
    settings.PASSWORD_HASHERS = portal.PASSWORD_HASHERS
    settled.password = make_password(PASSWORD, hasher="pbkdf2_sha256")
    settled.save()
    client = Client()
    give_password(client)
    assert is_signed_in(client)
    settled.refresh_from_db()
    assert settled.password.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$") and settled.check_password(PASSWORD)


@pytest.mark.parametrize("login", ["zhou", " zhou ", "13800000002"])
def test_a_clerk_signs_in_by_name_or_phone(login, settled):
    client = Client()
    assert give_password(client, login).status_code == 302
    assert is_signed_in(client)


def test_a_wrong_password_and_an_unknown_name_are_answered_alike(settled):
    wrong, unknown = (give_password(Client(), name, "not the password") for name in ("zhou", "nobody"))
    for page in (wrong, unknown):
        assert page.status_code == 200 and "登录名或密码不对" in page.content.decode()


def test_after_five_tries_even_the_right_password_waits(settled):
    for _ in range(5):
        give_password(Client(), password="guess", REMOTE_ADDR="203.0.113.7")
    late = Client()
    assert "请15分钟后再试" in give_password(late, REMOTE_ADDR="203.0.113.7").content.decode()
    assert not is_signed_in(late)


def test_who_guesses_elsewhere_locks_no_owner_out(settled):
    owner = Client()
    give_password(owner, REMOTE_ADDR="203.0.113.7")
    owner.post(reverse("account_logout"))
    for _ in range(25):
        give_password(Client(), password="guess", REMOTE_ADDR="203.0.113.7")
    assert give_password(owner, REMOTE_ADDR="203.0.113.7").status_code == 302 and is_signed_in(owner)
    assert KnownDevice.objects.get().person == settled


def test_one_network_tries_few_accounts(settled):
    for number in range(20):
        give_password(Client(), f"name{number}", "guess", REMOTE_ADDR="203.0.113.9")
    late = Client()
    give_password(late, REMOTE_ADDR="203.0.113.9")
    assert not is_signed_in(late)


def test_a_closed_account_is_answered_as_one_that_never_was(settled):
    settled.is_active = False
    settled.save()
    closed, unknown = (give_password(Client(), name) for name in ("zhou", "nobody"))
    for page in (closed, unknown):
        assert page.status_code == 200 and "登录名或密码不对" in page.content.decode()
    assert closed.context["form"].errors == unknown.context["form"].errors


def test_who_tries_a_few_passwords_on_every_account_reaches_few(city, monkeypatch):
    """2,921 accounts and three passwords from one network: hardly a guess is compared with anything."""
    compared, check = [], Person.check_password
    monkeypatch.setattr(Person, "check_password", lambda self, guess: compared.append(self) or check(self, guess))
    rows = [Person(name=f"某{number}", login=f"name{number}") for number in range(60)]
    for row in rows:
        row.set_unusable_password()
    Person.objects.bulk_create(rows)
    for password in ("password-2026", "huaibei-renda", "123456789012"):
        for number in range(60):
            give_password(Client(), f"name{number}", password, REMOTE_ADDR="203.0.113.9")
    assert 0 < len(compared) <= 20


def test_the_first_sign_in_asks_for_a_password_of_ones_own_and_the_notice(clerk):
    clerk.must_change_password = True
    clerk.save()
    client = Client()
    give_password(client)
    assert client.get(reverse(HOME)).url == reverse("account_change_password")
    assert client.get(reverse("proposals:inbox")).url == reverse("account_change_password")
    own = {"oldpassword": PASSWORD, "password1": "a tree by the river", "password2": "a tree by the river"}
    assert client.post(reverse("account_change_password"), own).status_code == 302
    assert client.get(reverse(HOME)).url == reverse("congress:privacy")
    client.post(reverse("congress:privacy"))
    assert client.get(reverse(HOME)).status_code == 200
    clerk.refresh_from_db()
    assert clerk.notice_read_at and not clerk.must_change_password


@pytest.mark.parametrize(
    "new", ["short", "123456789012", "huaibei-renda-2026", "周某的密码一二三四五六七", "password1234"]
)
def test_an_easy_password_is_refused_at_the_field(new, settled):
    client = Client()
    give_password(client)
    fields = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    page = client.post(reverse("account_change_password"), fields)
    assert page.status_code == 200 and page.context["form"].errors
    settled.refresh_from_db()
    assert settled.check_password(PASSWORD)


def test_an_office_sets_up_its_second_factor_first(settled, settings):
    settings.SECOND_FACTOR = True
    client = Client()
    give_password(client)
    assert client.get(reverse(HOME)).url == reverse("mfa_activate_totp")
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    assert client.post(reverse("mfa_activate_totp"), {"code": "000000"}).context["form"].errors
    done = client.post(reverse("mfa_activate_totp"), {"code": one_time_password(secret)})
    assert done.url == reverse("mfa_view_recovery_codes")
    assert client.get(done.url).status_code == 200
    assert client.get(reverse(HOME)).status_code == 200
    assert secret not in str(Authenticator.objects.get(type="totp").data)


def test_the_second_factor_is_asked_for_and_used_once(settled):
    TOTP.activate(settled, SECRET)
    client = Client()
    assert give_password(client).url == reverse("mfa_authenticate")
    assert not is_signed_in(client)
    assert "动态口令不对" in client.post(reverse("mfa_authenticate"), {"code": "000000"}).content.decode()
    code = one_time_password()
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert is_signed_in(client)
    again = Client()
    give_password(again)
    again.post(reverse("mfa_authenticate"), {"code": code})
    assert not is_signed_in(again)


def test_nobody_takes_his_second_factor_away(settled):
    TOTP.activate(settled, SECRET)
    client = Client()
    give_password(client)
    client.post(reverse("mfa_authenticate"), {"code": one_time_password()})
    client.post(reverse("mfa_deactivate_totp"))
    assert Authenticator.objects.filter(user=settled, type="totp").exists()


def test_an_idle_session_ends_and_a_long_one_too(settled, monkeypatch):
    client, now = Client(), time.time()
    give_password(client)
    client.get(reverse(HOME))
    monkeypatch.setattr(idle.time, "time", lambda: now + 29 * 60)
    assert client.get(reverse(HOME)).status_code == 200
    monkeypatch.setattr(idle.time, "time", lambda: now + 60 * 60)
    assert client.get(reverse(HOME)).status_code == 302 and not is_signed_in(client)


@pytest.mark.parametrize(("way", "idle_minutes", "whole_hours"), [(who.PASSWORD, 30, 12), (who.CODE, 8 * 60, 30 * 24)])
def test_a_session_ends_when_it_was_idle_or_open_too_long(way, idle_minutes, whole_hours, settled, monkeypatch):
    now = time.time()

    def a_session():
        client = Client()
        client.force_login(settled)
        session = client.session
        session[who.SIGNED_IN_BY] = way
        session.save()
        monkeypatch.setattr(idle.time, "time", lambda: now)
        client.get(reverse("congress:sessions"))
        return client

    def is_open(client, minutes):
        monkeypatch.setattr(idle.time, "time", lambda: now + minutes * 60)
        return client.get(reverse("congress:sessions")).status_code == 200

    assert is_open(a_session(), idle_minutes - 1) and not is_open(a_session(), idle_minutes + 1)
    busy, whole = a_session(), whole_hours * 60
    for minutes in range(idle_minutes // 2, whole, idle_minutes // 2):
        assert is_open(busy, minutes)
    assert not is_open(busy, whole + 1)
    # A clock that was put back by more than two webs may differ would leave it open for as long as it was ahead.
    ahead = a_session()
    assert is_open(ahead, -9) and not is_open(ahead, -11)


def test_sessions_are_listed_and_ended(settled):
    here, there = Client(HTTP_USER_AGENT="here"), Client(HTTP_USER_AGENT="there")
    give_password(here)
    give_password(there)
    page = here.get(reverse("congress:sessions")).content.decode()
    assert "there" in page and "就是这里" in page
    here.post(reverse("congress:end_others"))
    assert there.get(reverse(HOME)).status_code == 302
    assert here.get(reverse(HOME)).status_code == 200
    assert end_sessions(settled) == 1 and here.get(reverse(HOME)).status_code == 302


def test_an_administrator_gives_a_way_back_in(settled, city):
    admin = Actor(a_grant(Role.SYSTEM_ADMIN, city, name="郑某"))
    TOTP.activate(settled, SECRET)
    client = Client()
    client.force_login(settled)
    password = reset_access(settled, by=admin)
    assert client.get(reverse(HOME)).status_code == 302
    event = Event.objects.get(step="reset_access")
    assert event.person == admin.person and password not in str(event.facts)
    again = Client()
    assert give_password(again).status_code == 200
    cache.clear()
    give_password(again, password=password)
    assert is_signed_in(again) and again.get(reverse(HOME)).url == reverse("account_change_password")


def test_a_session_gets_a_new_key(settled):
    client = Client()
    client.get(reverse("account_login"))
    session = client.session
    session["kept"] = 1
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = before
    give_password(client)
    assert client.session.session_key != before


@pytest.mark.parametrize(
    "address", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example"]
)
def test_nobody_is_led_away_after_signing_in(address, settled):
    client = Client()
    answer = client.post(f"{reverse('account_login')}?next={address}", {"login": "zhou", "password": PASSWORD})
    assert answer.url == reverse(HOME)


def test_signing_out_is_a_post(settled):
    client = Client()
    give_password(client)
    assert client.get(reverse("account_logout")).status_code == 405 and is_signed_in(client)
    assert client.post(reverse("account_logout"))["Clear-Site-Data"] == '"cache"' and not is_signed_in(client)


@pytest.mark.parametrize(
    "path", ["signup/", "email/", "password/reset/", "confirm-email/", "password/set/", "3rdparty/"]
)
def test_pages_of_the_package_without_a_place_here_do_not_exist(path, settled):
    client = Client()
    client.force_login(settled)
    assert client.get(f"/accounts/{path}").status_code == 404


def test_time_of_the_known_device_is_kept(settled):
    client = Client()
    give_password(client)
    assert KnownDevice.objects.get().seen_at > timezone.now() - timedelta(minutes=1)
    assert KnownDevice.objects.get().trusted_until is None
