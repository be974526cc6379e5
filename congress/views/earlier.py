"""更正前的内容 of one record, whatever kind it is."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from congress.earlier import corrections, kept
from congress.requests import PortalRequest

PAGE = 20


@require_safe
def revisions(request: PortalRequest, record: str, pk: UUID) -> HttpResponse:
    """Each correction, the newest first: what stood there and what came in its place."""
    readable = kept.get(record)
    if readable is None:
        raise Http404
    row = get_object_or_404(readable.rows(request.actor), pk=pk)
    page = Paginator(corrections(row, readable), PAGE).get_page(request.GET.get("page"))
    context = {"row": row, "kept": readable, "page": page, "back": readable.page(row)}
    return render(request, "congress/revisions.html", context)
