"""A deputy writes, invites others, submits, thinks again."""

from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from congress import configuration, timeline
from congress.actors import Actor
from congress.models import Session, StoredFile
from congress.permissions import require
from congress.rereading import reread
from congress.workflow import OutOfTurn
from deputies.models import Seat
from proposals import clocks, guards, telling
from proposals.holding import take_hold
from proposals.models import Attachment, CoSignature, LimitKey, Proposal, Wording
from proposals.numbering import next_number
from proposals.permissions import is_author, is_invited
from proposals.searching.indexing import enter_proposal
from proposals.workflow import steps_of

WRITABLE = (Proposal.State.DRAFT, Proposal.State.RETURNED)
JOINABLE = (*WRITABLE, Proposal.State.COSIGN)
MOST_FILES = 6


class Overwritten(Exception):
    """Somebody, perhaps the same person in another window, saved a later version meanwhile."""


def hold_seat(seat: Seat) -> None:
    """One new paper of a deputy at a time: a button pressed twice makes one."""
    list(Seat.objects.select_for_update(no_key=True).filter(pk=seat.pk).values_list("pk"))


@transaction.atomic
def take_up(*, by: Actor, kind: str) -> Proposal:
    """The deputy's draft in which nothing is written yet, a new one when there is none."""
    if by.seat is not None:
        hold_seat(by.seat)
        own = Proposal.objects.filter(seat=by.seat, state=Proposal.State.DRAFT, kind=kind)
        if found := own.filter(title="", body="", topic=None).first():
            return found
    return begin(by=by, kind=kind)


@transaction.atomic
def begin(*, by: Actor, kind: str = Proposal.Kind.OPINION, **fields: Any) -> Proposal:
    """A new draft of the deputy's; nobody else sees it, staff included."""
    if by.seat is None:
        raise PermissionDenied("只有代表可以提出意见建议。")
    lane = Proposal.Lane.ORDINARY if kind == Proposal.Kind.OPINION else Proposal.Lane.FORMAL
    proposal = Proposal.objects.create(
        kind=kind,
        lane=lane,
        congress=by.congress,
        holder=by.congress,
        term=by.seat.term,
        seat=by.seat,
        is_live=not by.congress.is_practice,
        **fields,
    )
    enter_proposal(proposal)
    return proposal


@transaction.atomic
def save(proposal: Proposal, *, by: Actor, seen: int, **fields: Any) -> int:
    """Keep what was typed; gives the new version.

    Args:
        seen: the version the writer's page showed.
        fields: columns that change.
    Raises:
        Overwritten: when a later version was saved since that says something else.
        PermissionDenied: for others than the author, or once it is with the desk.
    """
    require(is_author(by, proposal))
    if proposal.state not in WRITABLE:
        raise OutOfTurn("这件建议已经提交，不能再改。")
    saved = Proposal.objects.filter(pk=proposal.pk, version=seen, state__in=WRITABLE).update(
        version=F("version") + 1, saved_at=timezone.now(), **fields
    )
    if not saved and not Proposal.objects.filter(pk=proposal.pk, state__in=WRITABLE, **fields).exists():
        raise Overwritten
    reread(proposal)
    if saved:
        enter_proposal(proposal)
    return proposal.version


@transaction.atomic
def attach(proposal: Proposal, file: StoredFile, *, by: Actor) -> Attachment:
    """Add a photo or paper to a draft; at most six."""
    require(is_author(by, proposal))
    take_hold(proposal)
    if proposal.state not in WRITABLE:
        raise OutOfTurn("这件建议已经提交，不能再加附件。")
    if proposal.attachments.count() >= MOST_FILES:
        raise PermissionDenied(f"最多{MOST_FILES}个附件，请先删去一个。")
    return proposal.attachments.create(file=file)


@transaction.atomic
def detach(attachment: Attachment, *, by: Actor) -> None:
    """Take a photo or paper out of a draft again."""
    require(is_author(by, attachment.proposal))
    if attachment.proposal.state not in WRITABLE:
        raise OutOfTurn("这件建议已经提交，不能再删附件。")
    attachment.delete()


@transaction.atomic
def discard(proposal: Proposal, *, by: Actor) -> None:
    """Throw a draft away that was never submitted."""
    require(is_author(by, proposal))
    take_hold(proposal)
    if proposal.state != Proposal.State.DRAFT or proposal.number:
        raise OutOfTurn("已经提交过的建议不能删除，可以撤回。")
    throw_away(proposal)


