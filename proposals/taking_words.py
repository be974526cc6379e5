"""用作内容: what a deputy wrote in Word becomes the text of a draft in which nothing is written yet."""

from django.db import transaction

from congress.actors import Actor
from congress.files.extracting import paragraphs_in
from congress.files.kinds import DOCX
from proposals import drafting
from proposals.models import Attachment, Proposal

LONGEST_TITLE = 60  # characters of a first line that is a heading
MOST = 20_000  # characters, as many as are searched of a paper
WRITTEN = "“内容”里已经有字，没有改动。要用Word里的文字，请先清空“内容”，再按一次。"
NOTHING = "《{name}》里没有读到文字，可能是图片或者扫描件。请在Word里复制，粘贴到“内容”。"


class NotTaken(ValueError):
    """Why nothing was filled in; says so in Chinese."""


def is_word(attachment: Attachment) -> bool:
    """Whether its words can be taken: a Word file of the kind that is still written today."""
    return attachment.file.media_type == DOCX.media_type


def is_blank(proposal: Proposal) -> bool:
    """Whether there is room for them: nothing that was typed is ever written over."""
    return not proposal.body.strip()


@transaction.atomic
def take_words(proposal: Proposal, attachment: Attachment, *, by: Actor, seen: int) -> int:
    """Fill the text from a Word file, and the title from its first line where there is none; gives the new version.

    A text longer than the congress allows is taken whole, up to 20,000 characters: what to leave out is the deputy's
    to say, and the page tells him how much there is.

    Args:
        attachment: one of the proposal's own.
        seen: the version the writer's page showed.
    Raises:
        NotTaken: when something is written already, or the file has no words.
        OSError: and what each kind of storage raises, when the file cannot be fetched.
    """
    if not is_blank(proposal):
        raise NotTaken(WRITTEN)
    lines = paragraphs_in(attachment.file) if is_word(attachment) else []
    if not lines:
        raise NotTaken(NOTHING.format(name=attachment.file.name))
    fields = {}
    if not proposal.title.strip() and len(lines) > 1 and len(lines[0]) <= LONGEST_TITLE:
        fields["title"] = lines.pop(0)
    return drafting.save(proposal, by=by, seen=seen, body="\n".join(lines)[:MOST], **fields)
