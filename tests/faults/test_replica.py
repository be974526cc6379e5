"""A primary and its streaming copy: reports come from the copy while it is fit, and nobody misses what he wrote."""

import atexit
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg
import pytest

from tests.faults.replicas import start_copy
from tests.private_servers import start_postgres

ROOT = Path(__file__).resolve().parents[2]
WORLD = """
from django.core.management import call_command
call_command("migrate", verbosity=0)
from tests.stages import submitted
from tests.world import a_world
world = a_world()
submitted(world.deputy)
"""
ASK = """
import contextlib, io, json, sys
from django.db import connections
from django.urls import reverse
from openpyxl import load_workbook
from congress.models import Grant
from proposals.models import Proposal
from tests.places import signed_in
from tests.stages import submitted
desk = Grant.objects.get(role="desk", congress__level="city")
deputy = Grant.objects.filter(role="deputy").order_by("person__name").last()
browser = signed_in(desk)

def asked(name):
    used = set()
    def note(execute, sql, params, many, context):
        if "wal" not in sql:
            used.add(context["connection"].alias if "proposal" in sql else "")
        return execute(sql, params, many, context)
    with contextlib.ExitStack() as stack:
        for alias in connections:
            stack.enter_context(connections[alias].execute_wrapper(note))
        answer = browser.get(reverse(name))
    assert answer.status_code == 200, answer.content
    return sorted(used - {""}), answer

for line in sys.stdin:
    submitted(deputy, f"第{Proposal.objects.count() + 1}件")
    count, said = Proposal.objects.count(), {}
    for name in ("proposals:figures", "proposals:index", "proposals:export", "deputies:export"):
        said[name], answer = asked(name)
        if name == "proposals:export":
            said["rows"] = load_workbook(io.BytesIO(answer.content)).active.max_row
        if name == "proposals:figures":
            said["counted"] = answer.context["together"].put_forward == count
    print(json.dumps(said | {"count": count}), flush=True)
"""
RUN = "import django; django.setup(); from django.test.utils import setup_test_environment; "
RUN += "setup_test_environment(); exec({!r})"


@pytest.fixture(scope="module")
def environment():
    root = Path(tempfile.mkdtemp(prefix="portal-copy-"))
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    primary = start_postgres(root, ["-c", "wal_level=replica"])
    copy, stop = start_copy(root / "two", primary)
    env = {name: value for name, value in os.environ.items() if name != "REDIS_URL"}
    env |= {"DJANGO_SETTINGS_MODULE": "tests.settings", "STATEMENT_SECONDS": "5", "PORTAL_VAR": str(root / "var")}
    env |= {"DATABASE_URL": primary, "REPLICA_URL": copy}
    subprocess.run([sys.executable, "-c", RUN.format(WORLD)], cwd=ROOT, env=env, check=True, timeout=120)
    return env, stop


def test_reports_come_from_the_copy_while_it_has_all_that_was_written(environment):
    env, stop = environment
    program = subprocess.Popen(
        [sys.executable, "-c", RUN.format(ASK)],
        cwd=ROOT,
        env=env,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )

    def after_another_opinion():
        program.stdin.write("\n")
        program.stdin.flush()
        said = json.loads(program.stdout.readline())
        assert said["counted"] and said.pop("rows") >= said.pop("count")
        return said

    with program:
        one = ["default"]
        said = after_another_opinion()
        assert said["proposals:figures"] == ["replica"] and "replica" in said["proposals:export"]
        assert said["proposals:index"] == one  # where people work they see what they wrote

        with psycopg.connect(env["REPLICA_URL"], autocommit=True) as copy:
            copy.execute("SELECT pg_wal_replay_pause()")
        said = after_another_opinion()
        assert said["proposals:figures"] == one and said["proposals:export"] == one

        stop()
        said = after_another_opinion()
        assert said["proposals:figures"] == one and said["proposals:index"] == one
        program.stdin.close()
    assert program.returncode == 0
