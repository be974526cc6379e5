"""Keeping an upload: looked over, named, fingerprinted, stored."""

import hashlib
import logging
import uuid
from datetime import timedelta
from typing import IO, cast

from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Sum
from django.utils import timezone

from congress import configuration
from congress.files import archives, compound, pdfs, photos, space
from congress.files.kinds import ALLOWED, JPEG, PDF, PNG, Kind
from congress.files.names import safe_name
from congress.files.secrecy import refuse_marked
from congress.models import Person, StoredFile

log = logging.getLogger(__name__)
MEGABYTE = 1024 * 1024
MOST_BYTES = 20 * MEGABYTE
BLOCK = 256 * 1024
QUOTA_PERIOD = timedelta(days=30)
OF_ALL_VISITORS = 20  # what all visitors together may leave, in quotas of one person

# How files begin that people often send and that have another way in.
SENTENCES = {
    b"GIF8": "请把图片另存为 JPG 或 PNG 再传",
    b"BM": "请把图片另存为 JPG 或 PNG 再传",
    b"II*\0": "请把扫描件另存为 PDF 或 JPG 再传",
    b"MM\0*": "请把扫描件另存为 PDF 或 JPG 再传",
    b"{\\rtf": "请用Word或WPS打开后另存为 .docx 再传",
    b"Rar!": archives.ARCHIVE,
    b"7z\xbc\xaf": archives.ARCHIVE,
    b"\x1f\x8b": archives.ARCHIVE,
}
HEIC = "这张照片是HEIC格式：请在手机“设置—相机—格式”里选“兼容性最佳”后重拍，或另存为 JPG 再传"
HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")


def store(
    upload: UploadedFile, *, by: Person | None, limit: int = MOST_BYTES, as_sent: bool = False, is_photo: bool = False
) -> StoredFile:
    """Keep an upload under a random name; its own name and fingerprint go into the row.

    Photos are written anew, everything else is kept byte for byte.

    Args:
        upload: as the browser sent it.
        by: who uploads; None for a visitor who did not sign in.
        limit: most bytes.
        is_photo: take photos only.
        as_sent: keep pictures byte for byte too: an official paper that was scanned is its own proof.
    Raises:
        ValidationError: what is wrong with the file and what to do about it.
    """
    _refuse_by_size(upload.size or 0, limit)
    _refuse_by_space()
    _refuse_by_quota(upload.size or 0, by)
    kind, content = recognised(cast(IO[bytes], upload))
    if is_photo and kind not in (JPEG, PNG):
        raise ValidationError("这里只能传照片（JPG 或 PNG）")
    refuse_marked(upload.name or "", kind, content)
    if as_sent and content is not upload:
        kind, content = _scanned(cast(IO[bytes], upload)), cast(IO[bytes], upload)
    return _kept(content, safe_name(upload.name or "", kind.extensions), kind, by)


def keep_made(content: IO[bytes], name: str, media_type: str, *, by: Person) -> StoredFile:
    """Keep a file that the portal itself made; nothing in it is looked for.

    Raises:
        ValidationError: the storage is full or did not take it.
    """
    _refuse_by_space()
    _, _, extension = name.rpartition(".")
    return _kept(content, safe_name(name, (f".{extension}",)), Kind(media_type, (f".{extension}",)), by)


def keep_small(photo: StoredFile, *, by: Person) -> StoredFile | None:
    """A small picture of a stored photo, to be shown in a list; None where it cannot be made: the photo is there."""
    try:
        with photo.content.open("rb") as content:
            made = photos.small(content)
        return keep_made(made, f"{photo.name.rpartition('.')[0]}.jpg", JPEG.media_type, by=by)
    except Exception as error:  # each kind of storage has its own errors, each broken picture too
        log.warning("No small picture of stored file %s: %s", photo.pk, type(error).__name__)
        return None


def _refuse_by_size(size: int, limit: int) -> None:
    if not size:
        raise ValidationError("这个文件是空的，请重新选择")
    if size > limit:
        shown = -(-size // MEGABYTE)
        raise ValidationError(f"文件要小于{limit // MEGABYTE}MB，这个是{shown}MB，请压缩或分成几个再传")


def _refuse_by_space() -> None:
    if (room := space.of_uploads()) and room.is_short:
        log.error("An upload was refused: the disk is nearly full.")
        raise ValidationError("平台的存储快满了，暂时不能传文件；文字可以照常提交，文件请过后再传或请代表工委处理")


def _refuse_by_quota(size: int, by: Person | None) -> None:
    most = configuration.value("files.megabytes_a_month", on=timezone.localdate())
    most *= OF_ALL_VISITORS if by is None else 1
    recent = StoredFile.objects.filter(uploaded_by=by, uploaded_at__gt=timezone.now() - QUOTA_PERIOD, makings=None)
    if (recent.aggregate(sum=Sum("size"))["sum"] or 0) + size > most * MEGABYTE:
        if by is None:
            raise ValidationError("近来照片太多，暂时不能传照片；文字可以照常提交")
        raise ValidationError(f"您30天内上传的文件已到{most}MB的上限，请过几天再传，或请代表工委调高上限")


def _scanned(upload: IO[bytes]) -> Kind:
    """The kind of a picture that stays as it is; it was read through before."""
    upload.seek(0)
    head = upload.read(4)
    if head == b"RIFF":
        raise ValidationError("请把扫描件另存为 PDF、JPG 或 PNG 再传")
    return PNG if head == b"\x89PNG" else JPEG


def recognised(upload: IO[bytes]) -> tuple[Kind, IO[bytes]]:
    """The kind of an upload, and what is kept of it.

    Raises:
        ValidationError: of no kind that is taken in, or made to do harm.
    """
    upload.seek(0)
    head = upload.read(16)
    upload.seek(0)
    if head.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) or (head[:4], head[8:12]) == (b"RIFF", b"WEBP"):
        content, form = photos.rewritten(upload)
        return (PNG if form == "PNG" else JPEG), content
    if head.startswith(b"%PDF-"):
        pdfs.inspect(upload.read())
        return PDF, upload
    if head.startswith(b"PK\x03\x04"):
        return archives.inspect(upload), upload
    if head.startswith(compound.MAGIC):
        return compound.inspect(upload.read()), upload
    raise ValidationError(_refusal(head))


def _refusal(head: bytes) -> str:
    if head[4:8] == b"ftyp" and head[8:12] in HEIC_BRANDS:
        return HEIC
    return next((sentence for start, sentence in SENTENCES.items() if head.startswith(start)), ALLOWED)


def _kept(content: IO[bytes], name: str, kind: Kind, by: Person | None) -> StoredFile:
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
        _clear_away(stored, name)
        raise ValidationError("没有传上去，请再试一次") from error
    stored.save(force_insert=True)
    return stored


def _clear_away(stored: StoredFile, name: str) -> None:
    """What was written of a file before it failed: on a full disk that is the last of its room."""
    begun = stored.content.field.generate_filename(stored, name)
    try:
        stored.content.storage.delete(begun)
    except Exception as error:  # as above; `sweep_files` tries again
        log.error("The beginning of an upload, %s, could not be cleared away: %s", begun, error)
