"""A disk that is really full: the file is refused in words, nothing of it stays, the text goes on."""

import os
import shutil
import subprocess
from collections import namedtuple

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from congress import files
from congress.models import StoredFile
from proposals.models import Proposal
from tests import stages
from tests.congress.made_files import pdf, stream
from tests.places import signed_in
from tests.world import BODY, a_world

pytestmark = pytest.mark.django_db
GB = 1024**3
Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def four_megabytes(tmp_path, settings, monkeypatch):
    """Where uploads go: a disk of four megabytes that had room enough when it was looked at last."""
    place = tmp_path / "small"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(place)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("this machine permits no mount")
    options = {"location": str(place)}
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": options},
    }
    monkeypatch.setattr(shutil, "disk_usage", lambda path: Usage(100 * GB, 50 * GB, 50 * GB))
    yield place
    subprocess.run(["umount", str(place)], check=True)


def a_pdf(megabytes):
    """A paper of that size."""
    picture = stream(os.urandom(megabytes * 1024 * 1024), dictionary="", packed=False)
    return SimpleUploadedFile("附件.pdf", pdf(picture))


def left(place):
    return [path for path in place.rglob("*") if path.is_file()]


def test_what_does_not_fit_is_refused_and_nothing_of_it_stays(four_megabytes):
    world = a_world()
    files.store(a_pdf(2), by=world.deputy.person)
    with pytest.raises(ValidationError, match="没有传上去，请再试一次"):
        files.store(a_pdf(3), by=world.deputy.person)

    assert StoredFile.objects.count() == len(left(four_megabytes)) == 1
    files.store(a_pdf(1), by=world.deputy.person)  # its room is free again


def test_the_text_is_saved_though_its_file_was_refused(four_megabytes):
    world = a_world()
    files.store(a_pdf(3), by=world.deputy.person)
    draft = stages.drafted(world.deputy)
    sent = {"title": draft.title, "body": f"{BODY}另请修好护栏。", "version": 1, "attach": "1", "files": a_pdf(2)}
    answer = signed_in(world.deputy).post(reverse("proposals:edit", args=[draft.pk]), sent, follow=True)

    assert "附件.pdf：没有传上去，请再试一次" in answer.content.decode()
    draft.refresh_from_db()
    assert draft.body.endswith("另请修好护栏。") and not draft.attachments.exists()
    assert stages.submitted(world.deputy, "关于东山路口照明的建议").state == Proposal.State.SUBMITTED
