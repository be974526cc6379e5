"""时限: the rules in force, and entering a new one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from congress.permissions import require
from congress.refusing import said_at
from congress.requests import PortalRequest
from proposals import changing_limits
from proposals.forms.limits import LimitForm
from proposals.permissions import may_triage


@require_http_methods(["GET", "POST"])
def limits(request: PortalRequest) -> HttpResponse:
    """What applies today at this level, and the form for a rule of one's own."""
    require(may_triage(request.actor))
    today = timezone.localdate()
    form = LimitForm(request.POST or None, initial={"starts_on": today})
    if form.is_valid():
        with said_at(form, "count"):
            limit = changing_limits.change(by=request.actor, on=today, **form.cleaned_data)
            messages.success(request, f"已登记：{limit}，自{limit.starts_on}起执行。")
            return redirect("proposals:limits")
    rows = changing_limits.in_force(request.actor.congress, today)
    return render(request, "proposals/limits.html", {"rows": rows, "form": form})
