"""What waits for an organ: accepted, not handed over. Motions on their way through the hall do not."""

from django.db.models import Q

from congress.models import Congress
from proposals.models import Proposal, ProposalQuerySet

P = Proposal.State


def awaits_organ(proposal: Proposal) -> bool:
    """Whether this matter does."""
    is_accepted = proposal.state == P.REGISTERED and proposal.kind != Proposal.Kind.MOTION
    return is_accepted or proposal.state == P.HANDED


def awaiting_in(congress: Congress) -> ProposalQuerySet:
    """Those that a congress holds, the oldest first; a trial import is nobody's matter."""
    waits = Q(state=P.HANDED) | Q(state=P.REGISTERED) & ~Q(kind=Proposal.Kind.MOTION)
    return Proposal.objects.filter(waits, holder=congress, is_live=True).order_by("submitted_at", "pk")
