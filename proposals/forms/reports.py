"""What is asked of a report: its filters, those of the list, and the name under which numbers are frozen."""

from collections.abc import Iterable
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils import timezone

from congress.actors import Actor
from congress.dictionaries import words
from congress.forms import portal_helper
from congress.models import Congress, Organ
from deputies.models import Delegation
from proposals.forms.fields import OrganField
from proposals.forms.filtering import KIND_CHOICES
from proposals.listing import NONE
from proposals.models import Reply

ALL = ("", "全部")


class ReportForm(forms.Form):
    """Of which matters; every name is a filter of the list."""

    year = forms.IntegerField(label="年度", required=False, widget=forms.TextInput(attrs={"inputmode": "numeric"}))
    within = forms.ChoiceField(label="范围（包括下级）", required=False)
    kind = forms.ChoiceField(label="种类", required=False, choices=[ALL, *KIND_CHOICES])
    category = forms.ChoiceField(label="类别", required=False)
    organ = OrganField(label="承办单位", required=False, empty_label="全部")
    delegation = forms.ModelChoiceField(Delegation.objects.none(), label="代表团", required=False, empty_label="全部")
    outcome = forms.ChoiceField(
        label="办理结果", required=False, choices=[ALL, *((letter, f"{letter}类") for letter in Reply.Outcome.values)]
    )

    def __init__(self, *args: Any, actor: Actor, without: Iterable[str] = (), **kwargs: Any) -> None:
        """Args: `without` names what this report is not narrowed by."""
        super().__init__(*args, **kwargs)
        for name in without:
            del self.fields[name]
        fields: dict[str, Any] = self.fields
        within = Congress.objects.within(actor.congress)
        fields["within"].choices = [(row.code, row.place) for row in within.order_by("path")]
        if "category" in fields:
            known = words("category", actor.congress).choices(timezone.localdate())
            fields["category"].choices = [ALL, *known, (NONE, "未分类")]
        if "organ" in fields:
            fields["organ"].queryset = Organ.objects.filter(congress=actor.congress, kind__in=Organ.HANDLING)
        if "delegation" in fields:
            fields["delegation"].queryset = Delegation.objects.filter(congress=actor.congress)


class FreezeForm(forms.Form):
    """冻结: under which name."""

    title = forms.CharField(
        label="用在哪份报告里",
        max_length=60,
        help_text="例如“2026年代表议案建议办理情况报告”。冻结以后不能改、不能删",
        error_messages={"required": "请写这些数字用在哪份报告里"},
    )

    @property
    def helper(self) -> FormHelper:
        return portal_helper("title", submit="冻结这些数字")
