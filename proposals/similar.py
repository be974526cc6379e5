"""Earlier proposals that a title resembles: shown while writing and while assigning, hindering nothing."""

from datetime import timedelta
from functools import reduce
from operator import or_

from django.db.models import Q
from django.utils import timezone

from congress.actors import Actor
from proposals.models import Proposal

WITHIN = timedelta(days=365)
CANDIDATES = 200
SHOWN = 5
ALIKE = 0.3
# Said in every title: no sign of likeness.
EMPTY_WORDS = ("关于", "进一步", "加强", "推进", "加快", "建议", "工作", "问题", "意见", "我市", "我县", "的")


def pairs_of(title: str) -> set[str]:
    """Two characters each of what the title is about."""
    for word in EMPTY_WORDS:
        title = title.replace(word, " ")
    return {part[n : n + 2] for part in title.split() for n in range(len(part) - 1)}


def similar_to(proposal: Proposal, actor: Actor) -> list[Proposal]:
    """At most five of the last year that the actor may see, the likest first."""
    sought = pairs_of(proposal.title)
    if not sought:
        return []
    shares_a_pair = reduce(or_, (Q(title__contains=pair) for pair in sorted(sought)))
    seen = Proposal.objects.visible_to(actor).exclude(pk=proposal.pk).exclude(state__in=Proposal.PRIVATE)
    recent = seen.filter(shares_a_pair, submitted_at__gte=timezone.now() - WITHIN).order_by("-submitted_at")
    ranked = [(likeness(sought, pairs_of(row.title)), row) for row in recent[:CANDIDATES]]
    ranked.sort(key=lambda pair: -pair[0])
    return [row for score, row in ranked[:SHOWN] if score >= ALIKE]


def likeness(one: set[str], other: set[str]) -> float:
    """The share of pairs that both have, of all that either has: 0 to 1."""
    return len(one & other) / len(one | other) if one and other else 0.0
