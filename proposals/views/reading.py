"""Pages for everybody: the list and one proposal with its timeline and its clock."""

from dataclasses import dataclass
from datetime import date
from typing import Any, cast
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from congress import spreadsheets
from congress.actors import Actor
from congress.calendar_table import current_calendar
from congress.models import Role
from congress.patience import patient
from congress.permissions import Verdict, require
from congress.related_rows import read_with
from congress.requests import PortalRequest
from proposals import board as limits_board
from proposals import exporting
from proposals.asks.splitting import may_split
from proposals.classifying.awaiting import awaits_organ
from proposals.classifying.reading import classifying_of
from proposals.clocks import Light, light
from proposals.consulting import silent_on, told_to
from proposals.forms.filtering import NAMES, BoardFilterForm, FilterForm
from proposals.from_groups.activities import activity_of
from proposals.from_matters import matter_of
from proposals.guards import may_be_urged, undo_ends
from proposals.listing import filtered, rows_of, scope
from proposals.models import (
    Ask,
    AskAnswer,
    Assignment,
    Attachment,
    Conclusion,
    Contact,
    CoSignature,
    Escalation,
    Extension,
    JointOpinion,
    KeyItem,
    Override,
    PaperScan,
    Promise,
    Proposal,
    Publication,
    Release,
    Rung,
    SavedFilter,
    Urge,
    with_signer,
)
from proposals.motions.course import course_of
from proposals.motions.sponsoring import may_leave
from proposals.papers.letters import addressees
from proposals.papers.links import links_for
from proposals.permissions import is_author, may_tell_lead, may_watch, sees_joint_opinions
from proposals.practice.offering import offered
from proposals.publishing.deciding import may_decide_on_publishing
from proposals.saved_filters import chosen
from proposals.searching import find, numbered, words_of
from proposals.searching.places import marked_titles, places
from proposals.shelf.making import may_make_entry
from proposals.showing import (
    assignment_word,
    author_for,
    clocks_for,
    main_clock,
    next_step,
    phone_for,
    rows_ahead,
    rows_for,
    signatories,
    state_word,
)
from proposals.supervision import board_exporting, grouping
from proposals.supervision import course as supervision
from proposals.views.finding import proposal_or_404
from proposals.workflow import assignment_steps, steps_of

PAGE = 50
# What one proposal's page shows of it, and of each organ's part in it.
HANGING_ON_IT = {
    "attachments": Attachment.objects.select_related("file"),
    "asks": Ask.objects.current(),
    "co_signatures": CoSignature.objects.select_related("seat__person"),
    "merged": Proposal.objects.filter(state=Proposal.State.MERGED)
    .select_related("seat__person", "delegation")
    .order_by("submitted_at"),
    "publication": Publication.objects.only("proposal", "state", "number"),
    **supervision.HANGING_ON_IT,
}
HANGING_ON_A_PART = {
    **supervision.HANGING_ON_A_PART,
    "contacts": Contact.objects.all(),
    "extensions": Extension.objects.all(),
    "conclusions": Conclusion.objects.all(),
    "urges": Urge.objects.all(),
    "replies": with_signer(),
    "replies__promises": Promise.objects.all(),
    "replies__ask_answers": AskAnswer.objects.select_related("ask"),
    "replies__overrides": Override.objects.all(),
}
NOT_FOR_DEPUTIES = {
    "joint_opinions": JointOpinion.objects.all(),
    "releases": Release.objects.select_related("proposed_organ"),
}


