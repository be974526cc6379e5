"""G16: what every answer tells the browser under production's settings, and how MDN's Observatory would score it."""

from collections import Counter

import pytest
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path, reverse

from congress.urls import handler400, handler403, handler404, handler500
from congress.urls import urlpatterns as ours
from tests.everywhere.headers import missing
from tests.everywhere.observatory import POINTS, findings, redirection, score
from tests.everywhere.production import CAME_BY_HTTPS, settings_of_https
from tests.proof import measured, times
from tests.security.matrix import asked_about, chosen
from tests.security.walking import Answer, Stage, all_urls

pytestmark = pytest.mark.django_db
GOAL = 130
BEST = 135  # with cookies
SHARE = times("HEADER_SHARE", 1000)  # one actor in so many, and one for each answer
EVERYTHING = times("EVERYTHING", 0) == 1
ONE_IN = 1 if EVERYTHING else 3  # of the addresses
# The portal's addresses, and two that fail.
__all__ = ["handler400", "handler403", "handler404", "handler500"]
TO_HTTPS = redirection("http://testserver/", 301, "https://testserver/")


@login_not_required
def fault(request: HttpRequest) -> HttpResponse:
    raise RuntimeError


@login_not_required
def away(request: HttpRequest) -> HttpResponse:
    raise OperationalError


urlpatterns = [path("fault/", fault), path("away/", away), *ours]


@pytest.fixture(scope="module")
def over_https(stage):
    """The stage as it answers behind nginx."""
    with override_settings(**settings_of_https()):
        stage.browser = Client(raise_request_exception=False, headers=CAME_BY_HTTPS)
        yield stage


def scored(answer: Answer) -> int:
    return score({*findings(answer.headers, answer.cookies, answer.body), TO_HTTPS})


def too_low(what: str, answer: Answer, kept: bool = False) -> list[str]:
    """What is wrong with an answer, a line each."""
    found = [line for line in missing(answer.headers) if not (kept and line == "Cache-Control")]
    if (points := scored(answer)) < GOAL:
        found.append(f"{points} points: {sorted(findings(answer.headers, answer.cookies, answer.body))}")
    return [f"{what}: {answer.status} {line}" for line in found]


def test_the_scorer_takes_for_what_is_missing():
    perfect = {
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
        "Strict-Transport-Security": "max-age=63072000",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Content-Type": "text/html",
    }
    cookie = "__Host-sid=x; Secure; HttpOnly; SameSite=Lax"
    others = b"<script src='//elsewhere.example/x.js'>"

    def points(without: str = "", cookies=(cookie,), body=b"", first=TO_HTTPS, **changed: str) -> int:
        headers = {name: value for name, value in perfect.items() if name != without}
        return score({*findings(headers | {k.replace("_", "-"): v for k, v in changed.items()}, cookies, body), first})

    assert (points(), points(cookies=())) == (BEST, GOAL)
    assert points("Content-Security-Policy") == 100 - 25 - 20
    assert points("Strict-Transport-Security") == 100 - 20
    assert points("X-Content-Type-Options") == BEST - 5
    assert points("Referrer-Policy") == BEST - 5
    assert points("Cross-Origin-Resource-Policy") == BEST - 10
    assert points(body=others) == BEST - 5
    assert points(cookies=["sid=x; Secure; SameSite=Lax"]) == 100 - 30
    assert points(cookies=["text_size=x; HttpOnly; SameSite=Lax"]) == BEST - 5 - 5
    assert points(cookies=["text_size=; HttpOnly"]) == GOAL
    assert points(Content_Security_Policy="default-src 'self' 'unsafe-inline'; frame-ancestors 'self'") == 80
    assert points(Content_Security_Policy="default-src 'self'; frame-ancestors 'self'") == BEST - 5
    assert points(Access_Control_Allow_Origin="*") == 50
    assert points(first=redirection("http://testserver/", 200, "")) == 80
    assert points(first=redirection("http://testserver/", 301, "https://elsewhere.example/")) == BEST - 10
    assert min(POINTS.values()) < 0 < max(POINTS.values())


