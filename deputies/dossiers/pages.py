"""What the page of a dossier shows: its period and the links to others, totals, one page of lines."""

from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import QueryDict

from congress.actors import Actor
from deputies.dossiers.compiling import Entry, Source, Total, entries_of, own_sources, totals_of
from deputies.dossiers.reading import has_public_page, may_choose, reader_of
from deputies.duties.picking import OF_DOSSIERS, as_at, asked_for, picker
from deputies.models import Seat

PAGE = 50
NO_SUCH_KIND = "没有这一类记录，下面是全部。"


def context_of(seat: Seat, actor: Actor, query: QueryDict, today: date) -> dict[str, Any]:
    """Everything a dossier's page says.

    Args:
        query: length, at, kind and page, as they stand in the address.
    """
    first = seat.starts_on
    period, said = asked_for(query, OF_DOSSIERS, first, today)
    reader = reader_of(actor, seat)
    sources = own_sources(seat.pk, period.span, actor)
    totals = totals_of(sources)
    kind, wanted = chosen(query.get("kind", ""), totals)
    page, entries = listed(totals, kind, query.get("page"))
    return {
        "seat": seat,
        "period": period,
        "faults": [fault for fault in (said, "" if wanted else NO_SUCH_KIND) if fault],
        "picker": picker(period, OF_DOSSIERS, first, today, query=query, way=as_at),
        "reader": reader,
        "totals": totals if reader.sees_all else [total for total in totals if total.records],
        "number": sum(total.records for total in totals),
        "kind": kind,
        "page": page,
        "entries": entries,
        "may_choose": reader.is_own and bool(may_choose(seat, today)),
        "has_public_page": has_public_page(seat, today),
    }


def chosen(name: str, totals: list[Total]) -> tuple[Total | None, bool]:
    """The kind that an address asks for, None for all of them; and whether it means anything."""
    if not name:
        return None, True
    found = next((total for total in totals if total.source.name == name), None)
    return found, found is not None


def listed(totals: list[Total], kind: Total | None, number: str | None) -> tuple[Page[int], list[Entry]]:
    """One page of the lines of a kind, or of all kinds: as many as the totals say."""
    shown = [kind] if kind else [total for total in totals if total.records]
    sources: list[Source] = [total.source for total in shown]
    page = Paginator(range(sum(total.records for total in shown)), PAGE).get_page(number)
    start = max(page.start_index() - 1, 0)
    return page, entries_of(sources, start, page.end_index()) if page.end_index() else []
