"""Real servers and workers that a test starts, kills and starts again."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import redis
from celery import Celery
from django.db import connection

from tests.private_servers import die_quickly_with_parent, free_port, program, wait_for

ROOT = Path(__file__).resolve().parents[2]


def until(found: Callable[[], object], seconds: float = 90) -> None:
    """Wait until the condition holds."""
    end = time.monotonic() + seconds
    while not found():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


class Process:
    """A program of which nothing is left when it is killed, its children included."""

    def __init__(self, folder: Path, *command: str, **environment: str) -> None:
        self.log = folder / f"log-{command[-1]}-{time.monotonic_ns()}"
        with self.log.open("wb") as output:
            self.popen = subprocess.Popen(
                command,
                cwd=ROOT,
                env={**os.environ, **environment},
                stdout=output,
                stderr=output,
                start_new_session=True,
                preexec_fn=die_quickly_with_parent,
            )

    def says(self, words: str) -> bool:
        assert self.popen.poll() is None, self.log.read_text()
        return words in self.log.read_text()

    def kill(self) -> None:
        """kill -9, for it and all its children."""
        if self.popen.poll() is None:
            os.killpg(self.popen.pid, signal.SIGKILL)
        self.popen.wait()


def children_of(pid: int) -> list[int]:
    """The processes that it started itself and that live."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


class Queue:
    """A Redis of its own, always on the same port."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.process: Process | None = None

    def start(self) -> None:
        server = program("redis-server", "REDIS_SERVER")
        options = ["--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", str(self.folder)]
        self.process = Process(self.folder, server, *options, "--port", str(self.port))
        wait_for(lambda: redis.Redis.from_url(self.url).ping(), self.process.popen, self.process.log)

    def kill(self) -> None:
        if self.process:
            self.process.kill()


def database_url() -> str:
    """The address of the database that the tests use at this moment."""
    at = connection.settings_dict
    who = f"{quote(at['USER'])}:{quote(at['PASSWORD'])}"
    return f"postgresql://{who}@{at['HOST']}:{at['PORT']}/{at['NAME']}"


def celery(folder: Path, queue: Queue, *arguments: str, **environment: str) -> Process:
    """A worker, or the clock, of the portal under its own settings."""
    return Process(
        folder,
        *[sys.executable, "-m", "celery", "-A", "congress", *arguments],
        DJANGO_SETTINGS_MODULE="tests.faults.midday",
        DATABASE_URL=database_url(),
        REDIS_URL=queue.url,
        PORTAL_VAR=str(folder),
        **environment,
    )


def start_worker(folder: Path, queue: Queue, **environment: str) -> Process:
    """A worker of two processes that is ready for work."""
    quick = ["--without-gossip", "--without-mingle", "--concurrency", "2", "--loglevel", "INFO"]
    worker = celery(folder, queue, "worker", *quick, **environment)
    until(lambda: worker.says("ready."))
    return worker


def please(queue: Queue) -> None:
    """Ask the workers to send what is due, as the clock does every five seconds."""
    with Celery(broker=queue.url) as app:
        app.send_task("congress.tasks.deliver")


def somebody_waits_for(table: str) -> int:
    """How many wait for a lock of that table."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = %s::regclass", [table])
        return int(cursor.fetchone()[0])


def waiting_for_a_lock() -> int:
    """How many connections to the database of the test wait for a lock of any kind."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")  # within a transaction it would say the same again
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
        )
        return int(cursor.fetchone()[0])
