"""pytest plugin (-p tests.services): real PostgreSQL and Redis for the run, before Django reads its settings.

DATABASE_URL and REDIS_URL name servers to use; without them private ones are started on free ports in a temporary
folder and stopped at the end. PORTAL_TEST_DATABASE=sqlite runs on SQLite instead. Each xdist worker has its own
folder, database (pytest-django's doing) and Redis database: the one in REDIS_URL and those after it.
"""

import atexit
import ctypes
import glob
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import redis

LIBC = ctypes.CDLL(None)
PR_SET_PDEATHSIG = 1
# Speed over safety: this server lives as long as the run.
POSTGRES_OPTIONS = ["-F", "-c", "synchronous_commit=off", "-c", "full_page_writes=off", "-c", "max_connections=100"]


def die_quickly_with_parent() -> None:
    """Have Linux stop this server when pytest goes, however it goes."""
    LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGQUIT)


def free_port() -> int:
    with socket.socket() as attempt:
        attempt.bind(("127.0.0.1", 0))
        return int(attempt.getsockname()[1])


def program(name: str, variable: str, *patterns: str) -> str:
    """The path of a server program: the one its variable names, one on the path, or the newest by pattern."""
    found = [os.environ.get(variable, ""), shutil.which(name) or ""]
    found += sorted((hit for pattern in patterns for hit in glob.glob(pattern)), reverse=True)
    if not any(found):
        raise SystemExit(f"The tests need {name}: run script/test, which installs it or says how to point to one.")
    return next(filter(None, found))


def wait_for(ready: Callable[[], object], process: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until a server answers; show its log when it ends or is too slow."""
    until = time.monotonic() + 30
    while time.monotonic() < until and process.poll() is None:
        try:
            ready()
        except (psycopg.Error, redis.RedisError, OSError):
            time.sleep(0.05)
        else:
            return
    raise SystemExit(f"{process.args} did not start:\n{log.read_text(errors='replace')[-2000:]}")


def server_user() -> str | None:
    """PostgreSQL refuses to run as root: then it runs as the user of its package."""
    return "postgres" if os.geteuid() == 0 else None


def start_server(command: list[str], folder: Path, user: str | None = None) -> tuple[subprocess.Popen[bytes], Path]:
    """Start a server in the background; it is stopped when pytest ends."""
    log = folder / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=folder,
            stdout=output,
            stderr=output,
            user=user,
            start_new_session=True,  # Ctrl-C is for pytest; it stops the servers itself
            preexec_fn=die_quickly_with_parent,
        )

    def stop() -> None:
        process.send_signal(signal.SIGQUIT if user or "postgres" in command[0] else signal.SIGTERM)
        process.wait(10)

    atexit.register(stop)
    return process, log


def start_postgres(root: Path) -> str:
    """A private PostgreSQL; gives its address."""
    initdb = program("initdb", "INITDB", "/usr/lib/postgresql/*/bin/initdb")
    user, folder = server_user(), root / "postgres"
    folder.mkdir(mode=0o700)
    if user:
        root.chmod(0o711)
        os.chown(folder, pwd.getpwnam(user).pw_uid, -1)
    data = str(folder / "data")
    make = [initdb, "-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
    subprocess.run(make, check=True, cwd=folder, user=user, stdout=subprocess.DEVNULL)
    port = free_port()
    serve = [str(Path(initdb).with_name("postgres")), "-D", data, "-p", str(port), "-h", "127.0.0.1"]
    process, log = start_server([*serve, "-k", str(folder), *POSTGRES_OPTIONS], folder, user)
    url = f"postgresql://postgres@127.0.0.1:{port}/postgres"
    wait_for(lambda: psycopg.connect(url, connect_timeout=2).close(), process, log)
    return url


def start_redis(root: Path) -> str:
    """A private Redis; gives its address."""
    folder, port = root / "redis", free_port()
    folder.mkdir()
    command = [program("redis-server", "REDIS_SERVER"), "--port", str(port), "--bind", "127.0.0.1"]
    process, log = start_server([*command, "--save", "", "--appendonly", "no", "--dir", str(folder)], folder)
    url = f"redis://127.0.0.1:{port}/0"
    wait_for(lambda: redis.Redis.from_url(url).ping(), process, log)
    return url


def share_for(worker: str) -> None:
    """Give an xdist worker its own folder and Redis database."""
    number = int(worker.removeprefix("gw"))
    os.environ["PORTAL_VAR"] = f"{os.environ['PORTAL_VAR']}/{worker}"
    parts = urlsplit(os.environ["REDIS_URL"])
    database = int(parts.path.strip("/") or 0) + number
    os.environ["REDIS_URL"] = urlunsplit(parts._replace(path=f"/{database}"))


def start() -> None:
    """Set DATABASE_URL, REDIS_URL and PORTAL_VAR for this run."""
    began = time.monotonic()
    root = Path(tempfile.mkdtemp(prefix="portal-test-"))
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    os.environ["PORTAL_VAR"] = str(root / "var")
    on_sqlite = os.environ.get("PORTAL_TEST_DATABASE") == "sqlite"
    if on_sqlite:
        os.environ.pop("DATABASE_URL", None)
    elif not os.environ.get("DATABASE_URL"):
        os.environ["DATABASE_URL"] = start_postgres(root)
    if not os.environ.get("REDIS_URL"):
        os.environ["REDIS_URL"] = start_redis(root)
    print(f"{'SQLite' if on_sqlite else 'PostgreSQL'} and Redis ready in {time.monotonic() - began:.1f} s", flush=True)


if name := os.environ.get("PYTEST_XDIST_WORKER"):
    share_for(name)
else:
    start()
