"""G14, T30, T31, T48: thousands of guesses from one network, and what the answers give away.

In the suite a few accounts; in the proof all 2,921 with three passwords each, and two hundred tries of each kind.
"""

import re
import time
from math import erfc, sqrt

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from congress.models import KnownDevice, Person
from tests.accounts.conftest import PASSWORD, give_password, is_signed_in
from tests.proof import measured, times

ACCOUNTS = times("ACCOUNTS", 40)
TRIES = times("TRIES", 3)
PASSWORDS = ("password-2026", "huaibei-renda", "123456789012")
NETWORK = "203.0.113.9"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')


@pytest.fixture
def hashed(monkeypatch) -> list[str]:
    """Every guess that a hasher worked on, whether for a known account or for none."""
    seen: list[str] = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher, "encode", lambda self, password, salt: seen.append(password) or encode(self, password, salt)
    )
    return seen


@pytest.fixture
def accounts(db) -> list[str]:
    """Their login names; each has a password of his own."""
    rows = [Person(name="某某", login=f"name{number}") for number in range(ACCOUNTS)]
    for row in rows:
        row.password = "md5$salt$" + "0" * 32
    Person.objects.bulk_create(rows)
    return [row.login for row in rows]


@pytest.mark.parametrize("is_spoofing", [False, True], ids=["plainly", "under forged addresses"])
def test_a_sprayer_reaches_the_hasher_a_few_times(accounts, clerk, hashed, settings, is_spoofing):
    """Whatever the sprayer writes into X-Forwarded-For; the owner's own browser is let in all the while."""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    owner = Client()
    give_password(owner, REMOTE_ADDR=NETWORK, HTTP_X_FORWARDED_FOR=NETWORK)
    assert is_signed_in(owner) and KnownDevice.objects.filter(person=clerk).exists()
    owner.post(reverse("account_logout"))
    del hashed[:]
    sprayer, sent, hits = Client(), 0, 0
    for password in PASSWORDS:
        for number, login in enumerate([*accounts, clerk.login]):
            forged = f"198.51.{number % 256}.{sent % 250}, " if is_spoofing else ""
            hits += (
                give_password(sprayer, login, password, HTTP_X_FORWARDED_FOR=f"{forged}{NETWORK}").status_code == 302
            )
            sent += 1
    reached = len(hashed)
    assert give_password(owner, HTTP_X_FORWARDED_FOR=NETWORK).status_code == 302 and is_signed_in(owner)
    how = "under forged addresses" if is_spoofing else "from one network"
    measured("G14", f"{sent} guesses {how}: {reached} reached the hasher, {hits} signed in; the owner's browser did")
    assert 0 < reached <= 60 and hits == 0


def answer(login: str, number: int) -> tuple[float, str]:
    """Seconds and what the page says of one wrong guess from an address of its own."""
    browser, began = Client(), time.perf_counter()
    page = give_password(browser, login, "a wrong password", REMOTE_ADDR=f"10.{number % 200}.{number // 200}.7")
    seconds, said = time.perf_counter() - began, TOKEN.sub("", page.content.decode()).replace(login, "NAME")
    return seconds, said[said.index("<main") : said.index("</main>")]


def likelihood(some: list[float], others: list[float]) -> float:
    """Of so large a difference by chance: the test of ranks by Mann and Whitney, by its normal approximation."""
    ranks = {
        at: rank for rank, at in enumerate(sorted(range(len(some) + len(others)), key=(some + others).__getitem__), 1)
    }
    u = sum(ranks[at] for at in range(len(some))) - len(some) * (len(some) + 1) / 2
    middle = len(some) * len(others) / 2
    spread = sqrt(len(some) * len(others) * (len(some) + len(others) + 1) / 12)
    return erfc(abs(u - middle) / spread / sqrt(2))


def test_a_known_an_unknown_and_a_closed_account_are_answered_alike(clerk, settings):
    """Word for word. How alike in time is printed; it is not asserted."""
    settings.PASSWORD_HASHERS = ["congress.accounts.hashing.Argon2id"]
    clerk.set_password(PASSWORD)
    clerk.save()
    closed = Person.objects.create_person("彭某", login="peng")
    Person.objects.filter(pk=closed.pk).update(is_active=False, password=clerk.password)
    spent: dict[str, list[float]] = {"zhou": [], "peng": [], "nobody": []}
    pages: dict[str, set[str]] = {login: set() for login in spent}
    for number in range(TRIES * 3):
        login = list(spent)[number % 3]
        seconds, page = answer(login, number)
        spent[login].append(seconds)
        pages[login].add(page)
    cache.clear()
    chances = [likelihood(spent["zhou"], spent[other]) for other in ("nobody", "peng")]
    measured(
        "G14",
        f"{TRIES} tries each of a known, an unknown and a closed account answered alike; "
        f"p of the times {chances[0]:.3f} (unknown), {chances[1]:.3f} (closed)",
    )
    assert pages["zhou"] == pages["nobody"] == pages["peng"]


def test_the_test_of_ranks_tells_alike_from_different():
    alike, slower = [float(n % 10) for n in range(100)], [float(n % 10) + 5 for n in range(100)]
    assert likelihood(alike[::2], alike[1::2]) > 0.01 > likelihood(alike, slower)
