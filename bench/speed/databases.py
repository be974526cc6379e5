"""The databases of the bench: a base that the portal's own demo fills, and its copies up to each size."""

import subprocess
import sys
import time
from collections.abc import Callable

import psycopg

from bench.speed.stack import ROOT, environment

# How often a year's proposals are copied, in each of three trees of 23 congresses; the finished ones for five years.
SIZES = {"10k": 1, "100k": 10, "200k": 20, "1M": 100}
# The same with a paper of 20,000 characters for each proposal: what stands in papers is searched too.
PAPERS = {"1k papers": 0, "10k papers": 1, "100k papers": 10}
# The same for what is at work alone, by the number of its running limits.
OPEN = {"10k open": 11, "1M open": 1083}


def address(server: str, name: str) -> str:
    return f"{server.rsplit('/', 1)[0]}/{name}"


def prepare(server: str, size: str, say: Callable[[str], object]) -> str:
    """The address of the database of that size, made when it is not there yet, else with today's tables."""
    name = f"portal_{size.lower().replace(' ', '_')}"
    if not exists(server, "portal_base"):
        say("filling the base")
        make(server, "portal_base", "template1")
        _in_a_process(address(server, "portal_base"), "base")
    base = "portal_base"
    if size in PAPERS:
        base = "portal_base_papers"
        if not exists(server, base):
            say("writing papers into the base")
            make(server, base, "portal_base")
            _in_a_process(address(server, base), "papers")
    if not exists(server, name):
        began = time.monotonic()
        make(server, name, base)
        _in_a_process(address(server, name), size)
        say(f"{name} made by COPY in {time.monotonic() - began:.0f} s")
    else:
        _in_a_process(address(server, name), "kept")
    return address(server, name)


def exists(server: str, name: str) -> bool:
    """Whether it is there and was filled to the end."""
    with psycopg.connect(server, autocommit=True) as db:
        found = db.execute("SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [name])
        row = found.fetchone()
        if row and row[0] != "whole":
            db.execute(f"DROP DATABASE {name} WITH (FORCE)")
            return False
        return row is not None


def make(server: str, name: str, template: str) -> None:
    with psycopg.connect(server, autocommit=True) as db:
        db.execute(f"CREATE DATABASE {name} TEMPLATE {template}")


def _in_a_process(url: str, size: str) -> None:
    """Fill it by a process of its own, because Django is set up for one database."""
    subprocess.run([sys.executable, "-m", "bench.speed.filling", size], cwd=ROOT, env=environment(url), check=True)
    whole(url)


def whole(url: str) -> None:
    """Note that it is there to the end, and on the disk: the server ends with the bench and starts at once again."""
    with psycopg.connect(url, autocommit=True) as db:
        db.execute(f"COMMENT ON DATABASE {url.rsplit('/', 1)[1]} IS 'whole'")
        db.execute("CHECKPOINT")
