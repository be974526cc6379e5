"""字典: the lists that people choose from; a word added, renamed, retired from a day on."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_safe

from congress.dictionaries import words
from congress.forms import day_field, portal_helper
from congress.manage import naming
from congress.manage.permissions import may_configure, own_place
from congress.permissions import require
from congress.refusing import said_at
from congress.registries import Dictionary, registry
from congress.requests import PortalRequest


class WordForm(forms.Form):
    """A word and the day from which it is used."""

    label = forms.CharField(label="名称", error_messages={"required": "请写名称"})
    starts_on = day_field("从哪一天起", "请写从哪一天起")

    def __init__(self, *args: Any, longest: int, submit: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = {"required": "请写名称", "max_length": "名称最多%(limit_value)d字，现在是%(show_value)d字"}
        self.fields["label"] = forms.CharField(label="名称", max_length=longest, error_messages=said)
        self.order_fields(["label", "starts_on"])
        self.submit = submit

    @property
    def helper(self) -> FormHelper:
        return portal_helper("label", "starts_on", submit=self.submit)

    def clean_label(self) -> str:
        return " ".join(self.cleaned_data["label"].split())


class RetirementForm(forms.Form):
    """The day from which a word may not be chosen any more."""

    starts_on = day_field("从哪一天起停用", "请写从哪一天起停用")

    @property
    def helper(self) -> FormHelper:
        return portal_helper("starts_on", submit="停用")


def _declared(name: str) -> Dictionary:
    if name not in registry.dictionaries:
        raise Http404
    return registry.dictionaries[name]


@require_safe
def dictionaries(request: PortalRequest) -> HttpResponse:
    """字典: every list with the words of today and those to come."""
    require(may_configure(request.actor))
    today, congress = localdate(), request.actor.congress
    lists = [(declared, words(name, congress).on(today)) for name, declared in registry.dictionaries.items()]
    return render(request, "congress/dictionaries.html", {"lists": lists})


@require_http_methods(["GET", "POST"])
def dictionary(request: PortalRequest, name: str) -> HttpResponse:
    """One list: its words in every version, and the form for a further one."""
    require(may_configure(request.actor))
    declared, today = _declared(name), localdate()
    known = words(name, request.actor.congress)
    form = WordForm(request.POST or None, longest=declared.longest, submit="增加", initial={"starts_on": today})
    if form.is_valid():
        with said_at(form, "label"):
            word = naming.add_word(name, **form.cleaned_data, by=request.actor, on=today)
            messages.success(request, f"已增加“{word}”，自{word.starts_on}起可以选。")
            return redirect("congress:dictionary", name)
    rows = []
    for code, versions in known.by_code.items():
        acting = known.acting(code, today) or versions[0]
        others = [row for row in versions if row is not acting]
        rows.append((acting, others, acting.is_active, declared.is_open and code not in declared.lasting))
    rows.sort(key=lambda row: (not row[2], row[0].order, row[0].code))
    context = {"dictionary": declared, "rows": rows, "today": today, "is_common": own_place(request.actor) is None}
    return render(request, "congress/dictionary.html", {"form": form, **context})


@require_http_methods(["GET", "POST"])
def rename_word(request: PortalRequest, name: str, code: str) -> HttpResponse:
    """The same thing under another word from a day on."""
    require(may_configure(request.actor))
    declared, today = _declared(name), localdate()
    known = words(name, request.actor.congress)
    if code not in known.by_code:
        raise Http404
    initial = {"label": known.label(code, today), "starts_on": today}
    form = WordForm(request.POST or None, longest=declared.longest, submit="改名", initial=initial)
    if form.is_valid():
        with said_at(form, "label"):
            word = naming.rename_word(name, code, **form.cleaned_data, by=request.actor, on=today)
            messages.success(request, f"自{word.starts_on}起改为“{word}”，以前的仍用当时的名称。")
            return redirect("congress:dictionary", name)
    context = {"form": form, "dictionary": declared, "label": initial["label"]}
    return render(request, "congress/rename_word.html", context)


@require_http_methods(["GET", "POST"])
def retire_word(request: PortalRequest, name: str, code: str) -> HttpResponse:
    """Not to be chosen any more from a day on."""
    require(may_configure(request.actor))
    declared, today = _declared(name), localdate()
    known = words(name, request.actor.congress)
    if code not in known.by_code:
        raise Http404
    form = RetirementForm(request.POST or None, initial={"starts_on": today})
    if form.is_valid():
        with said_at(form, "starts_on"):
            word = naming.retire_word(name, code, **form.cleaned_data, by=request.actor, on=today)
            messages.success(request, f"“{word}”自{word.starts_on}起停用，以前的仍用这个名称。")
            return redirect("congress:dictionary", name)
    context = {"form": form, "dictionary": declared, "label": known.label(code, today)}
    return render(request, "congress/retire_word.html", context)
