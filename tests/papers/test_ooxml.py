"""The checker of Word files finds what is wrong with them."""

import pytest

from congress.documents import Paper
from tests.congress.made_files import archive, docx, entries_of
from tests.papers.ooxml import faults_of


def sound() -> bytes:
    paper = Paper("标题", author="机关")
    paper.title("标题")
    paper.contents([("一、正文", "_Toc1")])
    paper.heading("一、正文", mark="_Toc1")
    paper.text("正文")
    paper.table([["甲", "乙"], ["一", "二\n三"]], [1, 2])
    paper.form([["签名", ""]], [1, 2])
    paper.signature("机关", "2026年1月1日")
    paper.number_pages()
    return paper.content()


def test_a_paper_with_everything_in_it_is_sound():
    assert list(faults_of(sound())) == []
    assert list(faults_of(docx())) == []


@pytest.mark.parametrize(
    ("part", "old", "new", "says"),
    [
        ("word/document.xml", b"<w:jc ", b"<w:unknown ", "unknown in pPr"),
        ("word/document.xml", b'<w:bookmarkEnd w:id="1"/>', b"", "bookmarks do not pair"),
        ("word/document.xml", b'w:name="_Toc1"', b'w:name="_Toc2"', "the page of _Toc1 is asked"),
        ("word/document.xml", b'w:fldCharType="end"', b'w:fldCharType="begin"', "a field without its end"),
        ("[Content_Types].xml", b'PartName="/word/styles.xml"', b'PartName="/word/st.xml"', "typed and not there"),
        ("word/_rels/document.xml.rels", b'Target="styles.xml"', b'Target="x.xml"', "which is not there"),
    ],
)
def test_what_is_wrong_is_found(part, old, new, says):
    parts = entries_of(sound())
    assert old in parts[part]
    parts[part] = parts[part].replace(old, new)
    assert any(says in fault for fault in faults_of(archive(parts.items())))


def test_children_out_of_order_and_ways_outside_are_found():
    parts = entries_of(sound())
    document, links = "word/document.xml", "word/_rels/document.xml.rels"
    swapped = parts | {document: parts[document].replace(b"</w:pPr>", b"<w:keepNext/></w:pPr>", 1)}
    assert any("out of order" in fault for fault in faults_of(archive(swapped.items())))
    outside = b'<Relationship Id="rId99" Type="x" Target="https://evil.test/" TargetMode="External"/></Relationships>'
    leads = parts | {links: parts[links].replace(b"</Relationships>", outside)}
    assert any("leads outside" in fault for fault in faults_of(archive(leads.items())))
