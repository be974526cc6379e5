"""Looking a PDF over: no scripts, no attachments, no password, nothing glued to either end.

Names in a PDF may be spelt with escapes (/J#61vaScript) and may hide in compressed streams, so both are looked into.
What a viewer shows is otherwise the viewer's business: a PDF leaves the portal only as a download.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from django.core.exceptions import ValidationError

from congress.files.kinds import LOCKED

AGAIN = "请用WPS或浏览器打开后“打印”成新的PDF再传"
DAMAGED = f"PDF文件不完整或前后带有别的内容，{AGAIN}"
ACTIVE = f"PDF里带有脚本或会自动运行的内容，{AGAIN}"
ATTACHED = f"PDF里夹带了别的文件，{AGAIN}"
OPAQUE = f"PDF的写法无法检查，{AGAIN}"

MOST_STREAMS = 20_000
MOST_INFLATED = 100 * 1024 * 1024
BLOCK = 64 * 1024
FIRST_BLOCK = 1024
LONGEST_DICTIONARY = 4096
OVERLAP = 64  # longer than the longest name with every letter escaped


def _name(word: str) -> str:
    """A pattern for a name, each letter plain or escaped."""
    return "".join(f"(?:{letter}|(?i:#{ord(letter):02x}))" for letter in word)


def _any(*words: str) -> str:
    return "|".join(map(_name, words))


SUSPECT = re.compile(
    (
        rf"/(?:(?P<active>{_any('JavaScript', 'Launch', 'ImportData', 'SubmitForm', 'GoToE', 'GoToR')}"
        rf"|{_any('Rendition', 'RichMedia', 'XFA')})"
        rf"|(?P<attached>{_any('EmbeddedFiles', 'EmbeddedFile', 'FileAttachment')})"
        rf"|(?P<password>{_name('Encrypt')}))(?=[\s/<>\[\](){{}}%]|$)"
    ).encode()
)
SCRIPT_LINK = re.compile(rb"(?i)/URI\s*\(\s*(?:javascript|vbscript|file):")
WEB_PAGE = re.compile(rb"(?i)<(?:script|html|svg|body|\?php|!doctype)")
STREAM = re.compile(rb"(?<!end)stream\r?\n")
ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
SENTENCES = {"active": ACTIVE, "attached": ATTACHED, "password": LOCKED}


def inspect(content: bytes) -> None:
    """Raise ValidationError, saying what to do, unless this is a plain and whole PDF."""
    _look_at_the_ends(content)
    _look_for_names(content)
    left = MOST_INFLATED
    for number, found in enumerate(STREAM.finditer(content), 1):
        if _needs_a_look(_dictionary_before(content, found.start())):
            left -= _look_inside(content, found.end(), left)
        if left < 0 or number > MOST_STREAMS:
            raise ValidationError(OPAQUE)


def _look_at_the_ends(content: bytes) -> None:
    _, ending, rest = content.rpartition(b"%%EOF")
    whole = ending and b"startxref" in content[-4096:] and not rest.strip(b"\0\t\n\r \x1a")
    if not whole or zipfile.is_zipfile(io.BytesIO(content)) or WEB_PAGE.search(content[:1024]):
        raise ValidationError(DAMAGED)


def _look_for_names(text: bytes) -> None:
    if found := SUSPECT.search(text):
        raise ValidationError(SENTENCES[found.lastgroup or "active"])
    if SCRIPT_LINK.search(text):
        raise ValidationError(ACTIVE)


def _dictionary_before(content: bytes, at: int) -> bytes:
    """What stands between `obj` and `stream`, escapes resolved."""
    text = content[max(0, at - LONGEST_DICTIONARY) : at]
    return ESCAPE.sub(lambda found: bytes([int(found[1], 16)]), text[text.rfind(b"obj") + 3 :])


def _needs_a_look(dictionary: bytes) -> bool:
    """Pictures are passed over; a stream of objects must be compressed in the one way that can be undone here."""
    if b"/First" not in dictionary:
        return b"/Image" not in dictionary
    filters = re.findall(rb"/\w*(?:Decode|Crypt|Fl|AHx|A85|LZW|RL)\b", dictionary)
    undone = b"/Filter" not in dictionary or filters == [b"/FlateDecode"]
    if not undone or b"/Predictor" in dictionary:
        raise ValidationError(OPAQUE)
    return True


def _look_inside(content: bytes, start: int, most: int) -> int:
    """Look through a compressed stream; gives the bytes it unpacked to, more than `most` when it went on."""
    size, tail = 0, b""
    for piece in _inflated(content, start):
        _look_for_names(tail + piece)
        tail = piece[-OVERLAP:]
        size += len(piece)
        if size > most:
            break
    return size


def _inflated(content: bytes, start: int) -> Iterator[bytes]:
    """The pieces that a stream unpacks to, as far as it can be unpacked; nothing for one that is not compressed."""
    engine = zlib.decompressobj()
    at, step = start, FIRST_BLOCK
    while at < len(content) and not engine.eof:
        packed = content[at : at + step]
        at, step = at + step, BLOCK
        while packed and not engine.eof:
            try:
                yield engine.decompress(packed, BLOCK)
            except zlib.error:
                return
            packed = engine.unconsumed_tail


def pictures(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The pictures in a PDF that was looked over: what is said of each, and its bytes as they are packed."""
    for found in STREAM.finditer(content):
        dictionary = _dictionary_before(content, found.start())
        if b"/Image" in dictionary:
            end = content.find(b"endstream", found.end())
            yield dictionary, content[found.end() : end if end >= 0 else len(content)]


def number_in(dictionary: bytes, key: bytes) -> int:
    """A whole number that stands in a dictionary; 0 when it does not."""
    found = re.search(rb"/" + key + rb"\s+(\d{1,6})\b(?!\s+\d+\s+R)", dictionary)
    return int(found[1]) if found else 0
