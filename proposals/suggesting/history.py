"""The portal's own past as examples: what was assigned to whom, kept by each process for a day."""

from datetime import date
from functools import lru_cache
from uuid import UUID

from django.utils.timezone import localdate

from proposals.models import Assignment, Dispute
from proposals.suggesting.memory import Example, Memory
from proposals.suggesting.ranking import Matter

MOST_EXAMPLES = 1500
MOST_CONGRESSES = 12
MOST_DECISIONS = 300


@lru_cache(maxsize=MOST_CONGRESSES)
def remembered(congress: UUID, on: date) -> Memory:
    """What the congress's desk assigned last, up to 1,500 matters: one query on the first call of a day, then none.

    Labels are the organs' ids. `remembered.cache_clear()` has it read again.
    """
    return Memory(_examples(congress))


def _examples(congress: UUID) -> list[Example]:
    """Of what is not public the title is learned from, never shown: not everybody at the desk may see that matter."""
    rows = (
        Assignment.objects.current()
        .replying()
        .filter(proposal__holder=congress, proposal__is_live=True)
        .order_by("-assigned_on", "-pk")
        .values_list("proposal_id", "proposal__title", "proposal__is_public", "organ_id", "assigned_on")
    )
    return [
        Example(Matter.of(title).title, str(organ), said=title if is_public else "", on=assigned_on, source=proposal)
        for proposal, title, is_public, organ, assigned_on in rows[:MOST_EXAMPLES]
    ]


@lru_cache(maxsize=MOST_CONGRESSES)
def arbitrated(congress: UUID, on: date) -> Memory:
    """What the 编办 decided there last, up to 300 disputes, with the same silence on what is not public.

    One query on the first call of a day, then none; a decision in this process has it read again.
    """
    decided = Dispute.objects.decided().filter(proposal__holder=congress, organ__isnull=False)
    rows = decided.values_list("proposal_id", "proposal__title", "proposal__is_public", "organ_id", "decided_at")
    return Memory(
        Example(
            Matter.of(title).title,
            str(organ),
            said=title if is_public else "",
            on=localdate(decided_at) if decided_at else None,
            source=proposal,
        )
        for proposal, title, is_public, organ, decided_at in rows[:MOST_DECISIONS]
    )
