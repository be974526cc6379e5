"""`python -m tests.proof PART`: run one part in full, print a line a goal, write the lines into docs/proof.md."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

from tests.proof.parts import PARTS, Part, read_part
from tests.proof.table import Row, read_table, written

ROOT = Path(__file__).resolve().parents[2]
TABLE = ROOT / "docs" / "proof.md"


def run(part: Part, lines: Path, minutes: int) -> bool:
    """Run the part's command with its scale; whether it ended well and in time."""
    scale = {f"PROOF_{name}": str(number) for name, number in part.scale.items()}
    try:
        done = subprocess.run(
            part.argv,
            cwd=ROOT,
            env=os.environ | scale | {"PROOF_LINES": str(lines)},
            timeout=minutes * 60,
            check=False,
        )
    except subprocess.TimeoutExpired:
        print(f"Stopped after {minutes} minutes.")
        return False
    return done.returncode == 0


def found_in(lines: Path) -> dict[str, str]:
    """What was measured, by goal."""
    words: dict[str, list[str]] = {}
    for line in lines.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        words.setdefault(entry["goal"], []).append(entry["words"])
    return {goal: "; ".join(said) for goal, said in words.items()}


def commit() -> str:
    """The commit that is proved; + after it when files differ from it."""
    head = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )
    changed = subprocess.run(["git", "diff", "--quiet", "HEAD", "--", ":!docs/proof.md"], cwd=ROOT, check=False)
    return head.stdout.strip() + ("+" if changed.returncode else "")


def main() -> int:
    """Say how it went by the exit code as well."""
    arguments = argparse.ArgumentParser(prog="script/proof", description="Run one part of the proof in full.")
    arguments.add_argument("part", choices=PARTS, help="what to prove")
    arguments.add_argument("--minutes", type=int, help="the longest it may take, where the machine is busy")
    options = arguments.parse_args()
    part = read_part(options.part)
    with tempfile.TemporaryDirectory() as folder:
        lines = Path(folder) / "lines"
        lines.touch()
        ended_well = run(part, lines, options.minutes or part.minutes)
        found = found_in(lines)
    table, today, head = read_table(TABLE.read_text(encoding="utf-8")), date.today().isoformat(), commit()
    rows = []
    for goal in part.goals:
        words = found.get(goal, "nothing")
        rows.append(
            Row(
                goal,
                table[goal].goal,
                words if ended_well and goal in found else f"FAILED; measured: {words}",
                f"`script/proof {part.name}`",
                today,
                head,
            )
        )
    TABLE.write_text(written(TABLE.read_text(encoding="utf-8"), rows), encoding="utf-8")
    for row in rows:
        print(f"{row.number}  goal: {row.goal}  measured: {row.measured}  command: {row.command}")
    return 0 if ended_well and found.keys() >= set(part.goals) else 1


if __name__ == "__main__":
    sys.exit(main())
