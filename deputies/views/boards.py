"""五个一、四个一: the desk's board, its Excel, and whom to call."""

from dataclasses import replace
from datetime import date
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_safe

from congress import spreadsheets
from congress.models import Congress
from congress.patience import patient
from congress.permissions import require
from congress.replica import from_replica
from congress.requests import PortalRequest
from deputies.duties import boards, exporting, picking
from deputies.duties.boards import board_of, duties_of
from deputies.duties.forms import BoardForm
from deputies.duties.holders import kinds
from deputies.duties.narrowing import scope_of
from deputies.permissions import may_read_roster

PAGE = 50


@require_safe
def board(request: PortalRequest) -> HttpResponse:
    """How far the deputies, members or groups are, with how many have nothing yet."""
    actor, today = request.actor, localdate()
    require(may_read_roster(actor))
    form = BoardForm(request.GET, today=today)
    kind, span = form.chosen("kind"), form.span
    with from_replica():
        found = board_of(actor, kind, form.chosen("rows"), span, today)
    period, first = picking.period_of(span), date(form.years[-1], 1, 1)
    context = {
        "filters": form,
        "span": span,
        "duties": found.duties,
        "rows": found.rows,
        "total": found.total,
        "sentence": boards.sentence_of(found, kind, span),
        "picker": picking.picker(period, picking.OF_DUTIES, first, today, query=request.GET, way=picking.as_part),
    }
    return render(request, "duties/board.html", context)


@require_safe
@patient()
def board_export(request: PortalRequest) -> HttpResponse:
    """The board as an Excel file, with the same pickers."""
    require(may_read_roster(request.actor))
    at = now()
    form = BoardForm(request.GET, today=localdate(at))
    kind, rows = form.chosen("kind"), form.chosen("rows")
    content = exporting.export_duties(kind, rows, form.span, by=request.actor, at=at)
    return spreadsheets.download(content, spreadsheets.file_name(exporting.TITLE, at))


@require_safe
def nothing_yet(request: PortalRequest) -> HttpResponse:
    """Who owes a duty and has done nothing yet, for calls: telephone numbers masked, as in the roster."""
    actor, today = request.actor, localdate()
    require(may_read_roster(actor))
    form = BoardForm(request.GET, today=today)
    kind, span = form.chosen("kind"), form.span
    with from_replica():
        duties = duties_of(actor, kind, form.chosen("rows"), span, today)
        duty = next((one for one in duties if one.code == request.GET.get("duty")), next(iter(duties), None))
        scope = scope_of(request.GET, actor, span, today)
        if form.chosen("rows") in boards.ALONE:
            scope = replace(scope, alone=True)
        waiting = boards.nothing_yet(duty, scope, today) if duty else []
        page = Paginator(waiting, PAGE).get_page(request.GET.get("page"))
        phones = kinds[kind].phones([holder.key for holder in page]) if waiting else {}
        places = dict(Congress.objects.filter(pk__in={one.congress for one in page}).values_list("pk", "place"))
    lines = [
        (holder, kinds[kind].address(holder.key), places[holder.congress], phones.get(holder.key, ""))
        for holder in page
    ]
    board = {"kind": kind, "rows": form.chosen("rows"), **picking.as_part(picking.period_of(span))}
    back = urlencode({name: value for name, value in board.items() if value})
    facts = {"duty": duty, "span": span, "is_group": kind == "group", "board": back}
    context = {**facts, "page": page, "lines": lines}
    return render(request, "duties/nothing_yet.html", context)
