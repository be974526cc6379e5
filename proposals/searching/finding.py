"""Which proposals a query finds: in what the reader may read of them, and by the names that he sees.

On PostgreSQL the index of pairs proposes and the text itself decides. A list asks for no more than its page needs: a
word that stands nearly everywhere is looked for in the newest proposals first, a rare one in all at once.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial, reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import connections
from django.db.models import Func, OuterRef, Q, QuerySet, Subquery
from django.db.models.fields import BigIntegerField
from django.db.models.lookups import IsNull

from congress.actors import Actor
from congress.models import Role
from congress.remembered import once
from proposals.models import Assignment, CoSignature, Proposal, ProposalQuerySet, SearchText
from proposals.searching.names import organs_named, seats_named
from proposals.searching.weeks import Span
from proposals.searching.words import Word, normalise, words_of

NEWEST = ("-submitted_at", "-created_at", "pk")
MOST = 1_000  # proposals that a list of findings goes through
MANY = 5_000  # pieces that hold a pair: from there on a search begins with the newest proposals
REACHES = (64, 1_024, 8_192)  # of the newest proposals, before all of them
FIRST_LOOK = 64  # findings of a rare word in which a common one is looked for at once; twice as many the next time
PAIRS_WEIGHED = 3
ANSWERS = Q(source__in=SearchText.OF_A_REPLY)
HIDES_NAMES = (Role.HANDLER, Role.ORGAN_LEADER)


class Bigrams(Func):
    function = "portal_bigrams"
    output_field: Any = ArrayField(BigIntegerField())


class Negative(Func):
    template = "(- %(expressions)s)::bigint"
    output_field: Any = BigIntegerField()


def indexed() -> Func:
    """What the index holds of a piece: its pairs as numbers and, below them all, its week."""
    return Func(Bigrams("text"), Negative("week"), function="array_append", output_field=Bigrams.output_field)


def by_pairs(texts: QuerySet[SearchText], pairs: Iterable[str], lookup: str = "contains") -> QuerySet[SearchText]:
    """Those that hold all of these pairs of characters (lookup "overlap": any of them), by PostgreSQL's index."""
    return texts.alias(indexed=indexed()).filter(**{f"indexed__{lookup}": _numbers(pairs)})


def by_weeks(texts: QuerySet[SearchText], weeks: Iterable[int]) -> QuerySet[SearchText]:
    """Those of proposals that were put forward in these weeks, by the same index."""
    return texts.alias(indexed=indexed()).filter(indexed__overlap=[-week for week in weeks])


def by_any_phrase(texts: QuerySet[SearchText], phrases: Iterable[str]) -> QuerySet[SearchText]:
    """Those that hold one of these phrases, each normalised; the index points at them where there is one."""
    phrases = [phrase for phrase in phrases if len(phrase) > 1]
    if has_index(texts):
        pairs = ((phrase[at : at + 2] for at in range(len(phrase) - 1)) for phrase in phrases)
        holds_pairs = reduce(or_, (Q(indexed__contains=_numbers(some)) for some in pairs), Q(pk__in=[]))
        texts = texts.alias(indexed=indexed()).filter(holds_pairs)
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

    def keys(self, span: Span | None = None) -> QuerySet[Any]:
        """Keys of the proposals in which it is found.

        Args:
            span: in those put forward then and in what has not been; others may be among the keys.
        """
        newest = Proposal.objects.order_by()
        some: dict[str, Any] = {}
        if span is not None:
            newest = newest.filter(span.of_proposals)
            some = {"proposal__in": newest.values("pk")}
        parts: list[QuerySet[Any]] = [self.holding(span).values("proposal")]
        if self.actor.seat and span is None:  # what was merged into another has that one's answer
            merged = self.holding().filter(ANSWERS, proposal__merged__state=Proposal.State.MERGED)
            parts.append(merged.values("proposal__merged"))
        elif self.actor.seat:
            parts.append(newest.filter(self._in_what_it_was_merged_into()).values("pk"))
        if self.seats:
            parts += [newest.filter(self._named()).values("pk"), self._joined().filter(**some).values("proposal")]
        if self.organs:
            parts.append(self._handled().filter(**some).values("proposal"))
        first, *others = parts
        return first.union(*others) if others else first

    def is_in(self) -> Q:
        """Of a proposal: it is found there; looked up one by one, without the index."""
        found = _is_one(self._texts().filter(text__contains=self.word.text, proposal=OuterRef("pk")))
        if self.actor.seat:
            found |= self._in_what_it_was_merged_into()
        if self.seats:
            found |= self._named() | Q(pk__in=self._joined().values("proposal"))
        return found | Q(pk__in=self._handled().values("proposal")) if self.organs else found

    def holding(self, span: Span | None = None) -> QuerySet[SearchText]:
        """The pieces that hold it: the index proposes, the text decides; a pair is its own proof.

        Args:
            span: only of proposals put forward in its weeks, or of which the week is not known.
        """
        texts, length = self._texts(), len(self.word.text)
        if has_index(texts):
            texts = by_weeks(texts, span.weeks) if span else texts
            texts = by_pairs(texts, self.word.pairs) if length > 1 else texts
        is_proved = length == 2 and has_index(texts)
        return texts if is_proved else texts.filter(text__contains=self.word.text)

    @property
    def is_looked_into(self) -> bool:
        """What the index proposes is read: the word is longer than a pair."""
        return len(self.word.text) > 2 and has_index(self._texts())

    def _texts(self) -> QuerySet[SearchText]:
        """Where it is looked for; a single character in titles and texts alone."""
        readable = SearchText.objects.readable_by(self.actor).order_by()
        return readable if len(self.word.text) > 1 else readable.filter(source=SearchText.Source.CASE)

    def _in_what_it_was_merged_into(self) -> Q:
        texts = self._texts().filter(ANSWERS, text__contains=self.word.text, proposal=OuterRef("merged_into"))
        return Q(state=Proposal.State.MERGED) & _is_one(texts)

    def _named(self) -> Q:
        shown = {"is_name_hidden": False} if self.actor.role in HIDES_NAMES else {}
        return Q(seat__in=self.seats, **shown)

    def _joined(self) -> QuerySet[CoSignature]:
        shown = {"proposal__is_name_hidden": False} if self.actor.role in HIDES_NAMES else {}
        confirmed = CoSignature.objects.filter(state=CoSignature.State.CONFIRMED, **shown)
        return confirmed.filter(seat__in=self.seats).order_by()

    def _handled(self) -> QuerySet[Assignment]:
        return Assignment.objects.current().filter(organ__in=self.organs).order_by()


