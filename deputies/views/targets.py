"""任务目标: the duties of a congress with their targets from when to when."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congress import configuration
from congress.permissions import require
from congress.refusing import said_at
from congress.requests import PortalRequest
from deputies.duties import targeting
from deputies.duties.desk_forms import TargetForm
from deputies.duties.permissions import may_manage_duties, may_read_of_duties
from deputies.models import Duty


@require_safe
def targets(request: PortalRequest) -> HttpResponse:
    """Every duty, what holds today, what held before and will."""
    actor, today = request.actor, localdate()
    require(may_read_of_duties(actor))
    context = {
        "rows": targeting.targets_in(actor.congress, today),
        "today": today,
        "campaign": configuration.value("campaign.name", actor.congress, on=today),
        "may_manage": bool(may_manage_duties(actor)),
    }
    return render(request, "duties/targets.html", context)


@require_http_methods(["GET", "POST"])
def change_target(request: PortalRequest, code: str) -> HttpResponse:
    """改目标 from a day on."""
    actor = request.actor
    require(may_manage_duties(actor))
    found = [row for row in targeting.targets_in(actor.congress, localdate()) if row.code == code]
    if not found:
        raise Http404
    form = TargetForm(request.POST or None, duty=found[0].shown)
    if form.is_valid():
        with said_at(form, "starts_on"):
            made = targeting.change_target(code, by=actor, at=now(), **form.cleaned_data)
            messages.success(
                request, f"已登记：{made.label}{made.get_period_display()}{made.target}，自{made.starts_on}起。"
            )
            return redirect("duties:targets")
    return render(request, "duties/change_target.html", {"form": form, "targets": found[0]})


@require_POST
def take_back_target(request: PortalRequest, pk: int) -> HttpResponse:
    """撤销 a change that has not begun."""
    require(may_manage_duties(request.actor))
    duty = get_object_or_404(Duty, pk=pk, congress=request.actor.congress)
    targeting.take_back_target(duty, by=request.actor, at=now())
    messages.success(request, f"{duty.label}的改动已撤销。")
    return redirect("duties:targets")
