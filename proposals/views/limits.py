"""时限: the rules in force, and entering a new one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from congress.permissions import require
from congress.refusing import said_at
from congress.requests import PortalRequest
from proposals import changing_limits
from proposals.forms.limits import LimitForm
from proposals.models import Limit
from proposals.permissions import may_change_limits, may_triage

SHOWN = 20


@require_http_methods(["GET", "POST"])
def limits(request: PortalRequest) -> HttpResponse:
    """What applies today at this level; a rule of one's own: first what it leaves alone, then entering it."""
    require(may_triage(request.actor))
    today, look = timezone.localdate(), None
    verdict = may_change_limits(request.actor)
    form = LimitForm(request.POST or None, initial={"starts_on": today})
    if request.method == "POST":
        require(verdict)
    if form.is_valid():
        with said_at(form, "count"):
            if "seen" in request.POST:
                limit = changing_limits.change(by=request.actor, on=today, **form.cleaned_data)
                messages.success(request, f"已登记：{limit}，自{limit.starts_on}起执行。")
                return redirect("proposals:limits")
            look = changing_limits.look(by=request.actor, on=today, **form.cleaned_data)
            form.was_seen = True
    rows = changing_limits.in_force(request.actor.congress, today)
    context = {"rows": rows, "form": form, "look": look, "shown": SHOWN, "verdict": verdict}
    return render(request, "proposals/limits.html", context)


@require_POST
def take_back_limit(request: PortalRequest, pk: int) -> HttpResponse:
    """Strike a limit that has not begun."""
    require(may_change_limits(request.actor))
    limit = get_object_or_404(Limit, pk=pk, congress=request.actor.congress)
    changing_limits.take_back(limit, by=request.actor, on=timezone.localdate())
    messages.success(request, "已撤销，没有到日子的改动不再执行。")
    return redirect("proposals:limits")
