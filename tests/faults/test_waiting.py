"""Nobody waits for ever: the web gives a slow statement up after five seconds, commands and workers do not."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tests.private_servers import start_postgres

ROOT = Path(__file__).resolve().parents[2]
ASK = """
from django.db import OperationalError, connection
from congress.patience import patient
def asked():
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        return cursor.fetchone()[0]
print(asked())
with patient():
    print(asked())
print(asked())
"""
WAIT = """
try:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(30)")
except OperationalError as error:
    print("given up")
"""


@pytest.fixture(scope="module")
def environment():
    """A production-like installation on a PostgreSQL of its own."""
    root = Path(tempfile.mkdtemp(prefix="portal-waiting-"))  # the server's own user must reach it
    yield {
        **{name: value for name, value in os.environ.items() if name not in ("REDIS_URL", "STATEMENT_SECONDS")},
        "DJANGO_SETTINGS_MODULE": "congress.settings",
        "SECRET_KEY": "only-for-this-test-" + "0" * 50,
        "FIELD_KEY": "only-for-this-test-" + "1" * 50,
        "HTTPS": "0",
        "DATABASE_URL": start_postgres(root),
        "PORTAL_VAR": str(root / "var"),
    }
    shutil.rmtree(root, ignore_errors=True)


def said(script: str, environment: dict[str, str]) -> list[str]:
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=True)
    return done.stdout.splitlines()


def test_a_page_gives_up_after_five_seconds_and_an_export_after_a_minute(environment):
    assert said(f"import congress.wsgi{ASK}{WAIT}", environment) == ["5s", "1min", "5s", "given up"]


@pytest.mark.parametrize("start", ["import django; django.setup()", "import congress.celery, django; django.setup()"])
def test_a_command_and_a_worker_take_their_time(start, environment):
    assert said(f"{start}{ASK}", environment) == ["0", "0", "0"]


def test_an_installation_may_set_another_patience(environment):
    assert said(f"import congress.wsgi{ASK}", {**environment, "STATEMENT_SECONDS": "9"})[0] == "9s"