def _is_one(rows: QuerySet[Any]) -> Q:
    """There is one of these, which the database looks up for each row by itself."""
    return Q(IsNull(Subquery(rows.values("pk")[:1]), False))


def is_common(word: Word) -> bool:
    """So many pieces hold each of its pairs that it is looked for in the newest proposals first."""
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
    return _in_all(found, [sought.keys() for sought in sought_in(query, actor)])


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
    common = [one for one in sought if is_common(one.word)]
    rare = [one for one in sought if one not in common]
    found, upto = found.order_by(*NEWEST), min(upto, MOST)
    begins_with_the_newest = bool(common) or any(one.is_looked_into for one in sought)
    for span in _of_the_newest(found, upto) if begins_with_the_newest else ():
        keys = _first(_in_all(found.filter(span.of_proposals), [one.keys(span) for one in sought]), upto)
        if len(keys) > upto:
            return Found(keys, False)
    if common and rare:
        findings = _confirmed(_whole(found, rare), common, upto)
        if findings.is_whole or len(findings) > upto:
            return findings
    return _whole(found, sought)


def _whole(found: ProposalQuerySet, sought: list[Sought]) -> Found:
    """All of them, up to a thousand."""
    keys = _first(_in_all(found, [one.keys() for one in sought]), MOST)
    return Found(keys[:MOST], len(keys) <= MOST)


def _confirmed(found: Found, common: Sequence[Sought], upto: int) -> Found:
    """Those in which these words are found as well, the newest first, until the page is full."""
    kept: list[UUID] = []
    at, step = 0, FIRST_LOOK
    while at < len(found) and len(kept) <= upto:
        keys = found.keys[at : at + step]
        holding = Proposal.objects.filter(*(one.is_in() for one in common), pk__in=keys).values_list("pk", flat=True)
        confirmed = set(holding.order_by())
        kept += [key for key in keys if key in confirmed]
        at, step = at + step, step * 2
    return Found(kept, found.is_whole and at >= len(found))


def _of_the_newest(found: ProposalQuerySet, upto: int) -> Iterator[Span]:
    """When the newest 64, 1,024 and 8,192 were put forward, where there are so many and the page asks for fewer."""
    moments = found.filter(submitted_at__isnull=False).values_list("submitted_at", flat=True)
    until = moments.first()
    for reach in REACHES:
        if until and upto < reach and (since := next(iter(moments[reach - 1 : reach]), None)):
            yield Span(since, until)


def _first(found: ProposalQuerySet, limit: int) -> list[UUID]:
    """The keys of so many and of one more, which says that there are others."""
    return list(found.values_list("pk", flat=True)[: limit + 1])


def numbered(query: str, actor: Actor) -> Proposal | None:
    """The proposal of that number, if the actor may see it: 编号 typed in full, in whatever width and case."""
    number = normalise(query)
    if not number or len(number) > 24:
        return None
    typed = {number, number.upper(), query.strip()}
    return Proposal.objects.visible_to(actor).filter(number__in=typed).first()
