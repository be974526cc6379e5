"""推荐承办单位: which organ a proposal probably belongs to, and why. Says nothing when unsure; assigns nothing."""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from congress.models import Congress, Organ
from proposals.models import Proposal
from proposals.suggesting.duties import table
from proposals.suggesting.history import arbitrated, remembered
from proposals.suggesting.memory import Neighbour
from proposals.suggesting.names import BY_PLACE, ground_of, keys_of, shared_out
from proposals.suggesting.ranking import Guess, Matter, guess

HIGH, FAIR = 0.8, 0.3
WISHED = 2.0
ON_ITS_GROUND = 1.5
ARBITRATED = 10.0  # times the likeness: what the 编办 has decided outweighs the words of a text
WORDS_SHOWN = 3
LIKE_ENOUGH_TO_CITE = 0.25


@dataclass(frozen=True)
class Suggestion:
    """An organ that could handle a proposal.

    Attributes:
        organ: of the congress that holds the proposal, and in use.
        score: the probability the model gives it, from 0 to 1.
        reasons: sentences for the desk.
    """

    organ: Organ
    score: float
    reasons: tuple[str, ...]

    @property
    def confidence(self) -> str:
        """把握, as a word."""
        return "高" if self.score >= HIGH else "中" if self.score >= FAIR else "低"

    @property
    def because(self) -> str:
        """All reasons in one line."""
        return "；".join(self.reasons)


def suggest(title: str, body: str, *, congress: Congress, on: date) -> list[Suggestion]:
    """At most three organs of the congress for such a text, the likeliest first; none when unsure.

    Args:
        title, body: as the deputy wrote them, whatever they hold.
        congress: who holds the matter; only its own organs in use are named.
        on: today; what was assigned before it is learned from.
    """
    return _suggest(Matter.of(title, body), _Organs(congress.pk, on), on=on)


def suggest_for(proposals: Iterable[Proposal], on: date) -> dict[UUID, list[Suggestion]]:
    """The same for many proposals, by their ids: three queries a congress at most, however many there are."""
    held: defaultdict[UUID, list[Proposal]] = defaultdict(list)
    for proposal in proposals:
        held[proposal.holder_id].append(proposal)
    found: dict[UUID, list[Suggestion]] = {}
    for holder, theirs in held.items():
        organs = _Organs(holder, on)
        for proposal in theirs:
            matter = Matter.of(proposal.title, f"{proposal.place}。{proposal.body}")
            found[proposal.pk] = _suggest(matter, organs, on=on, wished=proposal.wished_organ_id, besides=proposal.pk)
    return found


def picked(suggestions: Sequence[Suggestion], organ: str) -> Organ | None:
    """The suggested organ with that id, or the first one where none has it; None where nothing is suggested."""
    organs = [row.organ for row in suggestions]
    return next((each for each in organs if str(each.pk) == organ), organs[0] if organs else None)


class _Organs:
    """The organs of a congress that can be named, with the keys of their duties."""

    def __init__(self, congress: UUID, on: date) -> None:
        self.congress = congress
        self.by_label = {str(organ.pk): organ for organ in Organ.objects.handling().filter(congress=congress)}
        self.arbitrated = arbitrated(congress, on)
        self.duties = table(frozenset(key for organ in self.by_label.values() for key in keys_of(organ.name)))
        self.keys = shared_out({label: organ.name for label, organ in self.by_label.items()})
        self.grounds = {
            label: ground_of(organ.name)
            for label, organ in self.by_label.items()
            if BY_PLACE.intersection(self.keys[label])
        }

    def decisions_on(self, matter: Matter, besides: Any) -> dict[str, Neighbour]:
        """The decision of the 编办 most like the matter, by the organ it names."""
        near = self.arbitrated.nearest(matter.title, besides=besides)
        like = [one for one in near if one.likeness >= LIKE_ENOUGH_TO_CITE]
        return {one.example.label: one for one in reversed(like)}

    def leanings(self, matter: Matter, wished: UUID | None, decisions: dict[str, Neighbour]) -> dict[str, float]:
        """A town or a county is named only where the text names it; the deputy's own wish and decisions count."""
        text = matter.title + matter.body
        found = {
            label: ON_ITS_GROUND if ground and ground in text else -math.inf for label, ground in self.grounds.items()
        }
        if wished and str(wished) in self.by_label:
            found[str(wished)] = WISHED
        for label, one in decisions.items():
            if label in self.by_label:
                found[label] = found.get(label, 0.0) + ARBITRATED * one.likeness
        return found


def _suggest(
    matter: Matter, organs: _Organs, *, on: date, wished: UUID | None = None, besides: Any = None
) -> list[Suggestion]:
    decisions = organs.decisions_on(matter, besides)
    guesses = guess(
        matter,
        organs.keys,
        duties=organs.duties,
        memory=remembered(organs.congress, on),
        extra=organs.leanings(matter, wished, decisions),
        besides=besides,
    )
    return [
        Suggestion(
            organ,
            one.probability,
            tuple(_reasons(one, organ, is_wished=organ.pk == wished, decision=decisions.get(one.label))),
        )
        for one in guesses
        for organ in [organs.by_label[one.label]]
    ]


def _reasons(one: Guess, organ: Organ, *, is_wished: bool, decision: Neighbour | None) -> Iterable[str]:
    if decision is not None and decision.example.on:
        title = f"《{decision.example.said}》" if decision.example.said else ""
        yield f"{decision.example.on:%Y-%m}编办裁定类似件{title}由{organ}办理"
    if one.words:
        yield "命中" + "".join(f"“{word.replace('+', '…')}”" for word in one.words[:WORDS_SHOWN])
    cited = next((n for n in one.similar if n.likeness >= LIKE_ENOUGH_TO_CITE and n.example.on), None)
    if cited and cited.example.on:
        title = f"《{cited.example.said}》" if cited.example.said else ""
        yield f"{cited.example.on:%Y-%m}类似件{title}由{organ}办理"
    elif one.similar:
        yield f"近似的{len(one.similar)}件由{organ}办理"
    if is_wished:
        yield "代表希望由该单位办理"
