"""审计日志, on screen and as a workbook."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import now
from django.views.decorators.http import require_safe

from congress import spreadsheets
from congress.manage import log
from congress.manage.log_form import LogFilter
from congress.manage.permissions import may_read_log
from congress.patience import patient
from congress.permissions import require
from congress.requests import PortalRequest

PAGE = 50


@require_safe
def audit(request: PortalRequest) -> HttpResponse:
    """审计日志."""
    require(may_read_log(request.actor))
    form = LogFilter(request.GET)
    events = log.events(request.actor, **form.chosen)
    page = Paginator(events, PAGE).get_page(request.GET.get("page"))
    return render(request, "congress/audit.html", {"filters": form, "page": page, "lines": log.lines(page)})


@require_safe
@patient()
def export_audit(request: PortalRequest) -> HttpResponse:
    """The same as an Excel file."""
    require(may_read_log(request.actor))
    content = log.export(request.actor, at=now(), **LogFilter(request.GET).chosen)
    return spreadsheets.download(content, spreadsheets.file_name(log.TITLE, now()))
