"""An installation as in production: a PostgreSQL with its ordinary safety and gunicorn, for tests that kill them."""

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from django.db import connection

from tests.faults.processes import ROOT, Process, children_of, database_url, until
from tests.private_servers import free_port, program, server_user, start_postgres

ORDINARY_SAFETY = ["-c", "max_connections=100"]
WORKERS = 2


def program_folder() -> Path:
    """Where the programs of PostgreSQL are."""
    return Path(program("initdb", "INITDB", "/usr/lib/postgresql/*/bin/initdb")).resolve().parent


class Database:
    """A PostgreSQL that can be killed, and comes back at the same port with what it holds."""

    def __init__(self) -> None:
        self.root = Path(tempfile.mkdtemp(prefix="portal-faults-"))  # the server's own user must reach it
        atexit.register(shutil.rmtree, self.root, ignore_errors=True)
        self.port = free_port()
        self.url = start_postgres(self.root, ORDINARY_SAFETY, self.port)

    def crash(self) -> None:
        """Stop at once, as when the machine fails; the connection of the test is gone as well."""
        connection.close()
        data = str(self.root / "postgres" / "data")
        stop = [str(program_folder() / "pg_ctl"), "-D", data, "-m", "immediate", "stop"]
        subprocess.run(stop, check=True, cwd=self.root, user=server_user(), stdout=subprocess.DEVNULL)

    def start(self) -> None:
        """It goes on with what had been committed; returns once it answers."""
        start_postgres(self.root, ORDINARY_SAFETY, self.port)


class Web:
    """gunicorn as docs/production.md runs it, with fewer processes; `through` a program that starts it."""

    def __init__(
        self, folder: Path, environment: dict[str, str], *options: str, through: tuple[str, ...] = ()
    ) -> None:
        self.port = free_port()
        command = [sys.executable, "-m", "gunicorn", "congress.wsgi", "--bind", f"127.0.0.1:{self.port}"]
        command += ["--timeout", "75", "--max-requests", "2000", "--max-requests-jitter", "200", "--no-control-socket"]
        self.process = Process(folder, *through, *command, *options, "--workers", str(WORKERS), **environment)
        until(self.answers)

    def answers(self) -> bool:
        """Whether a process is there that serves."""
        with suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=2) as answer:
            return bool(answer.status == 200)
        return False

    @property
    def workers(self) -> list[int]:
        """The processes that serve."""
        return children_of(self.process.popen.pid)


class Installation:
    """The tables of the tests' own database, from which each test gets a copy, and what gunicorn is told."""

    def __init__(self) -> None:
        self.database = Database()
        self.numbers = count(1)
        self.server = self.database.url.rpartition("/")[0]
        self.environment = {
            "DJANGO_SETTINGS_MODULE": "congress.settings",
            "HTTPS": "0",
            "SECOND_FACTOR": "0",
            "REDIS_URL": "",
            "PORTAL_VAR": str(self.database.root / "var"),
        }
        self._ask("CREATE DATABASE portal")
        url = f"{self.server}/portal"
        copy = 'set -o pipefail; "$0/pg_dump" "$1" | "$0/psql" --quiet --output=/dev/null --set=ON_ERROR_STOP=1 "$2"'
        self.run("bash", "-c", copy, str(program_folder()), database_url(), url, url=url)
        self.manage("collectstatic", "--noinput", "--verbosity", "0", url=url)

    def manage(self, *command: str, url: str) -> None:
        """Run a command of the portal on that database."""
        self.run(sys.executable, "manage.py", *command, url=url)

    def run(self, *command: str, url: str) -> subprocess.CompletedProcess[str]:
        """Run a program with the installation's environment."""
        env = {**os.environ, **self.environment, "DATABASE_URL": url}
        done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=300)
        assert done.returncode == 0, done.stderr
        return done

    def new_database(self) -> str:
        """An empty, migrated database; gives its address."""
        name = f"portal_{next(self.numbers)}"
        self._ask(f"CREATE DATABASE {name} TEMPLATE portal")
        return f"{self.server}/{name}"

    def _ask(self, statement: str) -> None:
        with psycopg.connect(self.database.url, autocommit=True) as server:
            server.execute(statement)


@contextmanager
def looking_into(url: str) -> Iterator[None]:
    """The models of this process read and write that database meanwhile."""
    parts, settings = urlsplit(url), connection.settings_dict
    own = {"HOST": parts.hostname, "PORT": str(parts.port), "NAME": parts.path[1:], "USER": parts.username}
    before = {name: settings[name] for name in (*own, "PASSWORD")}
    connection.close()
    settings.update(own, PASSWORD="")
    try:
        yield
    finally:
        connection.close()
        settings.update(before)
