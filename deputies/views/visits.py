"""登记走访: three fields on a telephone."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_http_methods

from congress.permissions import require
from congress.refusing import said_at
from congress.requests import PortalRequest
from deputies.duties import recording
from deputies.duties.forms import VisitForm


@require_http_methods(["GET", "POST"])
def record_visit(request: PortalRequest) -> HttpResponse:
    """补记一次走访."""
    require(recording.may_record_visit(request.actor))
    form = VisitForm(request.POST or None, today=localdate())
    if form.is_valid():
        with said_at(form, "day"):
            visit = recording.record_visit(by=request.actor, at=now(), **form.cleaned_data)
            messages.success(request, f"已登记：{visit.day}走访{visit.number}{visit.get_unit_display()}。")
            return redirect("congress:home")
    return render(request, "duties/record_visit.html", {"form": form})
