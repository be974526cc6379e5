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
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils.timezone import now

from congress.models import Congress, JobRun
from congress.serving import AddressRefusedError, Supervisor, answers, require_free

SHIPPED_DATA = "shipped_data"


class Command(BaseCommand):
    help = "准备数据库和静态文件，第一次载入演示数据，然后一起运行网页、后台发送和时钟三个进程；按Ctrl-C全部停止。"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="网页的端口，缺省为8000")
        parser.add_argument("--host", default="127.0.0.1", help="缺省为127.0.0.1，只限本机；0.0.0.0允许其他机器")
        parser.add_argument("--no-demo", action="store_true", help="不载入演示数据")

    def handle(self, *args: Any, port: int, host: str, no_demo: bool, **options: Any) -> None:
        try:
            require_free(host, port)
        except AddressRefusedError as error:
            raise CommandError(
                f"{host} 的 {port} 端口不能用（{error}）。请停掉占用它的程序，或者用 --port 换一个端口。"
            ) from error
        self.prepare_database()
        self.collect_static_files()
        if settings.DEMO and not no_demo:
            self.load_demo()
        connection.close()
        self.say("正在启动网页（web）、后台发送（worker）和时钟（clock）。")
        shown, health = addresses(host, port)
        Supervisor(commands(host, port), folder=settings.BASE_DIR, say=self.say).run(
            lambda: answers(health, known_host()), f"可以打开了：{shown} （按Ctrl-C停止）"
        )

    def say(self, text: str) -> None:
        """Write a line at once, also into a file or a pipe."""
        self.stdout.write(text)
        self.stdout.flush()

    def prepare_database(self) -> None:
        """Bring the tables up to date, and enter the days off and limits that come with the code.

        The data are entered once for every state of the tables, and recorded when they are in: a start that was
        killed after the tables were made is made up for by the next.
        """
        executor = MigrationExecutor(connection)
        leaves = executor.loader.graph.leaf_nodes()
        period = hashlib.sha256(repr(sorted(leaves)).encode()).hexdigest()[:20]
        is_behind = bool(executor.migration_plan(leaves))
        if not is_behind and JobRun.objects.filter(job=SHIPPED_DATA, period=period).exists():
            return
        self.say("正在准备数据库。")
        if is_behind:
            call_command("migrate", interactive=False, verbosity=0)
        with transaction.atomic():
            for command in ("load_calendar", "load_limits", "load_duties"):
                call_command(command, stdout=StringIO())
            JobRun.objects.get_or_create(job=SHIPPED_DATA, period=period, defaults={"ended_at": now()})

    def collect_static_files(self) -> None:
        """Collect the static files, unless none changed since the last time."""
        stamp = settings.VAR / "static.stamp"
        wanted = static_fingerprint()
        if stamp.exists() and stamp.read_text() == wanted and settings.STATIC_ROOT.exists():
            return
        self.say("正在收集静态文件。")
        call_command("collectstatic", interactive=False, verbosity=0)
        stamp.write_text(wanted)

    def load_demo(self) -> None:
        """Load the demo congress into an installation that has none."""
        if "load_demo" in get_commands() and not Congress.objects.exists():
            self.say("正在载入演示数据，只在第一次。")
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
    near = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104, it leads away from all interfaces
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
