"""Backup and restore by the very commands of docs/production.md, on a PostgreSQL and with keys of their own."""

import atexit
import os
import re
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg
import pytest

from tests.private_servers import program, start_postgres

ROOT = Path(__file__).resolve().parents[2]
DAYS_40 = 40 * 24 * 3600
LEFT_OUT = {"django_session", "congress_cache"}
A_YEAR = """
import django
django.setup()
from django.core.files.base import ContentFile
from congress.models import StoredFile
from tests.stages import replied
from tests.world import a_world
world = a_world()
replied(world)
file = StoredFile(name="附图.txt", media_type="text/plain", size=15, sha256="0" * 64, uploaded_by=world.deputy.person)
file.content.save("x", ContentFile("路口的照片".encode()), save=False)
file.save(force_insert=True)
"""


def block(name: str) -> str:
    """The commands that stand in the document under that mark."""
    text = (ROOT / "docs" / "production.md").read_text(encoding="utf-8")
    return re.search(rf"<!-- {name} -->\n```bash\n(.*?)```", text, re.DOTALL)[1]


def run(script: str, env: dict[str, str], *, code: int = 0) -> str:
    done = subprocess.run(["bash", "-c", script], cwd=ROOT, env=env, capture_output=True, text=True, timeout=300)
    assert (done.returncode == 0) is (code == 0), done.stdout + done.stderr
    return done.stdout


def counts(url: str) -> dict[str, int]:
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
    """A portal with a matter from draft to reply, a file, and a sealed timeline; and the environment it runs in."""
    root = Path(tempfile.mkdtemp(prefix="portal-backup-"))  # the server's own user must reach it
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    url = start_postgres(root)
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
    run(f"{manage} migrate --verbosity 0 && .venv/bin/python -c '{A_YEAR}' && {manage} seal_days", env)
    with psycopg.connect(url, autocommit=True) as database:
        database.execute("CREATE DATABASE restored")
    return env


@pytest.fixture(scope="module")
def backup(installation):
    """The folder of backups after one night."""
    folder = Path(installation["BACKUPS"])
    folder.mkdir()
    for name in ("2026-01-01.dump.gpg", "2026-01-02.dump.gpg"):
        (folder / name).touch()
        os.utime(folder / name, (time.time() - DAYS_40, time.time() - DAYS_40))
    run(block("backup"), installation)
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


def test_the_portals_own_machine_cannot_read_its_backups(backup, installation):
    newest = max(backup.glob("*.dump.gpg"))
    assert "西山路口".encode() not in newest.read_bytes() and b"PGDMP" not in newest.read_bytes()
    run(f"gpg --batch --decrypt {newest} > /dev/null", installation, code=2)


def test_what_is_restored_into_an_empty_database_is_equal_row_by_row(backup, installation, keys):
    restored = Path(installation["PORTAL_VAR"]).with_name("restored")
    env = {
        **installation,
        "DATABASE_URL": installation["DATABASE_URL"].rpartition("/")[0] + "/restored",
        "PORTAL_VAR": str(restored),
        "GNUPGHOME": keys[0],
        "DAY": max(backup.glob("*.files.gpg")).name.partition(".")[0],
    }
    said = run(block("restore"), env)

    assert "办理记录完好。" in said
    before, after = counts(installation["DATABASE_URL"]), counts(env["DATABASE_URL"])
    assert before == after
    assert before["congress_event"][0] > 5 and before["proposals_proposal"][0] == 1
    contents = [path.read_bytes() for path in (restored / "files").rglob("*") if path.is_file()]
    assert "路口的照片".encode() in contents
    assert len(contents) == sum(path.is_file() for path in (restored.with_name("var") / "files").rglob("*"))
