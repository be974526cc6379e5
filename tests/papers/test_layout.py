"""U18: papers in LibreOffice: it opens each as it is, and sets 22 lines of 28 characters where the layout says so.

`script/proof papers` installs LibreOffice; without it these are passed over. Word and WPS were not tried.
"""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from congress.documents import Paper
from tests.papers.made import every_paper, written
from tests.proof import measured
from tests.world import a_world

OFFICE, TO_TEXT, INFO = (shutil.which(name) for name in ("soffice", "pdftotext", "pdfinfo"))
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not (OFFICE and TO_TEXT and INFO), reason="script/proof papers installs LibreOffice"),
]
HAN = re.compile(r"[\u4e00-\u9fff𠮷䶮㛃]")
RARE = "𠮷䶮㛃"


def converted(papers: dict[str, bytes], folder: Path, to: str) -> list[Path]:
    """Each paper as LibreOffice writes it in that format."""
    paths = written(papers, folder)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [OFFICE, profile, "--headless", "--convert-to", to, "--outdir", str(folder), *map(str, paths)]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    return [path.with_suffix(f".{to[:3]}") for path in paths]


def as_pdf(papers: dict[str, bytes], folder: Path) -> list[Path]:
    """Each paper as LibreOffice sets it."""
    return converted(papers, folder, "pdf")


def pages_of(pdf: Path) -> list[list[str]]:
    """The lines of each page that say something."""
    said = subprocess.run([TO_TEXT, "-layout", str(pdf), "-"], check=True, capture_output=True, timeout=60)
    return [
        [line.strip() for line in page.splitlines() if line.strip()] for page in said.stdout.decode().split("\f")[:-1]
    ]


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """Rubbed out afterwards: LibreOffice keeps much in its profile."""
    yield tmp_path
    shutil.rmtree(tmp_path, ignore_errors=True)


def test_a_full_page_has_22_lines_of_28_characters(folder):
    paper = Paper("版心", author="某机关")
    paper.line("")
    for _ in range(3):
        paper.line("国" * 28 * 22)
    paper.number_pages()
    first, second, *_ = pages_of(as_pdf({"版心": paper.content()}, folder)[0])
    for page in (first, second):
        lines = [line for line in page if HAN.search(line)]
        assert {len(line) for line in lines} == {28}
    assert len([line for line in second if HAN.search(line)]) == 22
    assert second[-1].replace(" ", "") == "—2—"
    measured("U18", "22 lines of 28 characters on a full page, set by LibreOffice")


def test_each_paper_opens_on_a4_and_keeps_its_words(folder):
    papers = every_paper(a_world(), RARE)
    for path in as_pdf(papers, folder):
        facts = subprocess.run([INFO, str(path)], check=True, capture_output=True, timeout=60).stdout.decode()
        assert re.search(r"^Page size:.*\(A4\)$", facts, re.MULTILINE), path.stem
    for path in converted(papers, folder, "txt:Text (encoded):UTF8"):  # a PDF has the signs that its fonts have
        words = path.read_text(encoding="utf-8")
        assert all(sign in words for sign in RARE), path.stem
    measured("U18", f"{len(papers)} papers opened by LibreOffice as they are; rare characters in all of them")


def test_the_contents_name_the_page_on_which_each_heading_stands(folder):
    [path] = as_pdf({"目录汇编": every_paper(a_world())["目录汇编"]}, folder)
    pages = pages_of(path)
    listed = dict(re.findall(r"^(\d+)\..*?\.{3,}\s*(\d+)$", "\n".join(pages[2]), re.MULTILINE))
    assert len(listed) == 5
    for nth, number in listed.items():
        assert any(line.startswith(f"{nth}.") for line in pages[int(number) - 1]), nth
    measured("U18", "each of the contents names the page of its heading")


def test_a_seal_stands_below_text(folder):
    """However long the letter: the organ's name is never the first line of a page."""
    papers = {}
    for lines in range(14, 24):
        paper = Paper("答复", author="某机关")
        for _ in range(lines):
            paper.text("国" * 20)
        paper.blank()
        paper.blank()
        paper.signature("某某机关", "2026年11月30日")
        papers[f"信{lines}"] = paper.content()
    for path in as_pdf(papers, folder):
        for page in pages_of(path):
            assert not page[0].startswith("某某机关"), path.stem
