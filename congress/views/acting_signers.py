"""代行签发: whom a leader lets sign in his place."""

from typing import Any
from uuid import UUID

from crispy_forms.helper import FormHelper
from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_http_methods, require_POST

from congress import acting_signing
from congress.actors import Actor
from congress.forms import day_field, portal_helper
from congress.models import Person
from congress.permissions import ALLOWED, refuse, require
from congress.refusing import said_at
from congress.requests import PortalRequest

SHOWN = 50


class SignerForm(forms.Form):
    """Who, and from when to when: shape only."""

    colleague = forms.ModelChoiceField(
        Person.objects.none(), label="请谁代行", empty_label=None, error_messages={"required": "请选择代行的人"}
    )
    starts_on = day_field("从哪一天起", "请写从哪一天起")
    ends_on = day_field("到哪一天止", "请写到哪一天止")

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        colleagues = acting_signing.colleagues_of(actor, localdate())
        self.fields["colleague"].queryset = colleagues  # type: ignore[attr-defined]

    @property
    def helper(self) -> FormHelper:
        return portal_helper("colleague", "starts_on", "ends_on", submit="请他代行签发")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and data["ends_on"] < data["starts_on"]:
            self.add_error("ends_on", "截止日期不能早于开始日期")
        return data


@require_http_methods(["GET", "POST"])
def acting_signers(request: PortalRequest) -> HttpResponse:
    """The leader's page; who acts for him reads it."""
    actor, today = request.actor, localdate()
    require(ALLOWED if actor.is_organ_leader else refuse("代行签发由承办单位负责人安排。"))
    may = acting_signing.may_appoint(actor)
    form = SignerForm(request.POST or None, actor=actor, initial={"starts_on": today}) if may else None
    require(may if request.method == "POST" else ALLOWED)
    if form and form.is_valid():
        with said_at(form, "colleague"):
            grant = acting_signing.appoint(form.cleaned_data.pop("colleague"), by=actor, on=today, **form.cleaned_data)
            messages.success(request, f"已请{grant.person.name}代行签发，到{grant.ends_on}为止。")
            return redirect("congress:acting_signers")
    rows = [(grant, grant.is_over(today)) for grant in acting_signing.appointed(actor)[:SHOWN]]
    has_colleagues = bool(form) and form.fields["colleague"].queryset.exists()  # type: ignore[union-attr]
    context = {"form": form, "rows": rows, "may": may, "has_colleagues": has_colleagues}
    return render(request, "congress/acting_signers.html", context)


@require_POST
def end_acting_signer(request: PortalRequest, pk: UUID) -> HttpResponse:
    """He signs no more."""
    grant = get_object_or_404(acting_signing.appointed(request.actor), pk=pk)
    acting_signing.end_signer(grant, by=request.actor, at=now())
    messages.success(request, f"{grant.person.name}不再代行签发。")
    return redirect("congress:acting_signers")
