"""五个一、四个一: the records behind each number."""

from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from congress.actors import Actor
from congress.requests import PortalRequest
from deputies.duties import picking
from deputies.duties.asking import Asked, of_rows
from deputies.duties.counting import records_in, totals
from deputies.duties.holders import kinds
from deputies.duties.narrowing import scope_of
from deputies.duties.periods import Span, period_at
from deputies.models import Duty
from deputies.permissions import may_read_roster

PAGE = 50


def _other_days(query: QueryDict, span: Span, today: date) -> picking.Picker:
    """The same duty of the same holders in another month, quarter or year."""
    period, first = picking.period_of(span), picking.EARLIEST
    return picking.picker(period, picking.OF_DUTIES, first, today, query=query, way=picking.as_days)


def _back(actor: Actor, duty: Asked, span: Span, holder: UUID | None) -> tuple[str, str]:
    """Where the number stands that was opened, and what the link back says.

    Args:
        holder: whose number it is, if it is one's that the actor may see.
    """
    kind = duty.shown.holder
    if holder and kind == Duty.Holder.GROUP:
        return kinds[kind].address(holder), "返回小组"
    if actor.seat or not may_read_roster(actor):
        return reverse("congress:home"), "返回首页"
    if holder:
        return reverse("duties:deputy", args=[holder]), "返回履职任务"
    board = {"kind": kind, **picking.as_part(picking.period_of(span))}
    return f"{reverse('duties:board')}?{urlencode(board)}", "返回履职任务"


@require_safe
def records(request: PortalRequest) -> HttpResponse:
    """Exactly the records that a number counts, of those that the reader may see."""
    actor, today, query = request.actor, localdate(), request.GET
    year = period_at("year", today)
    span = picking.days_asked(query, year)
    asked = of_rows(Duty.objects.of(actor.congress).filter(code=query.get("duty", "")), year, today)
    duty = next(iter(asked), None)
    if duty is None or duty.countable is None or duty.shown.holder not in kinds or span.first > span.last:
        raise Http404
    scope = scope_of(query, actor, span, today)
    found = records_in(duty.countable, scope, span, duty.shown.holder)
    amount, number = totals(found)
    page = Paginator(found.order_by("-counted_on", "pk"), PAGE).get_page(query.get("page"))
    holder = kinds[duty.shown.holder]
    whose = next((one.name for one in holder.find(holder.rows(scope))), "") if scope.holder else ""
    context = {
        "duty": duty,
        "page": page,
        "lines": [duty.countable.line(row) for row in page],
        "amount": amount,
        "number": number,
        "span": span,
        "whose": whose,
        "back": _back(actor, duty, span, scope.holder if whose else None),
        "picker": None if duty.countable.is_standing else _other_days(query, span, today),
    }
    return render(request, "duties/records.html", context)
