"""Where a proposal was found: in its title, which stands in the list, in its text, an organ's answer or a paper."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Greatest, StrIndex, Substr

from congress.actors import Actor
from proposals.models import Proposal, SearchText
from proposals.searching.finding import by_pairs, has_index, is_common
from proposals.searching.words import Word, normalise, words_of

BEFORE, AROUND = 15, 80  # characters before a word, and in all: the longest word has room
SHOWN = 3  # places of one proposal
MOST_PIECES = 500  # of a page


@dataclass(frozen=True)
class Part:
    """Some characters, and whether they are what was sought. They are text, never HTML."""

    text: str
    is_sought: bool


@dataclass(frozen=True)
class Place:
    """Where, and the words there."""

    label: str
    parts: Sequence[Part]


def places(shown: Sequence[Proposal], query: str, actor: Actor) -> dict[UUID, list[Place]]:
    """For each of a page's proposals at most three places at which it was found.

    What was found by a title, name or number alone has none: these stand in the list (`marked_titles`). Takes a
    statement for each word that some title and text lack.
    """
    words = words_of(query)
    found: dict[UUID, list[Place]] = {}
    missing: dict[UUID, set[str]] = {}
    for proposal in shown:
        own = {"内容": proposal.body, "方案": proposal.plan}
        hits = {label: hit for label, text in own.items() if (hit := excerpt(text, words))}
        found[proposal.pk] = [Place(label, hit) for label, hit in hits.items()]
        there = "\n".join(map(normalise, [proposal.title, *own.values()]))
        missing[proposal.pk] = {word.text for word in words if word.text not in there}
    for place_of, place, held in _elsewhere(missing, words, actor):
        if held & missing[place_of]:
            missing[place_of] -= held
            found[place_of].append(place)
    return {key: rows[:SHOWN] for key, rows in found.items() if rows}


def marked_titles(shown: Sequence[Proposal], query: str) -> dict[UUID, list[Part]]:
    """The whole title of each of a page's proposals in which a word was found, with the words marked."""
    words = words_of(query)
    return {row.pk: hit for row in shown if (hit := whole(row.title, words))}


def whole(text: str, words: Sequence[Word]) -> list[Part]:
    """All of a text as it was written, with what was sought marked; nothing where none of the words is in it."""
    plain, places_of = _mapped(text)
    marks = {
        places_of[at]
        for word in words
        for hit in re.finditer(re.escape(word.text), plain)
        for at in range(*hit.span())
    }
    return list(_joined((character, at in marks) for at, character in enumerate(text))) if marks else []


def _elsewhere(
    missing: dict[UUID, set[str]], words: Sequence[Word], actor: Actor
) -> Iterator[tuple[UUID, Place, set[str]]]:
    """Answers and papers that hold a word which title and text lack: of which proposal, where, and the words held."""
    lacking = {key: texts for key, texts in missing.items() if texts}
    heads = {key: key for key in lacking}
    if actor.seat:
        merged = Proposal.objects.filter(pk__in=lacking, state=Proposal.State.MERGED, merged_into__isnull=False)
        heads |= {head: key for key, head in merged.values_list("pk", "merged_into") if head and head not in lacking}
    anywhere = {text for texts in lacking.values() for text in texts}
    for word in (word for word in words if word.text in anywhere):
        for row in _pieces_with(word, list(heads), list(lacking), actor):
            proposal, source, around, organ, short, paper = row
            parts = tuple(_marked(around, words))
            held = {one.text for one in words if one.text in around}
            yield heads[proposal], Place(_label(source, short or organ, paper), parts), held


def _pieces_with(word: Word, answered: list[UUID], enclosed: list[UUID], actor: Actor) -> Iterable[tuple[Any, ...]]:
    """Pieces of answers and papers that hold the word; of what is common one for each proposal that comes to hand.

    Args:
        answered: proposals whose answers are looked into; enclosed: those whose papers are.
    """
    readable = SearchText.objects.readable_by(actor).order_by()
    by_index = len(word.text) == 2 and has_index(readable) and not is_common(word)  # a pair is its own proof
    holding = by_pairs(readable, word.pairs) if by_index else readable.filter(text__contains=word.text)
    parts = ((SearchText.OF_A_REPLY, answered), ((SearchText.Source.PAPER,), enclosed))
    first: list[int | None] = []
    for sources, among in parts:
        some = holding.filter(source__in=sources)
        if by_index:
            first += some.filter(proposal__in=among).values_list("pk", flat=True)[:MOST_PIECES]
        else:
            piece = Subquery(some.filter(proposal=OuterRef("pk")).values("pk")[:1])
            found = Proposal.objects.filter(pk__in=among).order_by().annotate(piece=piece)
            first += found.values_list("piece", flat=True)
    at = StrIndex("text", Value(word.text))
    return (
        SearchText.objects.filter(pk__in=[key for key in first if key])
        .annotate(around=Substr("text", Greatest(at - BEFORE, Value(1)), AROUND))
        .order_by("proposal", "-source")
        .values_list(
            "proposal",
            "source",
            "around",
            "reply__assignment__organ__name",
            "reply__assignment__organ__short_name",
            "attachment__file__name",
        )
    )


def _label(source: str, organ: str | None, paper: str | None) -> str:
    if source == SearchText.Source.PAPER:
        return f"附件《{paper}》"
    return f"{organ}的答复" if source == SearchText.Source.REPLY else f"{organ}的正式答复文件"


def excerpt(text: str, words: Sequence[Word]) -> list[Part]:
    """What stands around the first of the words in a text, as it was written; nothing where none of them is in it."""
    if not any(word.text in normalise(text) for word in words):
        return []
    plain, places_of = _mapped(text)
    hits = [at for word in words if (at := plain.find(word.text)) >= 0]
    if not hits:
        return []
    first = max(0, min(hits) - BEFORE)
    marks = set()
    for word in words:
        for hit in re.finditer(re.escape(word.text), plain[: first + AROUND]):
            marks |= {places_of[at] for at in range(*hit.span())}
    start, end = places_of[first], places_of[min(first + AROUND, len(plain)) - 1] + 1
    lead = [Part("…", False)] if start else []
    return [*lead, *_joined((text[at], at in marks) for at in range(start, end))]


def _mapped(text: str) -> tuple[str, list[int]]:
    """The text normalised, and for each of its characters the place of the one it came from."""
    plain, places_of = [], []
    for at, character in enumerate(text):
        made = _plain(character)
        plain.append(made)
        places_of += [at] * len(made)
    return "".join(plain), places_of


@lru_cache(maxsize=20_000)
def _plain(character: str) -> str:
    return normalise(character)


def _marked(text: str, words: Iterable[Word]) -> Iterator[Part]:
    """A piece of normalised text, with what was sought marked."""
    marks = set()
    for word in words:
        for hit in re.finditer(re.escape(word.text), text):
            marks |= set(range(*hit.span()))
    yield from _joined((character, at in marks) for at, character in enumerate(text))


def _joined(characters: Iterable[tuple[str, bool]]) -> Iterator[Part]:
    """Neighbours that are alike as one part."""
    text, is_sought = "", False
    for character, sought in characters:
        if sought != is_sought and text:
            yield Part(text, is_sought)
            text = ""
        text, is_sought = text + character, sought
    if text:
        yield Part(text, is_sought)
