"""What each organ is for, as a table of words against which a text is read."""

import csv
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from pathlib import Path

from proposals.searching import normalise
from proposals.suggesting.names import TAKEN_OVER_BY

FILE = Path(__file__).resolve().parent.parent / "data" / "duties.csv"
ANY = "*"
EACH_FURTHER = 0.5
FROM_BODY = 0.45
LATER_COUNTS = 0.4
STAND_IN = 0.5
MOST_PLACES = 12
TEXTS_KEPT = 500  # a desk looks at the same queue again and again

Span = tuple[int, int]


@dataclass(frozen=True)
class Reading:
    """What a text says of each organ's duties.

    Attributes:
        scores: by key of `names.keys_of`; the difference of two is a logarithm of odds.
        words: the words that speak for a key, the weightiest first.
    """

    scores: Mapping[str, float]
    words: Mapping[str, tuple[str, ...]]


class Duties:
    """The table: how much each word speaks for each organ.

    A word `甲+乙` counts where both occur; `*` is what an organ has before a word is read.
    """

    def __init__(self, rows: Iterable[tuple[str, float, str]]) -> None:
        self.start: dict[str, float] = {}
        self.words: defaultdict[str, dict[str, float]] = defaultdict(dict)
        for organ, weight, word in rows:
            if word == ANY:
                self.start[organ] = weight
            else:
                self.words[word][organ] = max(weight, self.words[word].get(organ, weight))
        self.pairs = {word: word.split("+") for word in self.words if "+" in word}
        sizes: defaultdict[str, set[int]] = defaultdict(set)
        for word in self.words.keys() - self.pairs.keys():
            sizes[word[0]].add(len(word))
        self.sizes = {first: sorted(lengths, reverse=True) for first, lengths in sizes.items()}
        self._read = lru_cache(maxsize=TEXTS_KEPT)(self._weigh)

    def without(self, words: Container[str]) -> "Duties":
        """The same table less these words."""
        kept = ((organ, weight, word) for word, by in self.words.items() for organ, weight in by.items())
        start = ((organ, weight, ANY) for organ, weight in self.start.items())
        return Duties(chain(start, (row for row in kept if row[2] not in words)))

    def read(self, title: str, body: str = "") -> Reading:
        """Weigh the words of a title, and more lightly those that only the body has.

        Args:
            title: plain, as `ranking.Matter` has it; what is asked for tends to stand at its end.
            body: plain text, already cut to a length worth reading.
        """
        return self._read(title, body)

    def _weigh(self, title: str, body: str) -> Reading:
        weighed: defaultdict[str, list[tuple[float, str]]] = defaultdict(list)
        seen = self.find(title)
        for word, end in seen.items():
            place = 1 - LATER_COUNTS / 2 + LATER_COUNTS * end / len(title)
            for organ, weight in self.words[word].items():
                weighed[organ].append((weight * place, word))
        for word in self.find(body).keys() - seen.keys():
            for organ, weight in self.words[word].items():
                weighed[organ].append((weight * FROM_BODY, word))
        scores = dict(self.start)
        for organ, found in weighed.items():
            found.sort(key=lambda hit: (-hit[0], hit[1]))
            scores[organ] = scores.get(organ, 0) + sum(w * EACH_FURTHER**n for n, (w, _) in enumerate(found))
        return Reading(scores, {organ: tuple(word for _, word in found) for organ, found in weighed.items()})

    def find(self, text: str) -> dict[str, int]:
        """The words in the text and where each ends last; of one within another, the longer: 森林防火, not 防火."""
        spans = [
            (at, at + size)
            for at, first in enumerate(text)
            for size in self.sizes.get(first, ())
            if at + size <= len(text) and text[at : at + size] in self.words
        ]
        found = {text[start:end]: end for start, end in _outermost(spans)}
        for word, parts in self.pairs.items():
            places = [text.rfind(part) for part in parts]
            if min(places) >= 0:
                found[word] = max(at + len(part) for at, part in zip(places, parts, strict=True))
        return found


def _outermost(spans: list[Span]) -> list[Span]:
    """Those within no other; they come sorted by start, the longer first."""
    kept: list[Span] = []
    for span in spans:
        if not kept or span[1] > kept[-1][1]:
            kept.append(span)
    return kept


@lru_cache(maxsize=MOST_PLACES)
def table(there: frozenset[str] = frozenset()) -> Duties:
    """The list of duties in the repository.

    Args:
        there: keys that organs of the place bear in their names. Where a specialist is there, a word of its trade
            speaks half as loud for the body that stands in for it elsewhere.
    """
    rows = list(_rows())
    speakers: defaultdict[str, set[str]] = defaultdict(set)
    for organ, _, word in rows:
        if organ in there and word != ANY:
            speakers[word].add(organ)
    return Duties(
        (
            organ,
            weight * STAND_IN if any(organ in TAKEN_OVER_BY.get(key, ()) for key in speakers[word]) else weight,
            word,
        )
        for organ, weight, word in rows
    )


def _rows() -> Iterator[tuple[str, float, str]]:
    with FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for word in row["words"].split():
                yield row["organ"], float(row["weight"]), normalise(word)
