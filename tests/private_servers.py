"""PostgreSQL and Redis of one's own, started on free ports and stopped with the program that asked for them."""

import atexit
import ctypes
import glob
import os
import pwd
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import psycopg
import redis

LIBC = ctypes.CDLL(None)
PR_SET_PDEATHSIG = 1
PATIENCE = 120  # seconds for a server to answer: after a crash on a busy machine PostgreSQL recovers slowly
# Speed over safety: such a server lives as long as the run.
UNSAFE = ["-F", "-c", "synchronous_commit=off", "-c", "full_page_writes=off", "-c", "max_connections=100"]


def die_quickly_with_parent() -> None:
    """Have Linux stop this server when the program that started it goes, however it goes."""
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
        raise SystemExit(f"{name} is needed: run script/test, which installs it or says how to point to one.")
    return next(filter(None, found))


def wait_for(ready: Callable[[], object], process: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until a server answers; show its log when it ends or is too slow."""
    until = time.monotonic() + PATIENCE
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
    """Start a server in the background; it is stopped when the program ends."""
    log = folder / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=folder,
            stdout=output,
            stderr=output,
            user=user,
            start_new_session=True,  # Ctrl-C is for the program; it stops the servers itself
            preexec_fn=die_quickly_with_parent,
        )

    def stop() -> None:
        process.send_signal(signal.SIGQUIT if user or "postgres" in command[0] else signal.SIGTERM)
        process.wait(10)

    atexit.register(stop)
    return process, log


def start_postgres(root: Path, options: Sequence[str] = UNSAFE, port: int = 0) -> str:
    """A private PostgreSQL; gives its address. One whose folder is there already goes on with what it holds.

    Args:
        port: where it listens; a free one when left out.
    """
    initdb = program("initdb", "INITDB", "/usr/lib/postgresql/*/bin/initdb")
    user, folder = server_user(), root / "postgres"
    data = str(folder / "data")
    if not folder.exists():
        folder.mkdir(mode=0o700)
        if user:
            root.chmod(0o711)
            os.chown(folder, pwd.getpwnam(user).pw_uid, -1)
        make = [initdb, "-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
        subprocess.run(make, check=True, cwd=folder, user=user, stdout=subprocess.DEVNULL)
    port = port or free_port()
    serve = [str(Path(initdb).with_name("postgres")), "-D", data, "-p", str(port), "-h", "127.0.0.1"]
    process, log = start_server([*serve, "-k", str(folder), *options], folder, user)
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