def throw_away(proposal: Proposal) -> None:
    """Delete a draft with what hangs on it."""
    proposal.co_signatures.all().delete()
    proposal.attachments.all().delete()
    proposal.asks.all().delete()
    proposal.delete()


def not_yet_sent(proposal: Proposal) -> None:
    """Others may still be asked to join. Raises OutOfTurn once it is with the desk."""
    if proposal.state not in JOINABLE:
        raise OutOfTurn("这件建议已经提交，不能再邀请联名。")


@transaction.atomic
def invite(proposal: Proposal, seats: list[Seat], *, by: Actor) -> None:
    """Ask other deputies of the same congress to join; each confirms for himself the text as it stands."""
    require(is_author(by, proposal))
    take_hold(proposal)
    not_yet_sent(proposal)
    asked = []
    for seat in seats:
        if seat.congress_id != proposal.congress_id or seat.pk == proposal.seat_id:
            raise PermissionDenied("只能邀请本级人大的其他代表联名。")
        row, is_new = proposal.co_signatures.get_or_create(seat=seat)
        if is_new:
            asked.append(str(seat.pk))
            telling.invited(row)
    if seats:
        _asked(proposal, "invite", asked, by)


@transaction.atomic
def ask_again(proposal: Proposal, *, by: Actor) -> None:
    """Ask whoever joined on an earlier text to confirm this one; those who joined on this one need not."""
    require(is_author(by, proposal))
    take_hold(proposal)
    not_yet_sent(proposal)
    stale = list(guards.of_another_text(proposal))
    proposal.co_signatures.filter(pk__in=[row.pk for row in stale]).update(
        state=CoSignature.State.INVITED, decided_at=None, confirmed_text=""
    )
    for row in stale:
        telling.invited(row)
    if stale:
        _asked(proposal, "ask_again", [str(row.seat_id) for row in stale], by)


def _asked(proposal: Proposal, step: str, seats: list[str], by: Actor) -> None:
    """Put on record who was asked; a draft turns to 征集联名 with it."""
    if proposal.state == Proposal.State.DRAFT:
        steps_of(proposal).take("gather", proposal, by=by, log={"seats": seats})
    elif seats:
        timeline.record(step, proposal, by=by, seats=seats)


@transaction.atomic
def uninvite(co_signature: CoSignature, *, by: Actor) -> None:
    """不再等: who has not answered is no longer waited for."""
    proposal = co_signature.proposal
    require(is_author(by, proposal))
    waiting = proposal.co_signatures.filter(pk=co_signature.pk, state=CoSignature.State.INVITED)
    if not waiting.delete()[0]:
        raise OutOfTurn("这位代表刚刚已经答复，请看最新情况。")
    timeline.record("uninvite", proposal, by=by, seats=[str(co_signature.seat_id)])


@transaction.atomic
def answer_invitation(proposal: Proposal, *, joins: bool, by: Actor) -> None:
    """Confirm or decline to stand under another's proposal, knowing its text."""
    require(is_invited(by, proposal))
    state = CoSignature.State.CONFIRMED if joins else CoSignature.State.DECLINED
    waiting = proposal.co_signatures.filter(seat=by.seat, state=CoSignature.State.INVITED)
    text = proposal.text_digest if joins else ""
    if not waiting.update(state=state, decided_at=timezone.now(), confirmed_text=text):
        raise OutOfTurn("这份邀请已经答复过了。")
    timeline.record("join" if joins else "decline", proposal, by=by)
    telling.invitation_answered(proposal, by, joins=joins)


@transaction.atomic
def rework(proposal: Proposal, *, by: Actor) -> None:
    """Back to a draft while co-signatories are asked: whoever had confirmed must confirm the new text."""
    steps_of(proposal).take("rework", proposal, by=by)
    proposal.co_signatures.all().delete()


