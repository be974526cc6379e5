"""`python -m tests.proof.coverage`: which lines and branches of the portal the fast half of the suite runs.

On SQLite, without Chromium and the servers that are killed. What the settings of `[tool.coverage]` name is counted:
the five apps without their migrations, in the tests' own processes and in those that they start.
"""

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.proof import measured

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ["accounts", "congress", "deputies", "everywhere", "flow", "manage", "proposals", "security", "shape"]
TESTS = [
    *(f"tests/{folder}" for folder in FOLDERS),
    *(f"tests/faults/test_{name}.py" for name in ("delivery", "gateways", "reminding", "failing_pages")),
]
# Rules on which everything rests: their files, of which each line and branch not run is named.
IMPORTANT = {
    "permissions": ["*/permissions.py", "congress/actors.py"],
    "steps": ["congress/workflow.py", "proposals/workflow.py", "proposals/guards.py", "proposals/holding.py"],
    "deadlines": [
        "congress/workdays.py",
        "congress/calendar_table.py",
        "congress/planning.py",
        "proposals/clocks.py",
        "proposals/recounting.py",
    ],
    "messages": ["congress/notices.py", "congress/delivery.py", "congress/gateways.py", "congress/reminding.py"],
    "record": ["congress/timeline.py", "congress/models/timeline.py", "congress/triggers.py"],
}


@dataclass(frozen=True)
class Share:
    """How many lines and branches there are, and how many of them ran."""

    lines: int
    lines_run: int
    branches: int
    branches_run: int

    def __str__(self) -> str:
        """Lines 98.1 %, branches 95.0 %."""
        lines, branches = percent(self.lines_run, self.lines), percent(self.branches_run, self.branches)
        return f"lines {lines:.1f} %, branches {branches:.1f} %"


def percent(part: int, whole: int) -> float:
    """A share in per cent, cut and not rounded, so that 100 means all; of nothing, all."""
    return part * 1000 // whole / 10 if whole else 100.0


def share_of(files: list[dict]) -> Share:
    """The share of several files together, from the summaries of `coverage json`."""
    names = ("num_statements", "covered_lines", "num_branches", "covered_branches")
    return Share(*(sum(file["summary"][name] for file in files) for name in names))


def important_files(files: dict[str, dict], patterns: list[str]) -> dict[str, dict]:
    """Those of the files that a pattern names."""
    return {name: file for name, file in files.items() if any(Path(name).match(pattern) for pattern in patterns)}


def not_run(name: str, file: dict) -> str:
    """The lines of a file that did not run, and the branches out of lines that did; nothing when all ran."""
    missing = [str(line) for line in file["missing_lines"]]
    known = set(file["missing_lines"])
    missing += [f"{start}->{end}" for start, end in file["missing_branches"] if not {start, end} & known]
    return f"{name}: {', '.join(missing)}" if missing else ""


def run_tests(kept: Path) -> bool:
    """Run them with every line written down; whether all passed."""
    command = [sys.executable, "-m", "coverage", "run", f"--data-file={kept}"]
    command += ["-m", "pytest", "-q", "-n", "3", "--dist=worksteal"]
    environment = {name: word for name, word in os.environ.items() if name not in ("DATABASE_URL", "PROOF_LINES")}
    words = [*command, "-m", "not browser and not smoke", *(sys.argv[1:] or TESTS)]
    done = subprocess.run(words, cwd=ROOT, env=environment | {"PORTAL_TEST_DATABASE": "sqlite"}, check=False)
    return done.returncode == 0


def read(kept: Path) -> dict[str, dict]:
    """Every file of the portal, with what ran of it."""
    report = kept.with_suffix(".json")
    for words in (["combine", "-q"], ["json", "-q", "-o", str(report)]):
        command = [sys.executable, "-m", "coverage", words[0], f"--data-file={kept}", *words[1:]]
        subprocess.run(command, cwd=ROOT, check=True)
    return json.loads(report.read_text(encoding="utf-8"))["files"]


def main() -> int:
    """Run, count, print; 0 when every test passed."""
    with tempfile.TemporaryDirectory() as folder:
        passed = run_tests(Path(folder) / "lines")
        files = read(Path(folder) / "lines")
    for name in sorted(files, key=lambda name: len(files[name]["missing_lines"]), reverse=True)[:40]:
        print(not_run(name, files[name]))
    parts = {part: important_files(files, patterns) for part, patterns in IMPORTANT.items()}
    shares = [f"{part} {share_of(list(chosen.values()))}" for part, chosen in parts.items()]
    print("\nNot run of what everything rests on:")
    print("\n".join(words for chosen in parts.values() for name in chosen if (words := not_run(name, files[name]))))
    words = f"{len(files)} files: {share_of(list(files.values()))}; {'; '.join(shares)}"
    print(words)
    measured("G29", words)
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
