"""Keeping the texts that are searched equal to what stands in proposals, replies and papers."""

from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import Prefetch, QuerySet

from congress.progress import Report
from proposals.models import Ask, AskAnswer, Attachment, Promise, Proposal, Reply, SearchText, with_asks
from proposals.searching.words import LONGEST, normalise

PIECE = 2_000  # characters: a piece that is looked into is read whole
OVERLAP = LONGEST - 1
OF_A_PAPER = 20_000  # its first characters
AT_ONCE = 500
Source = SearchText.Source


def pieces(text: str) -> list[str]:
    """The text in pieces, so that each word of at most 60 characters stands whole in one of them."""
    return [text[at : at + PIECE] for at in range(0, max(1, len(text) - OVERLAP), PIECE - OVERLAP)] if text else []


def text_of(proposal: Proposal) -> str:
    """What a proposal is found by: a line each of number, title, text and plan; no word goes over two of them."""
    return _lines(proposal.number or "", proposal.title, proposal.body, proposal.plan)


def text_of_reply(
    reply: Reply, promised: Iterable[Promise] | None = None, answers: Iterable[AskAnswer] | None = None
) -> str:
    """What a signed reply is found by, with what it promises and answers; that which is stored when left out."""
    lines = reply.lines() if promised is None else promised
    said = reply.own_answers() if answers is None else answers
    return _lines(reply.text, *(row.words for row in said), *(line.content for line in lines), reply.document_number)


def _lines(*texts: str) -> str:
    return "\n".join(filter(None, map(normalise, texts)))


@transaction.atomic
def enter_proposal(proposal: Proposal) -> bool:
    """Put down the words as they stand now; says whether that changed anything."""
    rows = SearchText.objects.filter(proposal=proposal, source=Source.CASE)
    return _put_down(rows, pieces(text_of(proposal)), proposal=proposal, source=Source.CASE)


@transaction.atomic
def enter_reply(reply: Reply) -> bool:
    """The same for a reply; nobody finds one that is not signed."""
    rows = SearchText.objects.filter(reply=reply, source=Source.REPLY)
    made = pieces(text_of_reply(reply)) if reply.signed_at else []
    return _put_down(rows, made, proposal_id=reply.assignment.proposal_id, source=Source.REPLY, reply=reply)


@transaction.atomic
def enter_paper(paper: Attachment | Reply, text: str) -> bool:
    """What was read out of an attachment, or out of the official file of a signed reply."""
    made = pieces(normalise(text)[:OF_A_PAPER]) or [""]
    if isinstance(paper, Attachment):
        of: dict[str, Any] = {"attachment": paper, "source": Source.PAPER, "proposal_id": paper.proposal_id}
    else:
        of = {"reply": paper, "source": Source.LETTER, "proposal_id": paper.assignment.proposal_id}
    return _put_down(SearchText.objects.filter(**of), made, **of)


def put_down_anew(
    proposal: Proposal,
    replies: Iterable[Reply],
    promises: Collection[Promise],
    asks: Collection[Ask],
    answers: Collection[AskAnswer],
) -> Iterator[SearchText]:
    """The rows that hold the words of a proposal and of its replies, not yet stored; papers left out."""
    numbers = {ask.pk: ask.number for ask in asks}
    of: dict[str, Any] = {"proposal_id": proposal.pk, "source": Source.CASE}
    yield from (SearchText(part=part, text=text, **of) for part, text in enumerate(pieces(text_of(proposal))))
    for reply in replies:
        if reply.signed_at:
            of = {"proposal_id": proposal.pk, "source": Source.REPLY, "reply_id": reply.pk}
            promised = [line for line in promises if line.reply_id == reply.pk]
            said = [row for row in answers if row.reply_id == reply.pk and row.ask_id in numbers]
            said.sort(key=lambda row: (numbers[row.ask_id], row.pk))
            texts = pieces(text_of_reply(reply, promised, said))
            yield from (SearchText(part=part, text=text, **of) for part, text in enumerate(texts))


def _put_down(rows: QuerySet[SearchText], made: list[str], **of: Any) -> bool:
    there = dict(rows.order_by("part").values_list("part", "text"))
    if there == dict(enumerate(made)):
        return False
    for part, text in enumerate(made):
        if part not in there:
            SearchText.objects.create(part=part, text=text, **of)
        elif there[part] != text:
            rows.filter(part=part).update(text=text)
    if len(there) > len(made):
        rows.filter(part__gte=len(made)).delete()
    return True


def rebuild(report: Report) -> int:
    """Put everything down anew but papers, which are read in the background; says how many were not as they should be.

    Args:
        report: told how many of how many are done.
    """
    changed = done = 0
    total = Proposal.objects.count() + Reply.objects.count()
    for rows, enter in ((Proposal.objects.all(), enter_proposal), (Reply.objects.all(), enter_reply)):
        for keys in _in_parts(rows.order_by("pk").values_list("pk", flat=True).iterator(AT_ONCE)):
            with transaction.atomic():  # held, so that nobody saves a later text meanwhile
                held: Any = rows.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk")
                changed += sum(enter(row) for row in held)
            done += len(keys)
            report(done, total)
    return changed


def astray() -> Iterator[str]:
    """What is put down otherwise than it stands, each as a sentence."""
    case = Prefetch("search_texts", SearchText.objects.filter(source=Source.CASE).order_by("part"), to_attr="put_down")
    proposals: QuerySet[Any] = Proposal.objects.order_by("pk").prefetch_related(case)
    for proposal in proposals.iterator(AT_ONCE):
        if pieces(text_of(proposal)) != [row.text for row in proposal.put_down]:
            yield f"{proposal.number or proposal.pk}：检索文本与内容不一致"
    replies = (
        Reply.objects.order_by("pk").select_related("assignment__proposal").prefetch_related("promises", with_asks())
    )
    for some in _in_parts(replies.iterator(AT_ONCE)):
        there: dict[Any, list[str]] = {}
        rows = SearchText.objects.filter(reply__in=some, source=Source.REPLY).order_by("part")
        for key, text in rows.values_list("reply", "text"):
            there.setdefault(key, []).append(text)
        for reply in some:
            if (pieces(text_of_reply(reply)) if reply.signed_at else []) != there.get(reply.pk, []):
                yield f"{reply.assignment.proposal.number}：{reply.pk}号答复的检索文本与答复不一致"
    for key in SearchText.objects.filter(source=Source.LETTER, reply__signed_at=None).values_list("reply", flat=True):
        yield f"答复{key}：没有签发，正式答复文件已可检索"


def _in_parts(rows: Iterable[Any]) -> Iterator[list[Any]]:
    left = iter(rows)
    while part := list(islice(left, AT_ONCE)):
        yield part
