"""The proof's page holds every goal; a run writes its own rows and no others."""

import json
import os
import sys
from pathlib import Path

import pytest

from tests.proof import __main__ as proof
from tests.proof import measured, times
from tests.proof.parts import PARTS, Part, read_part
from tests.proof.table import read_table

PAGE = proof.TABLE.read_text(encoding="utf-8")
EVERY_GOAL = [*(f"G{n}" for n in range(1, 35)), *(f"U{n}" for n in range(1, 21))]


def test_the_page_holds_every_goal_once_and_says_what_was_measured_or_what_brings_it():
    rows = read_table(PAGE)

    assert list(rows) == EVERY_GOAL
    for row in rows.values():
        assert row.goal and row.measured
        assert (row.command and row.day and row.commit) or row.measured.startswith("not yet: "), row.number


@pytest.mark.parametrize("name", PARTS)
def test_a_part_measures_goals_of_the_page_by_files_that_exist(name):
    part = read_part(name)

    assert part.goals and set(part.goals) <= set(EVERY_GOAL)
    assert all((proof.ROOT / word).exists() for word in part.argv if word.startswith(("tests/", "bench/", "script/")))


def test_a_test_tries_as_often_as_the_part_says_and_is_heard_only_in_a_proof(monkeypatch, tmp_path):
    lines = tmp_path / "lines"
    measured("G7", "said to nobody")
    monkeypatch.setenv("PROOF_RACES", "1000")
    monkeypatch.setenv("PROOF_LINES", str(lines))
    measured("G7", "1,000 races")
    measured("G7", "无")

    assert (times("RACES", 3), times("OTHERS", 3)) == (1000, 3)
    assert proof.found_in(lines) == {"G7": "1,000 races; 无"}


@pytest.mark.parametrize(("code", "says"), [(0, "1 \\| 2"), (1, "FAILED; measured: 1")])
def test_a_run_writes_its_rows_and_leaves_the_others(monkeypatch, tmp_path, capsys, code, says):
    page = tmp_path / "proof.md"
    page.write_text(PAGE, encoding="utf-8")
    script = f"import os, sys; open(os.environ['PROOF_LINES'], 'a').write({json.dumps(LINE)}); sys.exit({code})"
    part = Part("made-up", ["G7"], [sys.executable, "-c", script], {"RACES": 7})
    monkeypatch.setattr(proof, "TABLE", page)
    monkeypatch.setattr(proof, "read_part", lambda name: part)
    monkeypatch.setattr(proof, "PARTS", ["made-up"])
    monkeypatch.setattr(sys, "argv", ["proof", "made-up"])

    assert proof.main() == code

    before, after = read_table(PAGE), read_table(page.read_text(encoding="utf-8"))
    assert says.replace("\\|", "/") in after["G7"].measured
    assert (after["G7"].goal, after["G7"].command) == (before["G7"].goal, "`script/proof made-up`")
    assert {n: row for n, row in after.items() if n != "G7"} == {n: row for n, row in before.items() if n != "G7"}
    assert "G7  goal:" in capsys.readouterr().out


LINE = json.dumps({"goal": "G7", "words": "1 | 2"}) + "\n"


def test_the_script_can_be_run():
    assert os.access(Path(proof.ROOT, "script", "proof"), os.X_OK)
