"""What an address can be made to give away or lead to: T05, T44 and T48 of the threats."""

import re
from urllib.parse import urljoin, urlsplit

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from congress import files
from congress.models import Person
from proposals.models import Attachment
from tests import stages
from tests.accounts.conftest import (
    PASSWORD,
    PHONE,
    ask_code,
    city,
    clerk,
    code_in,
    confirm,
    deputy,
    give_password,
    sms,
)
from tests.attacks.elsewhere import HOST, REDIRECTS, TRAVERSALS
from tests.congress.made_files import pdf
from tests.faults.servers import Gateway
from tests.places import signed_in
from tests.proof import measured, times
from tests.world import World, a_world

__all__ = ["city", "clerk", "deputy", "sms"]
pytestmark = pytest.mark.django_db
ONE_IN = times("ONE_ADDRESS_IN", 5)  # of all pairs of a payload and an address
BYTES = (b"root:", b"DJANGO_SETTINGS_MODULE", b"INSTALLED_APPS", b"[core]", b"%PDF", b"PATH=")
SPOOFS = (
    {"x-forwarded-host": HOST},
    {"x-host": HOST},
    {"x-forwarded-server": HOST},
    {"x-http-host-override": HOST},
    {"forwarded": f"host={HOST};proto=https"},
    {"x-original-url": f"http://{HOST}/"},
    {"x-rewrite-url": f"http://{HOST}/"},
    {"referer": f"http://{HOST}/"},
    {"origin": f"http://{HOST}"},
    {"x-forwarded-proto": f"https://{HOST}"},
    {"x-forwarded-port": f"80@{HOST}"},
    {"x-forwarded-prefix": f"//{HOST}"},
)
TAKEN_FOR_AN_ADDRESS = (
    "x-forwarded-for",
    "x-real-ip",
    "x-client-ip",
    "cf-connecting-ip",
    "true-client-ip",
    "forwarded",
)


@pytest.fixture(autouse=True)
def nobody_has_tried():
    cache.clear()


@pytest.fixture
def world() -> World:
    return a_world()


def test_no_way_out_of_a_folder_gives_a_byte_of_a_file(world):
    """Sixty of them at every address that serves a file, asked by somebody whose files they are."""
    assert len(TRAVERSALS) == len(set(TRAVERSALS)) == 60
    draft = stages.drafted(world.deputy)
    file = files.store(SimpleUploadedFile("附件.pdf", pdf()), by=world.deputy.person)
    attachment = Attachment.objects.create(proposal=draft, file=file)
    assert file.content.name
    own = reverse("proposals:file", args=[draft.pk, attachment.pk])
    browser = signed_in(world.deputy)
    assert b"".join(browser.get(own).streaming_content).startswith(b"%PDF")
    assert browser.get("/static/css/tokens.css").getvalue().startswith(b"/*")
    pk, number = str(draft.pk), f"/{attachment.pk}/"
    places = ["/static/{}", "/media/{}", "/files/{}", "/{}", own + "{}"]
    places += [own.replace(number, "/{}/"), own.replace(pk, "{}")]
    places += [reverse(f"proposals:{name}", args=[pk]).replace(pk, "{}") for name in ("sheet", "letter", "reply_file")]
    asked = 0
    for at, place in enumerate(places):
        for payload in [*TRAVERSALS, f"..%2ffiles%2f{file.content.name}"][at % ONE_IN :: ONE_IN]:
            answer = browser.get(place.replace("{}", payload))
            body = answer.getvalue()
            assert (answer.status_code, [found for found in BYTES if found in body]) == (404, []), (place, payload)
            asked += 1
    measured(
        "G6", f"{len(TRAVERSALS)} ways out of a folder at {len(places)} addresses of files: {asked} × 404, 0 bytes"
    )


def leads_to(location: str) -> tuple[str, str]:
    """Where a browser would go: it leaves out what cannot be seen, and reads \\ as /."""
    read = re.sub(r"[\t\r\n]", "", location.strip("".join(map(chr, range(33))))).replace("\\", "/")
    target = urlsplit(urljoin("http://testserver/accounts/login/", re.sub("^/{2,}", "//", read)))
    return target.scheme, target.netloc


def by_password(clerk: Person, sms: Gateway, payload: str) -> HttpResponse:
    return Client().post(reverse("account_login"), {"login": "zhou", "password": PASSWORD, "next": payload})


def by_the_address(clerk: Person, sms: Gateway, payload: str) -> HttpResponse:
    return give_password(Client(), query_params={"next": payload})


def by_code(clerk: Person, sms: Gateway, payload: str) -> HttpResponse:
    phone = Client()
    ask_code(phone, query_params={"next": payload})
    return confirm(phone, code_in(sms), next=payload)


