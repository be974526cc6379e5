"""并案: proposals of the same matter are handled together, and each author has his own reply, rating and limit."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from congress import timeline
from congress.actors import Actor
from congress.models import Event
from congress.permissions import ALLOWED, Verdict, require
from congress.permissions import refuse as no
from congress.rereading import reread
from congress.workflow import OutOfTurn
from proposals import clocks, numbering, telling
from proposals.asks import answering
from proposals.classifying import disputes
from proposals.holding import hold
from proposals.models import Assignment, LimitKey, Proposal, Reply, rounds_of
from proposals.promises.making import make_promises
from proposals.searching.indexing import enter_reply
from proposals.workflow import steps_of


@transaction.atomic
def merge(proposal: Proposal, *, into: Proposal, by: Actor, on: date) -> None:
    """并案: handled with another; its authors, and those merged into it before, get the reply as their own."""
    require(_can_join(proposal, into))
    hold(proposal.pk, into.pk)
    followers = list(proposal.followers().select_related("seat__person", "congress", "holder"))
    log = {"into": str(into.pk)}
    steps_of(proposal).take("merge", proposal, by=by, note=f"并入{into.number}", log=log, merged_into=into)
    clocks.stop_everything(proposal, on=on)
    disputes.drop(proposal, on=on)
    proposal.followers().update(merged_into=into)
    for row in (proposal, *followers):
        telling.merged(row, into=into, on=on)


def _can_join(proposal: Proposal, into: Proposal) -> Verdict:
    if into.pk == proposal.pk:
        return no("不能并入自己。")
    return ALLOWED if into.holder_id == proposal.holder_id else no("只能并入本级办理的建议。")


@transaction.atomic
def unmerge(proposal: Proposal, *, reason: str, by: Actor, on: date) -> None:
    """撤销并案: it waits to be handed over by itself, and whatever had been merged into it before comes with it.

    Raises:
        OutOfTurn: when it is not merged, or its answer has come already.
    """
    head = Proposal.objects.get(pk=proposal.pk).merged_into_id
    if head is None:
        raise OutOfTurn("这一件没有并案，请看最新情况。")
    hold(proposal.pk, head)
    reread(proposal)
    if proposal.merged_into_id != head:
        raise OutOfTurn("这一件刚刚并入了另一件，请看最新情况再决定。")
    own = _merged_at_first_into(proposal, Proposal.objects.filter(merged_into=head, state=Proposal.State.MERGED))
    steps_of(proposal).take("unmerge", proposal, by=by, note=reason, merged_into=None)
    Proposal.objects.filter(pk__in=own).update(merged_into=proposal)
    numbering.number_in_session(proposal)
    if proposal.kind != Proposal.Kind.MOTION:
        clocks.await_assignment(proposal, on=on)
    telling.unmerged(proposal, reason, on=on)


def _merged_at_first_into(proposal: Proposal, rows: QuerySet[Proposal]) -> list[UUID]:
    """Those of the rows that the desk merged into this one, by their last record of it."""
    events = Event.objects.filter(step="merge", subject_id__in=rows.order_by().values("pk")).order_by("serial")
    last = {event.subject_id: event.facts.get("into") for event in events}
    return [row for row, into in last.items() if into == str(proposal.pk)]


def share_answers(head: Proposal, *, by: Actor | None, on: date) -> None:
    """Every organ has answered: each who was merged gets the answers as his own, to rate within his own limit.

    From here on his matter goes its own way: it is rated, handled again and closed by itself.
    """
    related = "seat__person", "congress", "holder", "term", "session"
    for other in head.followers().select_related(*related).order_by("submitted_at"):
        assert other.submitted_at is not None  # only what was sent is merged
        began = max(head.assigned_on or on, timezone.localdate(other.submitted_at))
        mine = [
            _share(row, other, by=by, began=began, on=on)
            for row in head.assignments.current().replying().select_related("organ")
        ]
        steps_of(other).take("share", other, by=by, assigned_on=began, answered_on=on)
        for row in mine:
            telling.replied(row, on=on)


def _share(row: Assignment, other: Proposal, *, by: Actor | None, began: date, on: date) -> Assignment:
    """The organ's part in the other matter, with its last signed reply, addressed anew."""
    reply = max((r for r in rounds_of(row) if r.signed_at), key=lambda r: r.round)
    copied = (
        "organ_id",
        "part",
        "named_part",
        "assigned_by_id",
        "signed_in_at",
        "office_id",
        "handler_id",
        "replied_on",
    )
    part = Assignment.objects.create(
        proposal=other,
        state=Assignment.State.REPLIED,
        assigned_on=began,
        first_assigned_on=began,
        **{name: getattr(row, name) for name in copied},
    )
    timeline.record("share_reply", part, by=by, after=part.state, root=other.pk, organ=str(row.organ_id))
    own = Reply.objects.get(pk=reply.pk)
    own.pk, own.assignment, own.round, own._state.adding = None, part, part.round, True
    own.text = reply.text.replace(Reply.opening(row), Reply.opening(part))
    own.save(force_insert=True)
    clocks.start(LimitKey.RATE, own, on=on)
    for line in reply.promises.all():
        own.promises.create(position=line.position, content=line.content, promised_on=line.promised_on)
    make_promises(own, by=by, on=on)
    answering.share_answers(reply, own)
    enter_reply(own)
    return part
