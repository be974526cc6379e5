"""Whatever is sent to a form is answered in words: no page of a proposal or a deputy breaks."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

from proposals.models import Proposal
from tests.proof import times
from tests.proposals.every_posted_page import PAGES
from tests.proposals.posted_pages import NOBODY, Page
from tests.world import a_world

pytestmark = pytest.mark.django_db
FORM = "application/x-www-form-urlencoded"
ONE_FORM_IN = times("ONE_FORM_IN", 3)
ONE_WORD_IN = times("ONE_WORD_IN", 3)
NASTY = {
    "nothing": "",
    "blanks": " \t\r\n\u3000\u200b\ufeff",
    "NUL": "甲\0乙",
    "a lone surrogate": "甲\ud800乙",
    "marks that turn the line": "\u202e甲\u2066乙\u200f",
    "rare characters": "𠮷䶮㛃\U00031350",
    "far too long": "文" * 100_000,
    "a number without end": "9" * 400,
    "a negative number": "-1",
    "a number in Arabic digits": "١٢",
    "the first day": "0001-01-01",
    "the last day": "9999-12-31",
    "a day that is none": "2026-02-30",
    "the id of nobody": NOBODY,
    "markup": "<script>alert(1)</script>{{ 7|add:7 }}{% now 'Y' %}",
    "a formula": '=HYPERLINK("http://example.org")\'; DROP TABLE proposals_proposal; --',
}


@pytest.fixture(scope="module", params=list(PAGES)[::ONE_FORM_IN])
def page(request, django_db_setup, django_db_blocker) -> Iterator[Page]:
    """One form and its world, built once for all that is tried on it; each test leaves it as it was."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = PAGES[request.param](a_world())
        made.client.get(made.address)  # it can be drawn
        yield made
        transaction.set_rollback(True)


def body_of(fields: dict[str, object]) -> bytes:
    """As a browser, or somebody who is none, writes it."""
    return urlencode(fields, encoding="utf-8", errors="surrogatepass").encode()


def post(client: Client, address: str, fields: dict[str, object]) -> int:
    return client.post(address, body_of(fields), content_type=FORM).status_code


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside leaves the page as it was."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_bad_words_in_any_field_are_answered(page, request):
    client = page.client
    name = request.node.callspec.params["page"]
    first = list(PAGES).index(name) % ONE_WORD_IN  # the next page is tried with the next of the words
    for number, (what, text) in list(enumerate(NASTY.items()))[first::ONE_WORD_IN]:
        alone = [name for at, name in enumerate(page.sent) if (at + number) % 9 == 0]  # each word in every ninth field
        for fields in [dict.fromkeys(page.sent, text), *(page.sent | {name: text} for name in alone)]:
            with undone():
                assert 200 <= post(client, page.address, fields) < 500, (what, fields.keys())


def test_the_same_press_twice_is_answered_and_so_is_a_stale_page(page):
    client = page.client

    assert post(client, page.address, page.sent) < 500
    for version in (page.sent.get("version", 1), "0", "2147483648", "9" * 30, "一"):
        assert post(client, page.address, page.sent | {"version": version}) < 500


def test_requests_that_no_page_of_ours_makes(page):
    client, address = page.client, page.address

    for method in ("PUT", "PATCH", "DELETE", "PROPFIND"):
        assert client.generic(method, address).status_code == 405
    for body, kind in ((b"\xff\xfe\0", FORM), (b"{", "application/json"), (b"--x", "multipart/form-data; boundary=x")):
        with undone():
            assert client.generic("POST", address, body, content_type=kind).status_code < 500
    upload = SimpleUploadedFile("\u202e..\\答复\0.exe", b"MZ" + b"\0" * 600)
    with undone():
        assert client.post(address, page.sent | {"files": upload, "upload": upload}).status_code < 500
    if found := re.search(r"[0-9a-f]{8}-[0-9a-f-]{27}", address):
        for wrong in (NOBODY, "0", "..%2f", "x" * 36, "𠮷", found[0][:-1], f"{found[0]}%20"):
            assert client.get(address.replace(found[0], wrong)).status_code in (404, 405)
            assert post(client, address.replace(found[0], wrong), page.sent) == 404
        assert post(client, address.replace(found[0], "%00"), page.sent) == 400

    # Who acts, for whom and in which state comes from the session and the database.
    before = {row.pk: (row.congress_id, row.seat_id) for row in Proposal.objects.all()}
    forged = dict.fromkeys(("by", "person", "congress_id", "seat_id", "proposal", "id", "pk"), NOBODY)
    sent = forged | {"state": "closed", "number": "HB-1", "submitted_at": "2020-01-01"} | page.sent
    assert post(client, address, sent) < 500
    for row in Proposal.objects.filter(pk__in=before):
        assert (row.congress_id, row.seat_id) == before[row.pk]
    assert not Proposal.objects.filter(pk=NOBODY).exists()
    assert not Proposal.objects.filter(submitted_at__year=2020).exists()
