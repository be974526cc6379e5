"""Drafts that nobody went on with."""

from datetime import datetime

from congress.purging import kept_since
from congress.registries import purge
from proposals.drafting import throw_away
from proposals.models import Proposal


@purge("drafts", "没有提交的草稿")
def drafts(at: datetime) -> int:
    """Those never submitted and not saved for long; their files are swept away after them."""
    before = kept_since("draft_days", at)
    old = Proposal.objects.filter(state=Proposal.State.DRAFT, number__isnull=True, saved_at__lt=before)
    for proposal in old:
        throw_away(proposal)
    return len(old)
