"""Files from outside: good ones of each kind are kept, traps are refused in words."""

import hashlib
import io
from datetime import date
from functools import cache

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.test import override_settings
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from congress import files
from congress.files.names import MOST_NAME_BYTES, safe_name
from congress.files.storing import recognised
from congress.models import Person, Setting, StoredFile
from congress.settings import STORAGES
from tests.congress.hostile import HOSTILE
from tests.congress.hostile_disguises import DISGUISES
from tests.congress.made_files import (
    GOOD,
    archive,
    docx,
    pdf,
    photo,
    photo_with_place,
    png_with_text,
)

DOCUMENTS = [what for what, (_, name, _) in GOOD.items() if name.endswith((".pdf", ".docx", ".xlsx", ".ofd", ".doc"))]


@pytest.fixture
def person(db):
    return Person.objects.create_person("赵某", phone="")


def upload(content, name="文件"):
    return SimpleUploadedFile(name, content)


def kept(stored):
    with stored.content.open() as content:
        return content.read()


@pytest.mark.parametrize("what", GOOD)
def test_a_good_file_is_kept_under_the_name_that_fits_it(what, person):
    make, name, kept_as = GOOD[what]

    stored = files.store(upload(make(), name), by=person)

    content = kept(stored)
    assert (stored.name, stored.size, stored.uploaded_by) == (kept_as, len(content), person)
    assert stored.sha256 == hashlib.sha256(content).hexdigest()
    assert StoredFile.objects.get() == stored


@pytest.mark.parametrize("what", DOCUMENTS)
def test_a_document_is_kept_byte_for_byte(what, person):
    content = GOOD[what][0]()

    assert kept(files.store(upload(content), by=person)) == content


@pytest.mark.parametrize("trap", HOSTILE + DISGUISES, ids=lambda trap: trap.what)
def test_a_trap_is_refused_in_words(trap, person):
    with pytest.raises(ValidationError, match=trap.says) as refusal:
        files.store(upload(trap.content(), trap.name), by=person)

    assert len(refusal.value.messages) == 1
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize("make", [photo_with_place, png_with_text])
def test_nothing_but_the_picture_remains_of_a_photo(make, person):
    raw = make()
    assert b"SECRET-COMMENT" in raw

    content = kept(files.store(upload(raw), by=person))

    image = Image.open(io.BytesIO(content))
    assert (dict(image.getexif()), image.getexif().get_ifd(0x8825)) == ({}, {})
    assert b"SECRET-COMMENT" not in content and b"PHONE-MAKER" not in content


def test_a_photo_taken_upright_stands_upright(person):
    stored = files.store(upload(photo_with_place()), by=person)

    with stored.content.open() as content, Image.open(content) as image:
        assert image.size == (48, 64)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_large_photo_is_made_smaller(form, person):
    stored = files.store(upload(photo(form, size=(5_000, 2_000))), by=person)

    with stored.content.open() as content, Image.open(content) as image:
        assert image.size == (2_560, 1_024)


def test_what_hides_behind_a_photo_does_not_stay(person):
    raw = photo() + archive([("a.txt", "x")]) + b"<script>alert(1)</script>"

    content = kept(files.store(upload(raw), by=person))

    assert b"PK\x03\x04" not in content and b"<script>" not in content


def test_what_is_too_large_is_refused_with_its_size(person):
    with pytest.raises(ValidationError, match="文件要小于1MB，这个是2MB"):
        files.store(upload(b"%PDF-" + b" " * 1024 * 1024), by=person, limit=1024 * 1024)


def test_a_month_has_its_limit(person):
    Setting.objects.create(key="files.megabytes_a_month", value=1, starts_on=date(2026, 1, 1))
    files.store(upload(pdf(b"<<>>" + b" " * 700_000)), by=person)

    with pytest.raises(ValidationError, match="上限"):
        files.store(upload(pdf(b"<<>>" + b" " * 700_000)), by=person)
    files.store(upload(pdf()), by=person)


def test_an_upload_that_lies_on_disk_is_kept_like_one_in_memory(person):
    spooled = TemporaryUploadedFile("答复函.docx", "", 0, "")
    spooled.write(docx())
    spooled.size = spooled.tell()

    with spooled:
        stored = files.store(spooled, by=person)
    assert kept(stored).startswith(b"PK\x03\x04")


def test_a_disk_that_takes_nothing_leaves_no_row(person, tmp_path):
    (tmp_path / "full").touch()
    place = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path / "full"}}

    with (
        override_settings(STORAGES=STORAGES | {"default": place}),
        pytest.raises(ValidationError, match="没有传上去，请再试一次"),
    ):
        files.store(upload(pdf()), by=person)
    assert not StoredFile.objects.exists()


@cache
def the_same(what):
    """A good file, made once: Word and Excel write the second into theirs, and an example must stay the same."""
    return GOOD[what][0]()


@pytest.mark.parametrize("what", GOOD)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_a_file_damaged_anywhere_is_kept_or_refused_and_nothing_else(what, data):
    raw = bytearray(the_same(what))
    places = st.integers(0, len(raw) - 1)
    for place, value in data.draw(st.lists(st.tuples(places, st.integers(0, 255)), min_size=1, max_size=20)):
        raw[place] = value
    end = data.draw(st.one_of(st.just(len(raw)), places))

    try:
        kind, _ = recognised(io.BytesIO(raw[:end]))
    except ValidationError as refusal:
        assert refusal.messages
    else:
        assert kind.extensions


@pytest.mark.parametrize(
    ("sent", "kept_as"),
    [
        ("答复函.PDF", "答复函.pdf"),
        ("答复函", "答复函.pdf"),
        ("答复函.pdf.exe", "答复函.pdf"),
        ("答复函.docx", "答复函.pdf"),
        ("关于3.5公里道路的答复", "关于3.5公里道路的答复.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        (r"C:\材料\答复函.pdf", "答复函.pdf"),
        (".htaccess", "htaccess.pdf"),
        ("...", "文件.pdf"),
        ("", "文件.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie_ x.pdf"),
        ("答复\u202efdp.exe", "答复fdp.pdf"),
        ("\u2066答复\u2069\u200b.pdf", "答复.pdf"),
        ("e\u0301.pdf", "é.pdf"),
        ("𠮷某\U00031350.pdf", "𠮷某\U00031350.pdf"),
        ('a"b<c>|d?*.pdf', "a_b_c__d__.pdf"),
        ("con.pdf", "_con.pdf"),
        ("  答复　函  .pdf", "答复 函.pdf"),
        ("\ud800.pdf", "文件.pdf"),
    ],
)
def test_a_name_is_made_fit_for_disks_and_headers(sent, kept_as):
    assert safe_name(sent, (".pdf",)) == kept_as


@given(st.text(max_size=400))
def test_any_name_becomes_one_that_may_stand_anywhere(sent):
    name = safe_name(sent, (".pdf",))

    assert name.endswith(".pdf") and len(name.encode()) <= MOST_NAME_BYTES
    assert all(sign.isprintable() or ord(sign) > 0x20000 for sign in name)
    assert not set(name) & set('/\\<>:"|?*') and not name.startswith((".", " "))
    assert safe_name(name, (".pdf",)) == name
