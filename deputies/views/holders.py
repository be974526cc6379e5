"""One deputy's duties, for himself, who oversees him and, numbers alone, the leader of his group."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from congress.replica import from_replica
from congress.requests import PortalRequest
from deputies.duties import looking, picking
from deputies.duties.holders import seats_seen
from deputies.duties.permissions import may_look_at, may_manage_of
from deputies.models import Seat


@require_safe
def deputy(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Every duty with how far he is, and the records that count."""
    actor, today = request.actor, localdate()
    seats = Seat.objects.filter(is_placeholder=False).select_related("person", "congress", "delegation")
    seat = get_object_or_404(seats, pk=pk)
    opens = seats_seen(actor).filter(pk=seat.pk).exists()
    if not opens and not may_look_at(actor, seat, today):
        raise Http404
    lengths, query = picking.OF_DUTIES, request.GET
    period, fault = picking.asked_for(query, lengths, picking.EARLIEST, today)
    span = period.span
    with from_replica():
        rows = looking.looked_at(seat, actor if opens else None, span, today)
    context = {
        "seat": seat,
        "rows": rows,
        "span": span,
        "opens": opens,
        "fault": fault,
        "picker": picking.picker(period, lengths, seat.starts_on, today, query=query, way=picking.as_at),
        "excuses": looking.excuses_of(seat, actor, span) if opens else [],
        "is_own": actor.seat is not None and actor.seat.pk == seat.pk,
        "may_excuse": bool(may_manage_of(actor, seat.congress)),
    }
    return render(request, "duties/deputy.html", context)
