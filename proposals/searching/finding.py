"""Which proposals a query finds: in what the reader may read of them, and by the names that he sees.

On PostgreSQL the index of pairs proposes and the text itself decides. A list asks for no more than its page needs:
words that stand nearly everywhere are looked for in the newest proposals first, rare ones by the index.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial, reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import connections
from django.db.models import Exists, Func, OuterRef, Q, QuerySet
from django.db.models.fields import BigIntegerField

from congress.actors import Actor
from congress.models import Role
from congress.remembered import once
from proposals.models import Assignment, CoSignature, Proposal, ProposalQuerySet, SearchText
from proposals.searching.names import organs_named, seats_named
from proposals.searching.words import Word, normalise, words_of

NEWEST = ("-submitted_at", "-created_at", "pk")
MOST = 1_000  # proposals that a list of findings goes through
MANY = 20_000  # pieces that hold a pair: from there on the newest proposals are looked through instead
FIRST_LOOK = 64  # proposals looked into at once; twice as many the next time
LOOKED_INTO = 6_000  # pieces of the newest proposals without enough findings: ask the index all the same
PAIRS_WEIGHED = 3
HIDES_NAMES = (Role.HANDLER, Role.ORGAN_LEADER)


class Bigrams(Func):
    function = "portal_bigrams"
    output_field: Any = ArrayField(BigIntegerField())


def by_pairs(texts: QuerySet[SearchText], pairs: Iterable[str], lookup: str = "contains") -> QuerySet[SearchText]:
    """Those that hold all of these pairs of characters (lookup "overlap": any of them), by PostgreSQL's index."""
    return texts.annotate(bigrams=Bigrams("text")).filter(**{f"bigrams__{lookup}": _numbers(pairs)})


def by_any_phrase(texts: QuerySet[SearchText], phrases: Iterable[str]) -> QuerySet[SearchText]:
    """Those that hold one of these phrases, each normalised; the index points at them where there is one."""
    phrases = [phrase for phrase in phrases if len(phrase) > 1]
    if has_index(texts):
        pairs = ((phrase[at : at + 2] for at in range(len(phrase) - 1)) for phrase in phrases)
        holds_pairs = reduce(or_, (Q(bigrams__contains=_numbers(some)) for some in pairs), Q(pk__in=[]))
        texts = texts.alias(bigrams=Bigrams("text")).filter(holds_pairs)
    return texts.filter(reduce(or_, (Q(text__contains=phrase) for phrase in phrases), Q(pk__in=[])))


def _numbers(pairs: Iterable[str]) -> list[int]:
    return [ord(pair[0]) * 2**21 + ord(pair[1]) for pair in pairs]


def has_index(rows: QuerySet[Any]) -> bool:
    return connections[rows.db].vendor == "postgresql"


@dataclass(frozen=True)
class Sought:
    """A word, whose names it is, and who seeks it."""

    word: Word
    actor: Actor
    seats: Sequence[UUID]
    organs: Sequence[UUID]

    def keys(self, texts: QuerySet[SearchText], among: Sequence[UUID] | None = None) -> QuerySet[Any]:
        """Keys of the proposals in which it is found.

        Args:
            texts: the pieces that hold it, or may hold it.
            among: only these proposals; None for all.
        """
        some = {} if among is None else {"proposal__in": among}
        parts: list[QuerySet[Any]] = [texts.values("proposal")]
        if among is not None:  # one by one: the first piece that holds it is enough
            holds = Exists(texts.filter(proposal=OuterRef("pk")))
            parts = [Proposal.objects.filter(holds, pk__in=among).values("pk")]
        if self.actor.seat:  # what was merged into another has that one's answer
            mine: dict[str, Any] = {} if among is None else {"proposal__merged__in": among}
            answers = SearchText.OF_A_REPLY
            merged = texts.filter(source__in=answers, proposal__merged__state=Proposal.State.MERGED, **mine)
            parts.append(merged.values("proposal__merged"))
        if self.seats:
            named = Proposal.objects.order_by() if among is None else Proposal.objects.filter(pk__in=among).order_by()
            joined = CoSignature.objects.filter(state=CoSignature.State.CONFIRMED, seat__in=self.seats, **some)
            if self.actor.role in HIDES_NAMES:
                named = named.filter(is_name_hidden=False)
                joined = joined.filter(proposal__is_name_hidden=False)
            parts += [named.filter(seat__in=self.seats).values("pk"), joined.order_by().values("proposal")]
        if self.organs:
            current = Assignment.objects.current().order_by()
            parts.append(current.filter(organ__in=self.organs, **some).values("proposal"))
        first, *others = (part.order_by() for part in parts)
        return first.union(*others) if others else first

    def texts(self) -> QuerySet[SearchText]:
        """Where it is looked for; a single character in titles and texts alone."""
        readable = SearchText.objects.readable_by(self.actor).order_by()
        return readable if len(self.word.text) > 1 else readable.filter(source=SearchText.Source.CASE)

    @property
    def proposed(self) -> QuerySet[SearchText]:
        """What the index proposes; without an index, or for a single character, what holds the word."""
        texts = self.texts()
        return by_pairs(texts, self.word.pairs) if self.uses_index else texts.filter(text__contains=self.word.text)

    @property
    def uses_index(self) -> bool:
        return len(self.word.text) > 1 and has_index(SearchText.objects.all())

    @property
    def is_proposed_exactly(self) -> bool:
        """What is proposed needs no second look: a pair is its own proof."""
        return not self.uses_index or len(self.word.text) == 2

    @property
    def exact(self) -> QuerySet[SearchText]:
        """What holds it."""
        proposed = self.proposed
        return proposed if self.is_proposed_exactly else proposed.filter(text__contains=self.word.text)

    def holding(self, keys: Sequence[UUID]) -> set[UUID]:
        """Those of a few proposals in which it is found, exactly; without the index."""
        texts = self.texts().filter(text__contains=self.word.text)
        return {key for row in self.keys(texts, keys).values_list() for key in row}


