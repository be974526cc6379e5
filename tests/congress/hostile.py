"""Good files of every kind that is taken in, and files made to do harm: built when asked for, none is kept."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass

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


@dataclass(frozen=True)
class Hostile:
    """A file that must be refused, and words of the sentence that refuses it."""

    what: str
    content: Callable[[], bytes]
    says: str
    name: str = "答复函.pdf"


DTD = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "xxxxxxxx">]><a>&x;</a>'
UTF16 = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY x "x">]><a>&x;</a>'.encode("utf-16")
UTF7 = '<?xml version="1.0" encoding="UTF-7"?><a/>'

HOSTILE = [
    # Not what is taken in
    Hostile("nothing", lambda: b"", "空的"),
    Hostile("text", lambda: "答复".encode(), "只能上传"),
    Hostile("svg", lambda: b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "只能上传", "图.png"),
    Hostile("html", lambda: b"<!DOCTYPE html><script>alert(1)</script>", "只能上传"),
    Hostile("html after spaces", lambda: b" " * 600 + b"<html>", "只能上传", "图.jpg"),
    Hostile("windows program", lambda: b"MZ\x90\0" + b"\0" * 500, "只能上传", "答复函.pdf.exe"),
    Hostile("linux program", lambda: b"\x7fELF" + b"\0" * 500, "只能上传"),
    Hostile("shell script", lambda: b"#!/bin/sh\nrm -rf /\n", "只能上传"),
    Hostile("shortcut", lambda: b"L\0\0\0\x01\x14\x02\0" + b"\0" * 60, "只能上传", "答复函.pdf.lnk"),
    Hostile("rtf", lambda: rb"{\rtf1\object\objocx}", "docx"),
    Hostile("rar", lambda: b"Rar!\x1a\x07\0" + b"\0" * 50, "压缩包", "附件.rar"),
    Hostile("7z", lambda: b"7z\xbc\xaf\x27\x1c" + b"\0" * 50, "压缩包", "附件.7z"),
    Hostile("gzip", lambda: b"\x1f\x8b\x08" + b"\0" * 50, "压缩包", "附件.gz"),
    Hostile("zip", lambda: archive([("答复.txt", "x")]), "压缩包", "附件.zip"),
    Hostile("jar", lambda: archive([("META-INF/MANIFEST.MF", "x"), ("A.class", b"\xca\xfe")]), "压缩包", "a.docx"),
    Hostile("apk", lambda: archive([("AndroidManifest.xml", b"\3\0"), ("classes.dex", b"dex\n")]), "压缩包", "a.docx"),
    Hostile("odt", lambda: archive([("mimetype", "application/vnd.oasis.opendocument.text")]), "压缩包", "a.docx"),
    Hostile("gif", lambda: photo("GIF"), "JPG", "图.jpg"),
    Hostile("gif that is a script", lambda: b"GIF89a/*\0\0*/=1;alert(1)", "JPG", "图.jpg"),
    Hostile("bmp", lambda: photo("BMP"), "JPG", "图.bmp"),
    Hostile("tiff", lambda: photo("TIFF"), "PDF", "扫描.tif"),
    Hostile("heic", lambda: b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 50, "HEIC", "IMG_1.HEIC"),
    Hostile("video", lambda: b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + b"\0" * 50, "只能上传", "图.jpg"),
    # Photos
    Hostile("pixel flood", lambda: png_saying_it_is(50_000, 50_000), "像素", "图.png"),
    Hostile("a little too many pixels", lambda: png_saying_it_is(8_000, 5_001), "像素", "图.png"),
    Hostile("pixel flood within Pillow's own bound", lambda: png_saying_it_is(12_000, 8_000), "像素", "图.png"),
    Hostile("photo that breaks off", lambda: photo(size=(640, 480))[:700], "损坏", "图.jpg"),
    Hostile("png that breaks off", lambda: png_saying_it_is(500, 500), "损坏", "图.png"),
    Hostile("jpeg in name only", lambda: b"\xff\xd8\xff\xe0" + b"<script>alert(1)</script>" * 9, "损坏", "图.jpg"),
    Hostile("webp in name only", lambda: b"RIFF\x24\0\0\0WEBPVP8 " + b"\0" * 40, "损坏", "图.webp"),
    Hostile("empty picture", lambda: png_saying_it_is(0, 0), "损坏", "图.png"),
    # PDF
    Hostile("pdf: password", lambda: pdf("<</Filter/Standard>>", trailer="/Encrypt 4 0 R"), "密码"),
    Hostile("pdf: script", lambda: pdf(SCRIPT, trailer="/OpenAction 4 0 R"), "脚本"),
    Hostile("pdf: script, escaped", lambda: pdf(SCRIPT.replace("/JavaScript", "/J#61v#61Script")), "脚本"),
    Hostile(
        "pdf: script, all escaped", lambda: pdf(f"<</S/{''.join(f'#{ord(c):02X}' for c in 'JavaScript')}>>"), "脚本"
    ),
    Hostile("pdf: script, compressed", lambda: pdf(object_stream(SCRIPT.encode())), "脚本"),
    Hostile(
        "pdf: script, compressed as a picture",
        lambda: pdf(object_stream(SCRIPT.encode(), "/Subtype/Image/Filter/FlateDecode")),
        "脚本",
    ),
    Hostile("pdf: script far into a stream", lambda: pdf(object_stream(b" " * 300_000 + SCRIPT.encode())), "脚本"),
    Hostile("pdf: script across a border", lambda: pdf(object_stream(b" " * 65_523 + SCRIPT.encode())), "脚本"),
    Hostile(
        "pdf: script, twice compressed",
        lambda: pdf(object_stream(zlib.compress(SCRIPT.encode()), "/Filter[/FlateDecode/FlateDecode]")),
        "无法检查",
    ),
    Hostile(
        "pdf: script in hexadecimal",
        lambda: pdf(object_stream(SCRIPT.encode().hex().encode(), "/Filter/ASCIIHexDecode", packed=False)),
        "无法检查",
    ),
    Hostile("pdf: filter elsewhere", lambda: pdf(object_stream(SCRIPT.encode(), "/Filter 9 0 R")), "无法检查"),
    Hostile(
        "pdf: predictor",
        lambda: pdf(object_stream(b"<<>>", "/Filter/FlateDecode/DecodeParms<</Predictor 12>>")),
        "无法检查",
    ),
    Hostile("pdf: program", lambda: pdf("<</S/Launch/F(cmd.exe)>>"), "脚本"),
    Hostile("pdf: form sent out", lambda: pdf("<</S/SubmitForm/F(http://example.org)>>"), "脚本"),
    Hostile("pdf: other file opened", lambda: pdf(r"<</S/GoToR/F(\\\\example.org\\a.pdf)>>"), "脚本"),
    Hostile("pdf: script behind a link", lambda: pdf("<</S/URI/URI(JavaScript:alert(1))>>"), "脚本"),
    Hostile("pdf: attachment", lambda: pdf("<</Names<</EmbeddedFiles 5 0 R>>>>"), "夹带"),
    Hostile("pdf: film", lambda: pdf("<</Subtype/RichMedia>>"), "脚本"),
    Hostile("pdf: xfa form", lambda: pdf("<</AcroForm<</XFA[(a) 4 0 R]>>>>"), "脚本"),
    Hostile("pdf and zip", lambda: pdf() + archive([("a.txt", "x")]), "前后"),
    Hostile("pdf and zip inside", lambda: pdf(archive([("a.txt", "x")])), "前后"),
    Hostile("pdf and page", lambda: pdf() + b"<script>alert(1)</script>", "前后"),
    Hostile("page and pdf", lambda: pdf(head=b"%PDF-1.7\n<html><script>alert(1)</script>\n"), "前后"),
    Hostile("page before pdf", lambda: b"<html>" + pdf(), "只能上传"),
    Hostile("pdf that breaks off", lambda: pdf()[:-40], "不完整"),
    Hostile("pdf: bomb", lambda: pdf(stream(b"\0" * 120_000_000)), "无法检查"),
    Hostile("pdf: bomb of many streams", lambda: pdf(*[stream(b"\0" * 11_000_000)] * 10), "无法检查"),
    Hostile("pdf: streams without end", lambda: pdf(b"stream\n" * 20_001), "无法检查"),
    # Word, Excel, OFD
    Hostile("docx: macros", lambda: docx_with("word/vbaProject.bin", MAGIC), "宏", "a.docx"),
    Hostile(
        "docm called docx",
        lambda: docx_saying(
            f"{type_of}.wordprocessingml.document.main+xml",
            "application/vnd.ms-word.document.macroEnabled.main+xml",
            "[Content_Types].xml",
        ),
        "宏",
        "a.docx",
    ),
    Hostile("xlsx: old macros", lambda: xlsx_with("xl/macrosheets/sheet1.xml", "<a/>"), "宏", "a.xlsx"),
    Hostile("docx: program", lambda: docx_with("word/media/image1.png", b"MZ\x90\0"), "嵌入", "a.docx"),
    Hostile("docx: archive inside", lambda: docx_with("word/media/a.png", archive([("a", "b")])), "嵌入", "a.docx"),
    Hostile("docx: object", lambda: docx_with("word/embeddings/oleObject1.bin", b"x"), "嵌入", "a.docx"),
    Hostile("docx: control", lambda: docx_with("word/activeX/activeX1.xml", "<a/>"), "嵌入", "a.docx"),
    Hostile("docx: page inside", lambda: docx_with("word/afchunk.html", "<script/>"), "嵌入", "a.docx"),
    Hostile("docx: drawing with script", lambda: docx_with("word/media/a.svg", "<svg/>"), "嵌入", "a.docx"),
    Hostile(
        "docx: template elsewhere",
        lambda: docx_relating("attachedTemplate", "http://example.org/a.dotm"),
        "引用",
        "a.docx",
    ),
    Hostile(
        "docx: object elsewhere", lambda: docx_relating("oleObject", "mhtml:http://example.org!a"), "嵌入", "a.docx"
    ),
    Hostile("docx: picture elsewhere", lambda: docx_relating("image", "http://example.org/a.png"), "引用", "a.docx"),
    Hostile("docx: frame", lambda: docx_relating("frame", "http://example.org/"), "引用", "a.docx"),
    Hostile("docx: link to a program", lambda: docx_relating("hyperlink", "ms-msdt:/id"), "引用", "a.docx"),
    Hostile("docx: link to a share", lambda: docx_relating("hyperlink", r"\\example.org\a"), "引用", "a.docx"),
    Hostile("docx: link to a script", lambda: docx_relating("hyperlink", " javascript:alert(1)"), "引用", "a.docx"),
    Hostile("docx: field that starts a program", lambda: docx_with_field(' DDEAUTO cmd "/k calc" '), "引用", "a.docx"),
    Hostile("docx: such a field in pieces", lambda: docx_with_field("D", "DE", 'AUTO cmd "/k"'), "引用", "a.docx"),
    Hostile("docx: such a field, escaped", lambda: docx_with_field("&#68;DE cmd"), "引用", "a.docx"),
    Hostile("docx: such a field, quoted", lambda: docx_with_field("<![CDATA[DDE]]> cmd"), "引用", "a.docx"),
    Hostile(
        "docx: such a field, the short way",
        lambda: docx_saying("<w:body>", '<w:body><w:p><w:fldSimple w:instr=" DDE cmd "/></w:p>'),
        "引用",
        "a.docx",
    ),
    Hostile(
        "docx: field that fetches", lambda: docx_with_field(' INCLUDEPICTURE "http://example.org" '), "引用", "a.docx"
    ),
    Hostile("xlsx: other tables", lambda: xlsx_with("xl/externalLinks/externalLink1.xml", "<a/>"), "引用", "a.xlsx"),
    Hostile("xlsx: connection", lambda: xlsx_with("xl/connections.xml", "<a/>"), "引用", "a.xlsx"),
    Hostile("docx: entities", lambda: docx_with("word/settings.xml", DTD), "损坏", "a.docx"),
    Hostile("docx: entities in a list", lambda: docx_with("word/_rels/document.xml.rels", DTD), "损坏", "a.docx"),
    Hostile("docx: entities at the root", lambda: docx_with("[Content_Types].xml", DTD), "损坏", "a.docx"),
    Hostile("docx: entities in UTF-16", lambda: docx_with("word/settings.xml", UTF16), "损坏", "a.docx"),
    Hostile("docx: other encoding", lambda: docx_with("word/settings.xml", UTF7), "损坏", "a.docx"),
    Hostile("zip bomb", lambda: docx_with("word/a.xml", b"0" * 60_000_000), "展开后过大", "a.docx"),
    Hostile("zip bomb of many", lambda: archive((f"{n}.xml", "x") for n in range(2_001)), "展开后过大", "a.docx"),
    Hostile("zip bomb that shares bytes", sharing_bytes, "展开后过大", "a.docx"),
    Hostile("zip that lies about size", lambda: lying_about_size(docx()), "损坏", "a.docx"),
    Hostile("zip with a password", lambda: locked(docx()), "密码", "a.docx"),
    Hostile("zip behind a program", lambda: b"MZ" + docx(), "只能上传", "a.docx"),
    Hostile("zip behind another", lambda: archive([("a", "b")]) + docx(), "损坏", "a.docx"),
    Hostile("zip before a page", lambda: docx() + b"<script>", "损坏", "a.docx"),
    Hostile("zip that breaks off", lambda: docx()[:-300], "损坏", "a.docx"),
    Hostile("zip that climbs", lambda: docx_with("../../etc/passwd", "x"), "损坏", "a.docx"),
    Hostile("zip with backslashes", lambda: docx_with("word\\..\\..\\a", "x"), "损坏", "a.docx"),
    Hostile("zip from the root", lambda: docx_with("/etc/passwd", "x"), "损坏", "a.docx"),
    Hostile("zip with names twice", lambda: docx_with("word/Document.xml", "x"), "损坏", "a.docx"),
    Hostile("zip of another method", lambda: archive(entries_of(docx()).items(), zipfile.ZIP_BZIP2), "损坏", "a.docx"),
    Hostile(
        "slides",
        lambda: docx_saying(
            f"{type_of}.wordprocessingml.document.main+xml",
            f"{type_of}.presentationml.presentation.main+xml",
            "[Content_Types].xml",
        ),
        "只能上传",
        "a.docx",
    ),
    Hostile("ofd: password", lambda: ofd(**{"Encryptions.xml": "<a/>"}), "密码", "a.ofd"),
    Hostile("ofd: program", lambda: ofd(**{"Doc_0/Attachs/a.dat": b"MZ\x90\0"}), "嵌入", "a.ofd"),
    Hostile("ofd: entities", lambda: archive([("OFD.xml", DTD)]), "损坏", "a.ofd"),
    Hostile("ofd: other root", lambda: archive([("OFD.xml", "<a/>")]), "压缩包", "a.ofd"),
    # Older Word, Excel, WPS
    Hostile("doc: password", lambda: word(flags=0x0100), "密码", "a.doc"),
    Hostile(
        "docx with a password", lambda: compound({"EncryptedPackage": b"", "EncryptionInfo": b""}), "密码", "a.docx"
    ),
    Hostile("doc: macros", lambda: word(_VBA_PROJECT=b"x"), "宏", "a.doc"),
    Hostile("doc: place for macros", lambda: compound({"WordDocument": b""}, ["Macros", "VBA"]), "宏", "a.doc"),
    Hostile("doc: object", lambda: word(**{"\x01Ole10Native": b"MZ"}), "嵌入", "a.doc"),
    Hostile("doc: formula", lambda: word(**{"Equation Native": b"x"}), "嵌入", "a.doc"),
    Hostile("doc: table inside", lambda: word(Workbook=b"x"), "嵌入", "a.doc"),
    Hostile("doc: field that starts a program", lambda: word(text=b"\x13 DDEAUTO cmd"), "引用", "a.doc"),
    Hostile("doc: such a field in UTF-16", lambda: word(text="\x13 DDE cmd".encode("utf-16-le")), "引用", "a.doc"),
    Hostile("xls: password", lambda: table((0x2F, b"\1\0" * 27)), "密码", "a.xls"),
    Hostile("xls: macros", lambda: table(sheet(0), _VBA_PROJECT_CUR=b"x"), "宏", "a.xls"),
    Hostile("xls: old macros", lambda: table(sheet(0), sheet(1)), "宏", "a.xls"),
    Hostile("installer", lambda: compound({"\u4840\u3f3f": b"x"}), "只能上传", "a.doc"),
    Hostile("mail", lambda: compound({"__properties_version1.0": b"x"}), "只能上传", "a.doc"),
    Hostile("doc that breaks off", lambda: word()[:600], "损坏", "a.doc"),
    Hostile("doc in name only", lambda: MAGIC + b"\0" * 600, "损坏", "a.doc"),
    Hostile("doc whose table bites its tail", lambda: biting(), "损坏", "a.doc"),
]


def biting() -> bytes:
    """A directory that goes on for ever."""
    raw = bytearray(word())
    struct.pack_into("<I", raw, 512 + 4, 1)
    return bytes(raw)
