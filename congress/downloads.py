"""Handing stored files out: always as themselves, never as something a browser runs."""

import hashlib
import logging
from urllib.parse import quote

from django.core.files import File
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase

from congress.models import StoredFile

log = logging.getLogger(__name__)
SHOWN = {"image/jpeg", "image/png"}  # written by the portal itself, so they may be shown in a page
BLOCK = 256 * 1024


def respond(stored: StoredFile, *, inline: bool = False) -> FileResponse:
    """The file as an answer to whoever may have it: the caller has asked the thing it belongs to.

    The content is compared with its fingerprint first: what changed on disk is not handed out.

    Args:
        stored: the file.
        inline: show it in the page; only photos are shown, everything else is saved.
    Raises:
        Http404: the content is missing or is no longer what was uploaded; the log says which.
    """
    try:
        content = stored.content.open("rb")
        changed = _fingerprint(content) != stored.sha256
    except Exception as error:  # each kind of storage has its own errors
        log.error("Stored file %s cannot be read: %s", stored.pk, error)
        raise Http404 from error
    if changed:
        content.close()
        log.error("Stored file %s is not what was uploaded: its fingerprint differs.", stored.pk)
        raise Http404
    content.seek(0)
    response = FileResponse(content.file, content_type=stored.media_type)
    shown = inline and stored.media_type in SHOWN
    response["Content-Disposition"] = disposition(stored.name, inline=shown)
    response["Content-Length"] = stored.size
    guard(response)
    return response


def give(content: bytes, name: str, media_type: str) -> HttpResponse:
    """What was just made, as an answer that browsers save and never show or keep."""
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = disposition(name)
    guard(response)
    return response


def disposition(name: str, *, inline: bool = False) -> str:
    """The header that names a download (RFC 6266): the real name for browsers of today, a plain one for others."""
    _, _, extension = name.rpartition(".")
    plain = f"file.{extension}" if extension.isascii() and extension.isalnum() else "file"
    way = "inline" if inline else "attachment"
    return f"{way}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def guard(response: HttpResponseBase) -> None:
    """Headers of every download: nothing in it runs, no cache keeps it, no other site embeds it."""
    response["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"


def is_as_uploaded(stored: StoredFile) -> bool:
    """Whether the content that is stored now has the fingerprint it came with."""
    with stored.content.open("rb") as content:
        return _fingerprint(content) == stored.sha256


def _fingerprint(content: File) -> str:
    digest = hashlib.sha256()
    for block in content.chunks(BLOCK):
        digest.update(block)
    return digest.hexdigest()
