"""T06: what is there and not for these eyes is answered as what is not there: nobody learns which ids exist."""

import re
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse

from tests.everywhere.addresses import NOBODY
from tests.proof import measured, times
from tests.security.matrix import asked_about, chosen
from tests.security.sent import sent_to
from tests.security.walking import Answer, Stage, all_urls

pytestmark = pytest.mark.django_db
EVERYTHING = times("EVERYTHING", 0) == 1
ONE_IN = 1 if EVERYTHING else 3
SHARE = times("NOT_THERE_SHARE", 1000)  # one actor in so many, and one for each answer
# New with each page: the masked token against forgery, the minute in which it would be printed.
NEW = re.compile(rb'(?<=name="csrfmiddlewaretoken" value=")\w+|\d{4}-\d\d-\d\d \d\d:\d\d')


def said(answer: Answer, address: str) -> list[object]:
    """All of an answer that tells something; it may repeat the address, to lead back to it."""
    headers = {name: value for name, value in answer.headers.items() if name not in ("X-Request-ID", "Content-Length")}
    lines = NEW.sub(b"", answer.body.replace(address.encode(), b"here")).splitlines()
    return [answer.status, headers, len(lines), *lines]


def differences(stage: Stage, actor: str, method: str, sent: dict[str, Any] | None, *addresses: str) -> list[str]:
    """Where the answers at two addresses are not the same."""
    there, not_there = (said(stage.ask(actor, method, address, sent), address) for address in addresses)
    return [f"{one} {other}" for one, other in zip(there, not_there, strict=False) if one != other]


def test_nobody_learns_which_ids_exist(stage, policy):
    """Each address with an id, each state of the thing, everybody who gets 404 for it: the same bytes for no thing."""
    compared, told = 0, []
    for url in list(all_urls())[::ONE_IN]:
        for method in ("GET", "POST"):
            things = [thing for thing in asked_about(stage, policy, url, method) if thing and "pk" in thing.arguments]
            for thing in things if EVERYTHING else things[:1]:
                nothing = NOBODY if isinstance(thing.arguments["pk"], UUID) else 2**31 - 1
                elsewhere = reverse(url, kwargs=thing.arguments | {"pk": nothing})
                expected = policy.expected(url, thing, method)
                for actor in chosen(expected, f"{method} {url} {thing}", SHARE):
                    if expected[actor] != 404:
                        continue
                    sent = sent_to(url, thing, stage.cast) if method == "POST" else None
                    address = stage.address(url, thing)
                    compared += 1
                    # A message that comes to light between the two is told apart by asking once more.
                    if differences(stage, actor, method, sent, address, elsewhere):
                        again = differences(stage, actor, method, sent, address, elsewhere)
                        told += [f"{method} {url} {thing}: {actor}: {line}" for line in again]
    assert told == []
    assert compared > 12
    measured(
        "G6", f"{compared} things that are not for him and as many that are not there: 0 answers differ in a byte"
    )
