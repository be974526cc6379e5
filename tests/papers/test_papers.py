"""Each paper: what stands on it, that it holds together, and that no text breaks it."""

import io
import re

import pytest
from docx import Document
from docx.oxml.ns import qn

from congress.codes import texts_in
from congress.files import archives
from congress.files.kinds import DOCX
from proposals.models import Proposal
from tests.congress.made_files import entries_of
from tests.papers.made import SITE, every_paper
from tests.papers.ooxml import faults_of
from tests.world import TITLE, World, a_world

pytestmark = pytest.mark.django_db
WITH_A_CODE = {"建议纸": "sheet", "征询意见表": "feedback", "退办申请表": "release", "延期申请表": "extension"}
HOSTILE = (
    '𠮷䶮\U00031350\x0b\x1b[31m<w:p/>]]>&lt;{{ 1 }}{% x %}=HYPERLINK("//evil.test")\u202e倒\u2066\u200f\ufffe'
    " DDEAUTO cmd \\h "
)
WORD = "W" * 3000


@pytest.fixture
def world() -> World:
    return a_world()


def text_of(content: bytes) -> str:
    """Its paragraphs and cells, a line each."""
    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_each_paper_says_what_it_is_for(world):
    papers = {name: text_of(content) for name, content in every_paper(world).items()}
    number = Proposal.objects.get(title=TITLE).number
    for name, lines in {
        "建议纸": [
            "代表建议、批评和意见",
            f"案由：{TITLE}",
            "李某",
            "代表签名：",
            "交办单位意见",
            "主办单位：市城管局",
        ],
        "月度意见": ["闭会期间", "案由：月度意见"],
        "议案纸": ["代表议案", "案据", "方案", "第9代表"],
        "征询意见表": [
            f"{number}",
            "市城管局",
            "□满意　□基本满意　□不满意",
            "■电话",
            "代表签名",
            "没有交回的不计作满意",
        ],
        "会办意见函": ["市城管局：", "我单位会办", "市住建局", "不直接答复代表"],
        "退办申请表": ["市住建局", "三定规定", "□同意　□不同意", "承办单位负责人意见"],
        "延期申请表": ["申请延期至", "三定规定", "原答复期限"],
        "交办通知（单位）": ["市城管局：", "3件交你单位办理", "收到交办后3个工作日内", "代表建议交办清单", number],
        "交办通知（全部）": ["各承办单位：", "市住建局（1件）", "市城管局（3件）", "协办"],
        "督办通知单": ["市城管局：", "2件超期", "超期7天", "承办单位签收"],
        "办理情况报告": ["代表共提出5件", "B类1份", "表1　按类别", "表2　按承办单位", "表3　由工委督办的", "口径"],
        "目录汇编": ["目录", "统计", "建议清单", f"5.{TITLE}", "市城管局的答复"],
    }.items():
        missing = [line for line in lines if line not in papers[name]]
        assert not missing, f"{name}: {missing}"


def test_every_paper_holds_together(world):
    papers = every_paper(world)
    assert {name: list(faults_of(content)) for name, content in papers.items()} == {name: [] for name in papers}


def test_no_text_breaks_a_paper_or_moves_in_it(world):
    papers = every_paper(world, HOSTILE)
    assert {name: list(faults_of(content)) for name, content in papers.items()} == {name: [] for name in papers}
    for name, content in papers.items():
        assert archives.inspect(io.BytesIO(content)) is DOCX, name
        parts = b"".join(entries_of(content).values())
        fields = {found.split()[0] for found in re.findall(rb"<w:instrText[^>]*>([^<]*)<", parts)}
        assert fields <= {b"PAGE", b"PAGEREF"}, name
        assert "𠮷䶮\U00031350" in text_of(content), name
        assert "\u202e" not in text_of(content), name


def test_a_word_of_thousands_of_letters_stays_whole(world):
    papers = every_paper(world, WORD)
    for name in ("建议纸", "答复函", "会办意见函", "目录汇编"):
        assert list(faults_of(papers[name])) == []
        assert WORD in text_of(papers[name]), name


def test_a_form_carries_the_code_of_its_case(world):
    papers = every_paper(world)
    for name, kind in WITH_A_CODE.items():
        pictures = {raw for part, raw in entries_of(papers[name]).items() if part.endswith(".png")}
        assert len(pictures) == 1, name
        [text] = texts_in(io.BytesIO(pictures.pop()))
        title = {"退办申请表": "申请退办的建议", "延期申请表": "申请延期的建议"}.get(name, TITLE)
        proposal = Proposal.objects.get(title=title)
        assert text == f"{SITE.rstrip('/')}{proposal.get_absolute_url()}?paper={kind}", name
    assert not any(part.endswith(".png") for part in entries_of(papers["答复函"]))


def test_the_contents_lead_to_their_headings(world):
    document = Document(io.BytesIO(every_paper(world)["目录汇编"]))
    marks = [node.get(qn("w:name")) for node in document.element.iter(qn("w:bookmarkStart"))]
    codes = [node.text.split()[1] for node in document.element.iter(qn("w:instrText"))]
    assert codes == marks == [f"_Toc{n:06}" for n in range(1, 6)]
    levels = {node.get(qn("w:val")) for node in document.element.iter(qn("w:outlineLvl"))}
    assert levels == {"0", "1"}
