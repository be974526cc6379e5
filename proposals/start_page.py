"""What the start page says of the main job, to each role: what waits, what is new, numbers that open their lists."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Min
from django.urls import reverse
from django.utils import timezone

from congress import configuration
from congress.actors import Actor
from congress.calendar_table import current_calendar
from congress.models import Role, Session
from congress.registries import Tile, Todo
from proposals import board
from proposals.clocks import Light, thresholds
from proposals.consulting import to_tell
from proposals.inbox import counts_of, inbox_of
from proposals.listing import listed, rows_of, triage_queue
from proposals.models import Assignment, Clock, CoSignature, LimitKey, Proposal
from proposals.motions.session_board import board_of
from proposals.permissions import may_watch
from proposals.triage import waiting_decisions

NEWEST = 5
INBOX_ROWS = 20


def deputy_todos(actor: Actor, today: date) -> Iterator[Todo]:
    """The month's opinion, items to supplement, invitations, replies to rate, drafts."""
    if not actor.seat:
        return
    yield from _month_todo(actor, today)
    calendar = current_calendar()
    own = Clock.objects.running().filter(root__seat=actor.seat, limit__in=[LimitKey.SUPPLEMENT, LimitKey.RATE])
    for clock in own.select_related("root", "reply__assignment__organ"):
        light = Light(clock, today, calendar)
        if clock.reply:
            assignment = clock.reply.assignment
            label, button = f"评价{assignment.organ}的答复：{clock.root.title}", "去评价"
            address = reverse("proposals:rate", args=[assignment.pk])
        else:
            label, button = f"补充“{clock.root.title}”", "去补充"
            address = reverse("proposals:edit", args=[clock.root.pk])
        yield Todo(clock.due_on, label, address, button, light.colour, light.words)
    yield from _replies_to_joint_ones(actor, today)
    invited = CoSignature.objects.filter(seat=actor.seat, state=CoSignature.State.INVITED)
    for row in invited.filter(proposal__state__in=[Proposal.State.COSIGN, Proposal.State.RETURNED]).select_related(
        "proposal__seat__person"
    ):
        label = f"{row.proposal.seat.person.name}代表请您联名“{row.proposal.title}”"
        yield Todo(None, label, reverse("proposals:cosign", args=[row.proposal_id]), "去看看")
    drafts = Proposal.objects.filter(seat=actor.seat, state=Proposal.State.DRAFT).exclude(title="", body="")
    for draft in drafts.order_by("-created_at")[:NEWEST]:
        yield Todo(None, f"没写完的草稿：{draft}", reverse("proposals:edit", args=[draft.pk]), "接着写")


def _replies_to_joint_ones(actor: Actor, today: date) -> Iterator[Todo]:
    """Replies of which the lead should know what he thinks, the nearest limit first."""
    clocks = Clock.objects.running().filter(limit=LimitKey.RATE, reply__in=to_tell(actor))
    for clock in clocks.select_related("root", "reply__assignment__organ"):
        reply = clock.reply
        assert reply is not None  # a rating clock belongs to a reply
        light = Light(clock, today, current_calendar())
        label = f"您联名的“{clock.root.title}”，{reply.assignment.organ}已答复"
        address = reverse("proposals:tell_lead", args=[reply.assignment_id])
        yield Todo(clock.due_on, label, address, "说说看法", light.colour, light.words)


def _month_todo(actor: Actor, today: date) -> Iterator[Todo]:
    month = today.replace(day=1)
    own = Proposal.objects.put_forward().filter(seat=actor.seat, kind=Proposal.Kind.OPINION, month=month)
    if not actor.seat.is_active(today) or own.exists():
        return
    last = today.replace(day=monthrange(today.year, today.month)[1])
    left = current_calendar().workdays_between(today, last)
    campaign = configuration.value("campaign.name", actor.congress, on=today)
    yield Todo(
        last,
        f"{today.month}月“{campaign}”意见建议",
        reverse("proposals:create"),
        "反映一条",
        "red" if left <= thresholds(today).red_days else "yellow",
        "本月未提",
        is_post=True,
    )


def deputy_panel(actor: Actor, today: date) -> tuple[str, dict[str, Any]] | None:
    """His latest items with their lights."""
    if not actor.seat:
        return None
    own = Proposal.objects.filter(seat=actor.seat).exclude(state__in=Proposal.PRIVATE)
    rows = rows_of(own.order_by("-submitted_at")[:NEWEST], actor, today=today)
    return "proposals/start/latest.html", {"rows": rows, "total": own.count()}


