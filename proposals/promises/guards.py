"""What must be in place before a promise is made, reported done, confirmed, failed."""

from datetime import date

from django.utils import timezone

from congress import configuration
from congress.models import Congress
from congress.permissions import ALLOWED, Verdict, refuse
from proposals.models import Assignment, Promise, PromiseConfirmation, Reply

DEPUTY, DESK = PromiseConfirmation.Side.DEPUTY, PromiseConfirmation.Side.DESK


def classes_that_promise(congress: Congress, on: date) -> str:
    """The letters of the outcomes that must make a promise: B, or B and C (setting promise.classes)."""
    return str(configuration.value("promise.classes", congress, on=on))


def lines_complete(reply: Reply) -> Verdict:
    """Class B (where the congress says so, C too) names what and until when; A, which is done, promises nothing."""
    lines = reply.lines()
    if reply.outcome == Reply.Outcome.A:
        return refuse("A类是已经解决的，不写承诺事项；还没有做完的请选B类。") if lines else ALLOWED
    whole = all(line.content.strip() and line.promised_on for line in lines)
    if not whole:
        return refuse("每项承诺都要写承诺事项和承诺完成时间。")
    needed = classes_that_promise(reply.assignment.proposal.holder, timezone.localdate())
    is_missing = reply.outcome and reply.outcome in needed and not lines
    return refuse(f"选{reply.outcome}类请写承诺事项和承诺完成时间。") if is_missing else ALLOWED


def promise_is_whole(promise: Promise) -> Verdict:
    """It stands in a signed reply and says what and until when."""
    is_whole = promise.reply.signed_at and promise.content.strip() and promise.promised_on
    return ALLOWED if is_whole else refuse("承诺要写明事项和完成时间，随答复签发。")


def said_by(promise: Promise, side: str) -> PromiseConfirmation | None:
    """What deputy or desk said to the last report; None while it is silent."""
    report = promise.last_report()
    return next((row for row in report.confirmations.all() if row.side == side), None) if report else None


def report_given(promise: Promise) -> Verdict:
    """The organ has written what was done, and nobody has judged it yet."""
    report = promise.last_report()
    return ALLOWED if report and not report.confirmations.all() else refuse("请写兑现情况。")


def deputy_confirmed(promise: Promise) -> Verdict:
    said = said_by(promise, DEPUTY)
    return ALLOWED if said and said.is_kept else refuse("请先确认是否兑现。")


def deputy_denied(promise: Promise) -> Verdict:
    said = said_by(promise, DEPUTY)
    return ALLOWED if said and not said.is_kept else refuse("请写没有兑现的原因。")


def desk_verified(promise: Promise) -> Verdict:
    """The desk says that it is done; where the deputy denies it, it cannot: the report goes back, or it has failed."""
    denied = said_by(promise, DEPUTY)
    if denied and not denied.is_kept:
        return refuse("代表认为没有兑现，请退回单位继续办理，或者认定未兑现。")
    said = said_by(promise, DESK)
    return ALLOWED if said and said.is_kept else refuse("请先核实是否兑现。")


def has_deputy(promise: Promise, on: date) -> bool:
    """Whether the deputy who was promised it can still confirm it: his seat is served on that day."""
    seat = promise.reply.assignment.proposal.seat
    return not seat.is_placeholder and seat.is_active(on)


def both_agree(promise: Promise) -> Verdict:
    """Deputy and desk confirmed the last report; the desk alone where the deputy serves no more."""
    verified = desk_verified(promise)
    if not verified:
        return verified
    if said_by(promise, DEPUTY) or not has_deputy(promise, timezone.localdate()):
        return ALLOWED
    return refuse("还在等代表确认。")


def may_fail(promise: Promise) -> Verdict:
    """The deputy has first to rate the reply that promised it, or to let the time for that pass."""
    is_to_rate = promise.reply.assignment.state == Assignment.State.REPLIED
    return refuse("代表还没有评价这份答复，请等评价以后再认定。") if is_to_rate else ALLOWED
