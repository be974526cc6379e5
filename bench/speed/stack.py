"""The production stack on this machine: PostgreSQL with its ordinary safety, gunicorn, and the CPU they use."""

import os
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tests.private_servers import die_quickly_with_parent, free_port, start_postgres

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "var" / "bench"
POSTGRES = [
    "-c",
    "shared_buffers=1GB",
    "-c",
    "work_mem=16MB",
    "-c",
    "effective_cache_size=6GB",
    "-c",
    "max_wal_size=8GB",
    "-c",
    "random_page_cost=1.1",
]
TICKS = os.sysconf("SC_CLK_TCK")


def start_database() -> str:
    """The PostgreSQL that keeps the databases between runs; gives the address of its own database."""
    KEPT.mkdir(parents=True, exist_ok=True)
    return start_postgres(KEPT, POSTGRES)


def environment(url: str, settings: str = "congress.settings") -> dict[str, str]:
    """A production installation with made-up secrets, by plain http."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": settings,
        "DATABASE_URL": url,
        "SECRET_KEY": "only-for-the-bench-" + "0" * 50,
        "FIELD_KEY": "only-for-the-bench-" + "1" * 50,
        "HTTPS": "0",
        "SECOND_FACTOR": "0",
        "PORTAL_VAR": str(KEPT / "portal"),
        "ALLOWED_HOSTS": "127.0.0.1",
    }


@dataclass
class Web:
    """A gunicorn with two processes of four threads."""

    process: subprocess.Popen[bytes]
    port: int

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(20)


def start_web(wsgi: str, env: dict[str, str]) -> Web:
    """Serve, and wait until it answers."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", wsgi, "--bind", f"127.0.0.1:{port}", "--preload"]
    command += ["--worker-class", "gthread", "--workers", "2", "--threads", "4", "--log-level", "error"]
    log = KEPT / f"log-{wsgi.replace(':', '.')}"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*command, "--no-control-socket"],
            cwd=ROOT,
            env=env,
            stdout=output,
            stderr=output,
            preexec_fn=die_quickly_with_parent,
        )
    until = time.monotonic() + 30
    while time.monotonic() < until and process.poll() is None:
        with suppress(OSError):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2).close()
            return Web(process, port)
        time.sleep(0.1)
    raise SystemExit(f"{wsgi} did not start:\n{log.read_text()[-2000:]}")


def cpu_seconds(parent: int) -> float:
    """The CPU time of a process and all below it, those that ended included as far as their parent counted them."""
    return sum(sum(int(number) for number in fields[11:15]) / TICKS for fields in _family(parent).values())


def _family(parent: int) -> dict[int, list[str]]:
    """The process and all below it, each with what the system says of it, from its state on."""
    said = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError):
                said[int(entry.name)] = (entry / "stat").read_text().rpartition(") ")[2].split()
    family = {}
    for pid, fields in said.items():
        above: int | None = pid
        while above and above != parent:
            above = int(said[above][1]) if above in said else None
        if above == parent:
            family[pid] = fields
    return family


def memory(parent: int) -> float:
    """Megabytes that a process and those below it hold for themselves and their share of what they hold together."""
    total = 0
    for pid in _family(parent):
        with suppress(OSError):
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
            total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1024


def postgres_pid() -> int:
    """The process of the database server."""
    return int((KEPT / "postgres" / "data" / "postmaster.pid").read_text().splitlines()[0])
