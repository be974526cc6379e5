"""统计 and 未提代表: the numbers of a level, and who has not been heard."""

from datetime import date

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from congress.permissions import require
from congress.replica import from_replica
from congress.requests import PortalRequest
from deputies.models import Delegation, SeatQuerySet
from deputies.permissions import seats_of
from proposals.coverage import owing
from proposals.figures import Figures, chosen_congress
from proposals.listing import NONE, number_of
from proposals.permissions import may_see_figures
from proposals.reports.monthly import monthly_sentence

PAGE = 50
FIRST_YEAR = 2000


@require_safe
def figures(request: PortalRequest) -> HttpResponse:
    """What was put forward, done and covered in a year, by month; and in one month of it, by congress."""
    require(may_see_figures(request.actor))
    today = timezone.localdate()
    month = chosen_month(request.GET.get("month", ""), today)
    congress = chosen_congress(request.actor, request.GET.get("within", ""))
    with from_replica():
        found = Figures(request.actor, congress, month.year, until=today)
        numbers = {
            "by_month": found.by_month(),
            "together": found.together(),
            "by_congress": (below := found.by_congress(month)),
            "sentence": monthly_sentence(below, month),
        }
    context = {
        "congress": congress,
        "is_own": congress == request.actor.congress,
        "month": month,
        "years": range(today.year, today.year - 3, -1),
        **numbers,
    }
    return render(request, "proposals/figures.html", context)


@require_safe
def owing_deputies(request: PortalRequest) -> HttpResponse:
    """Who served in a month and put no opinion forward."""
    require(may_see_figures(request.actor))
    month = chosen_month(request.GET.get("month", ""), timezone.localdate())
    seats = seats_of(request.actor)
    alone = request.GET.get("congress", "")
    congress = chosen_congress(request.actor, alone or request.GET.get("within", ""))
    seats = seats.filter(congress=congress) if alone else seats.filter(congress__path__startswith=congress.path)
    seats, delegation = of_delegation(seats, request.GET.get("delegation", ""))
    waiting = (
        owing(seats, month).select_related("person", "congress", "delegation").order_by("congress__path", "person")
    )
    context = {"month": month, "congress": congress, "alone": alone, "delegation": delegation}
    with from_replica():
        context["page"] = Paginator(waiting, PAGE).get_page(request.GET.get("page"))
        return render(request, "proposals/owing_deputies.html", context)


def of_delegation(seats: SeatQuerySet, key: str) -> tuple[SeatQuerySet, str]:
    """The seats of the delegation that an address names, or of none, and its name; all where it names nothing."""
    if key == NONE:
        return seats.filter(delegation=None), "未编入代表团"
    found = Delegation.objects.filter(pk=number_of(key)).first()
    return (seats.filter(delegation=found), found.name) if found else (seats, "")


def chosen_month(text: str, today: date) -> date:
    """The month of an address (2026-05), or this one when it names none, or one that has not come."""
    try:
        month = date.fromisoformat(f"{text}-01")
    except ValueError:
        return today.replace(day=1)
    return month if FIRST_YEAR <= month.year and month <= today else today.replace(day=1)
