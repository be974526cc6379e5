"""代表团 of one's own congress."""

from crispy_forms.helper import FormHelper
from django import forms
from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from congress.forms import portal_helper
from congress.permissions import require
from congress.refusing import said_at
from congress.requests import PortalRequest
from deputies import delegations as deeds
from deputies.models import Delegation
from deputies.permissions import may_import


class DelegationForm(forms.Form):
    name = forms.CharField(label="代表团名称", max_length=40, error_messages={"required": "请填写代表团名称"})

    @property
    def helper(self) -> FormHelper:
        return portal_helper("name", submit="保存")


@require_http_methods(["GET", "POST"])
def delegations(request: PortalRequest) -> HttpResponse:
    """The delegations with their numbers of seats, and a new one."""
    require(may_import(request.actor))
    form = DelegationForm(request.POST or None)
    if form.is_valid():
        with said_at(form, "name"):
            made = deeds.add_delegation(by=request.actor, **form.cleaned_data)
            messages.success(request, f"已登记{made}。代表由名册归入代表团。")
            return redirect("deputies:delegations")
    rows = request.actor.congress.delegations.annotate(number=Count("seats"))
    return render(request, "deputies/delegations.html", {"form": form, "rows": rows})


@require_http_methods(["GET", "POST"])
def rename_delegation(request: PortalRequest, pk: int) -> HttpResponse:
    """Another name for the same delegation."""
    require(may_import(request.actor))
    delegation = get_object_or_404(Delegation, pk=pk, congress=request.actor.congress)
    form = DelegationForm(request.POST or None, initial={"name": delegation.name})
    if form.is_valid():
        with said_at(form, "name"):
            deeds.rename_delegation(delegation, by=request.actor, **form.cleaned_data)
            messages.success(request, f"已改名为{form.cleaned_data['name']}。")
            return redirect("deputies:delegations")
    return render(request, "deputies/rename_delegation.html", {"form": form, "delegation": delegation})