@require_safe
def index(request: PortalRequest) -> HttpResponse:
    """The list of what one may see, newest first; words and filters stand in the address. A number leads to its page.

    Without an address of its own it opens with the filters that the reader keeps for that.
    """
    actor, query, narrowing = request.actor, request.GET.get("q", ""), chosen(request.GET, NAMES)
    if query and narrowing == chosen({"q": query}, NAMES) and (proposal := numbered(query, actor)):
        return redirect(proposal)
    kept = list(SavedFilter.objects.visible_to(actor))
    if not request.GET and (default := next((row for row in kept if row.is_default), None)):
        return redirect(f"{reverse('proposals:index')}?{default.parameters}")
    found: Any = filtered(actor, request.GET)
    if words_of(query):
        found = find(found, query, actor, upto=PAGE * _number(request.GET.get("page", "")))
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    rows = rows_of(page.object_list, actor, today=timezone.localdate())
    shown = [row.proposal for row in rows]
    form = FilterForm(request.GET, actor=actor)
    context = {
        "page": page,
        "rows": rows,
        "places": places(shown, query, actor) if query else {},
        "titles": marked_titles(shown, query),
        "form": form,
        "filters": form,
        "scope": scope(request.GET),
        "kept": kept,
        "chosen": narrowing,
    }
    return render(request, "proposals/index.html", context)


def _number(text: str) -> int:
    """The page that is asked for; the first for what is no number."""
    return max(1, int(text)) if text.isdecimal() and len(text) < 5 else 1


@require_safe
def detail(request: PortalRequest, pk: UUID) -> HttpResponse:
    """One proposal: state and due date first, then the next step, the timeline, the text, the replies."""
    actor, today = request.actor, timezone.localdate()
    scans = PaperScan.objects.visible_to(actor).select_related("file")
    proposal = proposal_or_404(request, pk, **HANGING_ON_IT, scans=scans)
    is_organ = actor.role in (Role.HANDLER, Role.ORGAN_LEADER)
    hanging = HANGING_ON_A_PART | ({} if actor.is_deputy else NOT_FOR_DEPUTIES)
    everyone = read_with(proposal.assignments.current().select_related("organ", "office", "handler"), **hanging)
    for row in everyone:
        row.proposal = proposal  # with the names of its congress and deputy, which are not asked for again
    shown = [row for row in everyone if not is_organ or row.organ == actor.organ]
    ids = {row.pk for row in shown}
    running = proposal.all_clocks.running().select_related("reply", "assignment", "promise__reply")
    clocks = clocks_for(running, actor, ids)
    main = main_clock(clocks, actor)
    letters_to = (
        addressees(proposal, today) if proposal.answered_on or proposal.state == Proposal.State.IN_HAND else []
    )
    context = {
        "proposal": proposal,
        "word": state_word(proposal, actor, shown),
        "clock": main,
        "light": light(main, today=today, calendar=current_calendar()),
        "next": next_step(proposal, actor, everyone, main),
        "entries": [*rows_for(proposal, actor, everyone), *rows_ahead(proposal, actor, clocks, everyone)],
        "assignments": [
            card(row, actor) | {"letters_to": letters_to} | _told(row, actor)
            for row in everyone
            if row in shown or _lead_sees(row, actor, everyone)
        ],
        "organs": everyone,
        "author": author_for(proposal, actor),
        "phone": phone_for(proposal, actor) if is_organ else "",
        "files": proposal.attachments.all(),
        "co_signatures": signatories(proposal, actor),
        "followers": [] if actor.is_deputy else _followers(proposal, actor),
        "steps": offered(steps_of(proposal).open_to(actor, proposal), actor),
        "undo_until": undo_ends(proposal),
        "may_leave": bool(may_leave(actor, proposal)) if actor.is_deputy else False,
        "motion": course_of(proposal, actor),
        "papers": links_for(proposal, actor),
        "may_split": bool(may_split(actor, proposal)),
        "supervision": supervision.course_of(proposal, actor, shown),
        "classifying": classifying_of(proposal) if _is_routed(proposal, actor) else None,
        "may_publish": bool(may_decide_on_publishing(actor, proposal)),
        "may_make_entry": bool(may_make_entry(actor, proposal)),
        "matter": matter_of(proposal, actor),
        "activity": activity_of(proposal, actor),
    }
    return render(request, "proposals/detail.html", context)


def _is_routed(proposal: Proposal, actor: Actor) -> bool:
    """Whether staff ask whose work it is: while it waits for an organ, or is with one that may give it back."""
    is_outside = actor.is_deputy or actor.role in (Role.HANDLER, Role.ORGAN_LEADER)
    return not is_outside and (awaits_organ(proposal) or proposal.state == Proposal.State.IN_HAND)


