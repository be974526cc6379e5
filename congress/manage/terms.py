"""届次和会议 of one's own congress; the congresses below."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.contrib import messages
from django.db.models import Count
from django.forms import model_to_dict
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_safe

from congress.actors import Actor
from congress.forms import day_field, moment_field, portal_helper
from congress.manage import convening
from congress.manage.permissions import may_configure, may_manage_people
from congress.models import Congress, Session, Term
from congress.permissions import require
from congress.refusing import said_at
from congress.requests import PortalRequest

MOST = 999


def number_field(label: str) -> forms.IntegerField:
    """The number of a term or a session."""
    said = {
        "required": f"请填写{label}",
        "invalid": "请写数字",
        "min_value": "请写1以上的数字",
        "max_value": "数字太大",
    }
    return forms.IntegerField(label=label, min_value=1, max_value=MOST, error_messages=said)


class TermForm(forms.Form):
    number = number_field("第几届")
    starts_on = day_field("从哪一天开始", "请写从哪一天开始")

    def __init__(self, *args: Any, submit: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.submit = submit

    @property
    def helper(self) -> FormHelper:
        return portal_helper("number", "starts_on", submit=self.submit)


class SessionForm(forms.Form):
    number = number_field("第几次会议")
    opens_on = day_field("开幕日期", "请写开幕日期")
    closes_on = day_field("闭幕日期", "请写闭幕日期")
    receives_from = day_field(
        "从哪一天起受理",
        required=False,
        help_text="从这一天起，代表提出的建议和议案归入这次会议；不写就从开幕那天起。",
    )
    motions_until = moment_field(
        "议案截止时间",
        required=False,
        help_text="由主席团决定，精确到分；到这一刻就不再收议案，建议收到闭幕那天。不写就收到闭幕那天。",
    )
    presidium_at = moment_field(
        "最后一次主席团会议时间",
        required=False,
        help_text="提案代表对主席团处理议案的决定要求复议，最迟在这之前几小时提出；不写就到闭幕那天。",
    )

    def __init__(self, *args: Any, submit: str = "登记会议", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.submit = submit

    @property
    def helper(self) -> FormHelper:
        return portal_helper(*self.fields, submit=self.submit)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.errors:
            return data
        if data["closes_on"] < data["opens_on"]:
            self.add_error("closes_on", "闭幕日期不能早于开幕日期")
        data["receives_from"] = data["receives_from"] or data["opens_on"]
        if data["receives_from"] > data["opens_on"]:
            self.add_error("receives_from", "受理最晚从开幕那天开始")
        return data

    @property
    def meeting(self) -> convening.Meeting:
        return convening.Meeting(**self.cleaned_data)


class CongressForm(forms.Form):
    name = forms.CharField(
        label="名称", max_length=60, help_text="如 濉溪县人大、临涣镇人大。", error_messages={"required": "请填写名称"}
    )
    parent = forms.ModelChoiceField(Congress.objects.none(), label="上级人大", empty_label=None)
    code = forms.RegexField(
        r"^[A-Za-z0-9]{1,8}$",
        label="编号前缀",
        help_text="1到8个字母或数字，写在每件建议的编号前面，以后不改。",
        error_messages={"required": "请填写编号前缀", "invalid": "请写1到8个字母或数字"},
    )
    number = number_field("现在是第几届")
    starts_on = day_field("本届从哪一天开始", "请写本届从哪一天开始")

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = Congress.objects.within(actor.congress).exclude(level=Congress.Level.TOWN)
        self.fields["parent"].queryset = places  # type: ignore[attr-defined]

    @property
    def helper(self) -> FormHelper:
        return portal_helper(*self.fields, submit="建立")

    def clean_code(self) -> str:
        return str(self.cleaned_data["code"]).upper()


@require_safe
def terms(request: PortalRequest) -> HttpResponse:
    """届次和会议: the terms of one's congress, the latest first, with their sessions."""
    require(may_configure(request.actor))
    found = request.actor.congress.terms.prefetch_related("sessions")
    return render(request, "congress/terms.html", {"terms": found})


