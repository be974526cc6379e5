"""The copy of a proposal that may leave: its words with everything masked that must be, and what stands in its way."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone

from congress.dictionaries import Lexicon
from congress.templatetags.portal import cn_date
from proposals.models import Proposal, Reply
from proposals.publishing.findings import Finding, look, mark_in, masked, pieces
from proposals.publishing.names import author_in_public, names_to_mask

BY_FILE = "（答复以正式文件送达代表。）"
TITLE, BODY, PLAN = "title", "body", "plan"


@dataclass(frozen=True)
class Part:
    """One text of the copy: what it is called, how it stands, what was found in it."""

    name: str
    label: str
    original: str
    findings: list[Finding]

    @property
    def masked(self) -> str:
        return masked(self.original, self.findings)

    @property
    def pieces(self) -> list[tuple[str, str, Finding | None]]:
        """For the page that shows both side by side."""
        return pieces(self.original, self.findings)


@dataclass(frozen=True)
class Answer:
    """An organ's reply as it will be read."""

    organ: str
    outcome: str
    outcome_label: str
    signed_on: date
    part: Part


@dataclass(frozen=True)
class Copy:
    """Everything that would be public of a proposal.

    Attributes:
        source: fingerprint of the originals; another one means that something changed meanwhile.
        marks: marks of secrecy that stand in them.
        left: what a second look at the masked words still finds; nothing may leave while there is any.
    """

    author: str
    category: str
    parts: Sequence[Part]
    answers: Sequence[Answer]
    source: str
    marks: Sequence[str]
    left: Sequence[str]

    def text(self, name: str) -> str:
        """The masked text of that name; empty where there is none."""
        return next((part.masked for part in self.parts if part.name == name), "")

    @property
    def everything(self) -> list[Part]:
        return [*self.parts, *(answer.part for answer in self.answers)]

    @property
    def findings(self) -> list[Finding]:
        return [finding for part in self.everything for finding in part.findings]


def answers_of(proposal: Proposal) -> list[Reply]:
    """The latest signed reply of each organ that owes one, in the order of the hand-over."""
    signed = Reply.objects.filter(signed_at__isnull=False).order_by("round").prefetch_related("promises")
    rows: Any = proposal.assignments.current().replying().select_related("organ")
    found = []
    for row in rows.prefetch_related(Prefetch("replies", signed, to_attr="signed")):
        found += row.signed[-1:]
        for reply in row.signed[-1:]:
            reply.assignment = row
    return found


def words_of_reply(reply: Reply) -> str:
    """What is public of a reply: its text and what it promises; a file is not looked through and stays inside."""
    promised = [f"{row.content}（{cn_date(row.promised_on)}前完成）" for row in reply.lines() if row.promised_on]
    lines = [reply.text or BY_FILE, *(["承诺："] if promised else []), *promised]
    return "\n".join(lines)


def copy_of(proposal: Proposal, replies: Sequence[Reply], words: Sequence[str] = ()) -> Copy:
    """What would be public today.

    Args:
        replies: those of `answers_of`.
        words: what the desk wants masked besides.
    """
    today, lexicon = timezone.localdate(), Lexicon()
    names = names_to_mask(proposal, on=today)

    def part(name: str, label: str, text: str) -> Part:
        return Part(name, label, text, look(text, names, words))

    said = [(TITLE, "标题", proposal.title), (BODY, "内容", proposal.body), (PLAN, "方案", proposal.plan)]
    parts = [part(*each) for each in said if each[2]]
    outcomes = lexicon.words("outcome", proposal.holder_id)
    answers = []
    for reply in replies:
        assert reply.signed_at is not None
        organ, signed_on = reply.assignment.organ, timezone.localdate(reply.signed_at)
        label = outcomes.label(reply.outcome, signed_on)
        text = part(str(reply.pk), f"{organ}的答复", words_of_reply(reply))
        answers.append(Answer(str(organ), reply.outcome, label, signed_on, text))
    everything = [*parts, *(answer.part for answer in answers)]
    category = lexicon.words("category", proposal.congress_id).label(proposal.category, today)
    return Copy(
        author=author_in_public(proposal, on=today),
        category=category if proposal.category else "",
        parts=parts,
        answers=answers,
        source=_fingerprint([each.original for each in everything], names),
        marks=[mark for each in everything if (mark := mark_in(each.original))],
        left=_left(everything, names, words),
    )


def _left(parts: Sequence[Part], names: Mapping[str, str], words: Sequence[str]) -> list[str]:
    """The second look, at what would leave."""
    return [f"{part.label}：{each.label}" for part in parts for each in look(part.masked, names, words)]


def _fingerprint(originals: Sequence[str], names: Mapping[str, str]) -> str:
    said = json.dumps([originals, sorted(names.items())], ensure_ascii=False)
    return hashlib.sha256(said.encode()).hexdigest()


def fingerprint_of(copy: Copy) -> str:
    """The hash of what is public, for the timeline: it proves later what stood there."""
    said = [copy.author, *(part.masked for part in copy.everything)]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def is_complete(proposal: Proposal, replies: Sequence[Reply]) -> bool:
    """Whether every organ that owes a reply has signed one, or none was wanted."""
    if proposal.needs_no_reply:
        return True
    return len(replies) == proposal.assignments.current().replying().count() > 0
