"""Measure one database: every job at every number of clients, beside the yardstick; figures as JSON lines.

python -m bench.speed.measuring URL YARDSTICK_URL CLIENTS SECONDS ROUNDS [ONLY]
"""

import itertools
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from bench.speed import stack
from bench.speed.clients import Asked, Met, run

if TYPE_CHECKING:
    from bench.speed.jobs import Job

AT_ONCE = 150  # requests of a round that uses rows up
NOTE = {"title": "关于西山路口增设夜间照明的建议", "body": "西山路口东侧步道晚上没有路灯。" * 8}


@dataclass
class Figures:
    """What one job gave at one number of clients, over several rounds."""

    job: str
    clients: int
    rates: list[float] = field(default_factory=list)
    slow: list[float] = field(default_factory=list)  # p95, milliseconds
    cpu: list[float] = field(default_factory=list)  # milliseconds a request, application and database
    size: int = 0
    sql: int = 0
    ratios: list[float] = field(default_factory=list)  # of the rate to the yardstick's, round by round
    faults: int = 0


class Meter:
    """Runs clients against one web and looks at the CPU meanwhile."""

    def __init__(self, web: stack.Web, database: int) -> None:
        self.web, self.database = web, database

    def run(self, asked: Iterator[Asked], clients: int, seconds: float, most: int | None = None) -> tuple[Met, float]:
        before = self._cpu()
        met = run(self.web.port, asked, clients=clients, seconds=seconds, most=most)
        used = self._cpu() - before
        return met, used * 1000 / max(1, len(met.milliseconds))

    def _cpu(self) -> float:
        return stack.cpu_seconds(self.web.process.pid) + stack.cpu_seconds(self.database)


def note(figures: Figures, met: Met, cpu: float, yardstick: Met) -> None:
    """Keep what a round gave."""
    figures.rates.append(met.rate)
    figures.slow.append(met.at(0.95))
    figures.cpu.append(cpu)
    figures.size = met.sizes // max(1, len(met.milliseconds))
    figures.ratios.append(met.rate / yardstick.rate if yardstick.rate else 0.0)
    figures.faults += len(met.faults)
    for fault in met.faults[:2]:
        print(f"{figures.job}: {fault}", file=sys.stderr)


def counted(asked: Asked) -> int:
    """How many statements the request takes, asked of the same code in this process."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"cookie": asked.cookies, "host": "127.0.0.1"})
    with CaptureQueriesContext(connection) as queries:
        if asked.form is None:
            client.get(asked.path)
        else:
            client.post(asked.path, asked.form, content_type="application/x-www-form-urlencoded")
    return len(queries)


def yardstick_requests(url: str) -> dict[str, Asked]:
    """Sign in there once; the two pages as requests."""
    env = stack.environment(url, "bench.yardstick.settings")
    made = subprocess.run(
        [sys.executable, "-m", "bench.yardstick.prepare"], cwd=stack.ROOT, env=env, check=True, capture_output=True
    )
    cookies = made.stdout.decode().strip().splitlines()[-1]
    from bench.speed.jobs import TOKEN, urlencode

    cookies = f"{cookies}; csrftoken={TOKEN}"
    insert = Asked("/write/", cookies, urlencode({"csrfmiddlewaretoken": TOKEN, **NOTE}))
    return {"insert": insert, "list": Asked("/", cookies)}


class Bench:
    """The portal and the yardstick side by side, and what they gave so far."""

    def __init__(self, url: str, yardstick_url: str, seconds: float, rounds: int) -> None:
        self.seconds, self.rounds = seconds, rounds
        self.pages = yardstick_requests(yardstick_url)
        database = stack.postgres_pid()
        bare = stack.environment(yardstick_url, "bench.yardstick.settings")
        self.portal = Meter(stack.start_web("congress.wsgi", stack.environment(url)), database)
        self.bare = Meter(stack.start_web("bench.yardstick.wsgi", bare), database)
        self.table: dict[tuple[str, int], Figures] = {}

    def measure(self, job: "Job", clients: Sequence[int], most: int | None = None) -> None:
        """Every round of a job at every number of clients.

        Args:
            most: how many requests of a job that uses its rows up make a round.
        """
        sql = counted(next(job.asked))
        if most is None:
            run(self.portal.web.port, job.asked, clients=2, seconds=0.5)  # warm
        for number in clients:
            for _ in range(self.rounds):
                self._round(job, number, sql, most)

    def _round(self, job: "Job", clients: int, sql: int, most: int | None) -> None:
        page = itertools.repeat(self.pages[job.yardstick])
        against, bare_cpu = self.bare.run(page, clients, self.seconds)
        met, cpu = self.portal.run(job.asked, clients, self.seconds * (10 if most else 1), most)
        note(self._figures(job.name, clients, sql), met, cpu, against)
        note(self._figures(f"yardstick: {job.yardstick}", clients, 0), against, bare_cpu, against)

    def _figures(self, name: str, clients: int, sql: int) -> Figures:
        return self.table.setdefault((name, clients), Figures(name, clients, sql=sql))

    def stop(self) -> None:
        self.portal.web.stop()
        self.bare.web.stop()


def main(url: str, yardstick_url: str, clients: list[int], seconds: float, rounds: int, only: str = "") -> None:
    """Args: only: jobs whose name begins so; what writes is left out then."""
    import django

    django.setup()
    from django.core.management import call_command

    from bench.speed.jobs import WRITING, Visitors, reading
    from congress.calendar_table import current_calendar

    current_calendar()  # read once a process, not for the first page that is counted
    call_command("collectstatic", interactive=False, verbosity=0)
    bench, who = Bench(url, yardstick_url, seconds, rounds), Visitors()
    for job in reading(who):
        if job.name.startswith(only):
            bench.measure(job, clients)
    for make in WRITING if not only else []:
        bench.measure(make(who, AT_ONCE * rounds * len(clients) + 1), clients, AT_ONCE)
    bench.stop()
    for figures in bench.table.values():
        print(json.dumps(asdict(figures)), flush=True)


if __name__ == "__main__":
    arguments: list[Any] = sys.argv[1:]
    main(arguments[0], arguments[1], json.loads(arguments[2]), float(arguments[3]), int(arguments[4]), *arguments[5:])
