"""群众留言: waiting ones, one of them, taking it up, answering it."""

from uuid import UUID

from django.contrib import messages as notes
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congress.downloads import respond
from congress.interrupted import keeps_words, typed_into
from congress.permissions import require
from congress.refusing import said_at
from congress.requests import PortalRequest
from groups.forms.receptions import AnswerForm, MessageFilterForm, WayForm
from groups.models import Matter, VisitorMessage
from groups.stations import lineage, messaging, rostering
from groups.stations.permissions import may_read_stations, may_record
from groups.stations.todos import waiting
from groups.stations.visitors import visitor_of
from groups.views.receptions import revealed
from groups.views.rows_of_stations import message_or_404

PAGE = 30
State = VisitorMessage.State


@require_safe
def messages(request: PortalRequest) -> HttpResponse:
    """Those of his stations, the newest first."""
    actor = request.actor
    require(may_read_stations(actor))
    rows, chosen = VisitorMessage.objects.visible_to(actor), request.GET.get("state", "")
    if chosen == State.NEW:
        rows = rows.filter(waiting(actor))
    if chosen in State.values:
        rows = rows.filter(state=chosen)
    page = Paginator(rows.select_related("station"), PAGE).get_page(request.GET.get("page"))
    filters = MessageFilterForm(request.GET, choices=State.choices)
    return render(request, "stations/messages.html", {"page": page, "filters": filters})


@require_safe
def message(request: PortalRequest, pk: UUID) -> HttpResponse:
    """One message, what was made of it, what was answered."""
    row, actor, today = message_or_404(request, pk), request.actor, localdate()
    matter = Matter.objects.filter(message=row).select_related("passed_to__person").first()
    context = {
        "message": row,
        "matter": matter,
        "steps": lineage.steps_of(row, matter),
        "offshoots": lineage.offshoots_of(matter, actor, today) if matter else [],
        "visitor": visitor_of(row),
        "may_record": bool(may_record(actor, row.station, today)),
        "is_open": row.state not in VisitorMessage.OVER,
        "is_new": row.state == State.NEW,
    }
    return render(request, "stations/message.html", context)


@keeps_words("stations:take_up_message")
@require_http_methods(["GET", "POST"])
def take_up_message(request: PortalRequest, pk: UUID) -> HttpResponse:
    """受理: it goes one of the five ways."""
    row, actor, today = message_or_404(request, pk), request.actor, localdate()
    require(may_record(actor, row.station, today))
    form = WayForm(typed_into(request), actor=actor, seats=rostering.seats_of(row.station, today))
    if request.method == "POST" and form.is_valid():
        with said_at(form, "passed_to"):
            matter = messaging.take_up_message(row, by=actor, at=now(), **form.cleaned_data)
            notes.success(request, "已受理。有了结果，记得答复群众。")
            return redirect(matter)
    return render(request, "stations/take_up_message.html", {"form": form, "message": row})


@keeps_words("stations:answer_message")
@require_http_methods(["GET", "POST"])
def answer_message(request: PortalRequest, pk: UUID) -> HttpResponse:
    """答复, or why it is not accepted."""
    row, actor = message_or_404(request, pk), request.actor
    require(may_record(actor, row.station, localdate()))
    form = AnswerForm(typed_into(request), may_decline=row.state == State.NEW)
    if request.method == "POST" and form.is_valid():
        with said_at(form, "answer"):
            declines = "decline" in request.POST
            messaging.answer_message(row, is_declined=declines, by=actor, at=now(), **form.cleaned_data)
            notes.success(request, "已答复，群众在回执的地址能看到。")
            return redirect(row)
    return render(request, "stations/answer_message.html", {"form": form, "message": row})


@require_safe
def message_photo(request: PortalRequest, pk: UUID) -> HttpResponseBase:
    """Its photo."""
    row = message_or_404(request, pk)
    if row.photo is None:
        raise Http404
    return respond(row.photo, inline=True)


@require_POST
def message_visitor(request: PortalRequest, pk: UUID) -> HttpResponse:
    """查看留言群众的称呼和电话; the look is on record."""
    return revealed(request, message_or_404(request, pk))
