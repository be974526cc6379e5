"""指标: the counts of the main job. Each is a query over what an actor may see, and opens the list it counts."""

from django.db.models import Exists, OuterRef

from congress.registries import measure
from proposals.models import Escalation, Proposal, ProposalQuerySet, Rung, Urge


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


@measure("key_items", "重点督办件", "congress")
def key_items(seen: ProposalQuerySet) -> ProposalQuerySet:
    """Of every kind, put forward and marked now; a mark that was taken off does not count."""
    return proposals(seen).key()


@measure("key_items_done", "办结的重点督办件", "congress")
def key_items_done(seen: ProposalQuerySet) -> ProposalQuerySet:
    """Of the key items, the closed."""
    return key_items(seen).closed()


@measure("urged", "催办过的意见建议", "congress")
def urged(seen: ProposalQuerySet) -> ProposalQuerySet:
    """Of every kind, those for which anybody urged an organ, however often."""
    return proposals(seen).filter(Exists(Urge.objects.filter(assignment__proposal=OuterRef("pk"))))


@measure("escalated", "提醒到主要负责人或督办工委的意见建议", "congress")
def escalated(seen: ProposalQuerySet) -> ProposalQuerySet:
    """Of every kind, those of which a limit climbed the ladder to the organ's head or beyond."""
    above = Escalation.objects.filter(clock__root=OuterRef("pk"), rung__in=[Rung.HEAD, Rung.COMMITTEE])
    return proposals(seen).filter(Exists(above))