def by_looks(clerk: Person, sms: Gateway, payload: str) -> HttpResponse:
    return Client().post(reverse("congress:preferences"), {"contrast": "1", "next": payload})


def signed_in_already(clerk: Person, sms: Gateway, payload: str) -> HttpResponse:
    return inside(clerk).get(reverse("account_login"), {"next": payload})


def password_once_more(clerk: Person, sms: Gateway, payload: str) -> HttpResponse:
    return inside(clerk).post(reverse("account_reauthenticate"), {"password": PASSWORD, "next": payload})


def signed_out(clerk: Person, sms: Gateway, payload: str) -> HttpResponse:
    return inside(clerk).post(reverse("account_logout"), {"next": payload}, query_params={"next": payload})


def inside(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


TAKE_NEXT = (
    by_password,
    by_the_address,
    by_code,
    by_looks,
    signed_in_already,
    password_once_more,
    signed_out,
)


def test_next_never_leads_to_another_host(clerk, deputy, sms):
    """Forty of them, at every address that takes one, by its form and by its address."""
    assert len(REDIRECTS) == len(set(REDIRECTS)) == 40
    assert leads_to("/\\evil.example") == ("http", "evil.example") == leads_to("\t//evil.example")
    followed = 0
    for number, payload in enumerate(REDIRECTS):
        for way in TAKE_NEXT[number % ONE_IN :: ONE_IN]:
            cache.clear()
            answer = way(clerk, sms, payload)
            assert answer.status_code in (302, 303, 400), (way, payload, answer.status_code)
            if answer.status_code != 400:
                assert leads_to(answer["Location"]) == ("http", "testserver"), (way, payload, answer["Location"])
                followed += 1
    assert followed > len(REDIRECTS) - 5
    forms = f"{len(REDIRECTS)} values of next at {len(TAKE_NEXT)} forms"
    measured("G6", f"{forms}: {followed} redirects, 0 to another host")


def test_an_honest_next_is_followed(clerk):
    """Else the test above would prove nothing."""
    wanted = reverse("congress:messages")
    assert give_password(Client(), query_params={"next": wanted})["Location"] == wanted


def test_no_page_or_message_says_another_host_than_ours(world, sms):
    """Whatever headers say of the host: pages, redirects, codes, and a host that is not ours is refused."""
    pages = [
        reverse(name) for name in ("account_login", "account_request_login_code", "congress:home", "congress:readyz")
    ]
    inside = signed_in(world.deputy)
    for headers in SPOOFS:
        for browser in (Client(), inside):
            for page in pages:
                answer = browser.get(page, headers=headers)
                said = answer.getvalue() + str(dict(answer.items())).encode()
                assert HOST.encode() not in said, (headers, page)
                assert "no-store" in answer["Cache-Control"]
        cache.clear()
        assert ask_code(Client(), headers=headers).status_code == 302
        assert HOST not in sms.texts[-1] and "://" not in sms.texts[-1]
    assert len(sms.texts) == len(SPOOFS)
    for host in (
        HOST,
        f"testserver.{HOST}",
        f"testserver@{HOST}",
        f"testserver:80@{HOST}",
        f"{HOST}:80",
        "127.0.0.1.evil",
    ):
        answer = Client().get("/accounts/login/", HTTP_HOST=host)
        assert (answer.status_code, HOST.encode() in answer.content) == (400, False)
    measured("G6", f"{len(SPOOFS)} headers that speak of another host: named on 0 pages and in 0 messages")


@pytest.mark.parametrize("proxies", [0, 1])
def test_the_limits_of_signing_in_are_not_passed_by_a_forged_address(clerk, settings, proxies):
    """Nobody trusts what the visitor says; behind nginx, only what nginx adds."""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    looked_at = 0
    for number in range(60):
        forged = f"203.0.113.{number}"
        headers = {name: f"for={forged}" if name == "forwarded" else forged for name in TAKEN_FOR_AN_ADDRESS}
        if proxies:
            headers["x-forwarded-for"] = f"{forged}, 198.51.100.{number}, 192.0.2.7"
        answer = give_password(Client(), password="a wrong one", headers=headers)
        looked_at += answer.status_code == 200 and "登录名或密码不对" in answer.content.decode()
    assert looked_at == 5
    measured("G6", f"60 forged addresses of visitors, {proxies} proxies: {looked_at} guesses looked at, as without")


def test_so_are_not_those_of_codes(deputy, sms):
    for number in range(8):
        ask_code(Client(), headers={"x-forwarded-for": f"203.0.113.{number}"})
    assert len(sms.texts) == 1 and PHONE
