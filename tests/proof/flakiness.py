"""`python -m tests.proof.flakiness`: the whole suite three times on end, each time in another order.

What is random draws from another seed each time, too: the order of files, that of the tests in a file, hypothesis,
the hashes of Python. Arguments go to pytest, such as a folder.
"""

import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from pathlib import Path

from tests.proof import measured, times

ROOT = Path(__file__).resolve().parents[2]
SEEDS = [20261, 20262, 20263]
WAYS = ["load", "worksteal", "loadfile"]  # of pytest-xdist, to share the tests among the workers


@dataclass(frozen=True)
class Run:
    """What one run of the suite gave."""

    seed: int
    passed: int
    skipped: int
    failed: list[str]
    ended: bool

    def __str__(self) -> str:
        words = f"seed {self.seed}: {self.passed} passed, {self.skipped} skipped, {len(self.failed)} failed"
        words += f" ({', '.join(self.failed)})" if self.failed else ""
        return words if self.ended else f"{words}; it did not come to its end"


def run_suite(seed: int, way: str, words: list[str], report: Path) -> Run:
    """Run the suite by this seed, and read its report."""
    command = [sys.executable, "-m", "pytest", "-q", "-n", "3", f"--dist={way}", f"--junitxml={report}"]
    command += [f"--shuffle={seed}", f"--hypothesis-seed={seed}", *words]
    environment = {name: word for name, word in os.environ.items() if not name.startswith("PROOF_")}
    done = subprocess.run(command, cwd=ROOT, env=environment | {"PYTHONHASHSEED": str(seed)}, check=False)
    return read_report(report, seed, ended=done.returncode in (0, 1))


def read_report(report: Path, seed: int, *, ended: bool) -> Run:
    """Who passed and who did not, by pytest's report."""
    if not report.exists():
        return Run(seed, 0, 0, [], ended=False)
    passed, skipped, failed = 0, 0, set()
    for case in ElementTree.parse(report).getroot().iter("testcase"):
        marks = {child.tag for child in case}
        if marks & {"failure", "error"}:
            failed.add(f"{case.get('classname')}.{case.get('name')}")
        elif "skipped" in marks:
            skipped += 1
        else:
            passed += 1
    return Run(seed, passed, skipped, sorted(failed), ended)


def main() -> int:
    """Run, print, compare; 0 when nothing failed in any run and each ran as many tests."""
    runs = []
    with tempfile.TemporaryDirectory() as folder:
        for number, (seed, way) in enumerate(zip(SEEDS, WAYS, strict=True)):
            if number == times("FLAKINESS_RUNS", len(SEEDS)):
                break
            run = run_suite(seed, way, sys.argv[1:], Path(folder) / f"{number}.xml")
            print(f"Run {number + 1}: {run}", flush=True)
            measured("G32", str(run))
            runs.append(run)
    same = len({run.passed + run.skipped for run in runs}) == 1
    return 0 if same and all(run.ended and not run.failed for run in runs) else 1


if __name__ == "__main__":
    sys.exit(main())