@require_safe
@patient()
def export(request: PortalRequest) -> HttpResponse:
    """The list as an Excel file, under the same filters."""
    now = timezone.now()
    content = exporting.export(request.actor, request.GET, at=now)
    return spreadsheets.download(content, spreadsheets.file_name(exporting.TITLE, now))


@require_safe
@patient()
def ledger(request: PortalRequest) -> HttpResponse:
    """建议办理台账 of 22 columns, under the filters of the list."""
    require(may_watch(request.actor))
    now = timezone.now()
    content = exporting.export(request.actor, request.GET, at=now, step="export_ledger")
    return spreadsheets.download(content, spreadsheets.file_name(exporting.TITLE, now))


@require_safe
def board(request: PortalRequest) -> HttpResponse:
    """督办: how many limits run in each stage and band; each number opens its list, at first what is overdue."""
    require(may_watch(request.actor))
    today = timezone.localdate()
    found, stage, band = _watched(request, today)
    page: Any = Paginator(cast(Any, found), PAGE).get_page(request.GET.get("page"))
    words = [limits_board.STAGES.get(stage, ""), limits_board.BANDS.get(band, "")]
    by = request.GET.get("by", "") if request.GET.get("by", "") in grouping.BY else ""
    context = {
        "board": found.board,
        "export": f"{reverse('proposals:board_export')}?{request.GET.urlencode()}",
        "filters": BoardFilterForm(request.GET, actor=request.actor),
        "groups": grouping.grouped(found.clocks, by, today, request.GET) if by else [],
        "by": by,
        "by_label": grouping.BY.get(by, ""),
        "bands": limits_board.BANDS.items(),
        "page": page,
        "lines": _lines(page.object_list, request.actor, today),
        "may_urge": request.actor.is_desk or request.actor.role == Role.GOVERNMENT,
        "chosen": " ".join(filter(None, words)),
        "today": today,
        "whole_tree": request.GET.get("all") == "1",
    }
    return render(request, "proposals/board.html", context)


@require_safe
@patient()
def board_export(request: PortalRequest) -> HttpResponse:
    """What the board lists as an Excel file, under the same filters."""
    require(may_watch(request.actor))
    now = timezone.now()
    found, _, _ = _watched(request, timezone.localdate(now))
    content = board_exporting.export_board(found, by=request.actor, at=now)
    return spreadsheets.download(content, spreadsheets.file_name(board_exporting.TITLE, now))


def _watched(request: PortalRequest, today: date) -> tuple[limits_board.Listing, str, str]:
    """The limits that the address asks for, and their stage and band; at first what is overdue."""
    stage, band = request.GET.get("stage", ""), request.GET.get("band", "")
    if stage not in limits_board.STAGES and band not in limits_board.BANDS:
        stage, band = "", "overdue"
    stage, band = stage if stage in limits_board.STAGES else "", band if band in limits_board.BANDS else ""
    clocks = limits_board.running_for(request.actor, whole_tree=request.GET.get("all") == "1")
    clocks = grouping.narrowed(clocks, request.GET)
    return limits_board.Listing(clocks, today, stage=stage, band=band), stage, band


@dataclass(frozen=True)
class Line:
    """One limit on the board.

    Attributes:
        verdict: whether the reader may urge its organ today; None where there is nothing to urge.
        last: the latest urge, by whomever; an organ that was urged today is not ticked again.
        step: how far up the ladder it is.
    """

    light: Light
    verdict: Verdict | None
    last: Urge | None
    step: Escalation | None
    is_key: bool
    is_ticked: bool


