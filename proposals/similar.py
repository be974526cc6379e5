"""Earlier proposals that a title resembles, with what was answered: shown while writing and assigning."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from congress.actors import Actor
from proposals.models import Proposal, ProposalQuerySet, Reply, SearchText
from proposals.replies import visible_replies
from proposals.searching.finding import MANY, by_pairs, estimated, has_index
from proposals.searching.words import likeness, normalise

WITHIN = timedelta(days=365)
CANDIDATES = 200
SHOWN = 5
ALIKE = 0.3
OF_AN_ANSWER = 80  # characters
# Said in every title: no sign of likeness.
EMPTY_WORDS = ("关于", "进一步", "加强", "推进", "加快", "建议", "工作", "问题", "意见", "我市", "我县", "的")


@dataclass(frozen=True)
class Alike:
    """An earlier proposal, and what organs have answered to it, as far as the reader may read that."""

    proposal: Proposal
    answers: Sequence[str]

    @property
    def label(self) -> str:
        return f"{self.proposal.number} {self.proposal.title}"


def pairs_of(title: str) -> set[str]:
    """Two characters each of what the title is about, normalised."""
    for word in EMPTY_WORDS:
        title = title.replace(word, " ")
    parts = map(normalise, title.split())
    return {part[n : n + 2] for part in parts for n in range(len(part) - 1)}


def similar_to(proposal: Proposal, actor: Actor) -> list[Alike]:
    """At most five of the last year that the actor may see, answered ones among them, the likest first."""
    sought = pairs_of(proposal.title)
    if not sought:
        return []
    seen = Proposal.objects.visible_to(actor).exclude(pk=proposal.pk).exclude(state__in=Proposal.PRIVATE)
    recent = _proposed(seen.filter(submitted_at__gte=timezone.now() - WITHIN), sought).order_by("-submitted_at")
    ranked = [(likeness(sought, pairs_of(row.title)), row) for row in recent[:CANDIDATES]]
    ranked.sort(key=lambda pair: -pair[0])
    likest = [row for score, row in ranked[:SHOWN] if score >= ALIKE]
    answers = _answers([row.pk for row in likest] or [proposal.pk], actor)  # one statement, found or not
    return [Alike(row, answers.get(row.pk, [])) for row in likest]


def _proposed(seen: ProposalQuerySet, sought: set[str]) -> ProposalQuerySet:
    """Those whose title shares a pair; the index of what is searched points at them where that spares looking."""
    if has_index(seen):
        texts = SearchText.objects.filter(source=SearchText.Source.CASE, part=0).order_by()
        sharing = by_pairs(texts, sorted(sought), lookup="overlap")
        if estimated(sharing) <= MANY:
            seen = seen.filter(pk__in=sharing.values("proposal"))
    return seen.filter(reduce(or_, (Q(title__icontains=pair) for pair in sorted(sought))))


def _answers(keys: list[UUID], actor: Actor) -> dict[UUID, list[str]]:
    """By proposal, what each organ has answered, its first words."""
    signed: QuerySet[Reply] = visible_replies(actor).filter(signed_at__isnull=False, assignment__proposal__in=keys)
    answers: dict[UUID, list[str]] = {}
    for reply in signed.select_related("assignment__organ", "assignment__proposal").order_by("signed_at"):
        words = reply.text.replace(Reply.opening(reply.assignment), "").strip()
        text = f"{words[:OF_AN_ANSWER]}{'…' if len(words) > OF_AN_ANSWER else ''}"
        answers.setdefault(reply.assignment.proposal_id, []).append(f"{reply.assignment.organ}答复：{text}")
    return answers
