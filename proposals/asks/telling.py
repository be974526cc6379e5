"""Who is told that the asks of a matter under way were changed: whoever may be writing an answer to them."""

from datetime import date

from congress.models import Role
from proposals.models import Assignment, Proposal
from proposals.telling import staff_of, tell


def asks_changed(proposal: Proposal, *, number: int, fact: str, on: date) -> None:
    """The handlers of every organ that has still to reply to it, or to what it was merged into.

    Args:
        number: of the asks that there are now.
        fact: names the change.
    """
    is_merged = proposal.state == Proposal.State.MERGED
    of = proposal.merged_into_id if is_merged else proposal.pk
    parts = Assignment.objects.current().replying().filter(proposal=of, state__in=Assignment.AT_WORK)
    for part in parts.select_related("organ", "proposal__holder"):
        tell(
            "asks_changed",
            staff_of(part.organ, on, Role.HANDLER),
            part.proposal,
            on=on,
            fact=f"{part.pk}:{fact}",
            facts={"organ": str(part.organ), "n": number},
        )
