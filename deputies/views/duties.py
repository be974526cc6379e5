"""五个一、四个一: the records behind each number."""

from datetime import date

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from congress.requests import PortalRequest
from deputies.duties.asking import of_rows
from deputies.duties.counting import records_in, totals
from deputies.duties.holders import kinds
from deputies.duties.narrowing import scope_of
from deputies.duties.periods import Span, period_at
from deputies.models import Duty

PAGE = 50


def _day(request: HttpRequest, name: str, default: date) -> date:
    try:
        return date.fromisoformat(request.GET.get(name, ""))
    except ValueError:
        return default


@require_safe
def records(request: PortalRequest) -> HttpResponse:
    """Exactly the records that a number counts, of those that the reader may see."""
    actor, year = request.actor, period_at("year", localdate())
    first, last = _day(request, "from", year.first), _day(request, "to", year.last)
    asked = of_rows(Duty.objects.of(actor.congress).filter(code=request.GET.get("duty", "")), year, localdate())
    duty = next(iter(asked), None)
    if duty is None or duty.countable is None or duty.shown.holder not in kinds or first > last:
        raise Http404
    scope = scope_of(request.GET, actor, Span(first, last), localdate())
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
