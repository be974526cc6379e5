"""Papers as Word files, laid out after GB/T 9704-2012 (the layout of official documents of Party and state organs).

Numbers of the standard: A4; 37 mm above, 28 mm left, a text block of 156 × 225 mm; text in 三号仿宋, 22 lines of 28
characters a page; the title in 二号小标宋; headings in 黑体, below them 楷体; page numbers in 四号宋体 between dashes.
Letterhead and seal are not drawn: the organ's own office adds them. The only fields in a paper are page numbers: its
own, and in a list of contents those of its headings; it refers to nothing outside itself.
"""

import io
import math
import re
import unicodedata
from collections.abc import Iterable, Sequence
from copy import deepcopy
from functools import lru_cache
from typing import Any, cast

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph
from docx.text.run import Run

TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

PAGE = {"page_width": Mm(210), "page_height": Mm(297), "footer_distance": Mm(25)}
MARGINS = {"top_margin": Mm(37), "bottom_margin": Mm(35), "left_margin": Mm(28), "right_margin": Mm(26)}
BLOCK_WIDTH = Mm(156)
THIRD, SECOND, FOURTH, CELL = Pt(16), Pt(22), Pt(14), Pt(12)  # 三号, 二号, 四号; 小四 in tables
# Together they set 22 lines of 28 characters in Word, WPS and LibreOffice alike; a document grid does not.
LINE, TIGHTER = Pt(28.95), -5  # twentieths of a point between characters
CELL_LINE, CELL_STYLE = Pt(20), "Cell"
SONG, TITLE, TEXT, BOLD, KAI = "宋体", "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312"
# What stands in where a computer lacks the licensed fonts that the standard asks for.
STAND_INS = {TITLE: "宋体", TEXT: "仿宋", KAI: "楷体"}
TITLE_CHARACTERS = 19  # of 二号 in a line, with the room that word processors leave around letters and digits
CODE_SIDE = Mm(24)  # a QR code of an address: each of its squares over half a millimetre

# What XML cannot hold, and marks that are not seen but turn or hide what is written.
UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\ud800-\udfff]"
)


