"""A database server is killed and its machine lost: what its archived log brings back, by docs/production.md."""

import atexit
import os
import pwd
import re
import shutil
import signal
import subprocess
import tempfile
import time
from datetime import datetime
from pathlib import Path

import psycopg
import pytest

from tests.faults.processes import until
from tests.faults.test_restoring import block, keys
from tests.private_servers import program, server_user, start_postgres
from tests.proof import measured, times

__all__ = ["keys"]

COMMITS, PAUSE = times("WAL_COMMITS", 200), times("WAL_PAUSE_MS", 5) / 1000
TIMEOUT = times("WAL_TIMEOUT", 1)  # the document says 60


def settings() -> dict[str, str]:
    """What the document says of postgresql.conf."""
    pairs = (line.partition(" = ") for line in block("log", "conf").splitlines())
    return {name: value.strip("'") for name, _, value in pairs}


class Machine:
    """A folder with a server, its own key ring, and the user that PostgreSQL runs as."""

    def __init__(self, ring: str, monkeypatch: pytest.MonkeyPatch) -> None:
        self.root = Path(tempfile.mkdtemp(prefix="portal-log-"))
        self.root.chmod(0o711)
        atexit.register(shutil.rmtree, self.root, ignore_errors=True)
        self.ring, self.monkeypatch = self.root / "ring", monkeypatch
        shutil.copytree(ring, self.ring, ignore=shutil.ignore_patterns("S.*"))
        own(self.ring)

    def start(self, *options: str) -> str:
        self.monkeypatch.setenv("GNUPGHOME", str(self.ring))
        return start_postgres(self.root, options)

    @property
    def data(self) -> Path:
        return self.root / "postgres" / "data"

    def run(self, script: str, **env: str) -> None:
        tools = Path(program("initdb", "INITDB", "/usr/lib/postgresql/*/bin/initdb")).parent
        env = {"PATH": f"{tools}:{os.environ['PATH']}", "GNUPGHOME": str(self.ring), **env}
        command = ["bash", "-c", script]
        done = subprocess.run(
            command, cwd=self.root, env=env, user=server_user(), capture_output=True, text=True, timeout=300
        )
        assert done.returncode == 0, done.stdout + done.stderr

    def kill(self) -> None:
        """kill -9 of the server; its children follow."""
        pid = int((self.data / "postmaster.pid").read_text().splitlines()[0])
        os.kill(pid, signal.SIGKILL)


def own(folder: Path) -> None:
    if user := server_user():
        entry = pwd.getpwnam(user)
        for path in (folder, *folder.rglob("*")):
            os.chown(path, entry.pw_uid, entry.pw_gid)


def add(server: psycopg.Connection, numbers: range) -> list[datetime]:
    """A commit for each number, at the pace of the proof; when each was acknowledged."""
    acknowledged = []
    for number in numbers:
        at = server.execute("INSERT INTO said VALUES (%s) RETURNING clock_timestamp()", [number]).fetchone()
        acknowledged.append(at[0] if at else datetime.min)
        time.sleep(PAUSE)
    return acknowledged


def wait_until_archived(server: psycopg.Connection) -> None:
    """Until all that was committed so far is out of the house."""
    (name,) = server.execute("SELECT pg_walfile_name(pg_current_wal_lsn())").fetchone() or ("",)
    until(
        lambda: server.execute("SELECT last_archived_wal >= %s FROM pg_stat_archiver", [name]).fetchone() == (True,),
        seconds=60 + 2 * TIMEOUT,
    )


def replayed(lost: Machine, ring: str, backups: Path, monkeypatch: pytest.MonkeyPatch, moment: str = "") -> list[int]:
    """What a new machine holds after the document's commands."""
    machine = Machine(ring, monkeypatch)
    machine.data.mkdir(parents=True, mode=0o700)
    own(machine.data.parent)
    day = next(backups.glob("*.base.gpg")).name.partition(".")[0]
    script = block("replay").replace("/backups", str(backups))
    machine.run(script, PGDATA=str(machine.data), DAY=day, **({"MOMENT": moment} if moment else {}))
    with psycopg.connect(machine.start(), autocommit=True) as server:
        until(lambda: server.execute("SELECT pg_is_in_recovery()").fetchone() == (False,))
        found = [number for (number,) in server.execute("SELECT number FROM said ORDER BY number").fetchall()]
    machine.run("gpgconf --kill gpg-agent")
    return found


def test_what_was_archived_comes_back_and_the_rest_is_little(keys, monkeypatch):
    keeper, portal = keys
    lost = Machine(portal, monkeypatch)
    backups = lost.root / "backups"
    (backups / "wal").mkdir(parents=True)
    own(backups)
    said = settings() | {"archive_timeout": str(TIMEOUT)}
    assert settings()["archive_timeout"] == "60"
    options = [f"{name}={value.replace('/backups', str(backups))}" for name, value in said.items()]
    url = lost.start(*(word for option in options for word in ("-c", option)))

    with psycopg.connect(url, autocommit=True) as server:
        server.execute("CREATE TABLE said (number int PRIMARY KEY)")
        lost.run(block("base").replace("/backups", str(backups)), SERVER=url)
        half = COMMITS // 2
        times_of = add(server, range(half))
        middle = server.execute("SELECT clock_timestamp()::text").fetchone()[0]
        # Replay stops at a moment only where something follows it.
        times_of += add(server, range(half, half + 1))
        wait_until_archived(server)
        began = time.monotonic()
        times_of += add(server, range(half + 1, COMMITS))
        took = time.monotonic() - began
        (killed_at,) = server.execute("SELECT clock_timestamp()").fetchone()
        lost.kill()

    sealed = [path for path in backups.rglob("*") if path.is_file()]
    assert len(sealed) > 2 and {path.suffix for path in sealed} <= {".gpg", ".new"}
    assert not [path for path in sealed if re.search(rb"PG_VERSION|portal-log", path.read_bytes()[:4096])]

    found = replayed(lost, keeper, backups, monkeypatch)
    missing = COMMITS - len(found)
    assert found == list(range(len(found))) and len(found) > half
    oldest = (killed_at - times_of[len(found)]).total_seconds() if missing else 0
    measured(
        "G26",
        f"killed after {COMMITS} commits, the last {COMMITS - half - 1} in {took:.0f} s, with archive_timeout = "
        f"{TIMEOUT} s: {missing} missing, the oldest of them {oldest:.1f} s old; none missing among the others",
    )
    assert replayed(lost, keeper, backups, monkeypatch, moment=middle) == list(range(half))
    measured("G26", "replayed to a moment: what was committed before it, nothing later")
