"""The two commands: set-up, serving, and the pinned packages."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import tomllib
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from congress.serving import AddressRefusedError, require_free

ROOT = Path(__file__).resolve().parent.parent
HEAD_START = """
import sys, time
from pathlib import Path
from congress.serving import Supervisor
folder = Path(sys.argv[1])
commands = {name: ["sh", "-c", f"echo $$ >> {name}; exec sleep 60"] for name in ("web", "worker", "clock")}
say = lambda text: print(text, flush=True)
is_ready = lambda: (folder / "ready").exists()
Supervisor(commands, folder=folder, say=say, grace=2).run(is_ready, "ready")
"""
SUPERVISE = """
import sys
from pathlib import Path
from congress.serving import Supervisor
commands = {name: ["sh", "-c", script] for name, script in zip(sys.argv[2::2], sys.argv[3::2])}
say = lambda text: print(text, flush=True)
Supervisor(commands, folder=Path(sys.argv[1]), say=say, first_pause=0.1, grace=2).run()
"""


def until(found: Callable[[], object], seconds: float = 20) -> None:
    """Wait until the condition holds."""
    end = time.monotonic() + seconds
    while not found():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


def lines(path: Path) -> list[str]:
    return path.read_text().split() if path.exists() else []


def is_running(pid: str) -> bool:
    """Whether the process runs; one that ended and was not yet fetched does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.fixture
