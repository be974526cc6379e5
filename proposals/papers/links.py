"""What the page of a case shows of its papers."""

from dataclasses import dataclass

from congress.actors import Actor
from proposals.models import PaperScan, Proposal
from proposals.papers.permissions import may_bundle, may_file


@dataclass(frozen=True)
class Links:
    """The signed papers that this reader may see, and what he may do."""

    scans: list[PaperScan]
    may_file: bool
    may_bundle: bool


def links_for(proposal: Proposal, actor: Actor) -> Links:
    """Nothing for a draft: no paper speaks of it yet. The scans that the reader may see are at hand."""
    if not proposal.number:
        return Links([], may_file=False, may_bundle=False)
    return Links(
        list(proposal.scans.all()),
        may_file=bool(may_file(actor, proposal)),
        may_bundle=bool(may_bundle(actor)),
    )
