"""Looking over the files that are zip archives inside: Word and Excel of today (.docx, .xlsx) and OFD.

The archive's directory is asked before anything is unpacked; then every entry is unpacked once, in pieces, so that a
directory which lies is found out by its checksums.
"""

import html
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from itertools import chain
from typing import IO
from xml.etree.ElementTree import Element, ParseError

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException
from django.core.exceptions import ValidationError

from congress.files.kinds import ALLOWED, DOCX, LOCKED, OFD, XLSX, Kind

MEGABYTE = 1024 * 1024
MOST_ENTRIES = 2_000
MOST_UNPACKED = 200 * MEGABYTE
MOST_RATIO = 100
MOST_TEXT = 32 * MEGABYTE  # the text of a Word file
SMALL = 2 * MEGABYTE  # lists of parts and relationships
BLOCK = 256 * 1024
END_RECORD = 22  # bytes that end an archive without a comment

AGAIN = "请用Office或WPS打开后另存，再传"
DAMAGED = f"文件已损坏，{AGAIN}"
TOO_LARGE = "文件展开后过大，请压缩里面的图片或分成几个再传"
ARCHIVE = "不能上传压缩包，请解压后把里面的文件逐个上传"
MACROS = "文件带有宏，请另存为不带宏的 .docx 或 .xlsx 再传"
EMBEDDED = "文件里嵌入了别的文件或控件，请删去嵌入的内容（可改成图片），或导出为PDF再传"
LINKED = "文件引用了外面的文件或网上的内容，请断开链接（WPS：数据—编辑链接；域：Ctrl+Shift+F9）或导出为PDF再传"

CONTENT_TYPES = "[Content_Types].xml"
MAIN_PARTS = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": DOCX,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": XLSX,
}
DECLARED = re.compile(rb"(?:\xef\xbb\xbf)?\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w-]+)")
MACRO = re.compile(r"(?i)macro|vba")
FOREIGN = re.compile(
    r"(?i)activex|embedding|oleobject|afchunk|/ctrlprops/|/package$|/control$|\.(?:exe|dll|js|vbs|html?|svg|bat|lnk|jar)$"
)
LINK = re.compile(r"(?i)externallink|/connections\.xml|querytable|attachedtemplate|/frame$|subdocument")
WEB_LINK = re.compile(r"(?i)(?:https?|mailto|tel):|#")
SCHEME = re.compile(r"(?i)(?:[a-z][a-z0-9+.-]*:|\\\\|//)")
# Codes of fields in the text of a Word file: where one begins, and its words, which may be spread over several runs.
FIELD_PART = re.compile(rb"fldCharType=[\"']begin|\binstrText\b|\binstr=")
FETCHING_FIELD = re.compile(r"(?i)\x13\s*(?:DDE|DDEAUTO|INCLUDE|INCLUDEPICTURE|INCLUDETEXT|IMPORT|LINK|RD|QUOTE)\b")
# How other files begin: none of them belongs inside a document.
NESTED = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"Rar!", b"7z\xbc\xaf", b"MZ", b"\x7fELF", b"%PDF", b"\x1f\x8b")
# What zipfile and its decompressors raise for archives that break off or lie.
BREAKS = (ValueError, NotImplementedError, EOFError, OSError, KeyError, RuntimeError, struct.error, zlib.error)


def inspect(upload: IO[bytes]) -> Kind:
    """Which kind of document the archive is.

    Raises:
        ValidationError: it is another archive, a trap, or brings macros, files or links along.
    """
    try:
        with zipfile.ZipFile(upload) as archive:
            _look_at_the_directory(archive, upload)
            kind = _kind_of(archive)
            for entry in archive.infolist():
                _look_at(archive, entry, kind)
            return kind
    except (zipfile.BadZipFile, DefusedXmlException, ParseError, *BREAKS) as error:
        raise ValidationError(DAMAGED) from error


def _look_at_the_directory(archive: zipfile.ZipFile, upload: IO[bytes]) -> None:
    entries = archive.infolist()
    size = upload.seek(0, 2)
    upload.seek(-END_RECORD, 2)
    ending = upload.read()
    if any(entry.flag_bits & 1 for entry in entries):
        raise ValidationError(LOCKED)
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_ENTRIES or unpacked > MOST_UNPACKED or unpacked > MOST_RATIO * size:
        raise ValidationError(TOO_LARGE)
    names = [entry.filename.lower() for entry in entries]
    if (
        any(entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries)
        or len(set(names)) < len(names)  # two readers would read two documents
        or not entries
        or min(entry.header_offset for entry in entries) != 0  # something stands before the archive
        or sum(entry.compress_size for entry in entries) > size  # entries share bytes
        or not ending.startswith(b"PK\x05\x06")  # something stands behind it
        or any(map(_is_no_place, names))
    ):
        raise ValidationError(DAMAGED)