class Paper:
    """A paper in the making, from top to bottom; `content` gives the file."""

    def __init__(self, title: str, *, author: str) -> None:
        """An empty sheet.

        Args:
            title: what the file says of itself, not printed.
            author: the organ in whose name it is written.
        """
        self.document = Document()
        self.marks = 0
        section = self.document.sections[0]
        for name, value in {**PAGE, **MARGINS}.items():
            setattr(section, name, value)
        _set_base_style(self.document.styles["Normal"])
        cells = self.document.styles.add_style(CELL_STYLE, WD_STYLE_TYPE.PARAGRAPH)
        cells.base_style, cells.font.size = self.document.styles["Normal"], CELL
        cells.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        cells.paragraph_format.line_spacing = CELL_LINE
        _name_stand_ins(self.document)
        _drop_thumbnail(self.document)
        about = self.document.core_properties
        about.title, about.author, about.last_modified_by = plain(title)[:255], plain(author)[:255], ""
        about.comments = ""

    def title(self, text: str) -> None:
        """The heading of the whole paper, centred; a long one in lines as it is given, or that grow shorter (梯形)."""
        paragraph = self._paragraph("")
        _add(paragraph, "\n".join(in_lines(text)), TITLE, SECOND)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.line_spacing = Pt(36)

    def heading(self, text: str, *, level: int = 1, mark: str = "") -> None:
        """A heading of a part: 一、in 黑体, below it （一）in 楷体; word processors find it in their outline.

        Args:
            level: 1 or 2.
            mark: a name for `contents` to point at.
        """
        paragraph = self._paragraph(text, font=BOLD if level == 1 else KAI)
        paragraph.paragraph_format.keep_with_next = True
        indent = paragraph._p.get_or_add_pPr().get_or_add_ind()
        indent.set(qn("w:firstLineChars"), "200")
        indent.set(qn("w:firstLine"), str(int(THIRD.pt * 2 * 20)))
        outline = OxmlElement("w:outlineLvl")
        outline.set(qn("w:val"), str(level - 1))
        paragraph._p.get_or_add_pPr().append(outline)
        if mark:
            self._mark(paragraph, mark)

    def contents(self, lines: Iterable[tuple[str, str]]) -> None:
        """目录: each heading with dots and the number of its page, which the word processor fills in.

        Args:
            lines: what stands in the list, and the mark that its heading was given.
        """
        for text, mark in lines:
            paragraph = self._paragraph("")
            stops = paragraph.paragraph_format.tab_stops
            stops.add_tab_stop(BLOCK_WIDTH, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
            # The tab and the number need room in the line: a heading that is longer hangs over into the next one.
            paragraph.paragraph_format.right_indent = int(THIRD * 2)
            _add(paragraph, " ".join(plain(text).splitlines()) + "\t", TEXT, THIRD)
            _add_field(_add(paragraph, "", TEXT, THIRD), f"PAGEREF {mark} \\h", "…", is_stale=True)

    def line(self, text: str, *, font: str = TEXT, right: float | None = None) -> None:
        """One line, flush left.

        Args:
            text: what it says.
            font: TEXT or BOLD.
            right: flush right instead, that many characters from the edge.
        """
        paragraph = self._paragraph(text, font=font)
        if right is not None:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            paragraph.paragraph_format.right_indent = int(THIRD * right)

    def ends(self, left: str, right: str) -> None:
        """One line with something at either end."""
        paragraph = self._paragraph("")
        paragraph.paragraph_format.tab_stops.add_tab_stop(BLOCK_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
        _add(paragraph, f"{plain(left)}\t{plain(right)}", TEXT, THIRD)

    def text(self, text: str) -> None:
        """Paragraphs of running text, each line of `text` one, its first line two characters in."""
        for line in plain(text).splitlines():
            paragraph = self._paragraph(line.strip("\t 　"))
            paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
            indent = paragraph._p.get_or_add_pPr().get_or_add_ind()
            indent.set(qn("w:firstLineChars"), "200")
            indent.set(qn("w:firstLine"), str(int(THIRD.pt * 2 * 20)))

    def table(self, rows: Iterable[Sequence[str]], widths: Sequence[float]) -> None:
        """Ruled cells, the first row the heading, repeated on each page; no row is cut by the end of a page.

        Args:
            rows: the texts of each row.
            widths: shares of the text block, one a column.
        """
        self._table(rows, widths, has_heading=True)

    def form(self, rows: Iterable[Sequence[str]], widths: Sequence[float]) -> None:
        """Ruled cells to be filled in: the first of each row is a label."""
        self._table(rows, widths, has_heading=False)

    def _table(self, rows: Iterable[Sequence[str]], widths: Sequence[float], *, has_heading: bool) -> None:
        columns = [int(BLOCK_WIDTH * share / sum(widths)) for share in widths]
        table = self.document.add_table(rows=0, cols=len(widths))
        table.style, table.autofit, table.alignment = "Table Grid", False, WD_TABLE_ALIGNMENT.CENTER
        for column, wide in zip(table.columns, columns, strict=True):
            column.width = wide
        for at, row in enumerate(rows):
            made = cast(Any, OxmlElement("w:tr"))
            about = cast(Any, OxmlElement("w:trPr"))
            about.append(OxmlElement("w:cantSplit"))
            if has_heading and at == 0:
                about.append(OxmlElement("w:tblHeader"))
            made.append(about)
            for nth, (text, wide) in enumerate(zip(row, columns, strict=True)):
                is_label = at == 0 if has_heading else nth % 2 == 0
                made.append(_cell(plain(text), wide, BOLD if is_label else TEXT))
            table._tbl.append(made)
        self._thin()

    def _thin(self) -> None:
        """A paragraph of next to no height: a table is followed by one, or the next table grows into it."""
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.line_spacing = Pt(2)

    def code(self, picture: bytes) -> None:
        """A QR code at the top right of every page, in the margin.

        Args:
            picture: a PNG of it.
        """
        section = self.document.sections[0]
        for header in (section.header, section.even_page_header, section.first_page_header):
            run = header.paragraphs[0].add_run()
            run.add_picture(io.BytesIO(picture), CODE_SIDE, CODE_SIDE)
            _let_float(run, left=Mm(210 - 14) - CODE_SIDE, top=Mm(9))

    def next_page(self) -> None:
        """What follows begins on a new page."""
        self.document.add_page_break()

    def blank(self) -> None:
        """An empty line."""
        self._paragraph("")

    def signature(self, organ: str, day: str) -> None:
        """署名 and 成文日期 as a seal covers them: the day four characters in, the organ above its middle."""
        for text in (organ, day):
            self.line(text, right=max(4 + (width(day) - width(text)) / 2, 0))
        for paragraph in self._last(5)[:-1]:  # a seal never stands on a page without text
            paragraph.paragraph_format.keep_with_next = True

    def number_pages(self, *, from_second: bool = False) -> None:
        """— 1 — at the foot, right on odd pages, left on even ones; a letter's first page has none."""
        section = self.document.sections[0]
        self.document.settings.odd_and_even_pages_header_footer = True
        section.different_first_page_header_footer = from_second
        for footer, side in (
            (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
            (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
        ):
            paragraph = footer.paragraphs[0]
            paragraph.alignment = side
            paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = FOURTH
            _add(paragraph, "— ", SONG, FOURTH)
            _add_field(_add(paragraph, "", SONG, FOURTH), "PAGE")
            _add(paragraph, " —", SONG, FOURTH)

    def content(self) -> bytes:
        """The paper as a .docx file."""
        output = io.BytesIO()
        self.document.save(output)
        return output.getvalue()

    def _last(self, number: int) -> list[Paragraph]:
        """The last paragraphs, or fewer where there are not so many or a table stands between them."""
        found: list[Paragraph] = []
        for element in reversed(self.document.element.body):
            if element.tag == qn("w:sectPr"):
                continue
            if element.tag != qn("w:p") or len(found) == number:
                break
            found.insert(0, Paragraph(element, cast(Any, None)))
        return found

    def _mark(self, paragraph: Paragraph, name: str) -> None:
        """A bookmark around what a paragraph says."""
        self.marks += 1
        start, end = (cast(Any, OxmlElement(f"w:bookmark{kind}")) for kind in ("Start", "End"))
        for element in (start, end):
            element.set(qn("w:id"), str(self.marks))
        start.set(qn("w:name"), name)
        paragraph._p.get_or_add_pPr().addnext(start)
        paragraph._p.append(end)

    def _paragraph(self, text: str, *, font: str = TEXT, size: Pt = THIRD) -> Paragraph:
        paragraph = self.document.add_paragraph()
        if text:
            _add(paragraph, " ".join(plain(text).splitlines()), font, size)
        return paragraph


def plain(text: str) -> str:
    """The text without what XML cannot hold or what turns the direction of writing; every other sign stays."""
    lines = re.sub("\r\n?|[\x85\u2028\u2029]", "\n", text)
    return UNSEEN.sub("", lines)


def in_lines(title: str) -> list[str]:
    """A title in as few lines as it needs, each no longer than the one above; no sign of the end begins a line.

    Lines that are given stay when each of them fits.
    """
    given = [" ".join(line.split()) for line in plain(title).splitlines()]
    if len(given) > 1 and all(0 < width(line) <= TITLE_CHARACTERS for line in given):
        return given
    text = "".join(given)
    number = math.ceil(width(text) / TITLE_CHARACTERS)
    lines = []
    for left in range(number, 1, -1):
        end, most = 0, min(width(text) / left + 1, TITLE_CHARACTERS)
        while end < len(text) - 1 and width(text[: end + 1]) <= most:
            end += 1
        while end < len(text) - 1 and text[end] in "》）”、，。的" and width(text[: end + 1]) <= TITLE_CHARACTERS:
            end += 1
        lines.append(text[:end])
        text = text[end:]
    return [*lines, text]


def width(text: str) -> float:
    """How many full characters wide a line is: letters and digits of the West count half."""
    return sum(1.0 if unicodedata.east_asian_width(sign) in "WFA" else 0.5 for sign in text)


def _add(paragraph: Paragraph, text: str, font: str, size: Pt) -> Run:
    run = paragraph.add_run(text)
    run.font.size = size
    fonts = run._r.get_or_add_rPr().get_or_add_rFonts()
    for name in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(name), font)
    return run


def _set_base_style(style: Any) -> None:
    style.font.size = THIRD
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("w:ascii", "w:hAnsi", "w:eastAsia"):
        fonts.set(qn(name), TEXT)
    spacing = OxmlElement("w:spacing")
    spacing.set(qn("w:val"), str(TIGHTER))
    style.element.rPr.find(qn("w:sz")).addprevious(spacing)  # the schema wants them in this order
    shape = style.paragraph_format
    shape.space_before = shape.space_after = Pt(0)
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, LINE
    shape.widow_control = False


def _name_stand_ins(document: Any) -> None:
    """Write into the list of fonts what stands in for each licensed one."""
    fonts = "".join(
        f'<w:font w:name="{font}"><w:altName w:val="{other}"/><w:charset w:val="86"/></w:font>'
        for font, other in STAND_INS.items()
    )
    for part in document.part.package.iter_parts():
        if part.partname == "/word/fontTable.xml":
            part._blob = part.blob.replace(b"</w:fonts>", f"{fonts}</w:fonts>".encode())


def _drop_thumbnail(document: Any) -> None:
    """The picture of another document that the template carries along."""
    relationships = document.part.package.rels
    for key in [key for key, found in relationships.items() if found.reltype.endswith("/thumbnail")]:
        del relationships[key]


def _add_field(run: Run, code: str, shown: str = "", *, is_stale: bool = False) -> None:
    """A field in a run: its code, and what is shown until it is reckoned; a stale one is reckoned when opened."""
    begin = _field_end("begin")
    if is_stale:
        begin.set(qn("w:dirty"), "true")
    instruction = cast(Any, OxmlElement("w:instrText"))
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = code
    run._r.extend([begin, instruction])
    if shown:
        run._r.append(_field_end("separate"))
        run.add_text(shown)
    run._r.append(_field_end("end"))


def _field_end(kind: str) -> Any:
    element = cast(Any, OxmlElement("w:fldChar"))
    element.set(qn("w:fldCharType"), kind)
    return element


def _cell(text: str, wide: int, font: str) -> Any:
    """A cell of a table; each line of the text is a paragraph."""
    cell, about, size = (cast(Any, OxmlElement(f"w:{name}")) for name in ("tc", "tcPr", "tcW"))
    size.set(qn("w:w"), str(round(wide / Pt(1) * 20)))
    size.set(qn("w:type"), "dxa")
    middle = cast(Any, OxmlElement("w:vAlign"))
    middle.set(qn("w:val"), "center")
    about.extend([size, middle])
    cell.append(about)
    for line in text.splitlines() or [""]:
        cell.append(deepcopy(_line_in_cell(font if line else "")))
        if line:
            cell[-1].r_lst[0].text = line
    return cell


@lru_cache(maxsize=8)
def _line_in_cell(font: str) -> Any:
    """A line of a cell to be copied, which is several times as quick as to make it: a run in that font, or nothing."""
    element = cast(Any, OxmlElement("w:p"))
    element.get_or_add_pPr().style = CELL_STYLE
    if font:
        _add(Paragraph(element, cast(Any, None)), "", font, CELL)
    return element


def _let_float(run: Run, *, left: int, top: int) -> None:
    """A picture in the line becomes one at a place on the page, over which text runs on."""
    inline = run._r.find(f".//{qn('wp:inline')}")
    anchor = cast(Any, OxmlElement("wp:anchor"))
    flags = {"simplePos": 0, "relativeHeight": 1, "behindDoc": 0, "locked": 0, "layoutInCell": 1, "allowOverlap": 1}
    for name, value in flags.items() | dict.fromkeys(("distT", "distB", "distL", "distR"), 0).items():
        anchor.set(name, str(value))
    simple = cast(Any, OxmlElement("wp:simplePos"))
    simple.set("x", "0")
    simple.set("y", "0")
    anchor.append(simple)
    for name, at in (("positionH", left), ("positionV", top)):
        position, offset = cast(Any, OxmlElement(f"wp:{name}")), cast(Any, OxmlElement("wp:posOffset"))
        position.set("relativeFrom", "page")
        offset.text = str(int(at))
        position.append(offset)
        anchor.append(position)
    size, *rest = list(inline)
    anchor.append(size)
    anchor.append(OxmlElement("wp:wrapNone"))
    anchor.extend(rest)
    inline.getparent().replace(inline, anchor)
