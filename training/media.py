"""Recordings: which are taken in, and handing them out in pieces, as players ask for them."""

import io
import re
import wave
from datetime import datetime
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse

from congress import timeline
from congress.actors import Actor
from congress.downloads import disposition, guard
from congress.files import keep_made
from congress.models import Person, StoredFile
from congress.permissions import refuse, require
from training.models import Course, Lesson
from training.permissions import may_keep
from training.planning import hold_live

MEGABYTE = 1024 * 1024
MOST_BYTES = 200 * MEGABYTE
BLOCK = 256 * 1024
REFUSAL = "只能上传MP4、WebM视频或MP3、M4A、WAV录音"
RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")


def kind_of(head: bytes) -> tuple[str, str] | None:
    """Media type and extension after the first bytes, None for anything else."""
    if head[:4] == b"RIFF" and head[8:12] == b"WAVE":
        return "audio/wav", "wav"
    if head[4:8] == b"ftyp":
        return ("audio/mp4", "m4a") if head[8:11] == b"M4A" else ("video/mp4", "mp4")
    if head[:4] == b"\x1a\x45\xdf\xa3":
        return "video/webm", "webm"
    if head[:3] == b"ID3" or (len(head) > 1 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2):
        return "audio/mpeg", "mp3"
    return None


def seconds_of(content: IO[bytes]) -> int | None:
    """How long a WAV lasts, rounded up; None for what cannot be measured here."""
    content.seek(0)
    try:
        with wave.open(content) as sound:
            return -(-sound.getnframes() // sound.getframerate())
    except (wave.Error, EOFError):
        return None
    finally:
        content.seek(0)


def keep_recording(upload: UploadedFile, *, by: Person) -> StoredFile:
    """Keep a recording under a random name.

    Raises:
        ValidationError: what is wrong with it and what to do.
    """
    if not upload.size:
        raise ValidationError("这个文件是空的，请重新选择")
    if upload.size > MOST_BYTES:
        raise ValidationError(f"文件要小于{MOST_BYTES // MEGABYTE}MB，请压缩或分成几段再传")
    upload.seek(0)
    kind = kind_of(upload.read(16))
    upload.seek(0)
    if kind is None:
        raise ValidationError(REFUSAL)
    media_type, extension = kind
    stem = (upload.name or "录音").rpartition(".")[0] or "录音"
    content: Any = upload
    return keep_made(content, f"{stem}.{extension}", media_type, by=by)


def keep_tone(sound: IO[bytes], name: str, *, by: Person) -> StoredFile:
    """Keep a sound that the portal itself made."""
    return keep_made(sound, name, "audio/wav", by=by)


@transaction.atomic
def add_lesson(
    course: Course, *, title: str, file: StoredFile, seconds: int, hours: int, by: Actor, at: datetime
) -> Lesson:
    """加一节线上课.

    Args:
        seconds: how long the recording is; of a WAV it is measured.
    """
    require(may_keep(by, course))
    hold_live(course)
    if course.lessons.filter(title=title).exists():
        require(refuse("这个名称的线上课已经有了。"))
    made = Lesson.objects.create(course=course, title=title, file=file, seconds=seconds, hours=hours, added_at=at)
    timeline.record("add_lesson", made, by=by, root=course.pk, at=at)
    return made


def asked_range(header: str, size: int) -> tuple[int, int] | None:
    """The first and last byte that are asked for (RFC 9110, one range); None where all of it is.

    Raises:
        ValueError: nothing of it exists: 416.
    """
    found = RANGE.fullmatch(header.strip().replace(" ", ""))
    if not found or found[0] == "bytes=-":
        return None
    first, last = found[1], found[2]
    if not first:
        if int(last) == 0:
            raise ValueError(header)
        return max(size - int(last), 0), size - 1
    begin, end = int(first), min(int(last), size - 1) if last else size - 1
    if last and int(last) < begin:
        return None  # malformed: as if it were not there
    if begin >= size:
        raise ValueError(header)
    return begin, end


def respond_in_pieces(stored: StoredFile, header: str, if_range: str = "") -> HttpResponseBase:
    """The recording, or the piece that is asked for, to whoever may hear it: the caller has asked the class.

    Args:
        header, if_range: Range and If-Range of the request.
    Raises:
        Http404: the content is missing.
    """
    tag = f'"{stored.sha256}"'
    try:
        asked = asked_range(header, stored.size) if header and if_range in ("", tag) else None
    except ValueError:
        response: HttpResponseBase = HttpResponse(status=416)
        response["Content-Range"] = f"bytes */{stored.size}"
        guard(response)
        return response
    try:
        content = stored.content.open("rb")
    except Exception as error:  # each kind of storage has its own errors
        raise Http404 from error
    first, last = asked or (0, stored.size - 1)
    response = StreamingHttpResponse(Piece(content, first, last - first + 1), content_type=stored.media_type)
    response.status_code = 206 if asked else 200
    if asked:
        response["Content-Range"] = f"bytes {first}-{last}/{stored.size}"
    response["Content-Length"] = last - first + 1
    response["Accept-Ranges"], response["ETag"] = "bytes", tag
    response["Content-Disposition"] = disposition(stored.name, inline=True)
    guard(response)
    return response


class Piece:
    """So many bytes of an opened file, block by block; closed with the answer, whether it was sent or not."""

    def __init__(self, content: Any, first: int, length: int) -> None:
        self.content, self.left = content, length
        content.seek(first)

    def __iter__(self) -> "Piece":
        return self

    def __next__(self) -> bytes:
        block: bytes = self.content.read(min(BLOCK, self.left)) if self.left > 0 else b""
        if not block:
            raise StopIteration
        self.left -= len(block)
        return block

    def close(self) -> None:
        """Let go of the file."""
        self.content.close()


def a_tone(seconds: int, *, a_second: int = 800) -> IO[bytes]:
    """A quiet WAV of that length, for demos and tests: one byte a sample."""
    output = io.BytesIO()
    with wave.open(output, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(a_second)
        sound.writeframes(bytes(128 + (at // 8 % 2) * 8 for at in range(seconds * a_second)))
    output.seek(0)
    return output
