"""Papers as Word files, laid out after GB/T 9704-2012 (the layout of official documents of Party and state organs).

Numbers of the standard: A4; 37 mm above, 28 mm left, a text block of 156 × 225 mm; text in 三号仿宋, 22 lines of 28
characters a page; the title in 二号小标宋; page numbers in 四号宋体 between dashes. Letterhead and seal are not drawn:
the organ's own office adds them. The only field in a paper is the page number; it refers to nothing outside itself.
"""

import io
import re
import unicodedata
from collections.abc import Sequence
from typing import Any, cast

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph
from docx.text.run import Run

TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

PAGE = {"page_width": Mm(210), "page_height": Mm(297), "footer_distance": Mm(25)}
MARGINS = {"top_margin": Mm(37), "bottom_margin": Mm(35), "left_margin": Mm(28), "right_margin": Mm(26)}
BLOCK_WIDTH = Mm(156)
THIRD, SECOND, FOURTH = Pt(16), Pt(22), Pt(14)  # 三号, 二号, 四号
# Together they set 22 lines of 28 characters in Word, WPS and LibreOffice alike; a document grid does not.
LINE, TIGHTER = Pt(28.95), -5  # twentieths of a point between characters
SONG, TITLE, TEXT, BOLD = "宋体", "方正小标宋简体", "仿宋_GB2312", "黑体"
# What stands in where a computer lacks the licensed fonts that the standard asks for.
STAND_INS = {TITLE: "宋体", TEXT: "仿宋"}

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
        section = self.document.sections[0]
        for name, value in {**PAGE, **MARGINS}.items():
            setattr(section, name, value)
        _set_base_style(self.document.styles["Normal"])
        _name_stand_ins(self.document)
        _drop_thumbnail(self.document)
        about = self.document.core_properties
        about.title, about.author, about.last_modified_by = plain(title)[:255], plain(author)[:255], ""
        about.comments = ""

    def title(self, text: str) -> None:
        """The heading of the whole paper, centred."""
        paragraph = self._paragraph(text, font=TITLE, size=SECOND)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.line_spacing = Pt(36)

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

    def table(self, rows: Sequence[Sequence[str]], widths: Sequence[float]) -> None:
        """Ruled cells, the first row the heading, repeated on each page.

        Args:
            rows: the texts of each row.
            widths: shares of the text block, one a column.
        """
        table = self.document.add_table(rows=0, cols=len(widths))
        table.style, table.autofit = "Table Grid", False
        for at, row in enumerate(rows):
            cells = table.add_row().cells
            for cell, text, share in zip(cells, row, widths, strict=True):
                cell.width = int(BLOCK_WIDTH * share / sum(widths))
                _add(cell.paragraphs[0], " ".join(plain(text).splitlines()), BOLD if at == 0 else TEXT, FOURTH)
        if rows:
            heading = table.rows[0]._tr.get_or_add_trPr()
            heading.append(OxmlElement("w:tblHeader"))

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
        self.document.paragraphs[-2].paragraph_format.keep_with_next = True

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
            _add_page_number(_add(paragraph, "", SONG, FOURTH))
            _add(paragraph, " —", SONG, FOURTH)

    def content(self) -> bytes:
        """The paper as a .docx file."""
        output = io.BytesIO()
        self.document.save(output)
        return output.getvalue()

    def _paragraph(self, text: str, *, font: str = TEXT, size: Pt = THIRD) -> Paragraph:
        paragraph = self.document.add_paragraph()
        if text:
            _add(paragraph, " ".join(plain(text).splitlines()), font, size)
        return paragraph


def plain(text: str) -> str:
    """The text without what XML cannot hold or what turns the direction of writing; every other sign stays."""
    lines = re.sub("\r\n?|[\x85\u2028\u2029]", "\n", text)
    return UNSEEN.sub("", lines)


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


def _add_page_number(run: Run) -> None:
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        element = cast(Any, OxmlElement("w:fldChar" if kind else "w:instrText"))
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run._r.append(element)
