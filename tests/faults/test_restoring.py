"""Backup and restore by the very commands of docs/production.md, on a PostgreSQL and with keys of their own."""

import atexit
import hashlib
import os
import re
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg
import pytest

from bench.speed.stack import POSTGRES
from tests.private_servers import UNSAFE, program, start_postgres
from tests.proof import measured, times

ROOT = Path(__file__).resolve().parents[2]
OPINIONS, FILES = times("DRILL_OPINIONS", 1), times("DRILL_FILES", 1)
IS_PROOF = OPINIONS > 1
SERVER = POSTGRES if IS_PROOF else UNSAFE  # seconds are measured on a server that is careful
DAYS_40 = 40 * 24 * 3600
LEFT_OUT = {"django_session", "congress_cache"}
A_YEAR = """
import django
django.setup()
from tests.faults.filling import store
from tests.stages import replied
from tests.world import a_world
replied(a_world())
store(1)
"""


def block(name: str, language: str = "bash") -> str:
    """The commands that stand in the document under that mark."""
    text = (ROOT / "docs" / "production.md").read_text(encoding="utf-8")
    return re.search(rf"<!-- {name} -->\n```{language}\n(.*?)```", text, re.DOTALL)[1]


def run(script: str, env: dict[str, str], *, code: int = 0) -> str:
    done = subprocess.run(["bash", "-c", script], cwd=ROOT, env=env, capture_output=True, text=True, timeout=3600)
    assert (done.returncode == 0) is (code == 0), done.stdout + done.stderr
    return done.stdout


def minutes(since: float) -> str:
    return f"{(time.monotonic() - since) / 60:.1f} min"


def counts(url: str) -> dict[str, tuple[int, int]]:
    """How many rows each table has, and the sum of what they hold."""
    with psycopg.connect(url) as database:
        tables = database.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        return {
            table: database.execute(
                f'SELECT count(*), sum(hashtextextended(row::text, 0)::numeric) FROM "{table}" AS row'
            ).fetchone()
            for (table,) in tables
            if table not in LEFT_OUT
        }


