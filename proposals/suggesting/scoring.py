"""How good the suggestions are: titles whose organ is known, held against what would have been said."""

import math
import random
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from congress import spreadsheets
from proposals.suggesting.duties import Duties, table
from proposals.suggesting.memory import Example, Memory
from proposals.suggesting.names import keys_of, published
from proposals.suggesting.ranking import SURE, Matter, guess

COLUMNS = {
    "title": "title",
    "标题": "title",
    "案由": "title",
    "lead_organ": "organ",
    "主办单位": "organ",
    "level": "level",
}
CITY = ("地级", "市级", "本级")
NOT_AT_THAT_LEVEL = {True: "乡镇街道", False: "县区政府"}
SEED = 17


@dataclass(frozen=True)
class Known:
    """A title and the class of the organ that handled it."""

    title: str
    organ: str
    level: str = ""


@dataclass(frozen=True)
class Score:
    """What came of it: of `n` titles `dared` got suggestions, `first` rightly first, `third` rightly among three."""

    n: int
    dared: int
    first: int
    third: int

    @property
    def top1(self) -> float:
        return self.first / self.dared if self.dared else 0.0

    @property
    def top3(self) -> float:
        return self.third / self.dared if self.dared else 0.0

    @property
    def abstained(self) -> float:
        return 1 - self.dared / self.n if self.n else 0.0


def read(path: Path) -> list[Known]:
    """The rows of a table (CSV in UTF-8 or GBK, .xlsx) that have a title and an organ, the others passed over.

    Raises:
        ValueError: when the file cannot be read or has no such columns; the sentence is Chinese.
    """
    try:
        with path.open("rb") as file:
            rows = spreadsheets.read(file, path.name if path.suffix else f"{path.name}.csv")
    except OSError as error:
        raise ValueError(f"无法读取文件：{path}") from error
    at, labels = spreadsheets.find_header(rows, list(COLUMNS))
    places = {COLUMNS[label]: column for label, column in reversed(labels.items())}
    missing = [name for name, field in (("title", "title"), ("lead_organ", "organ")) if field not in places]
    if missing:
        raise ValueError(f"{path.name} 缺少列：{'、'.join(missing)}；第一行应写明列名")
    return [known for cells in rows[at + 1 :] if (known := _known(cells, places))]


def _known(cells: spreadsheets.Cells, places: dict[str, int]) -> Known | None:
    text = {field: spreadsheets.text_of(cells[at]) if at < len(cells) else "" for field, at in places.items()}
    keys = keys_of(text["organ"])
    return Known(text["title"], published(keys[0]), text.get("level", "")) if keys and text["title"] else None


def score(
    asked: Iterable[Known],
    learned: Sequence[Known] = (),
    *,
    duties: Duties | None = None,
    sure: float = SURE,
    own_words: Mapping[str, Container[str]] | None = None,
) -> Score:
    """Ask for each title what is suggested, having learned from the others.

    Args:
        asked: titles of which the organ is known.
        learned: examples that stand for the portal's own past.
        duties: the list of duties; the repository's when left out.
        sure: the least probability of the first guess with which anything is said.
        own_words: by title, words of the list that do not count for it.
    """
    duties = duties or table()
    memory = Memory(Example(Matter.of(one.title).title, one.organ) for one in learned)
    bodies: dict[str, list[str]] = {label: [] for label in memory.counts}
    for key in duties.start:
        bodies.setdefault(published(key), []).append(key)
    n = dared = first = third = 0
    for one in asked:
        extra = {NOT_AT_THAT_LEVEL[any(word in one.level for word in CITY)]: -math.inf} if one.level else {}
        words = duties.without(own_words[one.title]) if own_words else duties
        found = guess(Matter.of(one.title), bodies, duties=words, memory=memory, extra=extra, sure=sure)
        said = [each.label for each in found]
        n += 1
        dared += bool(said)
        first += said[:1] == [one.organ]
        third += one.organ in said
    return Score(n, dared, first, third)


def words_of_one_title(known: Sequence[Known], duties: Duties | None = None) -> dict[str, set[str]]:
    """By title, the words of the list that no other of these titles holds: perhaps they were entered for its sake."""
    duties = duties or table()
    plain = {one.title: Matter.of(one.title).title for one in known}
    found = {said: {word for word in duties.words if _holds(plain[said], word)} for said in plain}
    times = Counter(word for words in found.values() for word in words)
    return {title: {word for word in words if times[word] == 1} for title, words in found.items()}


def _holds(text: str, word: str) -> bool:
    return all(part in text for part in word.split("+"))


def cross_validated(
    known: Sequence[Known],
    folds: int,
    *,
    learned: Sequence[Known] = (),
    duties: Duties | None = None,
    sure: float = SURE,
    own_words: Mapping[str, Container[str]] | None = None,
) -> Score:
    """Each part asked after learning from the other parts and from `learned`; the same parts every time."""
    mixed = list(known)
    random.Random(SEED).shuffle(mixed)
    parts = [
        score(
            mixed[fold::folds],
            [*learned, *_others(mixed, fold, folds)],
            duties=duties,
            sure=sure,
            own_words=own_words,
        )
        for fold in range(folds)
    ]
    return Score(*(sum(getattr(part, field) for part in parts) for field in ("n", "dared", "first", "third")))


def _others(known: Sequence[Known], fold: int, folds: int) -> Iterable[Known]:
    return (one for at, one in enumerate(known) if at % folds != fold)
