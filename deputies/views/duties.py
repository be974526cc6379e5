"""五个一、四个一: the desk's board, and the records behind each number."""

from datetime import date
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from congress.models import Congress
from congress.permissions import require
from congress.replica import from_replica
from congress.requests import PortalRequest
from deputies.duties.asking import of_rows
from deputies.duties.boards import board_of
from deputies.duties.counting import records_in, totals
from deputies.duties.forms import BoardForm
from deputies.duties.holders import Scope, kinds
from deputies.duties.periods import Span, parsed, period_at
from deputies.models import Duty
from deputies.permissions import may_read_roster

PAGE = 50


@require_safe
def board(request: PortalRequest) -> HttpResponse:
    """How far the deputies, members or groups are, with who has nothing yet."""
    actor, today = request.actor, localdate()
    require(may_read_roster(actor))
    form = BoardForm(request.GET)
    kind, by, length = (form.chosen(name) for name in ("kind", "rows", "length"))
    span = parsed(length, request.GET.get("at", ""), today)
    with from_replica():
        duties, rows = board_of(actor, kind, by, span, today)
    context = {"filters": form, "span": span, "duties": duties, "rows": rows, "today": today}
    return render(request, "duties/board.html", context)


def _day(request: HttpRequest, name: str, default: date) -> date:
    try:
        return date.fromisoformat(request.GET.get(name, ""))
    except ValueError:
        return default


def _key(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError as problem:
        raise Http404 from problem


@require_safe
def records(request: PortalRequest) -> HttpResponse:
    """Exactly the records that a number counts, of those that the reader may see."""
    actor, year = request.actor, period_at("year", localdate())
    first, last = _day(request, "from", year.first), _day(request, "to", year.last)
    asked = of_rows(Duty.objects.of(actor.congress).filter(code=request.GET.get("duty", "")), year, localdate())
    duty = next(iter(asked), None)
    if duty is None or duty.countable is None or duty.shown.holder not in kinds or first > last:
        raise Http404
    code = request.GET.get("congress", "")
    level, part = request.GET.get("level", ""), request.GET.get("part", "")
    within = Congress.objects.within(actor.congress).filter(code=code).first() if code else actor.congress
    if within is None:
        raise Http404
    alone = bool(code or part)
    days = (period_at("year", first).first, period_at("year", last).last)
    one = _key(request.GET.get("holder", ""))
    scope = Scope(actor, *days, within=within, alone=alone, level=level, part=part, holder=one)
    found = records_in(duty.countable, scope, Span(first, last), duty.shown.holder)
    amount, number = totals(found)
    page = Paginator(found.order_by("-counted_on", "pk"), PAGE).get_page(request.GET.get("page"))
    context = {
        "duty": duty,
        "page": page,
        "lines": [duty.countable.line(row) for row in page],
        "amount": amount,
        "number": number,
        "span": Span(first, last),
    }
    return render(request, "duties/records.html", context)
