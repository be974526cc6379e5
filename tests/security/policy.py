"""Reads policy.csv and audiences.csv: who gets which answer where. Each file explains its words at its top."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tests.security.cast import NOBODY_IN_PARTICULAR
from tests.security.things import Thing

HERE = Path(__file__).parent
EVERYBODY_ELSE = "rest"
TO_SIGN_IN = 302
LEFT_OUT = ("anonymous", "disabled")
Parts = tuple[tuple[int, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Row:
    """One line: the answers of one address for one kind of thing in some of its states."""

    url: str
    kind: str
    states: frozenset[str]
    open_to: str
    answers: dict[str, Parts]

    def holds_for(self, thing: Thing | None) -> bool:
        return not self.states or (thing is not None and thing.state in self.states)


def _lines(name: str) -> Iterator[dict[str, str]]:
    text = [line for line in (HERE / name).read_text().splitlines() if line.strip() and not line.startswith("#")]
    yield from csv.DictReader(text)


def _answers(cell: str) -> Parts:
    """`200 author; 404 rest`: the first part that names somebody is his answer."""
    parts = (part.split() for part in cell.split(";"))
    return tuple((int(status), tuple(names)) for status, *names in parts)


class Policy:
    """The rows, and the sets of actors they name."""

    def __init__(self, actors: list[str]) -> None:
        self.actors = actors
        self.rows = [
            Row(
                line["url"],
                line["of"],
                frozenset(line["states"].split()),
                line["open to"],
                {"GET": _answers(line["GET"]), "POST": _answers(line["POST"])},
            )
            for line in _lines("policy.csv")
        ]

    @cached_property
    def audiences(self) -> dict[str, frozenset[str]]:
        """Each set by its name; a set may name sets that stand above it."""
        known = {name: frozenset([name]) for name in self.actors}
        for line in _lines("audiences.csv"):
            known[line["audience"]] = frozenset().union(*(known[name] for name in line["who"].split()))
        return known

    @cached_property
    def kinds(self) -> dict[str, str]:
        return {row.url: row.kind for row in self.rows}

    def row(self, url: str, thing: Thing | None) -> Row:
        """The one row that speaks of this thing at this address."""
        found = [row for row in self.rows if row.url == url and row.holds_for(thing)]
        if len(found) != 1:
            raise LookupError(f"{url} has {len(found)} rows for {thing or 'itself'}")
        return found[0]

    def expected(self, url: str, thing: Thing | None, method: str) -> dict[str, int]:
        """Every actor's answer."""
        row = self.row(url, thing)
        parts = row.answers["POST" if method == "POST" else "GET"]
        return {actor: self._answer(actor, row, parts, thing) for actor in self.actors}

    def _answer(self, actor: str, row: Row, parts: Parts, thing: Thing | None) -> int:
        if row.open_to != "everybody":
            if actor in LEFT_OUT:
                return TO_SIGN_IN
            if actor in NOBODY_IN_PARTICULAR and row.open_to == "roles":
                return 403
        for status, names in parts:
            if any(name == EVERYBODY_ELSE or actor in self.members(name, thing) for name in names):
                return status
        raise LookupError(f"{row.url} says nothing of {actor} at {thing}")

    def members(self, name: str, thing: Thing | None) -> frozenset[str]:
        """Who belongs to a set; `seers` and `author` depend on the thing."""
        found = self.seers(thing) if name == "seers" else self.audiences[name]
        return found - {"author"} | {thing.author} if thing and "author" in found else found

    def seers(self, thing: Thing | None) -> frozenset[str]:
        """Whoever may look at the proposal that the thing belongs to (the row of proposals:detail says who)."""
        assert thing is not None and thing.proposal is not None
        row = next(row for row in self.rows if row.url == "proposals:detail" and thing.state in row.states)
        status, names = row.answers["GET"][0]
        if status != 200:
            return frozenset()
        return frozenset().union(*(self.audiences[name] for name in names))