@require_http_methods(["GET", "POST"])
def open_term(request: PortalRequest) -> HttpResponse:
    """A new term."""
    require(may_configure(request.actor))
    last = request.actor.congress.terms.first()
    initial = {"number": last.number + 1 if last else 1, "starts_on": localdate()}
    form = TermForm(request.POST or None, initial=initial, submit="开始新一届")
    if form.is_valid():
        with said_at(form, "number"):
            term = convening.open_term(by=request.actor, **form.cleaned_data)
            messages.success(request, f"已登记{term}。下一步：由代表工委导入新一届代表名册。")
            return redirect("congress:terms")
    return render(request, "congress/open_term.html", {"form": form})


@require_http_methods(["GET", "POST"])
def change_term(request: PortalRequest, pk: int) -> HttpResponse:
    """Put the last term right."""
    require(may_configure(request.actor))
    term = get_object_or_404(Term, pk=pk, congress=request.actor.congress)
    initial = {"number": term.number, "starts_on": term.starts_on}
    form = TermForm(request.POST or None, initial=initial, submit="保存")
    if form.is_valid():
        with said_at(form, "number"):
            convening.change_term(term, by=request.actor, **form.cleaned_data)
            messages.success(request, "届次已更正。")
            return redirect("congress:terms")
    return render(request, "congress/change_term.html", {"form": form, "term": term})


@require_http_methods(["GET", "POST"])
def call_session(request: PortalRequest, pk: int) -> HttpResponse:
    """A meeting of the whole congress."""
    require(may_configure(request.actor))
    term = get_object_or_404(Term, pk=pk, congress=request.actor.congress)
    last = term.sessions.order_by("-number").first()
    form = SessionForm(request.POST or None, initial={"number": last.number + 1 if last else 1})
    if form.is_valid():
        with said_at(form, "number"):
            session = convening.call_session(term, form.meeting, by=request.actor)
            messages.success(request, f"已登记{session}。")
            return redirect("congress:terms")
    return render(request, "congress/call_session.html", {"form": form, "term": term})


@require_http_methods(["GET", "POST"])
def change_session(request: PortalRequest, pk: int) -> HttpResponse:
    """Other days, or another hour for motions."""
    require(may_configure(request.actor))
    found = Session.objects.select_related("term__congress")
    session = get_object_or_404(found, pk=pk, term__congress=request.actor.congress)
    form = SessionForm(request.POST or None, initial=model_to_dict(session), submit="保存")
    if form.is_valid():
        with said_at(form, "number"):
            convening.change_session(session, form.meeting, by=request.actor)
            messages.success(request, f"{session}已更改。")
            return redirect("congress:terms")
    return render(request, "congress/change_session.html", {"form": form, "session": session})


@require_safe
def congresses(request: PortalRequest) -> HttpResponse:
    """各级人大: one's own and those below, in their tree."""
    require(may_manage_people(request.actor))
    found = (
        Congress.objects.within(request.actor.congress)
        .select_related("parent")
        .annotate(organs_number=Count("organs"))
    )
    return render(request, "congress/congresses.html", {"congresses": found.order_by("path")})


@require_http_methods(["GET", "POST"])
def add_congress(request: PortalRequest) -> HttpResponse:
    """The congress of a place below."""
    require(may_manage_people(request.actor))
    form = CongressForm(request.POST or None, actor=request.actor, initial={"starts_on": localdate()})
    if form.is_valid():
        with said_at(form, "name"):
            made = convening.add_congress(by=request.actor, **form.cleaned_data)
            messages.success(request, f"已建立{made}。下一步：登记或导入它的单位，再给人员授权。")
            return redirect("congress:congresses")
    return render(request, "congress/add_congress.html", {"form": form})
