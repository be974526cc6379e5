"""For everybody, without signing in: the deputies of congresses that decided so, and of each what is public anyway.

What is not public stands on none of these pages, in no number either. No cookie is read or set here.
"""

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from congress.open_pages import too_many
from deputies.dossiers import pages
from deputies.dossiers.compiling import open_sources, totals_of
from deputies.dossiers.reading import seats_in_public
from deputies.duties.picking import period_on

PAGE = 30


@login_not_required
@require_safe
def deputies(request: HttpRequest) -> HttpResponse:
    """代表履职: by name, with a name to look for."""
    wanted = request.GET.get("q", "").strip()[:20]
    if wanted and (refusal := too_many(request)):
        return refusal
    rows = seats_in_public(localdate()).select_related("person", "congress", "delegation")
    if wanted:
        rows = rows.filter(person__name__contains=wanted)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    return render(request, "public/deputies.html", {"page": page, "wanted": wanted})


@login_not_required
@require_safe
def deputy(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One of them: what is public of this term."""
    today = localdate()
    seen = seats_in_public(today).select_related("person", "congress", "term__congress", "delegation")
    seat = get_object_or_404(seen, pk=pk)
    period = period_on("term", today, seat.starts_on, today)
    totals = [total for total in totals_of(open_sources(seat.pk, period.span)) if total.records]
    page, entries = pages.listed(totals, None, request.GET.get("page"))
    context = {"seat": seat, "period": period, "totals": totals, "page": page, "entries": entries}
    return render(request, "public/deputy.html", context)
