"""设置: every setting with the value in force, and a new value from a day on."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congress.configurable import DECLARED
from congress.configuration import FOLLOW
from congress.manage import configuring
from congress.manage.permissions import may_configure, may_set, own_place
from congress.manage.settings_forms import FollowForm, ValueForm
from congress.models import Setting
from congress.permissions import require
from congress.refusing import said_at
from congress.requests import PortalRequest


@require_safe
def settings(request: PortalRequest) -> HttpResponse:
    """设置: what is in force, since when, by whom."""
    require(may_configure(request.actor))
    groups: dict[str, list[tuple[configuring.Standing, bool]]] = {}
    for standing in configuring.standings(request.actor, localdate()):
        row = (standing, bool(may_set(request.actor, standing.declared)))
        groups.setdefault(standing.declared.group, []).append(row)
    context = {"groups": groups, "is_common": own_place(request.actor) is None}
    return render(request, "congress/settings.html", context)


@require_http_methods(["GET", "POST"])
def setting(request: PortalRequest, key: str) -> HttpResponse:
    """One setting: what it was, what it is, what it will be."""
    require(may_configure(request.actor))
    today = localdate()
    if key not in DECLARED:
        raise Http404
    standing = next(found for found in configuring.standings(request.actor, today) if found.key == key)
    declared, is_common = standing.declared, own_place(request.actor) is None
    verdict = may_set(request.actor, declared)
    initial, follows = {"starts_on": today}, "follow" in request.POST
    form = ValueForm(None if follows else request.POST or None, declared=declared, initial=initial)
    follow = FollowForm(request.POST if follows else None, is_common=is_common, initial=initial)
    if request.method == "POST":
        require(verdict)
    sent: ValueForm | FollowForm = follow if follows else form
    if sent.is_valid():
        day, value = sent.cleaned_data["starts_on"], sent.cleaned_data.get("value", FOLLOW)
        with said_at(sent, "starts_on"):
            row = configuring.set_value(key, value, by=request.actor, starts_on=day, on=today)
            messages.success(request, f"已登记“{declared.label}”：{standing.said(row)}，自{day}起执行。")
            return redirect("congress:settings")
    rows = [(row, standing.said(row)) for row in [*reversed(standing.coming), *standing.past]]
    context = {"standing": standing, "rows": rows, "verdict": verdict, "today": today, "follow": follow}
    return render(request, "congress/setting.html", {"form": form, **context})


@require_POST
def take_back_setting(request: PortalRequest, pk: int) -> HttpResponse:
    """Strike a value that has not begun."""
    require(may_configure(request.actor))
    row = get_object_or_404(Setting, pk=pk, congress=own_place(request.actor), key__in=DECLARED)
    key = row.key
    configuring.take_back(row, by=request.actor, on=localdate())
    messages.success(request, "已撤销，没有到日子的改动不再执行。")
    return redirect("congress:setting", key)
