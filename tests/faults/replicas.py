"""A streaming copy of a PostgreSQL server, for tests of reading from it."""

import os
import pwd
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

from tests.private_servers import program, server_user, start_postgres


def start_copy(root: Path, primary: str) -> tuple[str, Callable[[], None]]:
    """The address of a hot standby that streams from the primary, and what kills it."""
    folder, user = root / "postgres", server_user()
    folder.mkdir(parents=True, mode=0o700)
    root.chmod(0o711)
    if user:
        os.chown(folder, pwd.getpwnam(user).pw_uid, -1)
    backup = program("pg_basebackup", "PG_BASEBACKUP", "/usr/lib/postgresql/*/bin/pg_basebackup")
    take = [backup, "--dbname", primary, "--pgdata", str(folder / "data"), "--write-recovery-conf"]
    subprocess.run([*take, "--checkpoint=fast", "--no-sync"], check=True, cwd=folder, user=user, timeout=300)
    url = start_postgres(root, ["-F", "-c", "hot_standby_feedback=on", "-c", "max_connections=100"])
    pid = int((folder / "data" / "postmaster.pid").read_text().splitlines()[0])
    return url, lambda: os.kill(pid, signal.SIGKILL)
