"""What a text and a query are compared by, and what somebody seeks who types a query."""

import re
import unicodedata
from dataclasses import dataclass

LONGEST_QUERY = 60  # characters, as the form takes them
LONGEST = 60  # of a word, normalised: pieces of long texts overlap by one less
MOST_WORDS = 10
QUOTED = re.compile(r"“([^”]*)”|「([^」]*)」|『([^』]*)』|[\"＂]([^\"＂]*)[\"＂]|([^\s“”「」『』\"＂]+)")
SPELLED = re.compile(r"[a-z]{2,30}")
# Neither database takes them; halves of a pair come out of broken files.
NOT_TEXT = re.compile("[\0\ud800-\udfff]")


def normalise(text: str) -> str:
    """The text without width, case and white space: ＡＢ and ab are the same."""
    return "".join(unicodedata.normalize("NFKC", NOT_TEXT.sub("", text)).casefold().split())


@dataclass(frozen=True)
class Word:
    """One word of a query.

    Attributes:
        text: normalised.
        is_quoted: it stood in quotation marks: its letters are no pinyin, its spaces part no words.
    """

    text: str
    is_quoted: bool = False

    @property
    def is_spelled(self) -> bool:
        """It may be pinyin or the initials of a name."""
        return not self.is_quoted and SPELLED.fullmatch(self.text) is not None

    @property
    def pairs(self) -> list[str]:
        """Its neighbouring characters, two by two: what the index of pairs is asked for."""
        return list(dict.fromkeys(self.text[at : at + 2] for at in range(len(self.text) - 1)))


def words_of(query: str) -> list[Word]:
    """The words of a query, those in “…”, 「…」 or "…" as a whole; a mark without its other is passed over.

    Args:
        query: as typed; the first 60 characters and ten words of it count.
    """
    found: dict[str, Word] = {}
    for hit in QUOTED.finditer(query[:LONGEST_QUERY]):
        *quoted, plain = hit.groups()
        text = normalise(plain if plain is not None else next(group for group in quoted if group is not None))
        if text:
            found.setdefault(text[:LONGEST], Word(text[:LONGEST], is_quoted=plain is None))
    return list(found.values())[:MOST_WORDS]


def likeness(one: set[str], other: set[str]) -> float:
    """The share of pairs that both have, of all that either has: 0 to 1."""
    return len(one & other) / len(one | other) if one and other else 0.0