def is_common(word: Word) -> bool:
    """So many pieces hold each of its pairs that going through the newest proposals is quicker than the index."""
    if not has_index(SearchText.objects.all()):
        return False
    return all(once(("pieces with", pair), partial(_pieces_with, pair)) > MANY for pair in word.pairs[:PAIRS_WEIGHED])


def _pieces_with(pair: str) -> int:
    return estimated(by_pairs(SearchText.objects.order_by(), [pair]))


def estimated(rows: QuerySet[Any]) -> int:
    """How many rows PostgreSQL's statistics make it expect; asks no table."""
    (plan,) = json.loads(rows.explain(format="json"))
    return int(plan["Plan"]["Plan Rows"])


def sought_in(query: str, actor: Actor) -> list[Sought]:
    """Every word of the query; all of them must be found."""
    return [Sought(word, actor, seats_named(word), organs_named(word)) for word in words_of(query)]


def narrowed(found: ProposalQuerySet, query: str, actor: Actor) -> ProposalQuerySet:
    """Those in which every word of the query is found, as a queryset of its own, however long that takes."""
    return _in_all(found, [sought.keys(sought.exact) for sought in sought_in(query, actor)])


def _in_all(found: ProposalQuerySet, keys: Sequence[QuerySet[Any]]) -> ProposalQuerySet:
    """Those that are among all of these keys; each set is made once, whatever the database expects of their size."""
    if not keys:
        return found
    first, *others = keys
    return found.filter(pk__in=first.intersection(*others) if others else first)


@dataclass(frozen=True)
class Found:
    """The newest findings, as a paginator takes them.

    Attributes:
        keys: of proposals, newest first.
        is_whole: there are no others.
    """

    keys: Sequence[UUID]
    is_whole: bool

    ordered = True

    @property
    def is_cut(self) -> bool:
        return not self.is_whole

    def count(self) -> int:
        return len(self.keys)

    def __len__(self) -> int:
        return len(self.keys)

    def __getitem__(self, part: slice) -> ProposalQuerySet:
        return Proposal.objects.filter(pk__in=self.keys[part]).order_by(*NEWEST)


def find(found: ProposalQuerySet, query: str, actor: Actor, *, upto: int) -> Found:
    """The newest of these proposals in which every word of the query is found.

    Args:
        found: what the actor may see, narrowed by filters.
        upto: how many the page needs; one more is looked for, and up to 1,000 where that costs nothing.
    """
    sought = sought_in(query, actor)
    found, upto = found.order_by(*NEWEST), min(upto, MOST)
    common = [one for one in sought if is_common(one.word)]
    if common:
        rare = [one for one in sought if one not in common]
        most = LOOKED_INTO * estimated(Proposal.objects.order_by()) // max(estimated(SearchText.objects.order_by()), 1)
        if (findings := _look(found, rare, [*common, *_uncertain(rare)], upto, most)) is not None:
            return findings
    whole = _look(found, sought, _uncertain(sought), upto, None)
    assert whole is not None
    return whole


def _uncertain(sought: Iterable[Sought]) -> list[Sought]:
    return [one for one in sought if not one.is_proposed_exactly]


def _look(
    found: ProposalQuerySet, proposing: list[Sought], deciding: list[Sought], upto: int, most: int | None
) -> Found | None:
    """Go through what the index proposes, newest first, and keep what the texts confirm.

    Returns:
        None when so many as `most` were gone through without filling the page.
    """
    found = _in_all(found, [one.keys(one.proposed) for one in proposing])
    if not deciding:
        keys = list(found.values_list("pk", flat=True)[: MOST + 1])
        return Found(keys[:MOST], len(keys) <= MOST)
    kept: list[UUID] = []
    at, step = 0, FIRST_LOOK
    while most is None or at < most:
        keys = list(found.values_list("pk", flat=True)[at : at + step])
        confirmed = set(keys)
        for one in deciding:
            confirmed &= one.holding([key for key in keys if key in confirmed])
        kept += [key for key in keys if key in confirmed]
        if len(keys) < step:
            return Found(kept, True)
        if len(kept) > upto:
            return Found(kept, False)
        at, step = at + step, step * 2
    return None


def numbered(query: str, actor: Actor) -> Proposal | None:
    """The proposal of that number, if the actor may see it: 编号 typed in full, in whatever width and case."""
    number = normalise(query)
    if not number or len(number) > 24:
        return None
    typed = {number, number.upper(), query.strip()}
    return Proposal.objects.visible_to(actor).filter(number__in=typed).first()
