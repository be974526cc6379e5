"""消息文字: how every kind of message reads, and wording one otherwise."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congress import texts
from congress.forms import portal_helper
from congress.manage import rewording
from congress.manage.permissions import may_configure, may_reword, own_place
from congress.permissions import require
from congress.requests import PortalRequest

LONGEST_TEXT = 200


class WordingForm(forms.Form):
    """One text with placeholders; what is wrong with it stands at the field."""

    text = forms.CharField(
        label="文字",
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "请写内容"},
    )

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind

    @property
    def helper(self) -> FormHelper:
        return portal_helper("text", submit="保存", also={"look": "看样子"})

    def clean_text(self) -> str:
        text = " ".join(self.cleaned_data["text"].split())
        if found := texts.faults(self.kind, text):
            raise forms.ValidationError(found)
        return text


@require_safe
def wordings(request: PortalRequest) -> HttpResponse:
    """消息文字: every kind with its words, its greatest length, whose words they are."""
    require(may_configure(request.actor))
    rows = [(row, bool(may_reword(request.actor, row.wording))) for row in rewording.standings(request.actor)]
    context = {"rows": rows, "is_common": own_place(request.actor) is None, "most": texts.ONE_SMS}
    return render(request, "congress/wordings.html", context)


@require_http_methods(["GET", "POST"])
def wording(request: PortalRequest, kind: str) -> HttpResponse:
    """One kind: its words, how they read of made-up facts, other words in their place."""
    require(may_configure(request.actor))
    if kind not in texts.WORDINGS:
        raise Http404
    standing = next(row for row in rewording.standings(request.actor) if row.kind == kind)
    verdict = may_reword(request.actor, standing.wording)
    form = WordingForm(request.POST or None, kind=kind, initial={"text": standing.text})
    look = ""
    if request.method == "POST":
        require(verdict)
    if form.is_valid():
        text = form.cleaned_data["text"]
        if "look" not in request.POST:
            rewording.reword(kind, text, by=request.actor)
            messages.success(request, f"“{standing.wording.label}”的文字已保存，从现在起这样发。")
            return redirect("congress:wordings")
        look = texts.sample(kind, text)
    context = {"standing": standing, "verdict": verdict, "look": look, "is_common": own_place(request.actor) is None}
    if look:
        context["length"] = texts.longest(kind, form.cleaned_data["text"])
    return render(request, "congress/wording.html", {"form": form, "most": texts.ONE_SMS, **context})


@require_POST
def restore_wording(request: PortalRequest, kind: str) -> HttpResponse:
    """Give up one's own words."""
    require(may_configure(request.actor))
    if kind not in texts.WORDINGS:
        raise Http404
    rewording.restore(kind, by=request.actor)
    messages.success(request, f"“{texts.WORDINGS[kind].label}”的文字已恢复。")
    return redirect("congress:wordings")
