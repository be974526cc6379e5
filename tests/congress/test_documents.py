"""Papers as Word files: the layout of the standard, nothing that moves, any text."""

import io
import re
import zipfile

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from hypothesis import given, settings
from hypothesis import strategies as st

from congress.documents import Paper, plain, width
from congress.files import archives
from congress.files.kinds import DOCX
from tests.congress.made_files import entries_of


def written(*texts):
    paper = Paper("对第1号建议的答复", author="市城管局")
    for text in texts:
        paper.text(text)
    return paper.content()


def lines_of(content):
    return [paragraph.text for paragraph in Document(io.BytesIO(content)).paragraphs]


def test_the_sheet_is_that_of_the_standard():
    document = Document(io.BytesIO(written("正文")))

    section, shape = document.sections[0], document.styles["Normal"].paragraph_format
    assert [round(side.mm) for side in (section.page_width, section.page_height)] == [210, 297]
    sides = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(side.mm) for side in sides] == [37, 35, 28, 26]
    assert (shape.line_spacing, document.styles["Normal"].font.size) == (Pt(28.95), Pt(16))
    assert document.styles["Normal"].element.rPr.find(qn("w:spacing")).get(qn("w:val")) == "-5"


def test_running_text_is_set_in_fangsong_two_characters_in():
    [paragraph] = Document(io.BytesIO(written("正文"))).paragraphs

    assert paragraph.runs[0]._r.rPr.rFonts.get(qn("w:eastAsia")) == "仿宋_GB2312"
    assert paragraph._p.pPr.ind.get(qn("w:firstLineChars")) == "200"


def test_the_title_is_centred_in_xiaobiaosong_of_size_two():
    paper = Paper("", author="")
    paper.title("对第1号建议的答复")

    [paragraph] = Document(io.BytesIO(paper.content())).paragraphs
    assert (paragraph.alignment, paragraph.runs[0].font.size) == (WD_ALIGN_PARAGRAPH.CENTER, Pt(22))
    assert paragraph.runs[0]._r.rPr.rFonts.get(qn("w:eastAsia")) == "方正小标宋简体"


def test_a_computer_without_the_licensed_fonts_is_told_what_stands_in():
    fonts = entries_of(written("正文"))["word/fontTable.xml"].decode()

    assert '<w:font w:name="仿宋_GB2312"><w:altName w:val="仿宋"/>' in fonts
    assert '<w:font w:name="方正小标宋简体"><w:altName w:val="宋体"/>' in fonts


@pytest.mark.parametrize(("organ", "right"), [("市城管局", 5.5), ("淮北市自然资源和规划局", 2), ("某" * 30, 0)])
def test_the_organ_stands_above_the_middle_of_its_date(organ, right):
    paper = Paper("", author="")
    paper.signature(organ, "2026年11月30日")

    signed, dated = Document(io.BytesIO(paper.content())).paragraphs
    assert signed.paragraph_format.right_indent == pytest.approx(Pt(16) * right, abs=Pt(1))
    assert dated.paragraph_format.right_indent == Pt(16) * 4
    assert signed.paragraph_format.keep_with_next is True


def test_pages_are_numbered_outside_and_a_letters_first_is_not():
    paper = Paper("", author="")
    paper.number_pages(from_second=True)

    document = Document(io.BytesIO(paper.content()))
    section = document.sections[0]
    assert document.settings.odd_and_even_pages_header_footer and section.different_first_page_header_footer
    assert section.footer.paragraphs[0].alignment == WD_ALIGN_PARAGRAPH.RIGHT
    assert section.even_page_footer.paragraphs[0].alignment == WD_ALIGN_PARAGRAPH.LEFT
    assert section.first_page_footer.paragraphs[0].text == ""


def test_nothing_in_a_paper_moves_or_reaches_outside():
    paper = Paper("=HYPERLINK()", author="<script>")
    paper.text("DDEAUTO cmd https://example.org <w:instrText>PAGE</w:instrText>")
    paper.number_pages()
    content = paper.content()

    parts = entries_of(content)
    assert b"TargetMode" not in b"".join(parts.values())
    fields = re.findall(rb"<w:instrText[^>]*>([^<]*)<", b"".join(parts.values()))
    assert fields == [b"PAGE", b"PAGE"]
    assert not [name for name in parts if "vba" in name or "thumbnail" in name or "embed" in name]
    assert archives.inspect(io.BytesIO(content)) is DOCX


def test_the_file_speaks_of_the_organ_and_of_no_program():
    about = Document(io.BytesIO(written("正文"))).core_properties

    assert (about.title, about.author, about.comments, about.last_modified_by) == (
        "对第1号建议的答复",
        "市城管局",
        "",
        "",
    )


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("一\r\n二\r三\u2028四", ["一", "二", "三", "四"]),
        ("\u3000\u3000正文  ", ["正文"]),
        ("甲\n\n乙", ["甲", "", "乙"]),
        ("\x00答\x0b复\x1f\ufffe\ud800", ["答复"]),
        ("答\u202e复\u2066\u2069\u200f", ["答复"]),
        ("𠮷某、\U00031350某、\ue000某", ["𠮷某、\U00031350某、\ue000某"]),
        ("]]>&lt;<w:p/>", ["]]>&lt;<w:p/>"]),
    ],
)
def test_any_text_is_shown_as_it_was_meant(typed, shown):
    assert lines_of(written(typed)) == shown


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_any_text_at_all_makes_a_whole_file(text):
    paper = Paper(text, author=text)
    paper.title(text)
    paper.ends(text, text)
    paper.signature(text, text)
    paper.text(text)
    content = paper.content()

    assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None
    shown = [line.strip(" \t　") for line in plain(text).splitlines()]
    assert [line for line in lines_of(content)[4:]] == shown


def test_width_counts_letters_as_halves():
    assert width("2026年6月") == 4.5


def test_a_full_line_of_the_text_block_holds_28_characters():
    assert Mm(156).pt // (16 - 0.25) == 28
    assert Mm(225).pt // 28.95 == 22
