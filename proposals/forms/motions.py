"""What is typed of a motion after it was handed in: who examines it, what the committee says, what is ruled."""

from collections.abc import Iterable
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils import timezone

from congress.forms import day_field, portal_helper
from congress.models import Organ
from proposals.forms.deciding import reason_field
from proposals.forms.fields import LongText, OrganField, not_later_than_today
from proposals.models import Proposal, Ruling, Way


class ExamineForm(forms.Form):
    """交委员会审查."""

    committee = OrganField(label="交哪个委员会审查", error_messages={"required": "请选择委员会"})

    def __init__(self, *args: Any, proposal: Proposal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = Organ.objects.filter(congress=proposal.holder_id, kind=Organ.Kind.COMMITTEE, is_active=True)
        self.fields["committee"].queryset = own  # type: ignore[attr-defined]
        self.initial.setdefault("committee", proposal.committee)

    @property
    def helper(self) -> FormHelper:
        return portal_helper("committee", submit="交委员会审查")


class ViewForm(forms.Form):
    """The committee's view or report: what it recommends, and its words."""

    recommends = forms.ChoiceField(
        label="建议怎样处理", widget=forms.RadioSelect, error_messages={"required": "请选择建议怎样处理"}
    )
    text = LongText(
        label="意见",
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": "请写意见"},
    )

    def __init__(self, *args: Any, ways: Iterable[Way], submit: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["recommends"].choices = [(way.value, way.label) for way in ways]  # type: ignore[attr-defined]
        self.submit = submit

    @property
    def helper(self) -> FormHelper:
        return portal_helper("recommends", "text", submit=self.submit)

    def clean_recommends(self) -> Way:
        return Way(self.cleaned_data["recommends"])


class RulingForm(forms.Form):
    """登记决定: of the body that rules now."""

    way = forms.ChoiceField(label="决定", widget=forms.RadioSelect, error_messages={"required": "请选择决定"})
    ruled_on = day_field("决定日期", "请写决定日期", validators=[not_later_than_today])
    reason = forms.CharField(
        label="理由",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="转为建议、不列入议程的，必须写明理由，提案代表会看到。",
    )

    def __init__(self, *args: Any, body: Ruling.Body, recommended: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["way"].choices = [(way.value, way.label) for way in Ruling.OF[body]]  # type: ignore[attr-defined]
        self.initial.setdefault("ruled_on", timezone.localdate())
        self.fields["way"].help_text = f"委员会的意见：{recommended}" if recommended else ""

    @property
    def helper(self) -> FormHelper:
        return portal_helper("way", "ruled_on", "reason", submit="登记决定")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "way" in data:
            data["way"] = Way(data["way"])
            if data["way"] in Ruling.WITH_REASON and not (data.get("reason") or "").strip():
                self.add_error("reason", "请写理由，提案代表会看到")
        return data


class ReviewForm(forms.Form):
    """登记复议结果."""

    is_changed = forms.TypedChoiceField(
        label="复议结果",
        choices=[("0", "维持原决定"), ("1", "改变原决定，恢复为议案")],
        coerce=lambda word: word == "1",
        widget=forms.RadioSelect,
        error_messages={"required": "请选择复议结果"},
    )
    reason = reason_field("理由", "请写复议的理由")

    @property
    def helper(self) -> FormHelper:
        return portal_helper("is_changed", "reason", submit="登记复议结果")


class AskWithdrawalForm(forms.Form):
    reason = reason_field("为什么撤回", "请写撤回的理由")

    @property
    def helper(self) -> FormHelper:
        return portal_helper("reason", submit="申请撤回")


class DecideWithdrawalForm(forms.Form):
    answer = reason_field("主席团的意见", "请写主席团的意见")

    @property
    def helper(self) -> FormHelper:
        return portal_helper("answer", submit="同意撤回", also={"refuse": "不同意"})
