"""Looking over the binary files of older Word, Excel and WPS: a small file system of named streams in sectors.

After the published descriptions [MS-CFB] (the container), [MS-DOC] 2.5.2 (is it encrypted) and [MS-XLS] 2.4.
"""

import re
import struct
from collections.abc import Iterator

from django.core.exceptions import ValidationError

from congress.files.kinds import ALLOWED, DOC, LOCKED, XLS, Kind

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
END, MOST_SECTOR = 0xFFFFFFFE, 0xFFFFFFFA
DIFAT_IN_HEADER = 109
ENTRY = 128  # bytes of one line of the directory
SMALL_STREAM = 4096  # smaller streams live in sectors of 64 bytes
GLOBALS = 1024 * 1024  # the part of a workbook before its sheets

DAMAGED = "文件已损坏，请用Office或WPS打开后另存，再传"
MACROS = "文件带有宏，请另存为不带宏的 .docx 或 .xlsx 再传"
EMBEDDED = "文件里嵌入了别的文件或控件，请删去嵌入的内容（可改成图片），或导出为PDF再传"
LINKED = "文件引用了外面的文件，请断开链接（Ctrl+Shift+F9）或导出为PDF再传"

MACRO_NAMES = {"vba", "_vba_project", "_vba_project_cur", "macros", "projectwm"}
FOREIGN_NAMES = {"\x01ole10native", "package", "equation native", "contents", "ocxname", "\x03ocxname"}
MAIN_STREAMS = {"worddocument": DOC, "workbook": XLS, "book": XLS}
DDE = re.compile(rb"(?i)\x13\s*DDE|\x13\0(?:\s\0)*D\0D\0E\0")
FILEPASS, BOUNDSHEET, STRINGS, END_OF_GLOBALS = 0x2F, 0x85, 0xFC, 0x0A


class Compound:
    """The directory and the streams of one file. Raises struct.error or ValueError where it breaks off or loops."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        (shift, mini_shift) = struct.unpack_from("<HH", data, 30)
        if (shift, mini_shift) not in ((9, 6), (12, 6)):
            raise ValueError("unknown sector size")
        self.sector = 1 << shift
        (directory,) = struct.unpack_from("<I", data, 48)
        (mini_fat,) = struct.unpack_from("<I", data, 60)
        self.fat = self._numbers(self._fat_sectors())
        lines = b"".join(self._sectors(directory))
        self.entries = dict(self._entries(lines))
        self.mini_fat = self._numbers(self._chain(mini_fat))
        self.mini = b"".join(self._sectors(struct.unpack_from("<I", lines, 116)[0]))

    def stream(self, name: str, most: int) -> bytes:
        """The first bytes of a stream."""
        start, size = self.entries[name]
        most = min(most, size)
        if size >= SMALL_STREAM:
            return self._read(self._sectors(start), most)
        pieces = (self.mini[at * 64 : at * 64 + 64] for at in _walk(self.mini_fat, start))
        return self._read(pieces, most)

    def _fat_sectors(self) -> Iterator[int]:
        yield from self._listed(76, DIFAT_IN_HEADER)
        at, rest = struct.unpack_from("<II", self.data, 68)
        for _ in range(min(rest, len(self.data) // self.sector)):
            if at > MOST_SECTOR:
                return
            offset = (at + 1) * self.sector
            yield from self._listed(offset, self.sector // 4 - 1)
            (at,) = struct.unpack_from("<I", self.data, offset + self.sector - 4)

    def _listed(self, offset: int, count: int) -> Iterator[int]:
        yield from (at for at in struct.unpack_from(f"<{count}I", self.data, offset) if at <= MOST_SECTOR)

    def _numbers(self, sectors: Iterator[int]) -> list[int]:
        found: list[int] = []
        for at in sectors:
            found += struct.unpack_from(f"<{self.sector // 4}I", self.data, (at + 1) * self.sector)
            if len(found) > len(self.data) // 64 + self.sector:
                raise ValueError("more sectors than bytes")
        return found

    def _chain(self, start: int) -> Iterator[int]:
        return _walk(self.fat, start)

    def _sectors(self, start: int) -> Iterator[bytes]:
        for at in self._chain(start):
            yield self.data[(at + 1) * self.sector : (at + 2) * self.sector]

    @staticmethod
    def _read(pieces: Iterator[bytes], most: int) -> bytes:
        found = bytearray()
        for piece in pieces:
            found += piece
            if len(found) >= most or not piece:
                break
        return bytes(found[:most])

    @staticmethod
    def _entries(lines: bytes) -> Iterator[tuple[str, tuple[int, int]]]:
        for at in range(0, len(lines) - ENTRY + 1, ENTRY):
            (length, kind) = struct.unpack_from("<HB", lines, at + 64)
            if kind and 2 <= length <= 64:
                name = lines[at : at + length - 2].decode("utf-16-le", "replace").lower()
                yield name, struct.unpack_from("<II", lines, at + 116)


def _walk(table: list[int], start: int) -> Iterator[int]:
    at = start
    for _ in range(len(table) + 1):
        if at > MOST_SECTOR:
            return
        yield at
        at = table[at]
    raise ValueError("a chain that bites its tail")


def inspect(data: bytes) -> Kind:
    """Which kind of document it is.

    Raises:
        ValidationError: none that is taken in, or it has a password or brings macros or files along.
    """
    try:
        compound = Compound(data)
        names = set(compound.entries)
        if "encryptedpackage" in names or "encryptioninfo" in names:
            raise ValidationError(LOCKED)
        if names & MACRO_NAMES:
            raise ValidationError(MACROS)
        kinds = {MAIN_STREAMS[name] for name in names & set(MAIN_STREAMS)}
        if not kinds:
            raise ValidationError(ALLOWED)
        if names & FOREIGN_NAMES or len(kinds) > 1:
            raise ValidationError(EMBEDDED)
        return _looked_over(compound, kinds.pop())
    except (struct.error, ValueError, IndexError) as error:
        raise ValidationError(DAMAGED) from error


def _looked_over(compound: Compound, kind: Kind) -> Kind:
    if kind is DOC:
        head = compound.stream("worddocument", 32)
        if struct.unpack_from("<H", head, 0x0A)[0] & 0x0100:
            raise ValidationError(LOCKED)
        if DDE.search(compound.data):
            raise ValidationError(LINKED)
    else:
        name = "workbook" if "workbook" in compound.entries else "book"
        for record, content in _records(compound.stream(name, GLOBALS)):
            if record == FILEPASS:
                raise ValidationError(LOCKED)
            if record == BOUNDSHEET and content[5] & 0x0F in (1, 6):  # sheets of macros, modules
                raise ValidationError(MACROS)
    return kind


def _records(globals_: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 4 <= len(globals_):
        record, length = struct.unpack_from("<HH", globals_, at)
        if record in (STRINGS, END_OF_GLOBALS):
            return
        yield record, globals_[at + 4 : at + 4 + length]
        at += 4 + length
