"""Whether a machine can serve: tables, clock, disk; and what happens to uploads when it is full."""

import shutil
from collections import namedtuple
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from congress import clock_skew, files
from congress.files.space import Space
from congress.models import Role, StoredFile
from congress.views import health
from tests.congress.made_files import docx
from tests.places import a_congress, a_grant, signed_in
from tests.stages import submitted
from tests.world import a_world

pytestmark = pytest.mark.django_db
GB = 1024**3
Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def nearly_full(monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda path: Usage(100 * GB, 99 * GB, 1 * GB))


@pytest.fixture
def an_hour_ahead(monkeypatch):
    """This machine's clock, not the database's."""
    monkeypatch.setattr(clock_skew, "now", lambda: timezone.now() + timedelta(hours=1))


def ready():
    answer = Client().get(reverse("congress:readyz"))
    return answer.status_code, answer.content.decode().splitlines()


def status_page(place=None):
    keeper = a_grant(Role.SYSTEM_ADMIN, place or a_congress())
    return signed_in(keeper).get(reverse("congress:status")).content.decode()


def test_a_machine_on_which_all_is_well_is_ready():
    assert ready() == (200, ["ready"])
    assert "与数据库一致" in status_page()


def test_a_release_whose_migrations_have_not_run_is_not_ready(monkeypatch):
    monkeypatch.setattr(health, "_seen", [])
    last = MigrationRecorder(connection).migration_qs.filter(app="proposals").order_by("-name").first()
    MigrationRecorder(connection).record_unapplied("proposals", last.name)

    assert ready() == (503, ["not ready: migrations are missing"])
    MigrationRecorder(connection).record_applied("proposals", last.name)
    assert ready() == (200, ["ready"])


def test_a_clock_that_is_wrong_is_shown(an_hour_ahead):
    """SQLite has no clock of its own."""
    code, lines = ready()
    is_told = connection.vendor == "postgresql"
    assert code == 200 and lines[1:] == (["warning: the database's clock differs by -3600.0 s"] if is_told else [])
    assert ("相差3600秒，请校时" in status_page()) is is_told


@pytest.mark.parametrize(("seconds", "is_wrong"), [(0, False), (2, False), (-2, False), (2.1, True), (-2.1, True)])
def test_two_seconds_are_borne(seconds, is_wrong):
    assert clock_skew.is_wrong(timedelta(seconds=seconds)) is is_wrong


@pytest.mark.parametrize(
    ("free", "total", "is_short"),
    [
        (1.9, 10, True),  # less than 2 GB
        (2, 10, False),
        (4.9, 100, True),  # less than 5 %
        (5, 100, False),
        (19, 1000, True),
        (20, 1000, False),  # 20 GB are enough on any disk
    ],
)
def test_how_much_room_there_must_be(free, total, is_short):
    assert Space(int(free * GB), total * GB).is_short is is_short


def test_a_full_disk_refuses_files_in_words_and_takes_text(nearly_full):
    world = a_world()
    with pytest.raises(ValidationError, match="存储快满了，暂时不能传文件；文字可以照常提交"):
        files.store(SimpleUploadedFile("附件.docx", docx()), by=world.deputy.person)

    assert not StoredFile.objects.exists()
    assert submitted(world.deputy).number
    assert ready() == (200, ["ready", "warning: the disk is nearly full, uploads are refused"])
    assert "已暂停收文件" in status_page(world.city)


def test_files_in_a_store_elsewhere_do_not_ask_this_disk(nearly_full, settings):
    settings.STORAGES = {**settings.STORAGES, "default": {"BACKEND": "storages.backends.s3.S3Storage"}}
    assert ready() == (200, ["ready"])
