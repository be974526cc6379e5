"""What an organ does before it replies: talk with the deputy, hear the joint organs, ask for more time."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from congress import timeline
from congress.actors import Actor
from congress.dictionaries import words
from congress.permissions import ALLOWED, refuse, require
from congress.workflow import OutOfTurn
from proposals import clocks, telling
from proposals.classifying import disputes
from proposals.holding import take_hold
from proposals.models import Assignment, Clock, Contact, Extension, LimitKey
from proposals.permissions import may_decide, may_reply
from proposals.workflow import assignment_steps

BEING_HANDLED = (Assignment.State.HANDLING, Assignment.State.REHANDLING, Assignment.State.SIGNING)


@transaction.atomic
def log_contact(
    assignment: Assignment, *, on: date, way: str, persons: str, result: str, by: Actor, rank: str = ""
) -> Contact:
    """登记沟通: when, how, with whom, with what result. The first one stops the clock for contact.

    What is already on record word for word is the same contact, sent twice.
    """
    require(may_reply(by, assignment))
    take_hold(assignment)
    if assignment.state not in BEING_HANDLED:
        raise OutOfTurn("请先签收，再登记沟通情况。")
    contact, is_new = assignment.contacts.get_or_create(
        round=assignment.round,
        on=on,
        way=way,
        persons=persons,
        result=result,
        defaults={"logged_by": by.person, "rank": rank},
    )
    if not is_new:
        return contact
    timeline.record(
        "log_contact",
        assignment,
        by=by,
        root=assignment.proposal_id,
        contact=contact.pk,
        note=words("contact", assignment.proposal.holder).label(way, on),
    )
    clocks.stop(LimitKey.CONTACT, assignment, on=timezone.localdate(timeline.moment()))
    telling.contacted(contact, on=timezone.localdate())
    return contact


@transaction.atomic
def give_opinion(assignment: Assignment, *, text: str, by: Actor, on: date) -> None:
    """提交协办意见: to the lead organ and the desk, never to the deputy."""
    if assignment.state == Assignment.State.HANDLING:
        assignment.joint_opinions.create(text=text, given_by=by.person)
    assignment_steps.take("give_opinion", assignment, by=by)
    clocks.stop(LimitKey.OPINION, assignment, on=on)
    telling.opinion_given(assignment, on=on)


@transaction.atomic
def send_back_opinion(assignment: Assignment, *, reason: str, by: Actor, on: date) -> None:
    """退回协办意见: it says nothing to the point; a short limit begins for another."""
    assignment_steps.take("send_back_opinion", assignment, by=by, note=reason)
    clocks.start(LimitKey.OPINION, assignment, on=on, rule=LimitKey.OPINION_AGAIN)
    telling.opinion_sent_back(assignment, reason, on=on)


@transaction.atomic
def ask_extension(assignment: Assignment, *, reason: str, until: date, by: Actor, on: date) -> Extension:
    """申请延期: before the limit is over, at most to six months from 交办 (代表法 art. 51)."""
    require(may_reply(by, assignment))
    take_hold(assignment)
    clock = assignment.clocks.running().filter(limit=LimitKey.REPLY).first()
    if clock is None or assignment.state not in BEING_HANDLED:
        raise OutOfTurn("现在没有正在计算的答复期限，不能申请延期。")
    cap = clocks.extension_cap(assignment)
    require(refuse("答复期限已过，不能再申请延期。") if on > clock.due_on else ALLOWED)
    require(refuse(f"延期要晚于原期限（{clock.due_on:%Y-%m-%d}）。") if until <= clock.due_on else ALLOWED)
    require(refuse(f"最长只能延到{cap:%Y-%m-%d}（自交办之日起六个月）。") if until > cap else ALLOWED)
    require(
        refuse("已有一份延期申请在等代表工委决定。")
        if assignment.extensions.filter(decided_at__isnull=True).exists()
        else ALLOWED
    )
    extension = assignment.extensions.create(reason=reason, until=until, asked_by=by.person)
    timeline.record("ask_extension", assignment, by=by, root=assignment.proposal_id, note=reason, until=str(until))
    telling.extension_asked(assignment, on=on)
    return extension


def drop_requests(assignment: Assignment) -> None:
    """What was asked and is not decided needs no answer once the organ has answered or is out; events keep it."""
    assignment.extensions.filter(decided_at__isnull=True).delete()
    if assignment.releases.filter(decided_at__isnull=True).delete()[0]:
        disputes.drop(assignment.proposal, on=timezone.localdate())


@transaction.atomic
def decide_extension(extension: Extension, *, is_granted: bool, answer: str, by: Actor, on: date) -> None:
    """同意或不同意延期: a granted one moves the due date of the reply, and the deputy is told."""
    assignment = extension.assignment
    require(may_decide(by, assignment))
    take_hold(assignment)
    decided = Extension.objects.filter(pk=extension.pk, decided_at__isnull=True).update(
        is_granted=is_granted, answer=answer, decided_by=by.person, decided_at=timezone.now()
    )
    if not decided:
        raise OutOfTurn("这份延期申请已经决定过了。")
    timeline.record(
        "grant_extension" if is_granted else "refuse_extension",
        assignment,
        by=by,
        root=assignment.proposal_id,
        note=answer,
        until=str(extension.until),
    )
    if is_granted:
        old = assignment.clocks.running().filter(limit=LimitKey.REPLY).first()
        if old is None:
            raise OutOfTurn("答复期限已经停止计算，不能再延期。")
        Clock.objects.filter(pk=old.pk).update(stopped_on=on)
        new = clocks.start_until(
            LimitKey.REPLY, assignment, on=old.started_on, due=extension.until, ground="延期（代表法第五十一条）"
        )
        Clock.objects.filter(pk=new.pk).update(extended_from=old.due_on)
    telling.extension_decided(extension, is_granted=is_granted, on=on)
