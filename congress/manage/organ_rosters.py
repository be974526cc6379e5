"""单位名册: importing and exporting organs."""

from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_safe

from congress import roster_pages, spreadsheets
from congress.exporting import log_export
from congress.manage import organ_roster, organ_rows
from congress.manage.organ_forms import OrganFilter
from congress.manage.organs import narrowed
from congress.manage.permissions import may_manage_people
from congress.models import Congress
from congress.patience import patient
from congress.permissions import require
from congress.requests import PortalRequest

TITLE = "单位名册"
ROSTER = roster_pages.Roster(
    title=TITLE,
    unit="个",
    columns=organ_rows.COLUMNS,
    notes=organ_rows.NOTES,
    choices=lambda actor: {
        organ_rows.PLACE: [row.place for row in Congress.objects.within(actor.congress)],
        organ_rows.KIND: list(organ_rows.KINDS),
        organ_rows.BRANCH: list(organ_rows.BRANCHES),
    },
    may=may_manage_people,
    check=lambda rows, actor, on: organ_roster.check(rows, actor.congress),
    taking=lambda rows, actor, on, source: organ_roster.taking(rows, actor.congress, by=actor, source=source),
    index="congress:organs",
    page="congress:organs_preview",
    problems="congress:organs_problems",
)


@require_http_methods(["GET", "POST"])
def organs_import(request: PortalRequest) -> HttpResponse:
    """Choose the file."""
    return roster_pages.choose(request, ROSTER, "congress/organs_import.html")


@require_http_methods(["GET", "POST"])
def organs_preview(request: PortalRequest, pk: UUID) -> HttpResponseBase:
    """What the file says and would change; pressing the button takes all of it."""
    return roster_pages.look(request, ROSTER, "congress/organs_preview.html", pk)


@require_safe
def organs_problems(request: PortalRequest, pk: UUID) -> HttpResponse:
    """The user's own rows with what is wrong in each."""
    return roster_pages.problems(request, ROSTER, pk)


@require_safe
def organs_template(request: PortalRequest) -> HttpResponse:
    """An empty roster to fill in."""
    return roster_pages.template(request, ROSTER)


@require_safe
@transaction.atomic
@patient()
def organs_export(request: PortalRequest) -> HttpResponse:
    """The list as it is filtered, in the columns of the import."""
    actor, at = request.actor, now()
    require(may_manage_people(actor))
    found = [organ_rows.cells_of(organ) for organ in narrowed(actor, OrganFilter(request.GET))]
    log_export("export_organs", by=actor, at=at, rows=len(found))
    exporter = f"{actor.person.name}（{actor.label}）"
    content = spreadsheets.export(
        TITLE, organ_rows.COLUMNS, found, maker=actor.congress.name, exporter=exporter, at=at
    )
    return spreadsheets.download(content, spreadsheets.file_name(TITLE, at))