@transaction.atomic
def submit(proposal: Proposal, *, by: Actor, at: datetime) -> None:
    """Hand it to the desk: number, month, session, clock, receipt.

    The month is that of the first submission, Beijing time; a number once given stays with the proposal. Who was asked
    to stand behind a motion and has not answered is no longer waited for.
    """
    on = timezone.localdate(at)
    facts: dict[str, Any] = {}
    if proposal.submitted_at is None:
        facts |= {"submitted_at": at, "month": on.replace(day=1), "session": session_on(proposal, on)}
    if proposal.number is None:
        facts["number"] = next_number(proposal.congress, year=on.year)
    steps_of(proposal).take("submit", proposal, by=by, **facts)
    waiting = proposal.co_signatures.filter(state=CoSignature.State.INVITED)
    if silent := list(waiting.values_list("seat", flat=True)):  # of a motion alone: its guard lets them be
        waiting.delete()
        timeline.record("uninvite", proposal, by=by, seats=[str(seat) for seat in silent])
    enter_proposal(proposal)
    Wording.objects.create(proposal=proposal, title=proposal.title, body=proposal.body, plan=proposal.plan)
    clocks.stop(LimitKey.SUPPLEMENT, proposal, on=on)
    clocks.start(LimitKey.REVIEW, proposal, on=on)
    telling.submitted(proposal, on=on)


def session_on(proposal: Proposal, day: date) -> Session | None:
    """The meeting to which it belongs when it is submitted on that day; an opinion of the month belongs to none."""
    if proposal.kind == Proposal.Kind.OPINION:
        return None
    return Session.objects.receiving(proposal.congress, day).first()


@transaction.atomic
def enter(*, seat: Seat, title: str, body: str, by: Actor, at: datetime, **fields: Any) -> Proposal:
    """代录: the desk enters a paper opinion in a deputy's name; word for word the same on the same day is the same."""
    if not by.is_desk or seat.congress_id != by.congress.pk:
        raise PermissionDenied("只能为本级人大的代表代录。")
    on = timezone.localdate(at)
    hold_seat(seat)
    entered = Proposal.objects.filter(seat=seat, title=title, body=body, entered_by__isnull=False)
    if (same := entered.first()) and same.submitted_at and timezone.localdate(same.submitted_at) == on:
        return same
    fields.setdefault("is_live", not seat.congress.is_practice)
    proposal = Proposal.objects.create(
        congress=seat.congress,
        holder=seat.congress,
        term=seat.term,
        seat=seat,
        title=title,
        body=body,
        entered_by=by.person,
        **fields,
    )
    facts: dict[str, Any] = {
        "submitted_at": at,
        "month": on.replace(day=1),
        "number": next_number(seat.congress, year=on.year),
    }
    steps_of(proposal).take("enter", proposal, by=by, **facts)
    enter_proposal(proposal)
    Wording.objects.create(proposal=proposal, title=title, body=body)
    clocks.start(LimitKey.REVIEW, proposal, on=on)
    telling.submitted(proposal, on=on)
    return proposal


@transaction.atomic
def undo(proposal: Proposal, *, by: Actor, on: datetime) -> None:
    """Take a submission back within the first minutes: it is a draft again and keeps its number."""
    steps_of(proposal).take("undo", proposal, by=by)
    Proposal.objects.filter(pk=proposal.pk).update(submitted_at=None, month=None, session=None)
    reread(proposal)
    clocks.stop_everything(proposal, on=timezone.localdate(on))
    telling.undone(proposal)


@transaction.atomic
def withdraw(proposal: Proposal, *, by: Actor, reason: str, at: datetime) -> None:
    """撤回: handling ends at once, every clock stops."""
    from proposals import routing
    from proposals.classifying import disputes
    from proposals.supervision import marking

    handled = proposal.state == Proposal.State.IN_HAND
    steps_of(proposal).take("withdraw", proposal, by=by, note=reason)
    on = timezone.localdate(at)
    clocks.stop_everything(proposal, on=on)
    disputes.drop(proposal, on=on)
    if handled:
        routing.end_assignments(proposal, by=by, on=on)
    marking.fall_with(proposal, by=by, on=on)
    telling.withdrawn(proposal, on=on)


def undo_deadline(proposal: Proposal) -> datetime | None:
    """Until when the author may undo by himself; None when he no longer may."""
    if proposal.state != Proposal.State.SUBMITTED or proposal.submitted_at is None:
        return None
    minutes = configuration.value("opinion.undo_minutes", proposal.congress, on=timezone.localdate())
    ends = proposal.submitted_at + timedelta(minutes=minutes)
    return ends if ends > timezone.now() else None
