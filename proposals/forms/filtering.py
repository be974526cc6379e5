"""The filters of the list; they stand in the address, so that a list can be sent to a colleague or kept."""

from typing import Any
from urllib.parse import parse_qsl

from crispy_forms.helper import FormHelper
from django import forms

from congress.actors import Actor
from congress.forms import portal_helper
from congress.models import Organ
from proposals.forms.fields import OrganField
from proposals.listing import KIND_WORDS, STRUCK_OFF
from proposals.models import Assignment, Proposal, Rung, SavedFilter
from proposals.saved_filters import chosen
from proposals.supervision.grouping import BY

ORGAN_STATES = [
    (state.value, state.label)
    for state in (
        Assignment.State.ASSIGNED,
        Assignment.State.RELEASE_ASKED,
        Assignment.State.HANDLING,
        Assignment.State.SIGNING,
        Assignment.State.REPLIED,
        Assignment.State.REHANDLING,
        Assignment.State.DISPUTED,
    )
]
# Set by the number, tile or cell that leads to the list; they stay while the rest is changed.
KEPT = ("measure", "outcome", "within", "congress", "delegation", "months", "year", "organ", "category", "topic")


KIND_CHOICES = list(KIND_WORDS.items())
NAMES = ("q", "state", "month", "kind", "lane", *KEPT)  # all that may be kept under a name


class FilterForm(forms.Form):
    q = forms.CharField(label="搜索标题、内容、答复、附件、编号、姓名、单位", required=False, max_length=60)
    state = forms.ChoiceField(label="状态", required=False)
    month = forms.CharField(label="月份", required=False, widget=forms.TextInput(attrs={"type": "month"}))
    kind = forms.ChoiceField(label="种类", required=False, choices=[("", "全部"), *KIND_CHOICES])
    lane = forms.ChoiceField(label="办理方式", required=False, choices=[("", "全部"), *Proposal.Lane.choices])
    key = forms.BooleanField(label="重点督办件", required=False, widget=forms.CheckboxInput(attrs={"value": "1"}))

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in KEPT:
            if self.data.get(name):
                self.fields[name] = forms.CharField(required=False, widget=forms.HiddenInput)
        shown = [c for c in Proposal.State.choices if actor.is_deputy or c[0] not in Proposal.PRIVATE]
        self.fields["state"].choices = [("", "全部"), *shown, *STRUCK_OFF.items(), *ORGAN_STATES]  # type: ignore[attr-defined]


class BoardFilterForm(forms.Form):
    """What of the board is shown, and by what it is counted."""

    by = forms.ChoiceField(label="按什么统计", required=False, choices=[("", "阶段"), *BY.items()])
    organ = OrganField(label="单位", required=False, empty_label="全部")
    committee = OrganField(label="督办工委", required=False, empty_label="全部")
    lane = forms.ChoiceField(label="办理方式", required=False, choices=[("", "全部"), *Proposal.Lane.choices])
    rung = forms.ChoiceField(label="已提醒到", required=False, choices=[("", "全部"), *Rung.choices])
    key = forms.BooleanField(label="重点督办件", required=False, widget=forms.CheckboxInput(attrs={"value": "1"}))
    all = forms.BooleanField(label="包括下级人大", required=False, widget=forms.CheckboxInput(attrs={"value": "1"}))

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = Organ.objects.filter(congress=actor.congress, is_active=True)
        self.fields["organ"].queryset = own.filter(kind__in=Organ.HANDLING)  # type: ignore[attr-defined]
        self.fields["committee"].queryset = own.filter(kind=Organ.Kind.COMMITTEE)  # type: ignore[attr-defined]
        for name in ("stage", "band"):
            if self.data.get(name):
                self.fields[name] = forms.CharField(required=False, widget=forms.HiddenInput)


class QueueFilterForm(forms.Form):
    """The filters of 分办."""

    q = forms.CharField(label="搜索标题、内容、附件、编号、姓名", required=False, max_length=60)
    lane = forms.ChoiceField(label="办理方式", required=False, choices=[("", "全部"), *Proposal.Lane.choices])


class SavedFilterForm(forms.ModelForm):
    """保存的筛选: its name, and whether the list opens with it."""

    class Meta:
        model = SavedFilter
        fields = ["name", "is_default"]
        error_messages = {"name": {"required": "请写名称，例如“本月待签收”"}}

    @property
    def helper(self) -> FormHelper:
        return portal_helper(*self.fields, submit="保存")


class SaveFilterForm(SavedFilterForm):
    """The same for the filters that the list has now."""

    parameters = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_parameters(self) -> str:
        """Filters of the list and no others."""
        return chosen(dict(parse_qsl(self.cleaned_data["parameters"])), NAMES)
