"""What may not stand on the shelf: marks of secrecy; of what was made out of a matter, anything about anybody."""

from django.utils import timezone

from congress.permissions import ALLOWED, Verdict, refuse
from proposals.models import Proposal, Publication, ShelfEntry
from proposals.publishing.findings import look, mark_in
from proposals.publishing.names import names_to_mask


def public_copy(proposal: Proposal) -> Publication | None:
    """What everybody reads of it, if anything."""
    return Publication.objects.published().prefetch_related("replies").filter(proposal=proposal).first()


def names_in(proposal: Proposal) -> list[str]:
    """Of its deputies and of whom they asked, the longest first."""
    people = [proposal.seat.person, *(row.seat.person for row in proposal.asked_to_join())]
    return sorted({person.name for person in people if len(person.name) > 1}, key=len, reverse=True)


def consented(proposal: Proposal, public: Publication | None) -> Verdict:
    """Public already, or its deputy agreed that it may be."""
    return ALLOWED if public or proposal.is_public else refuse("代表要求不公开，不能整理成履职参考。")


def fit_for_shelf(entry: ShelfEntry) -> Verdict:
    """Whether its words may be read by all deputies; an attached file was looked over when it was uploaded."""
    words = "\n".join([entry.title, entry.source, entry.text])
    if mark := mark_in(words):
        return refuse(f"文字里有“{mark}”字样，不能上架。")
    if entry.proposal is None:
        return ALLOWED
    public = public_copy(entry.proposal)
    names = names_to_mask(entry.proposal, on=timezone.localdate())
    hidden = [] if public or names else names_in(entry.proposal)
    found = dict.fromkeys(finding.label for finding in look(words, names, hidden))
    clean = refuse(f"文字里还有{'、'.join(found)}，请遮去后再上架。") if found else ALLOWED
    return consented(entry.proposal, public) and clean
