"""A reply that is word for word nearly an earlier one: found through the index of what is searched.

How alike two texts are is measured as it is for titles (proposals/similar.py): the share of neighbouring characters
that both have, of all that either has.
"""

import re
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Value, When

from congress.actors import Actor
from proposals.checking.addressing import SALUTATION
from proposals.models import Proposal, Reply, SearchText
from proposals.searching.finding import by_any_phrase
from proposals.searching.words import likeness, normalise

# A letter whose place, numbers and title were changed keeps 0.75 and more of its pairs; letters of one office about
# the same thing in two places, each written for itself, share less than 0.35 (tests/proposals/test_likeness.py).
ALIKE = 0.6
LEAST = 60  # characters: shorter ones say 已修好 and little else, and rightly in the same words
PHRASE = 10  # characters looked for
SHORTEST = 6
PHRASES = 12
CANDIDATES = 50
STOPS = re.compile(r"[。；;！!？?，,：:\n]")
SENTENCE = re.compile(r"[^。！!；;\n]*[。！!；;\n]?")
# Sentences with these are said in every letter: no sign of likeness.
COURTESIES = ("感谢您", "收悉", "答复如下", "联系人", "联系电话")


@dataclass(frozen=True)
class Earlier:
    """The earlier reply that it is most like, and how much: 0 to 1."""

    reply: Reply
    likeness: float


def words_of_reply(reply: Reply) -> str:
    """What it says beside the opening, the salutation and the courtesies, normalised."""
    return normalise(_own_words(reply))


def _own_words(reply: Reply) -> str:
    text = SALUTATION.sub("", reply.text.replace(Reply.opening(reply.assignment), ""))
    return "".join(part for part in SENTENCE.findall(text) if not any(word in part for word in COURTESIES))


def most_like(reply: Reply, actor: Actor) -> Earlier | None:
    """The signed reply that this one repeats, of those that the actor may read; None where there is none.

    For a signer these are the replies of his own organ, those of earlier rounds among them. Takes one statement.
    """
    words = words_of_reply(reply)
    if len(words) < LEAST:
        return None
    own, best = _pairs(words), None
    for earlier in _candidates(reply, actor):
        alike = likeness(own, _pairs(words_of_reply(earlier)))
        if alike >= ALIKE and (best is None or alike > best.likeness):
            best = Earlier(earlier, alike)
    return best


def _candidates(reply: Reply, actor: Actor) -> list[Reply]:
    """Those that share a phrase with it, first those that share most, then the newest."""
    parts = sorted(map(normalise, STOPS.split(_own_words(reply))), key=len, reverse=True)
    long = [part for part in parts[:PHRASES] if len(part) >= SHORTEST]
    ends = [part[at : at + PHRASE] for part in long for at in sorted({0, max(0, len(part) - PHRASE)})]
    phrases = list(dict.fromkeys(ends))[:PHRASES]
    readable = SearchText.objects.readable_by(actor).filter(source=SearchText.Source.REPLY).exclude(reply=reply)
    seen = Proposal.objects.visible_to(actor).order_by().values("pk")
    sharing = by_any_phrase(readable.filter(proposal__in=seen, reply__signed_at__isnull=False), phrases)
    holds: Any = [Case(When(text__contains=phrase, then=1), default=0) for phrase in phrases]
    shared = sharing.alias(shared=sum(holds, Value(0))).order_by("-shared", "-reply__signed_at", "pk")
    related = shared.select_related("reply__assignment__proposal", "reply__assignment__organ").defer("text")
    return list({piece.reply_id: piece.reply for piece in related[:CANDIDATES] if piece.reply}.values())


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}
