"""五种登记簿: on a page to print, and as workbooks."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_safe

from congress import spreadsheets
from congress.patience import patient
from congress.requests import PortalRequest
from groups.models import Station
from groups.stations import registers
from groups.stations.registers import BOOKS, Book


def _found(request: PortalRequest, pk: UUID, book: str) -> tuple[Station, Book, int]:
    """The station, the register and the year that the address names."""
    rows = Station.objects.recorded_for(request.actor)
    station = get_object_or_404(rows.select_related("congress"), pk=pk)
    if book not in BOOKS:
        raise Http404
    typed = request.GET.get("year", "")
    is_year = typed.isascii() and typed.isdecimal() and len(typed) == 4 and typed >= "2000"
    return station, BOOKS[book], int(typed) if is_year else localdate().year


@require_safe
@patient()
def register(request: PortalRequest, pk: UUID, book: str) -> HttpResponse:
    """One register of one year."""
    station, found, year = _found(request, pk, book)
    this, labels = localdate().year, [column.label for column in found.columns]
    context = {
        "station": station,
        "book": found,
        "name": book,
        "year": year,
        "years": range(this, max(station.starts_on.year, this - 5) - 1, -1),
        "labels": labels,
        "rows": [list(zip(cells, labels, strict=True)) for cells in found.rows(station, year)],
    }
    return render(request, "stations/register.html", context)


@require_safe
@patient()
def register_export(request: PortalRequest, pk: UUID, book: str) -> HttpResponse:
    """The same as a workbook."""
    station, found, year = _found(request, pk, book)
    content = registers.export(station, found, year, by=request.actor, at=now())
    return spreadsheets.download(content, spreadsheets.file_name(f"{station}{found.title}", now()))
