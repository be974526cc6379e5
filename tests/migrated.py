"""The tables, made once for the run while the tests are collected; each worker's database is a copy of them.

`begin` starts this module as a program; `wait` gives the name of the template on PostgreSQL, the file on SQLite.
"""

import atexit
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

TEMPLATE = "migrated"
PATIENCE = 600  # seconds, on a machine on which everything starts at once
FOLDER = "PORTAL_TEST_MIGRATED"  # where this program works; not in the environment on a server of somebody's own


def begin(root: Path) -> None:
    """Make the tables in the background, in the private server or in a file of this run's folder.

    Args:
        root: the folder of the run, gone at its end.
    """
    folder = root / TEMPLATE
    folder.mkdir()
    os.environ[FOLDER] = str(folder)
    environment = dict(os.environ, PORTAL_VAR=str(folder), DJANGO_SETTINGS_MODULE="tests.settings")
    if url := os.environ.get("DATABASE_URL"):
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {TEMPLATE}")
        environment["DATABASE_URL"] = urlunsplit(urlsplit(url)._replace(path=f"/{TEMPLATE}"))
    with (folder / "log").open("wb") as log:
        made = subprocess.Popen([sys.executable, "-m", "tests.migrated"], env=environment, stdout=log, stderr=log)
    atexit.register(made.kill)


def wait() -> str:
    """Wait until the tables are made.

    Returns:
        the template's name, or the path of the file; empty where the tests have a server of somebody's own.
    Raises:
        RuntimeError: with what the program said, when it failed or is too slow.
    """
    if not os.environ.get(FOLDER):
        return ""
    folder, until = Path(os.environ[FOLDER]), time.monotonic() + PATIENCE
    while not (folder / "made").exists():
        if (folder / "failed").exists() or time.monotonic() > until:
            raise RuntimeError(f"The tables were not made:\n{(folder / 'log').read_text(errors='replace')[-2000:]}")
        time.sleep(0.05)
    return TEMPLATE if os.environ.get("DATABASE_URL") else str(folder / "portal.sqlite3")


def copy_to(name: str) -> bool:
    """Another database with these tables and no rows, on the same server or in a file of that name.

    Returns:
        whether there is one: not on a server of somebody's own.
    """
    made = wait()
    if not made:
        return False
    if url := os.environ.get("DATABASE_URL"):
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE {made}')
    else:
        shutil.copyfile(made, name)
    return True


def main() -> None:
    from django.core.management import execute_from_command_line

    folder = Path(os.environ["PORTAL_VAR"])
    try:
        execute_from_command_line(["manage.py", "migrate", "--verbosity", "0"])
    except BaseException:
        (folder / "failed").touch()
        raise
    (folder / "made").touch()


if __name__ == "__main__":
    main()
