"""`python -m tests.proof.mutants`: how many small wrong changes of permissions, steps and dates the tests notice.

One process loads Django and the tests, prepares an empty database, and starts a copy of itself for each change: the
copy makes the change in memory, takes a copy of the database and runs the tests of tests/proof/mutants.toml until
one fails. Which changes are drawn follows from the seed.
"""

import argparse
import json
import os
import random
import re
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.proof import measured

if TYPE_CHECKING:
    from tests.proof.mutating import Mutant

ROOT = Path(__file__).resolve().parents[2]
SAID = tomllib.loads((ROOT / "tests/proof/mutants.toml").read_text(encoding="utf-8"))
TESTS: dict[str, list[str]] = SAID["tests"]
EQUIVALENT: dict[str, str] = SAID["equivalent"]
QUIET = ["-q", "-p", "no:cacheprovider", "-W", "ignore::pytest.PytestAssertRewriteWarning", "--hypothesis-seed=0"]
EMPTY = "tests/congress/test_workflow.py::test_a_step_moves_the_subject_and_records_who_did_it"
AT_ONCE = 2
SLOWER = 10  # times as long as without a change, and a minute: what takes longer goes round for ever
PASSED, FAILED, ENDLESS = 0, 1, -9
LINE = re.compile(r": \d+(?=: )")  # lines move; [equivalent] does not name them


@dataclass
class Trial:
    """The tests on one change, in a process of their own."""

    mutant: "Mutant | None"
    pid: int
    folder: Path
    longest: float
    began: float = field(default_factory=time.monotonic)


def warm() -> Path:
    """Load Django and every test once, and make the database; gives its file."""
    os.environ.pop("DATABASE_URL", None)
    os.environ["PORTAL_TEST_DATABASE"] = "sqlite"
    files = sorted({test for tests in TESTS.values() for test in tests})
    if pytest.main(["--collect-only", "-qq", *QUIET, *files]) != PASSED:
        raise SystemExit("The tests cannot be loaded.")
    if run_in_a_copy(lambda: pytest.main([*QUIET, "--reuse-db", "--create-db", EMPTY])) != PASSED:
        raise SystemExit("The empty database cannot be made.")
    file = Path(os.environ["PORTAL_VAR"], "test.sqlite3")
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return file


def start_copy(deed: Callable[[], int]) -> int:
    """Do it in a copy of this process, which says nothing and ends with its answer; gives the copy's number."""
    sys.stdout.flush()
    pid = os.fork()
    if pid:
        return pid
    silent = os.open(os.devnull, os.O_WRONLY)
    os.setpgid(0, 0)
    code = 99
    try:
        if "MUTANTS_LOUD" not in os.environ:
            os.dup2(silent, 1)
            os.dup2(silent, 2)
        code = int(deed())
    finally:
        os._exit(code)


def run_in_a_copy(deed: Callable[[], int]) -> int:
    """Do it in a copy and wait for it."""
    return os.waitstatus_to_exitcode(os.waitpid(start_copy(deed), 0)[1])


def try_out(mutant: "Mutant | None", tests: Sequence[str], database: Path, longest: float) -> Trial:
    """Start the tests on a change; on none, to see that they pass."""
    folder = Path(tempfile.mkdtemp(prefix="mutant-"))

    def deed() -> int:
        use(shutil.copy(database, folder / "test.sqlite3"))
        if mutant:
            mutant.apply()
        return pytest.main(["-x", *QUIET, f"--basetemp={folder}/tests", *tests])

    return Trial(mutant, start_copy(deed), folder, longest)


def use(file: Path) -> None:
    """Take this file for the database of the tests."""
    import django.test.utils
    from django.db import connection

    def setup_databases(**options: object) -> list[object]:
        connection.close()
        connection.settings_dict["NAME"] = str(file)
        return []

    django.test.utils.setup_databases = setup_databases
    django.test.utils.teardown_databases = lambda *old, **options: None


def draw(chance: random.Random, number: int) -> tuple[list["Mutant"], int]:
    """The changes to try, and of how many they are drawn."""
    from proposals.workflow import assignment_steps, motion_steps, proposal_steps
    from tests.proof.mutating import mutants_of_table, mutants_of_text

    everything = [mutant for file in TESTS for mutant in mutants_of_text(ROOT / file, file)]
    for workflow in (proposal_steps, motion_steps, assignment_steps):
        everything += mutants_of_table(workflow, "proposals/workflow.py", chance)
    everything = [mutant for mutant in everything if mutant.file in TESTS]
    return chance.sample(everything, min(number, len(everything))), len(everything)


