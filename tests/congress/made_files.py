"""Files of every kind that is taken in, whole or with something put into them: built when asked for, none is kept."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable

from docx import Document
from openpyxl import Workbook
from PIL import Image, PngImagePlugin

type_of = "application/vnd.openxmlformats-officedocument"
RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


# Archives: Word, Excel, OFD


def archive(entries: Iterable[tuple[str, bytes | str]], compression=zipfile.ZIP_DEFLATED) -> bytes:
    """A zip archive of these entries; the same name may stand twice."""
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", compression) as target:
        for name, content in entries:
            target.writestr(name, content)
    return output.getvalue()


def entries_of(raw: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(raw)) as source:
        return {name: source.read(name) for name in source.namelist()}


def docx(text="答复内容") -> bytes:
    output = io.BytesIO()
    document = Document()
    document.add_paragraph(text)
    document.save(output)
    return output.getvalue()


def xlsx() -> bytes:
    output = io.BytesIO()
    book = Workbook()
    book.active["A1"] = "编号"
    book.save(output)
    return output.getvalue()


def ofd(**more: str | bytes) -> bytes:
    root = '<?xml version="1.0" encoding="UTF-8"?><ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016" Version="1.0"/>'
    return archive([("OFD.xml", root), ("Doc_0/Document.xml", "<Document/>"), *more.items()])


def docx_with(name: str, content: str | bytes) -> bytes:
    """A Word file with one more part, or another part in the place of its own."""
    return archive((entries_of(docx()) | {name: content}).items())


def xlsx_with(name: str, content: str | bytes) -> bytes:
    return archive((entries_of(xlsx()) | {name: content}).items())


def docx_saying(old: str, new: str, part="word/document.xml") -> bytes:
    """A Word file in one part of which something is written otherwise."""
    parts = entries_of(docx())
    assert old.encode() in parts[part]
    return archive((parts | {part: parts[part].replace(old.encode(), new.encode(), 1)}).items())


def docx_relating(kind: str, target: str, mode=' TargetMode="External"') -> bytes:
    link = f'<Relationship Id="rId99" Type="{RELATIONSHIP}/{kind}" Target="{target}"{mode}/>'
    return docx_saying("</Relationships>", f"{link}</Relationships>", "word/_rels/document.xml.rels")


def docx_with_field(*pieces: str) -> bytes:
    codes = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{word}"/></w:r>' for word in ("begin", "end"))
    return docx_saying("<w:body>", f"<w:body><w:p>{begin}{codes}{end}</w:p>")


def lying_about_size(raw: bytes) -> bytes:
    """The directory says that the first entry unpacks to one byte."""
    at = raw.index(b"PK\x01\x02")
    return raw[: at + 24] + struct.pack("<I", 1) + raw[at + 28 :]


def sharing_bytes() -> bytes:
    """A directory whose thousand entries are one and the same data."""
    raw = archive([("a.xml", b"\0" * 1_000_000)])
    at, end = raw.index(b"PK\x01\x02"), raw.index(b"PK\x05\x06")
    lines = b"".join(raw[at : at + 46] + f"{n:05d}".encode() for n in range(1000))
    tail = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 1000, 1000, len(lines), at, 0)
    assert end > at
    return raw[:at] + lines + tail


def locked(raw: bytes) -> bytes:
    """The directory says that the first entry has a password."""
    at = raw.index(b"PK\x01\x02")
    return raw[: at + 8] + struct.pack("<H", 1) + raw[at + 10 :]


# PDF


def pdf(*objects: str | bytes, trailer="", head=b"%PDF-1.7\n") -> bytes:
    """A small whole PDF with these objects after its own three."""
    bodies: list[str | bytes] = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
        *objects,
    ]
    output, places = io.BytesIO(), []
    output.write(head)
    for number, body in enumerate(bodies, 1):
        places.append(output.tell())
        output.write(
            f"{number} 0 obj\n".encode() + (body if isinstance(body, bytes) else body.encode()) + b"\nendobj\n"
        )
    start = output.tell()
    output.write(f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n".encode())
    output.writelines(f"{place:010d} 00000 n \n".encode() for place in places)
    output.write(f"trailer<</Size {len(bodies) + 1}/Root 1 0 R{trailer}>>\nstartxref\n{start}\n%%EOF\n".encode())
    return output.getvalue()


def stream(content: bytes, dictionary="/Filter/FlateDecode", packed=True) -> bytes:
    body = zlib.compress(content) if packed else content
    return f"<</Length {len(body)}{dictionary}>>stream\n".encode() + body + b"\nendstream"


def object_stream(content: bytes, dictionary="/Filter/FlateDecode", packed=True) -> bytes:
    return stream(b"9 0 " + content, f"/Type/ObjStm/N 1/First 4{dictionary}", packed)


SCRIPT = "<</S/JavaScript/JS(app.alert(1))>>"


# Binary files of older Word, Excel and WPS

FREE, CHAIN_END, FAT_SECTOR = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def compound(streams: dict[str, bytes], storages: Iterable[str] = ()) -> bytes:
    """A file system of named streams (each filled up to 4096 bytes) and empty storages, in sectors of 512 bytes."""
    table: list[int] = [FAT_SECTOR, CHAIN_END]
    directory = [_line("Root Entry", 5, CHAIN_END, 0), *(_line(name, 1, CHAIN_END, 0) for name in storages)]
    body = b""
    for name, content in streams.items():
        content = content.ljust(4096, b"\0")
        content += b"\0" * (-len(content) % 512)
        directory.append(_line(name, 2, len(table) + DIRECTORY_SECTORS - 1, len(content)))
        body += content
        sectors = len(content) // 512
        first = len(table) + DIRECTORY_SECTORS - 1
        table += [*range(first + 1, first + sectors), CHAIN_END]
    chain = [FAT_SECTOR, *range(2, DIRECTORY_SECTORS + 1), CHAIN_END]
    table = chain + table[2:]
    lines = b"".join(directory).ljust(DIRECTORY_SECTORS * 512, b"\0")
    fat = struct.pack(f"<{len(table)}I", *table).ljust(512, b"\xff")
    assert len(fat) == 512 and len(lines) == DIRECTORY_SECTORS * 512
    header = struct.pack("<8s16sHHHHH6sIIII", MAGIC, b"", 0x3E, 3, 0xFFFE, 9, 6, b"", 0, 1, 1, 0)
    header += struct.pack("<IIIIII", 4096, CHAIN_END, 0, CHAIN_END, 0, 0)[: 76 - len(header)]
    return header + struct.pack("<I", 0).ljust(4, b"\0") + b"\xff" * (512 - 80) + fat + lines + body


MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
DIRECTORY_SECTORS = 3


def _line(name: str, kind: int, start: int, size: int) -> bytes:
    letters = name.encode("utf-16-le")
    line = letters.ljust(64, b"\0") + struct.pack("<HBB", len(letters) + 2, kind, 1)
    return line + struct.pack("<III", FREE, FREE, FREE) + b"\0" * 36 + struct.pack("<III", start, size, 0)


def word(flags=0, text=b"", **more: bytes) -> bytes:
    head = struct.pack("<HHHHHH", 0xA5EC, 0xC1, 0, 0x0804, 0, flags)
    return compound({"WordDocument": head + b"\0" * 500 + text} | more)


def table(*records: tuple[int, bytes], **more: bytes) -> bytes:
    written = [(0x809, b"\0\x06\5\0" + b"\0" * 12), *records, (0x0A, b"")]
    return compound({"Workbook": b"".join(struct.pack("<HH", no, len(body)) + body for no, body in written)} | more)


def sheet(kind: int) -> tuple[int, bytes]:
    return 0x85, struct.pack("<IBBB", 0, 0, kind, 6) + b"\0Sheet1"


# Photos


def photo(form="JPEG", size=(64, 48), mode="RGB", **options) -> bytes:
    output = io.BytesIO()
    Image.new(mode, size, "red" if mode == "RGB" else None).save(output, form, **options)
    return output.getvalue()


def photo_with_place() -> bytes:
    """A photo as a phone takes it: lying on its side, with camera and place."""
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010F] = "PHONE-MAKER"
    exif.get_ifd(0x8825).update({1: "N", 2: (33.0, 57.0, 0.0), 3: "E", 4: (116.0, 47.0, 0.0)})
    return photo(size=(64, 48), exif=exif.tobytes(), comment=b"SECRET-COMMENT")


def png_with_text() -> bytes:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", "SECRET-COMMENT")
    return photo("PNG", pnginfo=notes)


def png_saying_it_is(width: int, height: int) -> bytes:
    """A PNG of a few bytes whose header speaks of that many pixels."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")


