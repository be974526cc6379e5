"""G16: the server of production, as nginx asks it, and the checks of Django for it."""

import re
import sys

import pytest
import requests

from tests.everywhere.headers import missing
from tests.everywhere.observatory import findings, redirection, score
from tests.everywhere.production import CAME_BY_HTTPS
from tests.faults.installation import Web
from tests.proof import measured

pytestmark = pytest.mark.django_db(transaction=True)
FILE = re.compile(r'(?:href|src)="(/static/[^"]+)"')
GOAL = 130


@pytest.fixture
def over_https(installation, database):
    """The installation's environment, with https."""
    return {**installation.environment, "HTTPS": "1", "DATABASE_URL": database}


@pytest.fixture
def portal(tmp_path, over_https):
    server = Web(tmp_path, over_https)
    yield server
    server.process.kill()


def ask(web: Web, path: str, **headers: str) -> requests.Response:
    return requests.get(f"http://127.0.0.1:{web.port}{path}", headers=headers, timeout=30, allow_redirects=False)


def test_every_kind_of_answer_of_the_real_server_says_all(portal):
    page = ask(portal, "/accounts/login/", **CAME_BY_HTTPS)
    styles = FILE.findall(page.text)
    assert len(styles) >= 3 and all(re.search(r"\.[0-9a-f]{12}\.\w+$", path) for path in styles)
    asked = {path: ask(portal, path, **CAME_BY_HTTPS) for path in ["/", "/nowhere/", "/readyz", "/healthz", *styles]}
    first = ask(portal, "/accounts/login/")
    leads = redirection(f"http://127.0.0.1:{portal.port}/", first.status_code, first.headers["Location"])

    def points(answer: requests.Response) -> int:
        return score({*findings(answer.headers, answer.raw.headers.getlist("Set-Cookie"), answer.content), leads})

    assert [answer.status_code for answer in asked.values()] == [302, 404, 200, 200, *[200] * len(styles)]
    for path, answer in asked.items():
        # A file whose name holds its fingerprint may be kept.
        kept = ["Cache-Control"] if path in styles else []
        assert (path, missing(answer.headers)) == (path, kept)
        assert points(answer) >= GOAL
    assert missing(first.headers) == missing(page.headers) == []
    assert points(page) == 135
    named = {"Server", "X-Powered-By"}
    assert not any(re.search(r"\d", page.headers.get(name, "")) for name in named)
    measured("G16", f"gunicorn's own: {len(asked) + 2} answers, static files among them, all say so")


def test_the_checks_of_deployment_find_nothing(installation, over_https):
    secrets = {"SECRET_KEY": "0123456789abcdefghij" * 4, "FIELD_KEY": "x" * 50, "ALLOWED_HOSTS": "portal.example.org"}
    # A browser of these tests asks for that variable; a deployment has none.
    clean = ["env", "--unset=DJANGO_ALLOW_ASYNC_UNSAFE"]
    command = [*clean, *(f"{name}={value}" for name, value in (over_https | secrets).items())]
    command += [sys.executable, "manage.py"]
    done = installation.run(*command, "check", "--deploy", "--fail-level", "WARNING", url=over_https["DATABASE_URL"])
    assert "no issues (0 silenced)" in done.stdout
    measured("G16", "`check --deploy`: 0 found, 0 silenced")