def ended(trials: list[Trial]) -> tuple[Trial, int]:
    """Wait for one of them; what takes too long is ended."""
    while True:
        for trial in trials:
            pid, status = os.waitpid(trial.pid, os.WNOHANG)
            if pid:
                code = os.waitstatus_to_exitcode(status)
            elif time.monotonic() - trial.began > trial.longest:
                os.killpg(trial.pid, signal.SIGKILL)
                os.waitpid(trial.pid, 0)
                code = ENDLESS
            else:
                continue
            trials.remove(trial)
            shutil.rmtree(trial.folder, ignore_errors=True)
            return trial, code
        time.sleep(0.02)


def options() -> argparse.Namespace:
    """How many, by which seed, of which files, and for how long."""
    arguments = argparse.ArgumentParser(prog="python -m tests.proof.mutants", description=__doc__)
    arguments.add_argument("--number", type=int, default=400, help="how many changes are drawn")
    arguments.add_argument("--minutes", type=float, default=12, help="no further change is tried after that")
    arguments.add_argument("--seed", default="portal")
    arguments.add_argument("--files", nargs="+", default=list(TESTS), help="only of these")
    return arguments.parse_args()


def seconds_unchanged(database: Path) -> dict[str, float]:
    """How long the tests of every file take while nothing is changed; a file whose tests fail then is left out."""
    seconds = {}
    for file, tests in TESTS.items():
        trial, code = ended([try_out(None, tests, database, 600)])
        took = time.monotonic() - trial.began
        print(f"{file}: its tests take {took:.1f} s, code {code}", flush=True)
        if code == PASSED:
            seconds[file] = took
    return seconds


def try_all(waiting: list["Mutant"], database: Path, seconds: dict[str, float], until: float) -> dict[str, int]:
    """Try one after another, a few at once, until the time is over; gives the answer of each."""
    trials: list[Trial] = []
    answers = {}
    while trials or (waiting and time.monotonic() < until):
        while len(trials) < AT_ONCE and waiting and time.monotonic() < until:
            mutant = waiting.pop(0)
            trials.append(try_out(mutant, TESTS[mutant.file], database, seconds[mutant.file] * SLOWER + 60))
        trial, code = ended(trials)
        answers[str(trial.mutant)] = code
        if code != FAILED:
            print(f"{'NOT NOTICED' if code == PASSED else f'code {code}'}: {trial.mutant}", flush=True)
    return answers


def main() -> int:
    """Try, count, print; 0 when the tests pass without a change."""
    chosen = options()
    for file in TESTS.keys() - set(chosen.files):
        del TESTS[file]
    began = time.monotonic()
    database = warm()
    seconds = seconds_unchanged(database)
    failing = TESTS.keys() - seconds.keys()
    for file in failing:
        del TESTS[file]
    drawn, all_of_them = draw(random.Random(chosen.seed), chosen.number)
    told(try_all(drawn, database, seconds, began + chosen.minutes * 60), all_of_them)
    return 1 if failing else 0


def told(answers: dict[str, int], all_of_them: int) -> None:
    """Print the score and say it to the proof."""
    survived = [name for name, code in answers.items() if code == PASSED]
    same = [name for name in survived if LINE.sub("", name, count=1) in EQUIVALENT]
    endless = [name for name, code in answers.items() if code == ENDLESS]
    broken = [name for name, code in answers.items() if code not in (PASSED, FAILED, ENDLESS)]
    killed = len(answers) - len(survived) - len(broken)
    counted = killed + len(survived) - len(same)
    words = (
        f"mutants: {len(answers)} of {all_of_them} drawn, {killed} noticed ({len(endless)} by going on without end), "
        f"{len(survived) - len(same)} not, "
        f"{len(same)} equivalent, {len(broken)} could not be tried: {killed * 1000 // max(counted, 1) / 10} %"
    )
    print(json.dumps(survived, ensure_ascii=False, indent=1))
    print(words)
    measured("G29", words)


if __name__ == "__main__":
    sys.exit(main())
