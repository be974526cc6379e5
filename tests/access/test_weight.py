"""U4–U6: what a page costs on the way to a telephone, in bytes as the portal serves them."""

import gzip
import re

import pytest
from django.conf import settings as configured
from django.core.management import call_command
from django.test import Client

from tests.access.sights import MAIN, Sight, main_pages
from tests.proof import measured

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
KB = 1024
REQUESTS, DEPUTY, STAFF, SECOND = 8, 40 * KB, 80 * KB, 15 * KB
DEPUTYS = {page for page, _, actor in MAIN if actor in ("author", "anonymous")}
PARTS = re.compile(r"""<(?:link rel="(?:stylesheet|icon)" href|script src|img[^>]* src)="([^"]+)""")


@pytest.fixture
def server(stage, settings, tmp_path):
    """The portal with its static files as production has them: collected, compressed, under names of their own."""
    settings.STORAGES = configured.STORAGES | {
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    }
    settings.STATIC_ROOT = tmp_path / "static"
    settings.WHITENOISE_AUTOREFRESH = settings.WHITENOISE_USE_FINDERS = False
    call_command("collectstatic", interactive=False, verbosity=0)
    return Client(headers={"accept-encoding": "gzip, br"})


def got(server: Client, address: str) -> tuple[bytes, int, str]:
    """The answer's bytes on the wire, with its headers; and how long it may be kept."""
    answer = server.get(address)
    assert answer.status_code == 200, address
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    headers = sum(len(f"{name}: {value}\r\n") for name, value in answer.items())
    return content, len(content) + headers, answer.get("Cache-Control", "")


def weighed(server: Client, stage, sight: Sight) -> tuple[int, int, int]:
    """Requests and bytes of a first visit; bytes of the page alone, when the rest is in the browser."""
    server.cookies.clear()
    if key := stage.sessions.get(sight.actor):
        server.cookies[configured.SESSION_COOKIE_NAME] = key
    page, alone, _ = got(server, sight.address)
    beside = [part for part in PARTS.findall(gzip.decompress(page).decode()) if not part.startswith("data:")]
    assert beside and all(part.startswith("/static/") for part in beside), "all from the portal itself"
    first = alone
    for part in beside:
        _, size, kept = got(server, part)
        assert "immutable" in kept, part
        first += size
    return 1 + len(beside), first, alone


def test_the_main_pages_are_light(server, stage, policy):
    found = [(sight, weighed(server, stage, sight)) for sight in main_pages(stage, policy)]
    heavy = [
        (str(sight), requests, first, alone)
        for sight, (requests, first, alone) in found
        if requests > REQUESTS or first > (DEPUTY if sight.page in DEPUTYS else STAFF) or alone > SECOND
    ]
    assert heavy == []
    deputys = [weight for sight, weight in found if sight.page in DEPUTYS]
    staffs = [weight for sight, weight in found if sight.page not in DEPUTYS]
    requests, first, _ = map(max, zip(*deputys, strict=True))
    measured("U4", f"{len(deputys)} pages: at most {requests} requests, {first / KB:.1f} KB, 0 from elsewhere")
    measured("U5", f"{len(staffs)} pages: at most {max(w[1] for w in staffs) / KB:.1f} KB")
    measured("U6", f"{len(found)} pages: at most {max(w[2] for _, w in found) / KB:.1f} KB, each page compressed")
