"""Who handled what was like it: earlier titles and their organs, compared by the pairs of characters they share."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

SHARED_AT_LEAST = 0.12
NEIGHBOURS = 15
TITLES_KEPT = 500  # a desk looks at the same queue again and again


@dataclass(frozen=True)
class Example:
    """An earlier matter: its plain title, the label of who handled it, and what may be said of it."""

    title: str
    label: str
    said: str = ""
    on: date | None = None
    source: Any = None


@dataclass(frozen=True)
class Neighbour:
    """An example, and how alike its title is: 1 is the same."""

    example: Example
    likeness: float


class Memory:
    """Examples that can be asked for the nearest to a title."""

    def __init__(self, examples: Iterable[Example] = ()) -> None:
        self.examples = tuple(examples)
        self.counts = Counter(example.label for example in self.examples)
        self.holding: defaultdict[str, list[int]] = defaultdict(list)
        for at, example in enumerate(self.examples):
            for pair in pairs_of(example.title):
                self.holding[pair].append(at)
        self._nearest = lru_cache(maxsize=TITLES_KEPT)(self._compare)

    @cached_property
    def lengths(self) -> Sequence[float]:
        squares = [0.0] * len(self.examples)
        for pair, holders in self.holding.items():
            weight = self._weight(pair)
            for at in holders:
                squares[at] += weight
        return [math.sqrt(square) for square in squares]

    def nearest(self, title: str, *, besides: Any = None) -> list[Neighbour]:
        """The examples most like the title, the likest first; none that comes from `besides`."""
        return self._nearest(title, besides)

    def _compare(self, title: str, besides: Any) -> list[Neighbour]:
        weights = {pair: self._weight(pair) for pair in sorted(pairs_of(title))}
        shared: defaultdict[int, float] = defaultdict(float)
        for pair, weight in weights.items():
            for at in self.holding.get(pair, ()):
                shared[at] += weight
        length = math.sqrt(sum(weights.values()))
        likeness = {at: value / length / self.lengths[at] for at, value in shared.items()}
        near = [
            Neighbour(self.examples[at], value)
            for at, value in likeness.items()
            if value >= SHARED_AT_LEAST and (besides is None or self.examples[at].source != besides)
        ]
        return sorted(near, key=lambda one: (-one.likeness, one.example.title))[:NEIGHBOURS]

    def habit(self, label: str, labels: int) -> float:
        """How much oftener than an even share the label handled something, as a logarithm; 0 without examples."""
        return math.log((self.counts[label] + 0.5) / (len(self.examples) / labels + 0.5))

    def _weight(self, pair: str) -> float:
        """Rare pairs say more."""
        return math.log(1 + (len(self.examples) + 1) / (len(self.holding.get(pair, ())) + 1)) ** 2


def pairs_of(text: str) -> set[str]:
    """Every two and three characters that stand together."""
    return {text[at : at + size] for size in (2, 3) for at in range(len(text) - size + 1)}
