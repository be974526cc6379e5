"""Importing members of groups: upload, look, take."""

from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_http_methods, require_safe

from congress import roster_pages
from congress.requests import PortalRequest
from groups import importing, member_rows
from groups.permissions import may_establish

MEMBERS = roster_pages.Roster(
    title="小组成员表",
    unit="人",
    columns=member_rows.COLUMNS,
    notes=member_rows.NOTES,
    choices=lambda actor: importing.choices(),
    may=may_establish,
    check=lambda rows, actor, on: importing.check(rows, actor.congress, on),
    taking=lambda rows, actor, on, source: importing.taking(rows, actor.congress, by=actor, on=on, source=source),
    index="groups:index",
    page="groups:preview",
    problems="groups:problems",
)


@require_http_methods(["GET", "POST"])
def load(request: PortalRequest) -> HttpResponse:
    """Choose the file."""
    return roster_pages.choose(request, MEMBERS, "groups/import.html")


@require_http_methods(["GET", "POST"])
def preview(request: PortalRequest, pk: UUID) -> HttpResponseBase:
    """What the file says and would change; pressing the button takes all of it."""
    return roster_pages.look(request, MEMBERS, "groups/preview.html", pk)


@require_safe
def problems(request: PortalRequest, pk: UUID) -> HttpResponse:
    """The user's own rows with what is wrong in each."""
    return roster_pages.problems(request, MEMBERS, pk)


@require_safe
def template(request: PortalRequest) -> HttpResponse:
    """An empty table to fill in."""
    return roster_pages.template(request, MEMBERS)
