"""Files leave as downloads that run nothing, under their own names, and only as they came."""

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from django.urls import reverse

from congress import files
from congress.downloads import disposition, respond
from proposals.models import Attachment, Proposal
from tests.congress.made_files import pdf, photo
from tests.places import a_congress, a_seat, signed_in


@pytest.fixture
def seat(db):
    return a_seat(a_congress())


@pytest.fixture
def stored(seat):
    return files.store(SimpleUploadedFile("关于路灯的答复“函”.pdf", pdf()), by=seat.person)


def body(response):
    content = b"".join(response.streaming_content)
    response.close()
    return content


def test_a_file_comes_back_byte_for_byte(stored):
    response = respond(stored)

    assert body(response) == pdf()
    assert response["Content-Length"] == str(len(pdf()))


def test_the_headers_of_a_download_survive_the_middleware(seat, stored):
    draft = Proposal.objects.create(congress=seat.congress, holder=seat.congress, term=seat.term, seat=seat)
    attachment = Attachment.objects.create(proposal=draft, file=stored)

    response = signed_in(seat.grant).get(reverse("proposals:file", args=[draft.pk, attachment.pk]))

    assert body(response) == pdf()
    assert {name: response[name] for name in EXPECTED} == EXPECTED


EXPECTED = {
    "Content-Type": "application/pdf",
    "Content-Disposition": "attachment; filename=\"file.pdf\"; filename*=UTF-8''"
    "%E5%85%B3%E4%BA%8E%E8%B7%AF%E7%81%AF%E7%9A%84%E7%AD%94%E5%A4%8D%E2%80%9C%E5%87%BD%E2%80%9D.pdf",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-store",
    "X-Frame-Options": "DENY",
}


def test_only_photos_are_shown_in_a_page(seat, stored):
    picture = files.store(SimpleUploadedFile("路灯.jpg", photo()), by=seat.person)

    for file, inline, way in [
        (picture, True, "inline"),
        (picture, False, "attachment"),
        (stored, True, "attachment"),
    ]:
        response = respond(file, inline=inline)
        response.close()
        assert response["Content-Disposition"].partition(";")[0] == way


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ('a"b.pdf', "attachment; filename=\"file.pdf\"; filename*=UTF-8''a%22b.pdf"),
        ("a\r\nX-Evil: 1.pdf", "attachment; filename=\"file.pdf\"; filename*=UTF-8''a%0D%0AX-Evil%3A%201.pdf"),
        ("𠮷", "attachment; filename=\"file\"; filename*=UTF-8''%F0%A0%AE%B7"),
        ('x."pdf', "attachment; filename=\"file\"; filename*=UTF-8''x.%22pdf"),
    ],
)
def test_no_name_breaks_out_of_its_header(name, header):
    assert disposition(name) == header


def test_a_file_changed_on_disk_is_not_handed_out(stored, caplog):
    with open(default_storage.path(stored.content.name), "r+b") as content:
        content.seek(20)
        content.write(b"!")

    with pytest.raises(Http404):
        respond(stored)
    assert f"Stored file {stored.pk} is not what was uploaded" in caplog.text


def test_a_missing_file_is_not_found(stored, caplog):
    default_storage.delete(stored.content.name)

    with pytest.raises(Http404):
        respond(stored)
    assert f"Stored file {stored.pk} cannot be read" in caplog.text
