"""代表团 of one's own congress."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from congress.forms import portal_helper
from congress.permissions import require
from congress.refusing import said_at
from congress.requests import PortalRequest
from deputies import delegations as deeds
from deputies.models import Delegation, Seat
from deputies.permissions import may_import


class DelegationForm(forms.Form):
    name = forms.CharField(label="代表团名称", max_length=40, error_messages={"required": "请填写代表团名称"})

    @property
    def helper(self) -> FormHelper:
        return portal_helper("name", submit="保存")


class HeadForm(forms.Form):
    """One of the delegation's deputies who are in office today."""

    head = forms.ModelChoiceField(
        Seat.objects.none(),
        label="团长",
        required=False,
        empty_label="暂缺",
        error_messages={"invalid_choice": "请在本代表团的代表中选"},
    )

    def __init__(self, *args: Any, delegation: Delegation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seats = Seat.objects.active(timezone.localdate()).filter(delegation=delegation, is_placeholder=False)
        self.fields["head"].queryset = seats.select_related("person")  # type: ignore[attr-defined]
        self.initial.setdefault("head", delegation.head_id)

    @property
    def helper(self) -> FormHelper:
        return portal_helper("head", submit="保存")


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
    rows = request.actor.congress.delegations.annotate(number=Count("seats")).select_related("head__person")
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


@require_http_methods(["GET", "POST"])
def name_head(request: PortalRequest, pk: int) -> HttpResponse:
    """登记团长."""
    require(may_import(request.actor))
    delegation = get_object_or_404(Delegation, pk=pk, congress=request.actor.congress)
    form = HeadForm(request.POST or None, delegation=delegation)
    if form.is_valid():
        with said_at(form, "head"):
            deeds.name_head(delegation, by=request.actor, **form.cleaned_data)
            messages.success(request, f"{delegation}团长：{form.cleaned_data['head'] or '暂缺'}。")
            return redirect("deputies:delegations")
    return render(request, "deputies/name_head.html", {"form": form, "delegation": delegation})
