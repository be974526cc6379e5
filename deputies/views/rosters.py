"""Importing the roster of deputies: upload, look, take."""

from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_http_methods, require_safe

from congress import roster_pages
from congress.requests import PortalRequest
from deputies import roster, roster_rows
from deputies.permissions import may_import

ROSTER = roster_pages.Roster(
    title="代表名册",
    unit="人",
    columns=roster_rows.COLUMNS,
    notes=roster_rows.NOTES,
    choices=lambda actor: roster_rows.choices(actor.congress),
    may=may_import,
    check=lambda rows, actor, on: roster.check(rows, actor.congress, on),
    taking=lambda rows, actor, on, source: roster.taking(rows, actor.congress, by=actor, on=on, source=source),
    index="deputies:index",
    page="deputies:preview",
    problems="deputies:problems",
)


@require_http_methods(["GET", "POST"])
def load(request: PortalRequest) -> HttpResponse:
    """Choose the file."""
    return roster_pages.choose(request, ROSTER, "deputies/import.html")


@require_http_methods(["GET", "POST"])
def preview(request: PortalRequest, pk: UUID) -> HttpResponseBase:
    """What the file says and would change; pressing the button takes all of it."""
    return roster_pages.look(request, ROSTER, "deputies/preview.html", pk)


@require_safe
def problems(request: PortalRequest, pk: UUID) -> HttpResponse:
    """The user's own rows with what is wrong in each."""
    return roster_pages.problems(request, ROSTER, pk)


@require_safe
def template(request: PortalRequest) -> HttpResponse:
    """An empty roster to fill in."""
    return roster_pages.template(request, ROSTER)
