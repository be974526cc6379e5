"""The words of lists that people choose from, as they were or are on a day."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from django.db.models import Q

from congress.models import Congress, Word
from congress.registries import Dictionary, registry
from congress.remembered import once


@dataclass(frozen=True)
class Words:
    """All words of one dictionary that a congress may meet, in every version.

    Attributes:
        rows: the congress's own and the common ones, those that come with the code among them.
    """

    dictionary: Dictionary
    rows: tuple[Word, ...]

    @cached_property
    def by_code(self) -> dict[str, list[Word]]:
        """The versions of each code; a congress's own come after the common ones, a later day after an earlier."""
        found: dict[str, list[Word]] = {}
        for row in sorted(self.rows, key=lambda row: (row.congress_id is not None, row.starts_on)):
            found.setdefault(row.code, []).append(row)
        return found

    def acting(self, code: str, on: date) -> Word | None:
        """The version that acts on a day; None before the word existed."""
        begun = [row for row in self.by_code.get(code, []) if row.starts_on <= on]
        return begun[-1] if begun else None

    def label(self, code: str, on: date) -> str:
        """The word of a code on a day: of that day's version, else of its first; an unknown code is its own word."""
        versions = self.by_code.get(code)
        acting = self.acting(code, on)
        return acting.label if acting else versions[0].label if versions else code

    def on(self, day: date) -> list[Word]:
        """What may be chosen on a day, in order."""
        acting = [word for code in self.by_code if (word := self.acting(code, day)) and word.is_active]
        return sorted(acting, key=lambda word: (word.order, word.code))

    def choices(self, day: date) -> list[tuple[str, str]]:
        return [(word.code, word.label) for word in self.on(day)]


def words(name: str, congress: Congress | None) -> Words:
    """One dictionary as a congress has it: what comes with the code, what is common, what is its own. One query."""
    own = Q(congress__isnull=True) | Q(congress=congress) if congress else Q(congress__isnull=True)
    return Words(registry.dictionaries[name], (*_declared(name), *Word.objects.filter(own, dictionary=name)))


class Lexicon:
    """Every word of every congress, read once: for a page that shows what many have written."""

    def __init__(self) -> None:
        self.rows = once("lexicon", lambda: list(Word.objects.all()))
        self._found: dict[tuple[str, UUID | None], Words] = {}

    def words(self, name: str, congress: UUID | None) -> Words:
        """One dictionary as the congress of that key has it."""
        if (name, congress) not in self._found:
            rows = [row for row in self.rows if row.dictionary == name and row.congress_id in (None, congress)]
            self._found[name, congress] = Words(registry.dictionaries[name], (*_declared(name), *rows))
        return self._found[name, congress]


def _declared(name: str) -> list[Word]:
    """The entries that come with the code, as rows that the table need not hold."""
    entries = registry.dictionaries[name].entries
    return [
        Word(dictionary=name, code=entry.code, label=entry.label, order=at * 10, starts_on=entry.starts_on)
        for at, entry in enumerate(entries, 1)
    ]
