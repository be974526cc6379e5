"""What every answer tells the browser, whoever made it."""

import pytest
from django.test import Client
from django.urls import reverse

from congress.models import Role
from tests.everywhere.addresses import addresses
from tests.everywhere.headers import missing
from tests.places import a_congress, a_grant, signed_in


def lacks(answer) -> list[str]:
    """What an answer does not say; a file is closed at its end."""
    if answer.streaming:
        answer.getvalue()
    return missing(answer.headers)


@pytest.fixture
def browsers(db):
    """Nobody, and the desk; everybody is asked in test_score.py and tests/security/test_matrix.py."""
    return [Client(), signed_in(a_grant(Role.DESK, a_congress()))]


def test_every_address_answers_with_every_header(browsers):
    names = addresses()
    assert len(names) > 100
    for browser in browsers:
        for name, address in names.items():
            answer = browser.get(address)
            assert (answer.status_code < 500, lacks(answer)) == (True, []), (name, answer.status_code)


def test_so_does_every_refusal(browsers):
    nobody, somebody = browsers
    refusals = {
        400: [nobody.get("/", HTTP_HOST="elsewhere.example"), nobody.get("/%00")],
        403: [Client(enforce_csrf_checks=True).post(reverse("account_login"), {})],
        404: [nobody.get("/nowhere/"), somebody.get("/proposals/x/")],
        405: [somebody.get(reverse("congress:switch"))],
    }
    for status, answers in refusals.items():
        for answer in answers:
            assert (answer.status_code, lacks(answer)) == (status, [])


def test_an_unknown_host_is_refused_with_every_header_where_the_portal_is_served_over_https(db, settings):
    settings.SECURE_SSL_REDIRECT = True
    answer = Client().get("/", HTTP_HOST="elsewhere.example")
    assert (answer.status_code, lacks(answer)) == (400, [])


def test_a_static_file_has_them_too_and_may_be_kept(db):
    answer = Client().get("/static/css/tokens.css")
    assert answer.status_code == 200
    assert lacks(answer) == ["Cache-Control"] and "max-age" in answer["Cache-Control"]


def test_cookies_stay_with_the_server(db, settings):
    answer = Client().get(reverse("account_login"))
    cookie = answer.cookies[settings.CSRF_COOKIE_NAME]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert (settings.SESSION_COOKIE_HTTPONLY, settings.SESSION_COOKIE_SAMESITE) == (True, "Lax")


def test_a_page_goes_compressed_and_a_file_as_it_is(browsers):
    _, clerk = browsers
    page = clerk.get(reverse("proposals:index"), headers={"accept-encoding": "gzip"})
    file = clerk.get(reverse("proposals:export"), headers={"accept-encoding": "gzip"})
    assert page["Content-Encoding"] == "gzip" and int(page["Content-Length"]) == len(page.content)
    assert "Content-Encoding" not in file and lacks(page) == []