def test_every_answer_says_all_and_scores_what_is_aimed_at(over_https: Stage, policy):
    """Each address, each state of what it names, everybody who gets another answer; a deed is undone afterwards."""
    stage, wrong, kinds, lowest = over_https, [], Counter(), BEST
    asked = sorted(all_urls())[::ONE_IN]
    for number, url in enumerate(asked):
        for method in ("GET", "POST", "HEAD", "OPTIONS") if EVERYTHING else ("GET", "POST"):
            as_asked = "POST" if method == "POST" else "GET"
            things = asked_about(stage, policy, url, as_asked)
            for thing in things if EVERYTHING else things[:1]:
                actors = chosen(policy.expected(url, thing, as_asked), f"{method} {url} {thing}", SHARE)
                for actor in actors if EVERYTHING else actors[number % len(actors) :][:1]:
                    address = stage.address(url, thing)
                    answer = stage.send(actor, url, thing) if method == "POST" else stage.ask(actor, method, address)
                    wrong += too_low(f"{method} {url} by {actor}", answer)
                    kinds[answer.status] += 1
                    lowest = min(lowest, scored(answer))
    assert wrong == []
    assert {200, 302, 403, 404, 405} <= kinds.keys() and not any(status >= 500 for status in kinds)
    answers = ", ".join(f"{number} × {status}" for status, number in sorted(kinds.items()))
    measured("G16", f"{kinds.total()} answers of {len(asked)} addresses ({answers}): every header on each")
    measured("G16", f"the lowest scores {lowest}")


def test_so_does_whatever_went_wrong(over_https: Stage):
    """Refusals of every kind, a fault of ours, and the database away."""
    cache.clear()
    browser = Client(raise_request_exception=False, headers=CAME_BY_HTTPS)
    forged = Client(enforce_csrf_checks=True, headers=CAME_BY_HTTPS)
    login, much = reverse("account_login"), {"login": "字" * (2 * 1024 * 1024)}
    with override_settings(ROOT_URLCONF=__name__):
        answers = {
            400: [browser.get("/%00"), browser.get("/", HTTP_HOST="elsewhere.example")],
            403: [forged.post(login, {})],
            404: [browser.get("/nowhere/"), browser.get("/metrics")],
            405: [browser.get(reverse("congress:preferences")), browser.generic("PROPFIND", login)],
            413: [browser.post(login, much)],
            429: [browser.post(login, {"login": "somebody", "password": "x"}) for _ in range(61)][-1:],
            500: [browser.get("/fault/")],
            503: [browser.get("/away/")],
        }
    for status, found in answers.items():
        for response in found:
            cookies = tuple(each.OutputString() for each in response.cookies.values())
            answer = Answer(response.status_code, dict(response.items()), response.content, cookies=cookies)
            assert (answer.status, too_low("", answer)) == (status, [])
    cache.clear()
    measured("G16", f"and so do refusals and faults ({', '.join(map(str, answers))})")


def test_the_first_answer_in_the_clear_leads_to_https_on_this_host_and_says_all(over_https: Stage):
    browser = Client()
    for asked in ("/", "/accounts/login/", "/proposals/?q=路灯", "/nowhere/"):
        answer = browser.get(asked)
        assert redirection(f"http://testserver{asked}", answer.status_code, answer["Location"]) == TO_HTTPS
        assert missing(answer.headers) == []
    refused = browser.get("/", HTTP_HOST="elsewhere.example")
    assert (refused.status_code, missing(refused.headers)) == (400, [])


def test_the_page_that_the_observatory_looks_at_scores_the_most_there_is(over_https: Stage):
    cache.clear()
    answer = over_https.ask("anonymous", "GET", reverse("account_login"))
    assert (answer.status, scored(answer)) == (200, BEST)
    measured("G16", f"the sign-in page: {scored(answer)}")