GOOD: dict[str, tuple[Callable[[], bytes], str, str]] = {
    # what it is: how it is made, its name, the name and type under which it is kept
    "jpeg": (photo, "路灯.JPG", "路灯.jpg"),
    "jpeg called png": (photo, "路灯.png", "路灯.jpg"),
    "png": (lambda: photo("PNG"), "截图.png", "截图.png"),
    "png with few colours": (lambda: photo("PNG", mode="P"), "截图.png", "截图.png"),
    "png with transparency": (lambda: photo("PNG", mode="RGBA"), "截图.png", "截图.png"),
    "png of deep greys": (lambda: photo("PNG", mode="I;16"), "扫描.png", "扫描.png"),
    "webp": (lambda: photo("WEBP"), "微信图片.webp", "微信图片.jpg"),
    "webp with transparency": (lambda: photo("WEBP", mode="RGBA"), "微信图片.webp", "微信图片.jpg"),
    "jpeg for print": (lambda: photo(mode="CMYK"), "扫描.jpeg", "扫描.jpeg"),
    "two pictures in one": (
        lambda: photo("MPO", save_all=True, append_images=[Image.new("RGB", (8, 8))]),
        "手机.jpg",
        "手机.jpg",
    ),
    "pdf": (pdf, "答复函.pdf", "答复函.pdf"),
    "pdf with compressed objects": (
        lambda: pdf(object_stream(b"<</Title(\xe7\xad\x94)>>"), stream(b"BT ET")),
        "答复函.pdf",
        "答复函.pdf",
    ),
    "pdf with a web link": (lambda: pdf("<</S/URI/URI(https://www.example.org/)>>"), "答复函", "答复函.pdf"),
    "pdf that opens on page one": (lambda: pdf("<</OpenAction[3 0 R/Fit]>>"), "答复函.pdf", "答复函.pdf"),
    "pdf with a picture": (
        lambda: pdf(stream(b"\xff" * 90_000, "/Subtype/Image/Filter/FlateDecode")),
        "扫描.pdf",
        "扫描.pdf",
    ),
    "docx": (docx, "答复函.docx", "答复函.docx"),
    "docx with a web link": (
        lambda: docx_relating("hyperlink", "https://www.example.org/"),
        "答复函.docx",
        "答复函.docx",
    ),
    "docx with page numbers": (lambda: docx_with_field(" PAGE "), "答复函.docx", "答复函.docx"),
    "docx that speaks of links": (lambda: docx("INCLUDEPICTURE、DDE、LINK"), "说明.docx", "说明.docx"),
    "docx called docm": (docx, "答复函.docm", "答复函.docx"),
    "xlsx": (xlsx, "清单.xlsx", "清单.xlsx"),
    "ofd": (ofd, "答复函.ofd", "答复函.ofd"),
    "doc": (word, "答复函.doc", "答复函.doc"),
    "wps": (word, "答复函.wps", "答复函.wps"),
    "xls": (lambda: table(sheet(0)), "清单.xls", "清单.xls"),
    "et": (lambda: table(sheet(0)), "清单.et", "清单.et"),
}