def session_panel(actor: Actor, today: date) -> tuple[str, dict[str, Any]] | None:
    """While a session receives: what a deputy may put forward there, and until when; to staff, what has come in."""
    session = Session.objects.receiving(actor.congress, today).select_related("term__congress").first()
    if session is None:
        return None
    if may_watch(actor):
        return "proposals/start/session_of_staff.html", {"board": board_of(session, actor)}
    if not actor.seat:
        return None
    return "proposals/start/session.html", {"session": session, "takes_motions": session.takes_motions(timezone.now())}


def desk_todos(actor: Actor, today: date) -> Iterator[Todo]:
    """Requests to decide and items other levels have sent, the nearest limit first."""
    if not actor.is_desk:
        return
    calendar = current_calendar()
    for assignment in waiting_decisions(actor).select_related("proposal", "organ").prefetch_related("clocks")[:NEWEST]:
        is_release = assignment.state == Assignment.State.RELEASE_ASKED
        clock = next((c for c in assignment.clocks.all() if c.limit == LimitKey.REASSIGN and not c.stopped_on), None)
        light = Light(clock, today, calendar) if clock else None
        yield Todo(
            clock.due_on if clock else None,
            f"{assignment.organ}申请{'退办' if is_release else '延期'}：{assignment.proposal.title}",
            reverse(f"proposals:decide_{'release' if is_release else 'extension'}", args=[assignment.pk]),
            "去审定",
            light.colour if light else "",
            light.words if light else "",
        )
    disputed = Assignment.objects.visible_to(actor).filter(
        state=Assignment.State.DISPUTED, proposal__holder=actor.congress
    )
    for assignment in disputed.select_related("proposal", "organ")[:NEWEST]:
        label = f"代表对{assignment.organ}的答复不满意，待协调：{assignment.proposal.title}"
        yield Todo(None, label, reverse("proposals:conclude", args=[assignment.pk]), "去协调")
    sent = Proposal.objects.filter(state=Proposal.State.ESCALATED, transfer_to=actor.congress)
    for proposal in sent.select_related("holder")[:NEWEST]:
        yield Todo(None, f"{proposal.holder.place}转来：{proposal.title}", proposal.get_absolute_url(), "接收或退回")


def desk_tiles(actor: Actor, today: date) -> Iterator[Tile]:
    """The desk's day in numbers."""
    if not actor.is_desk:
        return
    waiting = triage_queue(actor, {}).order_by().aggregate(number=Count("pk"), oldest=Min("submitted_at"))
    hint = f"最早{timezone.localdate(waiting['oldest']):%m-%d}" if waiting["oldest"] else ""
    yield Tile("待分办", waiting["number"], reverse("proposals:queue"), hint)
    yield from _board_tiles(actor, today)
    parameters = {"measure": "opinions", "month": f"{today:%Y-%m}"}
    came = listed(actor, parameters).count()
    yield Tile(f"{today.month}月提出", came, f"{reverse('proposals:index')}?{urlencode(parameters)}")


def _board_tiles(actor: Actor, today: date) -> Iterator[Tile]:
    found, address = board.counts(actor, today), reverse("proposals:board")
    unsigned = found.cells["sign_in", "overdue"]
    yield Tile("签收超期", unsigned, f"{address}?stage=sign_in&band=overdue")
    yield Tile("马上到期", found.soon, f"{address}?band=red")
    yield Tile("超期", found.overdue, f"{address}?band=overdue")


def overseer_tiles(actor: Actor, today: date) -> Iterator[Tile]:
    """For who looks at the whole: the year's numbers, each opening its list."""
    if actor.role not in (Role.COUNCIL, Role.AUDITOR, Role.GOVERNMENT, Role.COMMITTEE):
        return
    for label, name in (("今年提出", "proposals"), ("今年提出的已办结", "proposals_done")):
        parameters = {"measure": name, "year": str(today.year)}
        yield Tile(label, listed(actor, parameters).count(), f"{reverse('proposals:index')}?{urlencode(parameters)}")
    yield from _board_tiles(actor, today)


def inbox_panel(actor: Actor, today: date) -> tuple[str, dict[str, Any]] | None:
    """The organ's inbox, its first lines."""
    if not (actor.is_handler or actor.is_organ_leader):
        return None
    waiting = inbox_of(actor, "")
    rows = waiting[:INBOX_ROWS]
    counts = counts_of(actor)
    return "proposals/start/inbox.html", {"rows": rows, "counts": counts, "more": len(waiting) - len(rows)}
