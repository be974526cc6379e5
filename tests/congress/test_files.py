"""Files from outside: good ones of each kind are kept, traps are refused in words."""

import hashlib
import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from congress import files
from congress.models import Person, StoredFile

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return Person.objects.create_person("赵某", phone="")


def upload(content, name="文件"):
    return SimpleUploadedFile(name, content)


def photo(form="JPEG", size=(40, 30), **options):
    output = io.BytesIO()
    Image.new("RGB", size, "red").save(output, form, **options)
    return output.getvalue()


def test_a_photo_is_kept_with_its_fingerprint(person):
    stored = files.store(upload(photo(), "路灯.jpg"), by=person)

    content = stored.content.read()
    assert (stored.name, stored.media_type, stored.size) == ("路灯.jpg", "image/jpeg", len(content))
    assert stored.sha256 == hashlib.sha256(content).hexdigest()


def test_an_empty_file_is_refused(person):
    with pytest.raises(ValidationError, match="空的"):
        files.store(upload(b""), by=person)
    assert not StoredFile.objects.exists()