def supervise(tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Starts a supervisor of small shell scripts in tmp_path, given as name, script, name, script…"""
    started: list[subprocess.Popen[str]] = []

    def start(*parts: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", SUPERVISE, str(tmp_path), *parts]
        started.append(subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.communicate()


def test_supervisor_starts_a_part_that_died_again(tmp_path, supervise):
    supervisor = supervise("weak", "echo $$ >> weak; exit 3", "steady", "echo $$ >> steady; exec sleep 60")
    until(lambda: len(lines(tmp_path / "weak")) >= 3)
    supervisor.send_signal(signal.SIGTERM)
    said, _ = supervisor.communicate(timeout=10)
    assert supervisor.returncode == 0
    assert "weak 停了（退出码3），0.1秒后再启动。" in said
    assert "0.2秒后再启动。" in said
    assert len(lines(tmp_path / "steady")) == 1
    assert not is_running(lines(tmp_path / "steady")[0])


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_supervisor_stops_all_and_kills_what_will_not_stop(tmp_path, supervise, number):
    deaf = "trap '' TERM; echo $$ >> deaf; while :; do sleep 1; done"
    supervisor = supervise("deaf", deaf, "kind", "echo $$ >> kind; exec sleep 60")
    until(lambda: lines(tmp_path / "deaf") and lines(tmp_path / "kind"))
    supervisor.send_signal(number)
    said, _ = supervisor.communicate(timeout=10)
    assert "deaf 没有按时停下，已强行结束。" in said
    assert "kind 没有" not in said
    assert not any(is_running(lines(tmp_path / name)[0]) for name in ("deaf", "kind"))


def test_no_part_outlives_a_killed_supervisor(tmp_path, supervise):
    supervisor = supervise("part", "echo $$ >> part; exec sleep 60")
    until(lambda: lines(tmp_path / "part"))
    supervisor.kill()
    until(lambda: not is_running(lines(tmp_path / "part")[0]))


def test_the_first_part_has_the_machine_to_itself_until_it_is_ready(tmp_path):
    command = [sys.executable, "-c", HEAD_START, str(tmp_path)]
    supervisor = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        until(lambda: lines(tmp_path / "web"))
        assert not lines(tmp_path / "worker") and not lines(tmp_path / "clock")
        (tmp_path / "ready").touch()
        until(lambda: lines(tmp_path / "worker") and lines(tmp_path / "clock"))
    finally:
        supervisor.terminate()
        said, _ = supervisor.communicate(timeout=10)
    assert said.startswith("ready")


@pytest.fixture
def embedded(tmp_path: Path) -> dict[str, str]:
    """The environment of an embedded installation of its own."""
    kept = {key: value for key, value in os.environ.items() if key not in {"DATABASE_URL", "REDIS_URL"}}
    kept.pop("PYTEST_XDIST_WORKER", None)
    return kept | {"PORTAL_VAR": str(tmp_path / "var"), "DJANGO_SETTINGS_MODULE": "congress.settings"}


def test_serve_refuses_a_port_in_use_before_anything_else(tmp_path, embedded):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        command = [sys.executable, "manage.py", "serve", "--port", port]
        run = subprocess.run(command, cwd=ROOT, env=embedded, capture_output=True, text=True, timeout=60)
    assert run.returncode == 1
    assert f"127.0.0.1 的 {port} 端口不能用" in run.stderr
    assert "Traceback" not in run.stderr
    assert not (tmp_path / "var" / "portal.sqlite3").exists()


@pytest.mark.parametrize(("host", "port"), [("127.0.0.1", 70000), ("no-such-host.invalid", 8000)])
def test_an_impossible_address_is_refused(host, port):
    with pytest.raises(AddressRefusedError):
        require_free(host, port)


def children(pid: int) -> dict[str, str]:
    """The process number of each part of a running portal."""
    found = {}
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        words = Path(f"/proc/{child}/cmdline").read_text().split("\0")
        found[next((name for name in ("gunicorn", "worker", "beat") if name in words), "other")] = child
    return found


def answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2) as response:
            return response.status == 200
    except OSError:
        return False


def test_serve_runs_the_whole_portal_and_leaves_nothing_behind(tmp_path, embedded):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    output = tmp_path / "output"
    command = [sys.executable, "manage.py", "serve", "--no-demo", "--port", str(port)]
    with output.open("w") as file:
        portal = subprocess.Popen(command, cwd=ROOT, env=embedded, stdout=file, stderr=file)
    try:
        until(lambda: "可以打开了" in output.read_text() or portal.poll() is not None, 120)
        assert answers(port), output.read_text()
        until(lambda: set(children(portal.pid)) == {"gunicorn", "worker", "beat"})
        first = children(portal.pid)
        os.kill(int(first["gunicorn"]), signal.SIGKILL)
        until(lambda: children(portal.pid).get("gunicorn", first["gunicorn"]) != first["gunicorn"])
        until(lambda: answers(port))
        last = children(portal.pid)
        assert last["beat"] == first["beat"]
        portal.terminate()
        assert portal.wait(25) == 0
        assert not any(is_running(pid) for pid in last.values())
    finally:
        portal.terminate()
        portal.wait(25)


AFTER_MIGRATE = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
"""
WHAT_IS_THERE = """
import django
django.setup()
from congress.management.commands.serve import Command
from congress.models import CalendarYear, JobRun
from proposals.models import Limit
Command().prepare_database()
print(CalendarYear.objects.count() > 0, Limit.objects.count() > 0, JobRun.objects.filter(job="shipped_data").count())
"""


def test_a_start_that_was_killed_after_the_tables_were_made_is_made_up_for(embedded):
    def run(script):
        command = [sys.executable, "-c", script]
        done = subprocess.run(command, cwd=ROOT, env=embedded, capture_output=True, text=True, timeout=120, check=True)
        return done.stdout.splitlines()

    assert run(AFTER_MIGRATE) == []
    assert run(WHAT_IS_THERE) == ["正在准备数据库。", "True True 1"]
    assert run(WHAT_IS_THERE) == ["True True 1"]


@pytest.fixture
def bare_machine(tmp_path: Path) -> dict[str, str]:
    """A machine of somebody who is not root and may not become it: the shell's own programs, apt, nothing else."""
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in ("bash", "sh", "env"):
        (programs / name).symlink_to(shutil.which(name) or "")
    stubs = {"id": "echo 1000", "apt-get": f"touch {tmp_path / 'asked-apt'}"}
    for name, script in stubs.items():
        (programs / name).write_text(f"#!/bin/sh\n{script}\n")
        (programs / name).chmod(0o755)
    return {"PATH": str(programs)}


def look_for_packages(env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """What script/test does before anything else."""
    script = "set -euo pipefail; . script/environment; . script/testing; test_packages"
    command = [shutil.which("bash") or "bash", "-c", script]
    return subprocess.run(
        command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=30, stdin=subprocess.DEVNULL
    )


def test_who_may_not_install_is_told_what_is_missing_and_how_to_point_to_it(tmp_path, bare_machine):
    run = look_for_packages(bare_machine)
    assert run.returncode == 1
    wanted = next(line for line in run.stderr.splitlines() if "apt-get install" in line)
    assert {"redis-server", "chromium-headless-shell"} <= set(wanted.split())
    assert "REDIS_SERVER" in run.stderr and "CHROMIUM" in run.stderr
    assert not (tmp_path / "asked-apt").exists()


def test_who_points_to_what_cannot_run_is_told(bare_machine):
    run = look_for_packages(bare_machine | {"REDIS_SERVER": "/no/such/program"})
    assert run.returncode == 1
    assert "REDIS_SERVER is set to /no/such/program, which cannot be run." in run.stderr


def test_every_direct_package_is_pinned_with_hashes_and_no_address():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    files = {
        "requirements.txt": project["dependencies"],
        "tests/requirements.txt": project["optional-dependencies"]["test"],
    }
    for name, wanted in files.items():
        text = (ROOT / name).read_text(encoding="utf-8")
        pins = {pin.group(1): pin.group(0) for pin in re.finditer(r"^([a-z0-9-]+)==\S+", text, re.MULTILINE)}
        for requirement in wanted:
            package, _, version = re.sub(r"\[.*?\]", "", requirement).partition("==")
            assert pins[package.lower()] == f"{package.lower()}=={version}", name
        assert all("--hash=sha256:" in block for block in re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:])
        assert "://" not in text


@pytest.mark.parametrize(
    ("answer", "code", "says"),
    [
        ("nobody answers", 0, "not audited: the feed"),
        (
            '{"dependencies": [{"name": "a", "version": "1", "vulns": []}, {"name": "b", "skip_reason": "unknown"}]}',
            0,
            "0 holes known in 1 packages; not audited: 1 that",
        ),
        (
            '{"dependencies": [{"name": "a", "version": "1", "vulns": [{"id": "CVE-1", "fix_versions": ["2"]}]}]}',
            1,
            "a 1: CVE-1, mended in 2\n1 holes known in 1 packages; all audited",
        ),
    ],
)
def test_an_audit_says_what_it_could_not_ask_and_fails_for_a_hole(tmp_path, answer, code, says):
    (tmp_path / "pip_audit.py").write_text(f"print({answer!r})")
    env = {**os.environ, "PYTHONPATH": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "script/audit"], cwd=ROOT, env=env, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == code
    assert says in done.stdout
