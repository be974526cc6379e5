"""Papers that bear a secrecy mark (密级标志) are not taken in: this portal must not hold them.

A mark is recognised by its form (机密★10年, 密级：秘密, 【绝密】, 机密 alone on a line), in the name of a file
and in the text of Word, Excel and OFD files. Sentences about secrecy bear no mark. Pictures and PDF are judged by
their name alone.
"""

import re
import zipfile
from typing import IO

from django.core.exceptions import ValidationError

from congress.files.kinds import DOCX, OFD, XLSX, Kind

LEVEL = r"(绝密|机密|秘密)"
MARKS = re.compile(
    rf"{LEVEL}\s*[★☆*＊]"
    rf"|密\s*级\s*[:：]?\s*{LEVEL}(?![\u4e00-\u9fff])"
    rf"|[【\[（(〔]\s*{LEVEL}\s*[级件]?\s*[】\]）)〕]"
    rf"|^\s*{LEVEL}\s*[级件]?\s*$",
    re.MULTILINE,
)
IN_A_NAME = re.compile(rf"^(绝密|机密)|[-_ —]{LEVEL}(?=[-_. —]|$)")
PARTS = {DOCX: re.compile(r"word/(document|header\d*|footer\d*)\.xml"), XLSX: re.compile(r"xl/sharedStrings\.xml")}
PARTS[OFD] = re.compile(r".*Content\.xml")
ENDS = re.compile(rb"</(?:w:p|si|ofd:TextCode|w:tc)>|<w:br\b[^>]*>")
TAGS = re.compile(rb"<[^>]*>")
MOST_BYTES = 8 * 1024 * 1024


def refuse_marked(name: str, kind: Kind, content: IO[bytes]) -> None:
    """Raises ValidationError, naming the mark, when the name or the text bears one.

    Args:
        name: as the sender calls it.
        kind: what it was recognised as; archives were found harmless before.
        content: the file.
    """
    found = IN_A_NAME.search(name) or MARKS.search(name) or MARKS.search(text_in(kind, content))
    if found:
        level = next(group for group in found.groups() if group)
        raise ValidationError(f"文件里有“{level}”字样，本系统不能上传涉密文件。如属误判请联系保密员。")


def text_in(kind: Kind, content: IO[bytes]) -> str:
    """The text of a Word, Excel or OFD file, a paragraph a line; empty for other kinds."""
    if kind not in PARTS:
        return ""
    content.seek(0)
    texts = []
    with zipfile.ZipFile(content) as source:
        for entry in source.infolist():
            if PARTS[kind].fullmatch(entry.filename) and entry.file_size <= MOST_BYTES:
                texts.append(without_tags(source.read(entry)))
    content.seek(0)
    return b"\n".join(texts).decode("utf-8", "replace")


def without_tags(part: bytes) -> bytes:
    """The words of one part of such a file, a paragraph a line; entities of XML are left."""
    return TAGS.sub(b"", ENDS.sub(b"\n", part))
