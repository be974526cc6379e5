"""指标: the counts of the main job. Each is a query over what an actor may see, and opens the list it counts."""

from congress.registries import measure
from proposals.models import Proposal, ProposalQuerySet


@measure("opinions", "提出的月度意见", "congress")
def opinions(seen: ProposalQuerySet) -> ProposalQuerySet:
    """Sent to the desk and not withdrawn, whatever became of it."""
    return seen.put_forward().filter(kind=Proposal.Kind.OPINION)


@measure("opinions_done", "办结的月度意见", "congress")
def opinions_done(seen: ProposalQuerySet) -> ProposalQuerySet:
    """Of those put forward, the closed: answered and rated. What the organs promised may still be open."""
    return opinions(seen).closed()


@measure("proposals", "提出的意见建议", "congress")
def proposals(seen: ProposalQuerySet) -> ProposalQuerySet:
    """Of every kind, sent and not withdrawn."""
    return seen.put_forward()


@measure("proposals_done", "办结的意见建议", "congress")
def proposals_done(seen: ProposalQuerySet) -> ProposalQuerySet:
    """Of every kind, closed."""
    return proposals(seen).closed()
