"""Uploaded files in a store that speaks S3, through the settings of an installation and a real server."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from django.utils import timezone

from congress import downloads, env, files
from congress.files.sweeping import sweep
from congress.models import StoredFile
from congress.registries import registry
from proposals.models import Attachment
from tests import stages
from tests.congress.made_files import pdf
from tests.faults.stores import Store
from tests.world import a_world

pytestmark = pytest.mark.django_db
TOMORROW = timedelta(days=1, minutes=1)


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    made = Store(tmp_path_factory.mktemp("store"))
    yield made
    made.kill()


@pytest.fixture
def store(running, settings, monkeypatch):
    """The portal keeps its files there, by the variables of docs/production.md."""
    for name, value in running.environment.items():
        monkeypatch.setenv(name, value)
    settings.STORAGES = {**settings.STORAGES, "default": env.s3_store("portal")}
    if not running.is_running:
        running.start()
    yield running
    if running.is_running:
        for stored in StoredFile.objects.all():
            default_storage.delete(stored.content.name)


@pytest.fixture
def attached(store):
    proposal = stages.drafted(a_world().deputy)
    stored = files.store(SimpleUploadedFile("答复函.pdf", pdf()), by=proposal.seat.person)
    Attachment.objects.create(proposal=proposal, file=stored)
    return stored


def sent(stored):
    answer = downloads.respond(stored)
    with answer.file_to_stream:  # closing the answer would close the connection to the database, too
        return answer.getvalue()


def test_what_is_uploaded_is_handed_out_byte_for_byte(attached, store):
    assert sent(attached) == pdf()
    assert attached.content.name.encode() in store.ask("GET", "/portal?list-type=2")


def test_what_changed_in_the_store_is_not_handed_out_and_the_doctor_finds_it(attached):
    default_storage.delete(attached.content.name)
    default_storage.save(attached.content.name, ContentFile(b"another"))
    with pytest.raises(Http404):
        downloads.respond(attached)
    assert len(list(registry.checks["contents"].find())) == 1


def test_what_is_missing_in_the_store_is_named(attached):
    default_storage.delete(attached.content.name)
    with pytest.raises(Http404):
        downloads.respond(attached)
    assert sweep(at=timezone.now() + TOMORROW).missing == [attached.content.name]


def test_what_nobody_refers_to_is_swept_out_of_the_store(attached):
    orphan = f"ab/{'ab' * 16}"
    default_storage.save(orphan, ContentFile(b"x"))
    assert sweep(at=timezone.now()).contents == 0

    swept = sweep(at=timezone.now() + TOMORROW)
    assert (swept.rows, swept.contents, swept.missing) == (0, 1, [])
    assert not default_storage.exists(orphan) and default_storage.exists(attached.content.name)


def test_while_the_store_is_down_files_are_refused_in_words_and_text_is_taken(attached, store):
    store.kill()
    with pytest.raises(ValidationError, match="没有传上去，请再试一次"):
        files.store(SimpleUploadedFile("答复函.pdf", pdf()), by=attached.uploaded_by)
    with pytest.raises(Http404):
        downloads.respond(attached)
    assert StoredFile.objects.count() == 1
    assert stages.submitted(attached.uploaded_by.grants.get(), "照常提交").number