def _is_no_place(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ".." in name.split("/") or not name.isprintable()


def _kind_of(archive: zipfile.ZipFile) -> Kind:
    names = archive.namelist()
    if CONTENT_TYPES in names:
        types = {element.get("ContentType", "") for element in _parsed(archive, CONTENT_TYPES)}
        if any(map(MACRO.search, types)):
            raise ValidationError(MACROS)
        kinds = {MAIN_PARTS[found] for found in types if found in MAIN_PARTS}
        if len(kinds) == 1:
            return kinds.pop()
    elif "OFD.xml" in names and _parsed(archive, "OFD.xml").tag.endswith("}OFD"):
        return OFD
    else:
        raise ValidationError(ARCHIVE)
    raise ValidationError(ALLOWED)


def _parsed(archive: zipfile.ZipFile, name: str) -> Element:
    return ElementTree.fromstring(_whole(archive, archive.getinfo(name), SMALL), forbid_dtd=True)


def _whole(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> bytes:
    if entry.file_size > most:
        raise ValidationError(TOO_LARGE)
    return archive.read(entry)


def _look_at(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, kind: Kind) -> None:
    name = entry.filename.lower()
    if kind is OFD and "encrypt" in name:
        raise ValidationError(LOCKED)
    _refuse_by_name(name)
    is_xml = name.endswith((".xml", ".rels"))
    pieces = _unpacked(archive, entry)
    head, tail = next(pieces, b""), b""
    if head.startswith(NESTED):
        raise ValidationError(EMBEDDED)
    for piece in chain([head], pieces):  # to the end, for the checksum
        if is_xml:
            _refuse_declarations(tail + piece)
            tail = piece[-len(b"<!DOCTYPE") :]
    if kind is DOCX and is_xml and name.startswith("word/"):
        _refuse_fetching_fields(_whole(archive, entry, MOST_TEXT))
    if name.endswith(".rels"):
        for relationship in _parsed(archive, entry.filename):
            _look_at_relationship(relationship.get("Type", ""), relationship)


def _refuse_by_name(name: str) -> None:
    for pattern, sentence in ((MACRO, MACROS), (FOREIGN, EMBEDDED), (LINK, LINKED)):
        if pattern.search(f"/{name}"):
            raise ValidationError(sentence)


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(entry) as source:
        while block := source.read(BLOCK):
            yield block


def _refuse_declarations(text: bytes) -> None:
    """No entities, and no other encoding than the one in which they would be seen: Office writes neither."""
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text or b"\0" in text:
        raise ValidationError(DAMAGED)
    declared = DECLARED.match(text)
    if declared and declared[1].lower() not in (b"utf-8", b"us-ascii"):
        raise ValidationError(DAMAGED)


def _refuse_fetching_fields(text: bytes) -> None:
    """No field that starts a program or fetches another file when the document is opened."""
    codes = []
    for found in FIELD_PART.finditer(text):
        begins = not found[0].endswith(b"Text")
        codes.append(b"\x13" if begins else b"")
        if found[0] == b"instrText":
            start = text.find(b">", found.end()) + 1
            codes.append(text[start : text.find(b"</", start)])
        elif begins and found[0] == b"instr=":
            end = text.find(text[found.end() : found.end() + 1], found.end() + 1)
            codes.append(text[found.end() + 1 : end])
    shown = html.unescape(b"".join(codes).replace(b"<![CDATA[", b"").decode(errors="replace"))
    if FETCHING_FIELD.search(shown):
        raise ValidationError(LINKED)


def _look_at_relationship(kind: str, relationship: Element) -> None:
    _refuse_by_name(kind.lower())
    if relationship.get("TargetMode", "").lower() != "external":
        return
    target = relationship.get("Target", "").strip()
    if not kind.endswith("/hyperlink") or (SCHEME.match(target) and not WEB_LINK.match(target)):
        raise ValidationError(LINKED)
