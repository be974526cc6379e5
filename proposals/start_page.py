"""What the start page says of the main job, to each role: what waits, what is new, numbers that open their lists."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Exists, Min, OuterRef, QuerySet, Window
from django.urls import reverse
from django.utils import timezone

from congress import configuration
from congress.actors import Actor
from congress.calendar_table import current_calendar
from congress.models import Role, Session
from congress.registries import Tile, Todo
from deputies.models import Seat
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


def own_limits(actor: Actor, today: date) -> QuerySet[Clock] | None:
    """What runs for this deputy: to supplement an item, to rate a reply."""
    if not actor.seat:
        return None
    own = Clock.objects.running().filter(root__seat=actor.seat, limit__in=[LimitKey.SUPPLEMENT, LimitKey.RATE])
    return own.select_related("root", "reply__assignment__organ")


def limit_todos(clocks: QuerySet[Clock], actor: Actor, today: date) -> Iterator[Todo]:
    """Items to supplement and replies to rate."""
    calendar = current_calendar()
    for clock in clocks:
        light = Light(clock, today, calendar)
        if clock.reply:
            assignment = clock.reply.assignment
            label, button = f"评价{assignment.organ}的答复：{clock.root.title}", "去评价"
            address = reverse("proposals:rate", args=[assignment.pk])
        else:
            label, button = f"补充“{clock.root.title}”", "去补充"
            address = reverse("proposals:edit", args=[clock.root.pk])
        yield Todo(clock.due_on, label, address, button, light.colour, light.words)


def invitations(actor: Actor, today: date) -> QuerySet[CoSignature] | None:
    """Invitations to put one's name to a colleague's paper that are not answered."""
    if not actor.seat:
        return None
    invited = CoSignature.objects.filter(seat=actor.seat, state=CoSignature.State.INVITED)
    gathering = invited.filter(proposal__state__in=[Proposal.State.COSIGN, Proposal.State.RETURNED])
    return gathering.select_related("proposal__seat__person")


def invitation_todos(invited: QuerySet[CoSignature], actor: Actor, today: date) -> Iterator[Todo]:
    """Colleagues who ask for his name."""
    for row in invited:
        label = f"{row.proposal.seat.person.name}代表请您联名“{row.proposal.title}”"
        yield Todo(None, label, reverse("proposals:cosign", args=[row.proposal_id]), "去看看")


def drafts(actor: Actor, today: date) -> QuerySet[Proposal] | None:
    """A deputy's drafts with words in them, the newest first."""
    if not actor.seat:
        return None
    own = Proposal.objects.filter(seat=actor.seat, state=Proposal.State.DRAFT).exclude(title="", body="")
    return own.order_by("-created_at")


def draft_todos(own: QuerySet[Proposal], actor: Actor, today: date) -> Iterator[Todo]:
    """What was begun and is not sent."""
    for draft in own[:NEWEST]:
        yield Todo(None, f"没写完的草稿：{draft}", reverse("proposals:edit", args=[draft.pk]), "接着写")


def joint_replies(actor: Actor, today: date) -> QuerySet[Clock] | None:
    """Limits of replies of which the lead should know what this deputy thinks."""
    if not actor.seat:
        return None
    clocks = Clock.objects.running().filter(limit=LimitKey.RATE, reply__in=to_tell(actor))
    return clocks.select_related("root", "reply__assignment__organ")


def joint_reply_todos(clocks: QuerySet[Clock], actor: Actor, today: date) -> Iterator[Todo]:
    """Replies to what he joined."""
    for clock in clocks:
        reply = clock.reply
        assert reply is not None  # a rating clock belongs to a reply
        light = Light(clock, today, current_calendar())
        label = f"您联名的“{clock.root.title}”，{reply.assignment.organ}已答复"
        address = reverse("proposals:tell_lead", args=[reply.assignment_id])
        yield Todo(clock.due_on, label, address, "说说看法", light.colour, light.words)


def months_missing(actor: Actor, today: date) -> QuerySet[Seat] | None:
    """The deputy's seat while it is served and this month's opinion is not put forward."""
    if not actor.seat:
        return None
    own = Proposal.objects.put_forward().filter(kind=Proposal.Kind.OPINION, month=today.replace(day=1))
    return Seat.objects.active(today).filter(~Exists(own.filter(seat=OuterRef("pk"))), pk=actor.seat.pk)


def month_todos(seat: QuerySet[Seat], actor: Actor, today: date) -> Iterator[Todo]:
    """The month's opinion."""
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
    counted = own.annotate(total=Window(Count("pk")))
    rows = rows_of(counted.order_by("-submitted_at")[:NEWEST], actor, today=today)
    total = max((getattr(row.proposal, "total", 0) for row in rows), default=0)
    return "proposals/start/latest.html", {"rows": rows, "total": total}


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


def requests(actor: Actor, today: date) -> QuerySet[Assignment] | None:
    """Requests of organs that the desk decides."""
    if not actor.is_desk:
        return None
    return waiting_decisions(actor).select_related("proposal", "organ").prefetch_related("clocks")


def request_todos(asked: QuerySet[Assignment], actor: Actor, today: date) -> Iterator[Todo]:
    """Releases and extensions, the nearest limit first."""
    calendar = current_calendar()
    for assignment in asked[:NEWEST]:
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


def disputed(actor: Actor, today: date) -> QuerySet[Assignment] | None:
    """Replies with which a deputy is not content, in what the desk's congress holds."""
    if not actor.is_desk:
        return None
    own = Assignment.objects.visible_to(actor).filter(state=Assignment.State.DISPUTED, proposal__holder=actor.congress)
    return own.select_related("proposal", "organ")


def disputed_todos(assignments: QuerySet[Assignment], actor: Actor, today: date) -> Iterator[Todo]:
    """What the desk brings together."""
    for assignment in assignments[:NEWEST]:
        label = f"代表对{assignment.organ}的答复不满意，待协调：{assignment.proposal.title}"
        yield Todo(None, label, reverse("proposals:conclude", args=[assignment.pk]), "去协调")


def sent_here(actor: Actor, today: date) -> QuerySet[Proposal] | None:
    """Items that another level has sent to this desk's."""
    if not actor.is_desk:
        return None
    return Proposal.objects.filter(state=Proposal.State.ESCALATED, transfer_to=actor.congress).select_related("holder")


def sent_todos(sent: QuerySet[Proposal], actor: Actor, today: date) -> Iterator[Todo]:
    """To be received or given back."""
    for proposal in sent[:NEWEST]:
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
