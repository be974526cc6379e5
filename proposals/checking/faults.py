"""签发前检查: every fault of a reply, once. No signer may pass over the hard ones; over the others with a reason."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from congress.actors import Actor
from proposals.asks.answering import answers_of, asks_of, left_by_all, name_of, unanswered
from proposals.checking.addressing import Matter, wrong_names, wrong_numbers
from proposals.checking.likeness import most_like
from proposals.guards import joint_parts, needed_for_signing, reply_of, silent_joint
from proposals.models import Ask, AskAnswer, Assignment, Override, Reply

Kind = Override.Fault


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong.

    Attributes:
        name: which; of those that may be passed over, an Override.Fault.
        words: a sentence that says what is wrong and what to do.
        is_hard: nobody signs before it is put right.
        earlier: the reply that this one repeats.
    """

    name: str
    words: str
    is_hard: bool = False
    earlier: Reply | None = None

    @property
    def key(self) -> str:
        """Names it with its words: who passes over a fault has seen this one and not another."""
        return f"{self.name}-{hashlib.sha256(self.words.encode()).hexdigest()[:12]}"


@dataclass(frozen=True)
class Draft:
    """What is checked: the reply of this round, what it has to answer, what it answers, the joint organs."""

    assignment: Assignment
    reply: Reply
    asks: Sequence[Ask]
    answers: Sequence[AskAnswer]
    joint: Sequence[Any]


def draft_of(assignment: Assignment) -> Draft:
    """As it was last saved; an empty one where nothing was."""
    reply = reply_of(assignment) or Reply(assignment=assignment, round=assignment.round)
    reply.assignment = assignment
    return Draft(assignment, reply, asks_of(assignment), answers_of(reply), list(joint_parts(assignment)))


def faults_of(draft: Draft, actor: Actor) -> list[Fault]:
    """Everything that stands against signing it, the hard ones first.

    Args:
        actor: who looks; a reply is compared with those that he may read.
    """
    hard = needed_for_signing(draft.assignment, draft.reply, draft.joint)
    found = [Fault(name, verdict.refusal, is_hard=True) for name, verdict in hard.items() if not verdict]
    soft = soft_faults(draft, actor) if draft.reply.text or draft.answers else []
    return [*found, *soft]


def soft_faults(draft: Draft, actor: Actor) -> list[Fault]:
    """Those that a signer may pass over, when he writes why."""
    return [*_of_words(draft), *_of_likeness(draft.reply, actor), *_of_asks(draft), *_of_opinions(draft)]


def _of_words(draft: Draft) -> Iterator[Fault]:
    """Another deputy's name, another matter's number or title, in the letter or in an answer."""
    text = "\n".join([draft.reply.text, *(row.words for row in draft.answers)])
    matter = Matter(draft.assignment.proposal)
    if words := wrong_names(text, matter):
        yield Fault(Kind.NAME, words)
    if words := wrong_numbers(text, matter):
        yield Fault(Kind.NUMBER, words)


def _of_likeness(reply: Reply, actor: Actor) -> Iterator[Fault]:
    if found := most_like(reply, actor):
        share, number = round(found.likeness * 100), found.reply.assignment.proposal.number
        words = f"答复内容与{number}号的答复有{share}%相同，请核对是不是按这一件写的。"
        yield Fault(Kind.ALIKE, words, earlier=found.reply)


def _of_asks(draft: Draft) -> Iterator[Fault]:
    assignment, words = draft.assignment, ""
    if missing := unanswered(assignment, draft.asks, draft.answers):
        words = f"还没有逐条答复：{_named(missing, assignment)}。每条选采纳、部分采纳、解释说明或不采纳，并写明内容。"
    if left := left_by_all(assignment, draft.asks, draft.answers):
        words += f"各单位都说由其他单位答复：{_named(left, assignment)}。"
    if words:
        yield Fault(Kind.ASKS, words)


def _named(asks: Sequence[Ask], assignment: Assignment) -> str:
    return "、".join(name_of(ask, assignment) for ask in asks)


def _of_opinions(draft: Draft) -> Iterator[Fault]:
    """Of joint organs that were silent past their limit; those within it are waited for (guards.joint_opinions_in)."""
    late = [row for row in silent_joint(draft.assignment, draft.joint) if not row.is_awaited]
    if names := "、".join(str(row.organ) for row in late):
        yield Fault(Kind.JOINT, f"协办单位逾期没有提交意见：{names}。可以再催，或者不等。")
