"""Searching as a reader does, and papers as if they had been read."""

from unittest.mock import patch

from congress.actors import Actor
from congress.models import Grant
from proposals.listing import filtered, listed
from proposals.models import Attachment, Proposal
from proposals.searching import find, finding
from proposals.searching.indexing import enter_paper
from tests.security.things import a_file


def found_by(grant: Grant, query: str, *, upto: int = 50) -> list[str]:
    """The titles of what the list shows."""
    actor = Actor(grant)
    exact = set(listed(actor, {"q": query}).values_list("title", flat=True))
    shown = _shown(actor, query, upto)
    assert set(shown) == exact  # what a list shows is what its Excel file holds
    for common in (lambda word: True, lambda word: word.text == finding.words_of(query)[-1].text):
        with patch.object(finding, "is_common", common), patch.object(finding, "REACHES", (2, 3, 5)):
            for some in (1, 2, 4, upto):
                assert _shown(actor, query, some) == shown[:some]  # however common its words are
            with patch.object(finding, "MOST", 2), patch.object(finding, "FIRST_LOOK", 1):
                assert _shown(actor, query, 2) == shown[:2]  # and however many hold the rare one
    return shown


def _shown(actor: Actor, query: str, upto: int) -> list[str]:
    return [row.title for row in find(filtered(actor, {}), query, actor, upto=upto)[:upto]]


def attached(proposal: Proposal, words: str, name: str = "附图说明.pdf") -> Attachment:
    """A paper of the proposal in which these words were read."""
    file = a_file(name, b"%PDF-1.7", proposal.seat.person)
    paper = Attachment.objects.create(proposal=proposal, file=file)
    enter_paper(paper, words)
    return paper
