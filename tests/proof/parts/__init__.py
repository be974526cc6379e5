"""The parts of the proof: a file each, named for what it proves.

`goals` are the rows of docs/proof.md it measures, `tests` what pytest runs (or `command` what else is run, with
PROOF_LINES in its environment), `scale` the numbers that `tests.proof.times` gives instead of those of the suite,
`workers` how many share the tests (each then says what it measured of its share), `minutes` the longest it may take
where that is not 25.
"""

import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent
PARTS = sorted(path.stem for path in FOLDER.glob("*.toml"))


@dataclass(frozen=True)
class Part:
    """One part as its file says it."""

    name: str
    goals: list[str]
    argv: list[str]
    scale: dict[str, int]
    minutes: int = 25


def read_part(name: str) -> Part:
    """The part of that name."""
    said = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    shared = ["-n", str(said["workers"]), "--dist=worksteal"] if "workers" in said else []
    pytest = [sys.executable, "-m", "pytest", "-q", "-p", "tests.proof.at_once", *shared]
    argv = said.get("command") or [*pytest, *said.get("tests", [])]
    return Part(name, said["goals"], argv, said.get("scale", {}), said.get("minutes", 25))