def _lines(lights: list[Light], actor: Actor, today: date) -> list[Line]:
    """What the list shows of each, in as many queries for one as for fifty."""
    clocks = [light.clock for light in lights]
    prefetch_related_objects([clock.assignment for clock in clocks if clock.assignment], "urges")
    prefetch_related_objects(clocks, "escalations")
    marked = {key.proposal_id for key in KeyItem.objects.current().filter(proposal__in=[c.root_id for c in clocks])}
    lines = []
    for light_ in lights:
        clock, assignment = light_.clock, light_.clock.assignment
        at_work = assignment is not None and assignment.state in Assignment.AT_WORK
        verdict = may_be_urged(assignment, actor, today) if assignment and at_work else None
        last = max(assignment.urges.all(), key=_day, default=None) if assignment else None
        step = max(clock.escalations.all(), key=_height, default=None)
        is_ticked = bool(verdict) and light_.is_overdue and not (last and last.on == today)
        lines.append(Line(light_, verdict, last, step, clock.root_id in marked, is_ticked))
    return lines


def _height(step: Escalation) -> int:
    return list(Rung).index(Rung(step.rung))


def _day(urge: Urge) -> date:
    return urge.on


def _lead_sees(row: Assignment, actor: Actor, everyone: list[Assignment]) -> bool:
    """A lead organ sees the joint organs beside its own part."""
    leads = any(r.organ == actor.organ and r.part == Assignment.Part.LEAD for r in everyone)
    return row.part == Assignment.Part.JOINT and leads


def card(assignment: Assignment, actor: Actor) -> dict[str, object]:
    """One assignment as this actor may see it: drafts are the organ's own, joint opinions are not the deputy's."""
    own = actor.role in (Role.HANDLER, Role.ORGAN_LEADER) and actor.organ == assignment.organ
    return {
        "assignment": assignment,
        "steps": offered(assignment_steps.open_to(actor, assignment), actor),
        "replies": [r for r in assignment.replies.all() if r.signed_at],
        "draft": next((r for r in assignment.replies.all() if not r.signed_at), None) if own else None,
        "contacts": assignment.contacts.all(),
        "conclusions": assignment.conclusions.all(),
        "urge": _urge(assignment, actor),
        "opinions": assignment.joint_opinions.all() if sees_joint_opinions(actor, assignment) else [],
        "word": assignment_word(assignment, actor),
        "is_own": own,
        **_requests(assignment, actor),
    }


def _followers(head: Proposal, actor: Actor) -> list[tuple[str, Proposal]]:
    """What was merged into a proposal, each with who put it forward, as this reader may know it."""
    return [(author_for(row, actor), row) for row in head.merged.all()]


def _told(assignment: Assignment, actor: Actor) -> dict[str, object]:
    """What those who joined think of the replies, as far as this deputy may know it, and whether he may say so too."""
    proposal = assignment.proposal
    if not actor.is_deputy or not proposal.co_signatories() or assignment.replied_on is None:
        return {}
    views = list(told_to(actor, proposal).filter(reply__assignment=assignment))
    waits = assignment.state == Assignment.State.REPLIED
    current = next((reply for reply in assignment.replies.all() if reply.round == assignment.round), None)
    silent = silent_on(current, proposal) if waits and current and is_author(actor, proposal) else []
    return {
        "views": views,
        "silent": "、".join(str(row.seat) for row in silent),
        "may_tell_lead": waits and bool(may_tell_lead(actor, assignment)),
    }


def _urge(assignment: Assignment, actor: Actor) -> Verdict | None:
    """May the author ask this organ to hurry; None for others, and for an organ that owes him no reply."""
    owes = assignment.part != Assignment.Part.JOINT and assignment.state in Assignment.AT_WORK
    is_his = owes and actor.seat is not None and actor.seat.pk == assignment.proposal.seat_id
    return may_be_urged(assignment, actor, timezone.localdate()) if is_his else None


def _requests(assignment: Assignment, actor: Actor) -> dict[str, object]:
    """What the organ asks the desk, and the extension that was granted; a deputy is told of a request once granted."""
    requests: dict[str, object] = {
        "granted": next((e for e in assignment.extensions.all() if e.is_granted), None),
        "release": None,
        "extension": None,
    }
    if not actor.is_deputy:
        requests["release"] = next((r for r in assignment.releases.all() if r.decided_at is None), None)
        requests["extension"] = next((e for e in assignment.extensions.all() if e.decided_at is None), None)
    return requests
