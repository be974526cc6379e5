"""What waits of motions, on the start pages of desk and committee."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from congress.actors import Actor
from congress.calendar_table import current_calendar
from congress.models import Role
from congress.registries import Todo
from proposals.clocks import light
from proposals.models import Clock, LimitKey, Proposal, Ruling, Withdrawal
from proposals.motions.ruling import body_for

S = Proposal.State
MOST = 5
OF_THE_COMMITTEE = {S.EXAMINING: ("审查议案", "give_view", "提出意见"), S.REFERRED: ("审议议案", "report", "提出报告")}


def with_the_committee(actor: Actor, today: date) -> QuerySet[Proposal] | None:
    """Motions to examine, and those that were referred."""
    if actor.role != Role.COMMITTEE:
        return None
    waiting = Proposal.objects.visible_to(actor).filter(kind=Proposal.Kind.MOTION, state__in=OF_THE_COMMITTEE)
    return waiting.order_by("submitted_at")


def committee_todos(waiting: QuerySet[Proposal], actor: Actor, today: date) -> Iterator[Todo]:
    """Each with its limit."""
    motions = list(waiting[:MOST])
    reports = Clock.objects.running().filter(proposal__in=motions, limit=LimitKey.MOTION_REPORT)
    clocks = {clock.proposal_id: clock for clock in reports}
    for motion in motions:
        clock = clocks.get(motion.pk)
        shown = light(clock, today=today, calendar=current_calendar())
        label, page, button = OF_THE_COMMITTEE[S(motion.state)]
        yield Todo(
            clock.due_on if clock else None,
            f"{label}：{motion.title}",
            reverse(f"proposals:{page}", args=[motion.pk]),
            button,
            shown.colour if shown else "",
            shown.words if shown else "",
        )


def to_put_to_a_body(actor: Actor, today: date) -> QuerySet[Any] | None:
    """Withdrawals and reviews that were asked for."""
    if not actor.is_desk:
        return None
    own = Proposal.objects.visible_to(actor).filter(holder=actor.congress)
    asked = Withdrawal.objects.filter(proposal=OuterRef("pk"), decided_at__isnull=True)
    review = Ruling.objects.filter(proposal=OuterRef("pk"), review_asked_at__isnull=False, review="")
    waiting = own.filter(Q(motion_number__isnull=False) & (Exists(asked) | Exists(review)))
    return waiting.annotate(is_asked=Exists(asked)).order_by("submitted_at")


def asking_todos(rows: QuerySet[Any], actor: Actor, today: date) -> Iterator[Todo]:
    """What a body must be asked."""
    for asking in rows[:MOST]:
        what, page = ("申请撤回", "decide_withdrawal") if asking.is_asked else ("要求复议", "decide_review")
        yield Todo(None, f"{what}：{asking.title}", reverse(f"proposals:{page}", args=[asking.pk]), "报主席团")


def to_rule(actor: Actor, today: date) -> QuerySet[Proposal] | None:
    """Motions on which a body rules next."""
    if not actor.is_desk:
        return None
    own = Proposal.objects.visible_to(actor).filter(holder=actor.congress, kind=Proposal.Kind.MOTION)
    return own.filter(state__in=[S.EXAMINED, S.ON_AGENDA, S.REPORTED]).order_by("submitted_at")


def ruling_todos(motions: QuerySet[Proposal], actor: Actor, today: date) -> Iterator[Todo]:
    """What a body has ruled and is not on record yet."""
    for motion in motions[:MOST]:
        body = body_for(motion)
        label = f"等{body.label if body else ''}决定：{motion.title}"
        yield Todo(None, label, reverse("proposals:rule", args=[motion.pk]), "登记决定")
