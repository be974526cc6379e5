"""Files made to do harm, each with the words that must refuse it."""

import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from tests.congress.made_files import (
    MAGIC,
    SCRIPT,
    archive,
    compound,
    docx,
    docx_relating,
    docx_saying,
    docx_with,
    docx_with_field,
    entries_of,
    locked,
    lying_about_size,
    object_stream,
    ofd,
    pdf,
    photo,
    png_saying_it_is,
    sharing_bytes,
    sheet,
    stream,
    table,
    type_of,
    word,
    xlsx_with,
)


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
