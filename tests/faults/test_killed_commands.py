"""An import that is killed, and a migration that fails half-way, leave nothing behind."""

import csv
import os
import random
import subprocess
import sys

import psycopg
import pytest
from django.db import transaction
from django.urls import reverse

from congress.models import Event, Person
from deputies.models import Delegation, Seat
from deputies.roster_rows import LABELS
from proposals.models import Proposal
from tests import stages
from tests.faults.installation import Web
from tests.faults.processes import ROOT, Process, database_url, until, waiting_for_a_lock
from tests.faults.readers import Reader
from tests.places import a_congress
from tests.proof import measured, times
from tests.world import TITLE

pytestmark = pytest.mark.django_db(transaction=True)

SEED = 20260627
ROWS = times("ROSTER_ROWS", 60)
KILLED = times("KILLED_IMPORTS", 1)
SETTINGS = """
from congress.settings import *
MIGRATION_MODULES = {"training": "half_way"}
"""
HALF_WAY = """
from django.db import migrations
class Migration(migrations.Migration):
    dependencies = [("proposals", "0001_initial")]
    operations = [
        migrations.RunSQL("CREATE TABLE half_way (id int)"),
        migrations.RunSQL("UPDATE proposals_proposal SET title = 'half way'"),
        migrations.RunSQL("SELECT 1 / 0"),
    ]
"""


def loaded():
    return Person.objects.count(), Seat.objects.count(), Delegation.objects.count(), Event.objects.count()


def phone_of(number):
    return f"138{number:08}"


def test_a_roster_whose_import_is_killed_at_any_row_is_in_whole_or_not_at_all(on_postgresql, tmp_path):
    chance = random.Random(SEED)
    a_congress()
    roster = tmp_path / "名册.csv"
    place = ["杜集团", "第一选区", "某厂工人", "2026-01-15", "", ""]
    rows = [["钱某", "", phone_of(n), f"{n:05}", *place] for n in range(ROWS)]
    with roster.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([LABELS, *rows])
    command = [sys.executable, "manage.py", "import_deputies", str(roster), "--congress", "HB"]
    environment = {"DJANGO_SETTINGS_MODULE": "congress.settings", "DATABASE_URL": database_url()}
    for _ in range(KILLED):
        with transaction.atomic():  # somebody else enters one of them: the import waits at that row
            Person.objects.create_person("孙某", phone=phone_of(chance.randrange(ROWS)))
            process = Process(tmp_path, *command, **environment)
            try:
                until(lambda one=process: one.says("") and waiting_for_a_lock())
            finally:
                process.kill()
            transaction.set_rollback(True)
        assert loaded() == (0, 0, 0, 0)

    for _ in range(2):
        done = subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        assert loaded() == (ROWS, ROWS, 1, 1)
    measured(
        "G1", f"{KILLED} imports of {ROWS} rows killed at a random row: nothing of them left, then all there once"
    )


def test_a_migration_that_fails_half_way_changes_nothing_and_the_release_goes_on(
    tmp_path, installation, database, city_in_production
):
    proposal = stages.submitted(city_in_production.deputy)
    (tmp_path / "half_way").mkdir()
    (tmp_path / "half_way" / "__init__.py").touch()
    (tmp_path / "half_way" / "0099_half_way.py").write_text(HALF_WAY, encoding="utf-8")
    (tmp_path / "half_way_settings.py").write_text(SETTINGS, encoding="utf-8")
    environment = {**os.environ, **installation.environment, "DATABASE_URL": database, "PYTHONPATH": str(tmp_path)}
    environment["DJANGO_SETTINGS_MODULE"] = "half_way_settings"
    done = subprocess.run(
        [sys.executable, "manage.py", "migrate", "training"], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert done.returncode != 0 and "division by zero" in done.stderr

    assert Proposal.objects.get().title == TITLE
    with psycopg.connect(database) as other:
        assert other.execute("SELECT to_regclass('half_way')").fetchone() == (None,)
        applied = other.execute("SELECT count(*) FROM django_migrations WHERE name = '0099_half_way'").fetchone()
    assert applied == (0,)
    web = Web(tmp_path, {**installation.environment, "DATABASE_URL": database})
    try:
        author = Reader.before(web.port, city_in_production.deputy)
        assert author.ask(reverse("congress:readyz")).status == 200
        assert TITLE in author.ask(reverse("proposals:detail", args=[proposal.pk])).page
    finally:
        web.process.kill()
