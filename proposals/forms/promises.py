"""What is typed of promises: the lines of a reply, and what organ, deputy and desk say of one later."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils import timezone

from congress.actors import Actor
from congress.forms import day_field, portal_helper
from congress.models import Role
from proposals.forms.deciding import reason_field
from proposals.models import Promise, PromiseConfirmation
from proposals.promises.ledger import DUE, STATES, THIS_AND_LAST, organs_that_promised_to, years_of
from proposals.promises.lines import MOST, SPARE, Line

Rows = Sequence[tuple[str, str]]
LONGEST = Promise._meta.get_field("content").max_length


def rows_of(form: forms.BaseForm, lines: Sequence[Line]) -> Rows:
    """Give the form a row for each line it had or was sent, and two to spare; the names of the fields of each."""
    sent = [n for n in range(1, MOST + 1) if f"promise_{n}" in form.data or f"promised_on_{n}" in form.data]
    number = max(sent) if sent else len(lines) + SPARE
    rows = [(f"promise_{n}", f"promised_on_{n}") for n in range(1, min(number, MOST) + 1)]
    for at, (what, until) in enumerate(rows):
        form.fields[what] = forms.CharField(label=f"第{at + 1}项承诺", max_length=LONGEST, required=False)
        form.fields[until] = day_field(f"第{at + 1}项完成时间", required=False)
        if at < len(lines):
            form.initial[what], form.initial[until] = lines[at]
    return rows


def typed_lines(form: forms.BaseForm, rows: Rows) -> list[Line]:
    """The rows that say something, in order; half-filled ones are kept too."""
    lines = [(form.cleaned_data.get(what) or "", form.cleaned_data.get(until)) for what, until in rows]
    return [line for line in lines if any(line)]


def refuse_past_days(form: forms.BaseForm, rows: Rows) -> None:
    """Nobody promises for a day that is over."""
    today = timezone.localdate()
    for _, until in rows:
        day = form.cleaned_data.get(until)
        if day and day < today:
            form.add_error(until, "承诺完成时间不能早于今天")


class ProgressForm(forms.Form):
    """填报进展."""

    text = forms.CharField(
        label="办到哪一步",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "请写办到哪一步"},
    )

    @property
    def helper(self) -> FormHelper:
        return portal_helper("text", submit="填报进展")


class ReportDoneForm(forms.Form):
    """报告兑现."""

    text = forms.CharField(
        label="做了什么",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="写明做了什么、在哪里、什么时候完成，代表和代表工委据此确认。",
        error_messages={"required": "请写做了什么"},
    )
    upload = forms.FileField(label="照片、验收单等材料", required=False)

    @property
    def helper(self) -> FormHelper:
        return portal_helper("text", "upload", submit="报告已兑现")


class ConfirmForm(forms.Form):
    """代表确认."""

    level = forms.ChoiceField(
        label="这项承诺兑现了吗",
        choices=PromiseConfirmation.Level.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "请选一项"},
    )
    words = forms.CharField(
        label="说明",
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="选“没有兑现”的，请写明哪里没有做到。",
    )

    @property
    def helper(self) -> FormHelper:
        return portal_helper("level", "words", submit="提交")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("level") == PromiseConfirmation.Level.DENIED and not (data.get("words") or "").strip():
            self.add_error("words", "请写明哪里没有做到")
        return data


class VerifyForm(forms.Form):
    """代表工委核实: done, or back to the organ."""

    words = forms.CharField(
        label="核实情况",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="写明怎样核实的；退回的，写明还差什么。",
        error_messages={"required": "请写核实情况"},
    )

    @property
    def helper(self) -> FormHelper:
        return portal_helper("words", submit="核实已兑现", also={"back": "退回继续办理"})


class FailForm(forms.Form):
    reason = reason_field("没有兑现的原因", "请写明没有兑现的原因")

    @property
    def helper(self) -> FormHelper:
        return portal_helper("reason", submit="认定未兑现")


class AskPromiseExtensionForm(forms.Form):
    until = day_field("延期到哪一天", "请写日期")
    reason = reason_field("延期理由", "请写明理由")

    @property
    def helper(self) -> FormHelper:
        return portal_helper("until", "reason", submit="申请延期")


class DecidePromiseExtensionForm(forms.Form):
    answer = reason_field("决定的说明", "请写决定的说明")

    @property
    def helper(self) -> FormHelper:
        return portal_helper("answer", submit="同意延期", also={"refuse": "不同意"})


class LedgerForm(forms.Form):
    """The filters of the ledger; they stand in the address."""

    year = forms.ChoiceField(label="作出年份", required=False)
    state = forms.ChoiceField(label="状态", required=False, choices=[("", "全部"), *STATES.items()])
    due = forms.ChoiceField(label="期限", required=False, choices=[("", "全部"), *DUE.items()])
    organ = forms.ChoiceField(label="承办单位", required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = [(str(year), f"{year}年") for year in years_of(actor)]
        self.fields["year"].choices = [("", "全部"), (THIS_AND_LAST, "今年和去年"), *years]  # type: ignore[attr-defined]
        if actor.role in (Role.HANDLER, Role.ORGAN_LEADER):
            del self.fields["organ"]
        else:
            organs = [(str(organ.pk), str(organ)) for organ in organs_that_promised_to(actor)]
            self.fields["organ"].choices = [("", "全部"), *organs]  # type: ignore[attr-defined]
        if actor.oversees:
            self.fields["all"] = forms.BooleanField(
                label="包括下级人大", required=False, widget=forms.CheckboxInput(attrs={"value": "1"})
            )

    @property
    def includes_below(self) -> bool:
        return self.data.get("all") == "1"

    def chosen_year(self, today: date) -> int:
        """Whose rates stand above the list: the chosen year's, else this one's."""
        chosen = self.data.get("year", "")
        known = dict(self.fields["year"].choices)  # type: ignore[attr-defined]
        return int(chosen) if chosen in known and chosen.isdigit() else today.year
