"""Taking files in: what a file is says its content; what is no known kind, or a trap, is refused in words."""

import hashlib
import logging
import uuid
from dataclasses import dataclass
from typing import IO, cast

from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.uploadedfile import UploadedFile

from congress import photos
from congress.file_names import safe_name
from congress.models import Person, StoredFile

log = logging.getLogger(__name__)
MEGABYTE = 1024 * 1024
MOST_BYTES = 20 * MEGABYTE
HEAD = 1024
BLOCK = 256 * 1024


@dataclass(frozen=True)
class Kind:
    """A kind of file that is taken in.

    Attributes:
        media_type: what browsers are told.
        extensions: how its names may end; the first is put in the place of any other.
    """

    media_type: str
    extensions: tuple[str, ...]


JPEG = Kind("image/jpeg", (".jpg", ".jpeg"))
PNG = Kind("image/png", (".png",))
PDF = Kind("application/pdf", (".pdf",))
PHOTOS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")


def store(upload: UploadedFile, *, by: Person, limit: int = MOST_BYTES) -> StoredFile:
    """Keep an upload under a random name, with its own name and fingerprint in the row.

    Photos are written anew, everything else is kept byte for byte.

    Args:
        upload: as the browser sent it.
        by: who uploads.
        limit: most bytes.
    Raises:
        ValidationError: what is wrong with the file and what to do about it.
    """
    _refuse_by_size(upload, limit)
    kind, content = _recognised(upload)
    name = safe_name(upload.name or "", kind.extensions)
    return _kept(content, name, kind, by)


def _refuse_by_size(upload: UploadedFile, limit: int) -> None:
    size = upload.size or 0
    if not size:
        raise ValidationError("这个文件是空的，请重新选择")
    if size > limit:
        raise ValidationError(f"文件要小于{limit // MEGABYTE}MB，这个是{-(-size // MEGABYTE)}MB，请压缩或分成几个再传")


def _recognised(upload: UploadedFile) -> tuple[Kind, IO[bytes]]:
    upload.seek(0)
    head = upload.read(HEAD)
    upload.seek(0)
    if head.startswith(PHOTOS) or (head.startswith(b"RIFF") and head[8:12] == b"WEBP"):
        content, form = photos.rewritten(cast(IO[bytes], upload))
        return (PNG if form == "PNG" else JPEG), content
    if head.startswith(b"%PDF-"):
        return PDF, cast(IO[bytes], upload)
    raise ValidationError("只能上传PDF、OFD、Word、WPS、Excel或图片")


def _kept(content: IO[bytes], name: str, kind: Kind, by: Person) -> StoredFile:
    """The content first, then the row: a crash in between leaves content that `sweep_files` removes."""
    digest, size = hashlib.sha256(), 0
    content.seek(0)
    while block := content.read(BLOCK):
        digest.update(block)
        size += len(block)
    content.seek(0)
    stored = StoredFile(
        id=uuid.uuid4(), name=name, media_type=kind.media_type, size=size, sha256=digest.hexdigest(), uploaded_by=by
    )
    try:
        stored.content.save(name, File(content), save=False)
    except Exception as error:  # each kind of storage has its own errors; a full disk is one of them
        log.error("An upload could not be stored: %s", error)
        raise ValidationError("没有传上去，请再试一次") from error
    stored.save(force_insert=True)
    return stored
