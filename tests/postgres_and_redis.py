"""pytest plugin (-p tests.postgres_and_redis): real servers for the run, before Django reads its settings.

DATABASE_URL and REDIS_URL name servers to use; without them private ones are started on free ports in a temporary
folder and stopped at the end. PORTAL_TEST_DATABASE=sqlite runs on SQLite instead. Each xdist worker has its own
folder, database (pytest-django's doing) and Redis database: the one in REDIS_URL and those after it.
"""

import atexit
import os
import shutil
import tempfile
import time
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from tests import migrated
from tests.private_servers import start_postgres, start_redis


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
    is_private = on_sqlite or not os.environ.get("DATABASE_URL")
    if on_sqlite:
        os.environ.pop("DATABASE_URL", None)
    elif is_private:
        os.environ["DATABASE_URL"] = start_postgres(root)
    if not os.environ.get("REDIS_URL"):
        os.environ["REDIS_URL"] = start_redis(root)
    if is_private:
        migrated.begin(root)
    print(f"{'SQLite' if on_sqlite else 'PostgreSQL'} and Redis ready in {time.monotonic() - began:.1f} s", flush=True)


if name := os.environ.get("PYTEST_XDIST_WORKER"):
    share_for(name)
else:
    start()
