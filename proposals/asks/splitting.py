"""拆分诉求: by the deputy until it is assigned, by the desk until every organ has signed its reply."""

import re
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from congress import timeline
from congress.actors import Actor
from congress.permissions import ALLOWED, Verdict, refuse, require
from congress.workflow import OutOfTurn
from proposals.asks.telling import asks_changed
from proposals.drafting import Overwritten
from proposals.holding import take_hold
from proposals.models import Ask, AskAnswer, Proposal
from proposals.permissions import is_author, is_desk

P = Proposal.State
MOST = 20
LONGEST = 200
FOR_AUTHOR = (P.DRAFT, P.COSIGN, P.RETURNED, P.SUBMITTED, P.REGISTERED)
FOR_DESK = (P.SUBMITTED, P.RETURNED, P.REGISTERED, P.MERGED, P.HANDED, P.IN_HAND)
# 一、 1. （二） 3、 at the beginning of a line or after a stop: how people number what they ask for.
NUMBERED = re.compile(
    r"(?:^|(?<=[。；;：:\n]))\s*(?:[（(][一二三四五六七八九十\d]{1,3}[）)]、?|[一二三四五六七八九十]{1,3}是|"
    r"[一二三四五六七八九十]{1,3}、|\d{1,2}[.．、](?!\d))"
)
SENTENCE = re.compile(r"[^。；;！!？?\n]+")
WISHES = re.compile(r"建议|希望|恳请|请求|要求")


def may_split(actor: Actor | None, proposal: Proposal) -> Verdict:
    """Its author until it is assigned; the desk that holds it while an organ has still to sign."""
    if actor is not None and actor.is_deputy:
        is_early = proposal.state in FOR_AUTHOR
        return is_author(actor, proposal) and (ALLOWED if is_early else refuse("已经交办，诉求由代表工委调整。"))
    is_open = proposal.state in FOR_DESK
    return is_desk(actor, proposal) and (
        ALLOWED if is_open else refuse("现在不能再改诉求：还没有提交，或者已经答复。")
    )


@transaction.atomic
def split(proposal: Proposal, texts: Sequence[str], *, by: Actor, seen: Sequence[int]) -> bool:
    """Number these as what the proposal asks for; says whether that changed anything.

    An ask that stays word for word keeps what replies not yet signed answer to it, under whatever number.

    Args:
        texts: the asks in order, at most 20; none takes the split back.
        seen: keys of those that the writer's page showed.
    Raises:
        Overwritten: when somebody has split it otherwise meanwhile.
        OutOfTurn: once it is too late.
    """
    require(may_split(by, proposal))
    require(ALLOWED if len(texts) <= MOST else refuse(f"最多{MOST}条，请合并相近的。"))
    take_hold(proposal)
    if not (may := may_split(by, proposal)):
        raise OutOfTurn(may.refusal)
    before = list(Ask.objects.current().filter(proposal=proposal))
    if [ask.text for ask in before] == list(texts):
        return False
    if [ask.pk for ask in before] != list(seen):
        raise Overwritten
    _replace(proposal, before, texts)
    event = timeline.record("split", proposal, by=by, note=f"共{len(texts)}条" if texts else "不再分条")
    if proposal.state in (P.IN_HAND, P.MERGED):
        asks_changed(proposal, number=len(texts), fact=str(event.pk), on=timezone.localdate())
    return True


def _replace(proposal: Proposal, before: Sequence[Ask], texts: Sequence[str]) -> None:
    """Rows that say the same under the same number stay; the others are retired, and made anew as they are now."""
    kept = {ask.number: ask for ask in before if ask.number <= len(texts) and texts[ask.number - 1] == ask.text}
    gone = [ask for ask in before if ask.number not in kept]
    Ask.objects.filter(pk__in=[ask.pk for ask in gone]).update(retired_at=timezone.now())
    for number, text in enumerate(texts, 1):
        if number in kept:
            continue
        made = Ask.objects.create(proposal=proposal, number=number, text=text)
        if same := next((ask for ask in gone if ask.text == text), None):
            gone.remove(same)
            AskAnswer.objects.filter(ask=same, reply__signed_at__isnull=True).update(ask=made)


def proposed_asks(proposal: Proposal) -> list[str]:
    """What the text seems to ask for, to begin with: what its author has numbered, otherwise the sentences that wish.

    Of a motion, its 方案. People check it before it is kept.
    """
    text = proposal.plan or proposal.body
    parts = NUMBERED.split(text)[1:]
    if len(parts) < 2:
        parts = [sentence for sentence in SENTENCE.findall(text) if WISHES.search(sentence)]
    lines = [" ".join(part.split()).strip("。；;，, ") for part in parts]
    return [line[:LONGEST] for line in lines if line][:MOST]
