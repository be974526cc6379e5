"""本次会议: its motions with what became of each, and a board for the wall of the hall."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from congress.models import Session
from congress.permissions import require
from congress.requests import PortalRequest
from proposals.listing import rows_of
from proposals.motions.session_board import NEWEST, board_of, motions_of, papers_of, session_of, time_left
from proposals.permissions import may_see_figures, may_watch

PAGE = 50


@require_safe
def session(request: PortalRequest) -> HttpResponse:
    """The motions of a session in the order of their numbers, and how many there are in each state."""
    require(may_watch(request.actor))
    today, congress = timezone.localdate(), request.actor.congress
    chosen = session_of(congress, request.GET.get("session", ""), today)
    context: dict[str, object] = {
        "sessions": Session.objects.filter(term__congress=congress).select_related("term__congress")
    }
    if chosen:
        motions = motions_of(chosen, request.actor).select_related("committee")
        page = Paginator(motions, PAGE).get_page(request.GET.get("page"))
        rows = rows_of(page.object_list, request.actor, today=today)
        context |= {"session": chosen, "board": board_of(chosen, request.actor), "page": page, "rows": rows}
    return render(request, "proposals/session.html", context)


@require_safe
def wall(request: PortalRequest) -> HttpResponse:
    """For a screen in the hall: the server's clock, what has come in, the newest; it reads itself anew."""
    require(may_see_figures(request.actor))
    now = timezone.now()
    chosen = session_of(request.actor.congress, request.GET.get("session", ""), timezone.localdate(now))
    context: dict[str, object] = {"session": chosen, "now": now}
    if chosen:
        papers = papers_of(chosen, request.actor).select_related("seat__person", "seat__delegation")
        newest = papers.order_by("-submitted_at", "-pk")[:NEWEST]
        context |= {"board": board_of(chosen, request.actor), "left": time_left(chosen, now), "newest": newest}
    return render(request, "proposals/wall.html", context)
