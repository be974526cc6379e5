"""Papers are read in the background: what stands in attachments and official files is found a minute later."""

import logging
import time
from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from congress.files.extracting import READABLE, words_in
from congress.models import StoredFile
from proposals.models import Attachment, Proposal, Reply, SearchText
from proposals.searching.indexing import OF_A_PAPER, enter_paper, pieces
from proposals.searching.words import normalise

log = logging.getLogger(__name__)
Paper = Attachment | Reply
LONGEST_RUN = 45  # seconds of one run; the next one goes on


def unread() -> Iterator[Paper]:
    """Attachments of what was sent, and files of signed replies, whose words are not put down yet."""
    entered = SearchText.objects.filter(attachment=OuterRef("pk"))
    attached = Attachment.objects.filter(~Exists(entered), file__media_type__in=READABLE)
    yield from attached.exclude(proposal__state=Proposal.State.DRAFT).select_related("file").order_by("pk")
    entered = SearchText.objects.filter(reply=OuterRef("pk"), source=SearchText.Source.LETTER)
    signed = Reply.objects.filter(~Exists(entered), signed_at__isnull=False, file__media_type__in=READABLE)
    yield from signed.select_related("file", "assignment").order_by("signed_at", "pk")


def read_papers(*, within: float = LONGEST_RUN) -> int:
    """Read what is not read yet, until the seconds are over; says how many were put down.

    What cannot be fetched now is tried again the next time; what cannot be read has an empty text.
    """
    began, number = time.monotonic(), 0
    for paper in unread():
        if time.monotonic() - began > within:
            break
        number += read(paper)
    return number


def read(paper: Paper) -> bool:
    """Put down what stands in one paper; not when it is gone meanwhile or cannot be fetched."""
    assert paper.file is not None
    try:
        text = words_in(paper.file, OF_A_PAPER)
    except Exception as error:  # each kind of storage has its own errors
        log.error("The content of stored file %s cannot be read: %s", paper.file.pk, type(error).__name__)
        return False
    with transaction.atomic():
        rows: Any = type(paper)._default_manager.filter(file=paper.file)
        if not rows.select_for_update(no_key=True).values_list("pk").first():
            return False
        enter_paper(paper, text)
    return True


def read_all() -> int:
    """Read every paper anew; says how many."""
    SearchText.objects.filter(source__in=[SearchText.Source.PAPER, SearchText.Source.LETTER]).delete()
    return read_papers(within=float("inf"))


def misread() -> Iterator[str]:
    """Papers that say something else than what was put down, each as a sentence; reads every file."""
    put_down = SearchText.objects.order_by()
    attached = Attachment.objects.filter(pk__in=put_down.filter(source="paper").values("attachment"))
    for attachment in attached.select_related("file").order_by("pk").iterator():
        yield from _misread(attachment.file, put_down.filter(attachment=attachment))
    lettered = Reply.objects.filter(pk__in=put_down.filter(source="letter").values("reply"), file__isnull=False)
    for reply in lettered.select_related("file").order_by("pk").iterator():
        assert reply.file is not None
        yield from _misread(reply.file, put_down.filter(reply=reply, source="letter"))


def _misread(file: StoredFile, rows: QuerySet[SearchText]) -> Iterator[str]:
    try:
        made = pieces(normalise(words_in(file, OF_A_PAPER))[:OF_A_PAPER]) or [""]
    except Exception:  # each kind of storage has its own errors; what is missing is named elsewhere
        return
    if made != list(rows.order_by("part").values_list("text", flat=True)):
        yield f"文件{file.pk}：检索文本与文件里的文字不一致"