def contents(folder: Path) -> dict[str, str]:
    """The fingerprint of every file below, by its place."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture(scope="module")
def keys(tmp_path_factory):
    """The keeper's key ring, with the private key, and the portal's, with the public one."""
    keeper, portal = tmp_path_factory.mktemp("k"), tmp_path_factory.mktemp("p")
    for folder in (keeper, portal):
        folder.chmod(0o700)
    as_keeper, as_portal = {**os.environ, "GNUPGHOME": str(keeper)}, {**os.environ, "GNUPGHOME": str(portal)}
    run("gpg --batch --quiet --passphrase '' --quick-generate-key portal-backup default default never", as_keeper)
    run(f"gpg --batch --quiet --export portal-backup > {portal}/portal-backup.pub", as_keeper)
    run(f"gpg --batch --quiet --import {portal}/portal-backup.pub", as_portal)
    yield str(keeper), str(portal)
    for env in (as_keeper, as_portal):
        run("gpgconf --kill gpg-agent", env)


@pytest.fixture(scope="module")
def installation(keys):
    """A portal with matters, files and a sealed timeline; and the environment it runs in."""
    root = Path(tempfile.mkdtemp(prefix="portal-backup-"))  # the server's own user must reach it
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    url = start_postgres(root, SERVER)
    tools = str(Path(program("initdb", "INITDB", "/usr/lib/postgresql/*/bin/initdb")).parent)
    env = {
        **{name: value for name, value in os.environ.items() if name != "REDIS_URL"},
        "PATH": f"{tools}:{os.environ['PATH']}",
        "DJANGO_SETTINGS_MODULE": "congress.settings",
        "SECRET_KEY": "only-for-this-test-" + "0" * 50,
        "FIELD_KEY": "only-for-this-test-" + "1" * 50,
        "HTTPS": "0",
        "DATABASE_URL": url,
        "PORTAL_VAR": str(root / "var"),
        "BACKUPS": str(root / "backups"),
        "GNUPGHOME": keys[1],
    }
    manage = ".venv/bin/python manage.py"
    if IS_PROOF:
        run(f".venv/bin/python -m tests.faults.filling {OPINIONS} {FILES}", env)
    else:
        run(f"{manage} migrate --verbosity 0 && .venv/bin/python -c '{A_YEAR}' && {manage} seal_days", env)
    return env


@pytest.fixture(scope="module")
def backup(installation):
    """The folder of backups after one night."""
    folder = Path(installation["BACKUPS"])
    folder.mkdir()
    for name in ("2026-01-01.dump.gpg", "2026-01-02.dump.gpg"):
        (folder / name).touch()
        os.utime(folder / name, (time.time() - DAYS_40, time.time() - DAYS_40))
    began = time.monotonic()
    run(block("backup"), installation)
    sizes = " and ".join(f"{path.stat().st_size / 1e6:.0f} MB" for path in sorted(folder.glob("*.gpg"))[-2:])
    measured("G25", f"backup in {minutes(began)}, sealed files of {sizes}")
    return folder


def test_a_night_leaves_two_sealed_files_and_old_nights_go(backup):
    names = sorted(path.name for path in backup.iterdir())
    assert [re.sub(r"^20\d\d-\d\d-\d\d", "DAY", name) for name in names] == [
        "DAY.dump.gpg",
        "DAY.dump.gpg",
        "DAY.files.gpg",
    ]
    assert names[0] == "2026-01-01.dump.gpg"  # the first of a month stays for a year
    assert all(path.stat().st_mode & 0o077 == 0 for path in backup.glob("*.files.gpg"))
    measured("G27", "a night of 40 days ago goes, the first of its month stays")


def test_the_portals_own_machine_cannot_read_its_backups(backup, installation):
    day = max(backup.glob("*.files.gpg")).name.partition(".")[0]
    for sealed in (backup / f"{day}.dump.gpg", backup / f"{day}.files.gpg"):
        with sealed.open("rb") as file:
            head = file.read(1_000_000)
        assert head and b"PGDMP" not in head and b"\x1f\x8b\x08" not in head[:3]
        run(f"gpg --batch --decrypt {sealed} > /dev/null", installation, code=2)
    measured("G27", "on the machine that wrote them neither sealed file can be opened")


def test_what_is_restored_on_an_empty_server_is_equal_row_by_row(backup, installation, keys):
    root = Path(installation["PORTAL_VAR"]).parent / "empty"
    root.mkdir()
    env = {
        **installation,
        "DATABASE_URL": start_postgres(root, SERVER),
        "PORTAL_VAR": str(root / "var"),
        "GNUPGHOME": keys[0],
        "DAY": max(backup.glob("*.files.gpg")).name.partition(".")[0],
    }
    began = time.monotonic()
    said = run(block("restore"), env)
    took = minutes(began)

    assert said.count("完好") > 5 and "处问题" not in said
    before, after = counts(installation["DATABASE_URL"]), counts(env["DATABASE_URL"])
    assert before == after
    assert before["congress_event"][0] > 5 * OPINIONS and before["proposals_proposal"][0] >= OPINIONS
    measured("G26", f"a night's dump restored: {sum(rows for rows, _ in before.values())} rows equal")
    files = contents(Path(installation["PORTAL_VAR"]) / "files")
    assert contents(root / "var" / "files") == files and len(files) == FILES
    measured(
        "G25",
        f"restored into an empty PostgreSQL and an empty folder in {took} with the doctor's reading: "
        f"{before['proposals_proposal'][0]} opinions, {before['congress_event'][0]} events in whole chains, "
        f"{sum(rows for rows, _ in before.values())} rows of {len(before)} tables and {len(files)} files equal",
    )
