"""Prepare the installation and run the whole portal: web, worker and clock under one process."""

import hashlib
import sys
from argparse import ArgumentParser
from io import StringIO
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import BaseCommand, CommandError, call_command, get_commands
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from congress.models import Congress
from congress.serving import AddressRefusedError, Supervisor, answers, require_free


class Command(BaseCommand):
    help = "Prepare the database and static files, load the demo once, then run web, worker and clock together."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="where the web listens (8000)")
        parser.add_argument("--host", default="127.0.0.1", help="0.0.0.0 listens to other machines too (127.0.0.1)")
        parser.add_argument("--no-demo", action="store_true", help="start with an empty installation")

    def handle(self, *args: Any, port: int, host: str, no_demo: bool, **options: Any) -> None:
        try:
            require_free(host, port)
        except AddressRefusedError as error:
            raise CommandError(
                f"Cannot listen on port {port} of {host}: {error}. Stop the other program or choose --port."
            ) from error
        self.prepare_database()
        self.collect_static_files()
        if settings.DEMO and not no_demo:
            self.load_demo()
        connection.close()
        self.say("Starting web, worker and clock.")
        shown, health = addresses(host, port)
        Supervisor(commands(host, port), folder=settings.BASE_DIR, say=self.say).run(
            lambda: answers(health, known_host()), f"The portal answers at {shown} (Ctrl-C stops it)."
        )

    def say(self, text: str) -> None:
        """Write a line at once, also into a file or a pipe."""
        self.stdout.write(text)
        self.stdout.flush()

    def prepare_database(self) -> None:
        """Bring the tables up to date, if they are not, and enter the days off and limits that come with the code."""
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.say("Preparing the database.")
            call_command("migrate", interactive=False, verbosity=0)
            for command in ("load_calendar", "load_limits"):
                call_command(command, stdout=StringIO())

    def collect_static_files(self) -> None:
        """Collect the static files, unless none changed since the last time."""
        stamp = settings.VAR / "static.stamp"
        wanted = static_fingerprint()
        if stamp.exists() and stamp.read_text() == wanted and settings.STATIC_ROOT.exists():
            return
        self.say("Collecting the static files.")
        call_command("collectstatic", interactive=False, verbosity=0)
        stamp.write_text(wanted)

    def load_demo(self) -> None:
        """Load the demo congress into an installation that has none."""
        if "load_demo" in get_commands() and not Congress.objects.exists():
            self.say("Loading the demo congress; this happens once.")
            call_command("load_demo")


def static_fingerprint() -> str:
    """Changes when a static file is added, removed or written, or Django is upgraded."""
    digest = hashlib.sha256(django.get_version().encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            about = Path(storage.path(name)).stat()
            digest.update(f"{name}\0{about.st_size}\0{about.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def addresses(host: str, port: int) -> tuple[str, str]:
    """The address to show a person, and the one that tells whether the web is up."""
    near = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    shown = f"http://{in_url(near)}:{port}/"
    return shown, f"{shown}healthz"


def in_url(host: str) -> str:
    """The host as an address writes it: IPv6 in brackets."""
    return f"[{host}]" if ":" in host else host


def known_host() -> str:
    """A host name that the installation answers to."""
    first = next(iter(settings.ALLOWED_HOSTS), "localhost")
    return "localhost" if first == "*" else first.lstrip(".")


def commands(host: str, port: int) -> dict[str, list[str]]:
    """The command line of each part."""
    celery = [sys.executable, "-m", "celery", "--quiet", "-A", "congress"]
    web = [sys.executable, "-m", "gunicorn", "congress.wsgi", "--bind", f"{in_url(host)}:{port}"]
    web += ["--worker-class", "gthread", "--workers", "2", "--threads", "4", "--preload"]
    web += ["--graceful-timeout", "15", "--log-level", "warning", "--no-control-socket"]
    worker = [*celery, "worker", "--concurrency", "2", "--loglevel", "WARNING", "--without-mingle", "--without-gossip"]
    clock = [*celery, "beat", "--loglevel", "WARNING", "--pidfile="]
    return {"web": web, "worker": worker, "clock": clock}
