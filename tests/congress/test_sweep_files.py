"""What nothing refers to is cleared away after a day; everything else stays."""

import io
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.utils import timezone

from congress import files
from congress.files.sweeping import sweep
from congress.models import StoredFile
from proposals.models import Attachment, Proposal
from tests.congress.made_files import pdf
from tests.places import a_congress, a_seat

ORPHAN = "ab/" + "ab" * 16
TOMORROW = timedelta(days=1, minutes=1)


@pytest.fixture
def seat(db, tmp_path, settings):
    place = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = {**settings.STORAGES, "default": place}
    return a_seat(a_congress())


@pytest.fixture
def draft(seat):
    return Proposal.objects.create(congress=seat.congress, holder=seat.congress, term=seat.term, seat=seat)


def stored(seat):
    return files.store(SimpleUploadedFile("答复函.pdf", pdf()), by=seat.person)


def swept_tomorrow(**options):
    swept = sweep(at=timezone.now() + TOMORROW, **options)
    return swept.rows, swept.contents, swept.missing


def test_a_file_in_use_stays(seat, draft):
    file = stored(seat)
    Attachment.objects.create(proposal=draft, file=file)

    assert swept_tomorrow() == (0, 0, [])
    assert default_storage.exists(file.content.name)


def test_a_file_taken_out_again_goes_with_its_content(seat, draft):
    file = stored(seat)
    Attachment.objects.create(proposal=draft, file=file).delete()

    assert swept_tomorrow() == (1, 0, [])
    assert not StoredFile.objects.exists() and not default_storage.exists(file.content.name)
    assert swept_tomorrow() == (0, 0, [])


def test_content_without_a_row_goes(seat):
    default_storage.save(ORPHAN, ContentFile(b"x"))

    assert swept_tomorrow() == (0, 1, [])
    assert not default_storage.exists(ORPHAN)


def test_what_came_today_and_what_is_not_ours_stays(seat):
    file = stored(seat)
    default_storage.save(ORPHAN, ContentFile(b"x"))
    default_storage.save("readme.txt", ContentFile(b"x"))
    default_storage.save("ab/readme.txt", ContentFile(b"x"))

    swept = sweep(at=timezone.now())
    assert (swept.rows, swept.contents) == (0, 0)
    assert swept_tomorrow() == (1, 1, [])
    assert not default_storage.exists(file.content.name)
    assert default_storage.exists("readme.txt") and default_storage.exists("ab/readme.txt")


def test_a_rehearsal_counts_and_deletes_nothing(seat):
    file = stored(seat)
    default_storage.save(ORPHAN, ContentFile(b"x"))

    assert swept_tomorrow(dry_run=True) == (1, 1, [])
    assert default_storage.exists(ORPHAN) and default_storage.exists(file.content.name)


def test_missing_content_is_named(seat, draft):
    file = stored(seat)
    Attachment.objects.create(proposal=draft, file=file)
    default_storage.delete(file.content.name)

    assert swept_tomorrow() == (0, 0, [file.content.name])


def test_the_command_says_what_it_did(seat):
    default_storage.save(ORPHAN, ContentFile(b"x"))
    output = io.StringIO()

    call_command("sweep_files", "--dry-run", stdout=output)
    assert output.getvalue() == "将清除无人引用的文件0个，没有登记的内容0个。\n"
