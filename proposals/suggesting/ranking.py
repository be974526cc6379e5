"""Which organ a matter belongs to, by duties and by memory, and whether that is sure enough to be said."""

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from proposals.searching import normalise
from proposals.suggesting.duties import Duties, Reading
from proposals.suggesting.memory import Memory, Neighbour

MOST = 3
SURE = 0.6  # the first guess has at least this probability, or nothing is said
WORTH_SAYING = 0.003
FROM_LIKENESS = 4.0
FROM_HABIT = 0.2
LONGEST_TITLE = 120
READ_OF_BODY = 150
FRAME = re.compile(r"^(?:关于|建议|恳请|请求|要求|进一步)+|的?(?:建议|议案|提案|意见)$")


@dataclass(frozen=True)
class Guess:
    """One label with its probability and what speaks for it."""

    label: str
    probability: float
    words: tuple[str, ...]
    similar: tuple[Neighbour, ...]


@dataclass(frozen=True)
class Matter:
    """What is to be handled, as plain text."""

    title: str
    body: str = ""

    @classmethod
    def of(cls, title: str, body: str = "") -> "Matter":
        """The title without 关于 and 的建议; of a long body its beginning and its end, where the request stands."""
        text = (
            normalise(body[: 2 * READ_OF_BODY] + body[-READ_OF_BODY:])
            if len(body) > 3 * READ_OF_BODY
            else normalise(body)
        )
        return cls(FRAME.sub("", normalise(title[:LONGEST_TITLE])), text)


def guess(
    matter: Matter,
    bodies: Mapping[str, Sequence[str]],
    *,
    duties: Duties,
    memory: Memory,
    extra: Mapping[str, float] | None = None,
    besides: Any = None,
    sure: float = SURE,
) -> list[Guess]:
    """The likeliest labels, at most three, the likeliest first; none when unsure.

    Args:
        bodies: who may be named, each label with the keys of its duties.
        duties, memory: what it is judged by.
        extra: what else speaks for a label, on the scale of the duties' weights; a label of minus infinity is out.
        besides: the source of an example that is the matter itself.
        sure: the least probability of the first guess with which anything is said.
    """
    reading = duties.read(matter.title, matter.body)
    near = memory.nearest(matter.title, besides=besides)
    similar: defaultdict[str, list[Neighbour]] = defaultdict(list)
    for one in near:
        similar[one.example.label].append(one)
    odds = _odds(reading, bodies, extra or {})
    for label in bodies.keys() & odds.keys():
        odds[label] += FROM_HABIT * memory.habit(label, len(bodies))
        odds[label] += FROM_LIKENESS * sum(one.likeness for one in similar[label])
    words = {label: _words(reading, keys) for label, keys in bodies.items()}
    chances = _chances(odds)
    best = sorted(bodies.keys() & chances.keys(), key=lambda label: (-chances[label], label))[:MOST]
    guesses = [Guess(label, chances[label], words[label], tuple(similar[label])) for label in best]
    said = [one for one in guesses if (one.words or one.similar) and one.probability >= WORTH_SAYING]
    return said if said and said[0] is guesses[0] and said[0].probability >= sure else []


def _odds(reading: Reading, bodies: Mapping[str, Sequence[str]], extra: Mapping[str, float]) -> dict[str, float]:
    """By label; a duty that none of the bodies has stands for itself, so that it takes its share of the doubt."""
    odds: dict[str, float] = {}
    for label, keys in bodies.items():
        value = max((reading.scores.get(key, 0.0) for key in keys), default=0.0) + extra.get(label, 0.0)
        if value > -math.inf:
            odds[label] = value
    served = {key for keys in bodies.values() for key in keys}
    return odds | {f"/{key}": value for key, value in reading.scores.items() if key not in served}


def _words(reading: Reading, keys: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for key in keys for word in reading.words.get(key, ())))


def _chances(odds: Mapping[str, float]) -> dict[str, float]:
    highest = max(odds.values(), default=0.0)
    parts = {label: math.exp(value - highest) for label, value in odds.items()}
    whole = sum(parts.values())
    return {label: part / whole for label, part in parts.items()}
