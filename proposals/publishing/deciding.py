"""公开、不公开、撤回公开: the desk's decision, after the deputy's and the organs' consent."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from congress import timeline
from congress.actors import Actor
from congress.models import Organ
from congress.permissions import ALLOWED, Verdict, all_of, refuse, require
from congress.workflow import OutOfTurn
from proposals.holding import take_hold
from proposals.models import Proposal, Publication, PublishedReply, Reply
from proposals.permissions import is_desk
from proposals.publishing.copying import BODY, PLAN, TITLE, Copy, answers_of, copy_of, fingerprint_of, is_complete
from proposals.searching.words import normalise
from proposals.supervision.supervisors import is_whole_desk

P = Proposal.State
S = Publication.State
PUBLISHABLE = (P.ANSWERED, P.CLOSED)
CHANGED = "原文或者答复刚刚有变化，请重新核对。"


def may_open_publishing(actor: Actor) -> Verdict:
    """The desk of a congress; a street's branch desk does not speak for it."""
    is_street = actor.organ is not None and actor.organ.kind == Organ.Kind.STREET
    return ALLOWED if actor.is_desk and not is_street else refuse("公开由代表工委决定。")


def may_decide_on_publishing(actor: Actor | None, proposal: Proposal) -> Verdict:
    """The desk of the congress that holds it, once it is answered; what is no live proposal is never public."""
    if not is_whole_desk(actor, proposal):
        return is_desk(actor, proposal) and refuse("公开由上级代表工委决定。")
    if not proposal.is_live:
        return refuse("这一件是试运行的数据，不公开。")
    return ALLOWED if proposal.state in PUBLISHABLE else refuse("答复以后才能决定是否公开。")


def agreed(proposal: Proposal, replies: Sequence[Reply]) -> Verdict:
    """公开须代表、承办单位都同意: the deputy as he wrote it, each organ in its latest signed reply."""
    against = [str(reply.assignment.organ) for reply in replies if not reply.is_public]
    return all_of(
        ALLOWED if proposal.is_public else refuse("代表要求不公开。"),
        refuse(f"{'、'.join(against)}不同意公开答复。") if against else ALLOWED,
        ALLOWED if is_complete(proposal, replies) else refuse("还有承办单位没有答复。"),
    )


def is_clean(copy: Copy) -> Verdict:
    """No mark of secrecy in what was written, nothing that identifies anybody in what would leave."""
    if copy.marks:
        return refuse(f"原文有“{'”“'.join(dict.fromkeys(copy.marks))}”字样，不能公开。")
    return refuse(f"还有没遮去的：{'；'.join(copy.left)}。") if copy.left else ALLOWED


def may_publish(actor: Actor | None, proposal: Proposal, replies: Sequence[Reply]) -> Verdict:
    """Deputy, organs and desk, all three."""
    return may_decide_on_publishing(actor, proposal) and agreed(proposal, replies)


def decision_on(proposal: Proposal) -> Publication | None:
    """What was decided, if anything."""
    return Publication.objects.filter(proposal=proposal).first()


@transaction.atomic
def publish(proposal: Proposal, *, words: Sequence[str], seen: str, by: Actor, at: datetime) -> Publication:
    """公开: a masked copy leaves; of what is public already a new copy takes the old one's place.

    Args:
        words: what the desk wants masked besides what is found.
        seen: the fingerprint of the originals that the desk has looked at.
        at: the moment of the decision.
    Raises:
        OutOfTurn: the originals are no longer those.
    """
    take_hold(proposal)
    replies = answers_of(proposal)
    require(may_publish(by, proposal, replies))
    copy = copy_of(proposal, replies, words)
    if copy.source != seen:
        raise OutOfTurn(CHANGED)
    require(is_clean(copy))
    row, text = decision_on(proposal), "\n".join(words)
    if row and row.is_public and (row.source, row.masked_words) == (copy.source, text):
        return row  # pressed twice
    facts = _of_the_proposal(proposal) | {
        "state": S.PUBLISHED,
        "reason": "",
        "masked_words": text,
        "source": copy.source,
        "category": copy.category,
        "author": copy.author,
        "title": copy.text(TITLE),
        "body": copy.text(BODY),
        "plan": copy.text(PLAN),
        "search_text": normalise(" ".join([str(proposal.number), *(part.masked for part in copy.everything)])),
        "decided_by": by.grant,
        "decided_at": at,
        "published_at": at,
        "changed_at": at,
    }
    made, _ = Publication.objects.update_or_create(proposal=proposal, defaults=facts)
    made.replies.all().delete()
    PublishedReply.objects.bulk_create(
        PublishedReply(
            publication=made,
            position=position,
            organ=answer.organ,
            outcome=answer.outcome,
            outcome_label=answer.outcome_label,
            text=answer.part.masked,
            signed_on=answer.signed_on,
        )
        for position, answer in enumerate(copy.answers, 1)
    )
    timeline.record("publish", proposal, by=by, copy=fingerprint_of(copy))
    return made


def _of_the_proposal(proposal: Proposal) -> dict[str, object]:
    assert proposal.submitted_at is not None
    on = timezone.localdate(proposal.submitted_at)
    return {
        "congress": proposal.congress,
        "number": proposal.number,
        "year": on.year,
        "kind": proposal.kind,
        "put_forward_on": on,
    }


@transaction.atomic
def withhold(proposal: Proposal, *, reason: str, by: Actor, at: datetime) -> Publication:
    """不公开: decided, with the reason; another decision may follow."""
    take_hold(proposal)
    require(may_decide_on_publishing(by, proposal))
    row = decision_on(proposal)
    if row and row.is_public:
        raise OutOfTurn("这一件已经公开，请先撤回公开。")
    if row and row.state == S.WITHDRAWN:
        raise OutOfTurn("这一件已经撤回公开。")
    if row and row.reason == reason:
        return row  # pressed twice
    source = copy_of(proposal, answers_of(proposal)).source
    facts = {"state": S.WITHHELD, "reason": reason, "source": source, "decided_by": by.grant}
    facts |= _of_the_proposal(proposal) | {"decided_at": at, "changed_at": at}
    made, _ = Publication.objects.update_or_create(proposal=proposal, defaults=facts)
    timeline.record("withhold", proposal, by=by)
    return made


def may_unpublish(actor: Actor | None, proposal: Proposal, row: Publication | None) -> Verdict:
    """The same desk, in whatever state the proposal is by now."""
    who = is_whole_desk(actor, proposal)
    return who and (ALLOWED if row and row.is_public else refuse("这一件没有公开。"))


@transaction.atomic
def unpublish(proposal: Proposal, *, reason: str, by: Actor, at: datetime) -> None:
    """撤回公开: at once, and no word of it stays where everybody reads, nor on the shelf what was made out of it."""
    from proposals.shelf.shelving import fall_with

    take_hold(proposal)
    row = decision_on(proposal)
    if row and row.state == S.WITHDRAWN:
        raise OutOfTurn("这一件刚刚已经撤回公开。")
    require(may_unpublish(by, proposal, row))
    assert row is not None
    row.replies.all().delete()
    gone = {"state": S.WITHDRAWN, "reason": reason, "changed_at": at, "decided_at": at, "decided_by": by.grant}
    gone |= dict.fromkeys(("title", "body", "plan", "author", "category", "search_text"), "")
    Publication.objects.filter(pk=row.pk).update(**gone)
    timeline.record("unpublish", proposal, by=by)
    fall_with(proposal, by=by)
