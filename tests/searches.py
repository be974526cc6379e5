"""Searching as a reader does, and papers as if they had been read."""

from congress.actors import Actor
from congress.models import Grant
from proposals.listing import filtered, listed
from proposals.models import Attachment, Proposal
from proposals.searching import find
from proposals.searching.indexing import enter_paper
from tests.security.things import a_file


def found_by(grant: Grant, query: str, *, upto: int = 50) -> list[str]:
    """The titles of what the list shows."""
    actor = Actor(grant)
    exact = set(listed(actor, {"q": query}).values_list("title", flat=True))
    shown = [row.title for row in find(filtered(actor, {}), query, actor, upto=upto)[:upto]]
    assert set(shown) == exact  # what a list shows is what its Excel file holds
    return shown


def attached(proposal: Proposal, words: str, name: str = "附图说明.pdf") -> Attachment:
    """A paper of the proposal in which these words were read."""
    file = a_file(name, b"%PDF-1.7", proposal.seat.person)
    paper = Attachment.objects.create(proposal=proposal, file=file)
    enter_paper(paper, words)
    return paper
