"""More files made to do harm: bombs in other wrappings, files that are two things at once, names that lie."""

import io
import struct
import zlib
from zipfile import ZipFile

from PIL import Image

from tests.congress.hostile import DTD, Hostile
from tests.congress.made_files import (
    SCRIPT,
    archive,
    compound,
    docx,
    docx_relating,
    docx_with,
    docx_with_field,
    entries_of,
    locked,
    lying_about_size,
    object_stream,
    ofd,
    pdf,
    photo,
    word,
    xlsx,
    xlsx_with,
)

OUTSIDE = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
LAUGHS = (
    "<!DOCTYPE a ["
    + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(10))
    + "]><a>&l9;</a>"
)
PARAMETER = '<!DOCTYPE a [<!ENTITY % x SYSTEM "http://example.org/x.dtd"> %x;]><a/>'
JPEG_SIZE = b"\xff\xc0\x00\x11\x08"


def shell_of_bombs() -> bytes:
    """42.zip: an archive of archives, each of which unpacks to much."""
    inner = archive([("0", b"\0" * 5_000_000)])
    return archive((f"lib {n}.zip", inner) for n in range(16))


def saying(width: int, height: int) -> bytes:
    """A JPEG whose frame speaks of that many pixels."""
    raw = photo()
    at = raw.index(JPEG_SIZE) + len(JPEG_SIZE)
    return raw[:at] + struct.pack(">HH", height, width) + raw[at + 4 :]


def webp_saying(width: int, height: int) -> bytes:
    """A WEBP with a canvas of that size."""
    sides = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    body = b"WEBPVP8X" + struct.pack("<I", 10) + b"\0\0\0\0" + sides
    return b"RIFF" + struct.pack("<I", len(body)) + body


def stored_over(raw: bytes, name: str) -> bytes:
    """The archive with its first entry's name said otherwise where it stands than in the directory."""
    first = next(iter(entries_of(raw)))
    return raw.replace(first.encode(), name.encode()[: len(first)].ljust(len(first), b"x"), 1)


def with_comment(raw: bytes, comment: bytes) -> bytes:
    output = io.BytesIO(raw)
    with ZipFile(output, "a") as target:
        target.comment = comment
    return output.getvalue()


def animation() -> bytes:
    output = io.BytesIO()
    frames = [Image.new("RGB", (8, 8), color) for color in ("red", "blue")]
    frames[0].save(output, "GIF", save_all=True, append_images=frames[1:])
    return output.getvalue()


DISGUISES = [
    # Bombs
    Hostile("zip of zips", shell_of_bombs, "压缩包|展开后过大", "a.docx"),
    Hostile("docx: zip of zips inside", lambda: docx_with("word/media/a.zip", shell_of_bombs()), "嵌入", "a.docx"),
    Hostile("xlsx: bomb", lambda: xlsx_with("xl/worksheets/sheet1.xml", b" " * 60_000_000), "展开后过大", "a.xlsx"),
    Hostile("ofd: bomb", lambda: ofd(**{"Doc_0/a.xml": b" " * 60_000_000}), "展开后过大", "a.ofd"),
    Hostile("xlsx that lies about size", lambda: lying_about_size(xlsx()), "损坏", "a.xlsx"),
    Hostile("ofd that lies about size", lambda: lying_about_size(ofd()), "损坏", "a.ofd"),
    Hostile("xlsx with a locked entry", lambda: locked(xlsx()), "密码", "a.xlsx"),
    Hostile(
        "docx whose list of types is a bomb",
        lambda: docx_with("[Content_Types].xml", b" " * 3_000_000),
        "过大",
        "a.docx",
    ),
    Hostile("docx: two names for one part", lambda: stored_over(docx(), "x" * 40), "损坏", "a.docx"),
    Hostile(
        "docx with a page behind it", lambda: with_comment(docx(), b"<script>alert(1)</script>"), "损坏", "a.docx"
    ),
    # Pictures
    Hostile("jpeg flood", lambda: saying(60_000, 60_000), "像素", "图.jpg"),
    Hostile("webp flood", lambda: webp_saying(16_000, 16_000), "像素|损坏", "图.webp"),
    Hostile("animation", animation, "JPG", "图.gif"),
    Hostile("svg after a byte order mark", lambda: "\ufeff<svg onload='alert(1)'/>".encode(), "只能上传", "图.png"),
    Hostile("svg compressed", lambda: zlib.compress(b"<svg/>", wbits=31), "压缩包", "图.svgz"),
    # PDF
    Hostile("pdf: action on opening", lambda: pdf(SCRIPT, trailer="/AA<</O 4 0 R>>"), "脚本"),
    Hostile("pdf: program in pieces", lambda: pdf("<</S/L#61unch/F(/bin/sh)>>"), "脚本"),
    Hostile("pdf: page elsewhere, compressed", lambda: pdf(object_stream(b"<</S/GoToR/F(a.pdf)>>")), "脚本"),
    Hostile("pdf: attachment, compressed", lambda: pdf(object_stream(b"<</Type/EmbeddedFile>>")), "夹带"),
    Hostile("pdf: note with a file", lambda: pdf("<</Subtype/FileAttachment/FS 5 0 R>>"), "夹带"),
    Hostile("pdf: form that takes data in", lambda: pdf("<</S/ImportData/F(a.fdf)>>"), "脚本"),
    Hostile("pdf: script in a second update", lambda: pdf() + pdf(SCRIPT), "脚本"),
    # Word, Excel, OFD
    Hostile("docx: file of the server", lambda: docx_with("word/settings.xml", OUTSIDE), "损坏", "a.docx"),
    Hostile("docx: billion laughs", lambda: docx_with("word/document.xml", LAUGHS), "损坏", "a.docx"),
    Hostile("docx: entity from elsewhere", lambda: docx_with("docProps/core.xml", PARAMETER), "损坏", "a.docx"),
    Hostile("xlsx: file of the server", lambda: xlsx_with("xl/workbook.xml", OUTSIDE), "损坏", "a.xlsx"),
    Hostile("xlsx: billion laughs", lambda: xlsx_with("xl/styles.xml", LAUGHS), "损坏", "a.xlsx"),
    Hostile("ofd: file of the server", lambda: ofd(**{"Doc_0/Pages.xml": OUTSIDE}), "损坏", "a.ofd"),
    Hostile("xlsx: entities in a list", lambda: xlsx_with("xl/_rels/workbook.xml.rels", DTD), "损坏", "a.xlsx"),
    Hostile("docx: link to a file", lambda: docx_relating("hyperlink", "file:///etc/passwd"), "引用", "a.docx"),
    Hostile("docx: link to data", lambda: docx_relating("hyperlink", "data:text/html,x"), "引用", "a.docx"),
    Hostile(
        "docx: field that takes text in", lambda: docx_with_field(' INCLUDETEXT "/etc/passwd" '), "引用", "a.docx"
    ),
    Hostile("docx: linked chart", lambda: docx_with("word/embeddings/a.xlsx", xlsx()), "嵌入", "a.docx"),
    Hostile("xlsx: query", lambda: xlsx_with("xl/queryTables/queryTable1.xml", "<a/>"), "引用", "a.xlsx"),
    Hostile(
        "doc that is a package", lambda: compound({"WordDocument": b"\xec\xa5", "Package": b"MZ"}), "嵌入", "a.doc"
    ),
    Hostile("doc: script that calls itself a table", lambda: word(Macros=b"x"), "宏", "a.xls"),
]
