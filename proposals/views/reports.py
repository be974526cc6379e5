"""报告 of a year: the sentence and the rates, organs compared, the evaluation, the months, the numbers frozen."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from congress.patience import patient
from congress.permissions import require
from congress.replica import from_replica
from congress.requests import PortalRequest
from proposals.forms.reports import ReportForm
from proposals.permissions import may_see_figures
from proposals.reports.asked import Asked
from proposals.reports.year import YearReport


@require_safe
@patient()
def year_report(request: PortalRequest) -> HttpResponse:
    """报告句 and 指标表 of a year, under any filters of the list; every number opens its list."""
    asked, context, today = _asked(request)
    with from_replica():
        report = YearReport(asked, today=today)
        context |= {"sentence": report.sentence, "text": report.text, "rows": report.rows, "shown": report.shown}
    return render(request, "proposals/year_report.html", context)


def _asked(request: PortalRequest, *, without: tuple[str, ...] = ()) -> tuple[Asked, dict[str, Any], date]:
    """What the address asks, and the filters of the page with that in them.

    Args:
        without: filters that this report does not have.
    """
    require(may_see_figures(request.actor))
    today = timezone.localdate()
    parameters = {name: str(value) for name, value in request.GET.items() if name not in without}
    asked = Asked.read(request.actor, parameters, today)
    form = ReportForm(dict(asked.where), actor=request.actor)
    for name in without:
        del form.fields[name]
    return asked, {"asked": asked, "filters": form, "today": today}, today
