"""The filters of the list; they stand in the address, so that a list can be sent to a colleague."""

from typing import Any

from django import forms

from congress.actors import Actor
from proposals.listing import STRUCK_OFF
from proposals.models import Assignment, Proposal

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
KEPT = ("measure", "within", "congress", "months", "year", "organ", "category")


class FilterForm(forms.Form):
    q = forms.CharField(label="搜索标题、内容、编号、姓名", required=False, max_length=60)
    state = forms.ChoiceField(label="状态", required=False)
    month = forms.CharField(label="月份", required=False, widget=forms.TextInput(attrs={"type": "month"}))
    kind = forms.ChoiceField(label="种类", required=False, choices=[("", "全部"), *Proposal.Kind.choices])
    lane = forms.ChoiceField(label="办理方式", required=False, choices=[("", "全部"), *Proposal.Lane.choices])

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in KEPT:
            if self.data.get(name):
                self.fields[name] = forms.CharField(required=False, widget=forms.HiddenInput)
        shown = [c for c in Proposal.State.choices if actor.is_deputy or c[0] not in Proposal.PRIVATE]
        self.fields["state"].choices = [("", "全部"), *shown, *STRUCK_OFF.items(), *ORGAN_STATES]  # type: ignore[attr-defined]


class QueueFilterForm(forms.Form):
    """The filters of 分办."""

    q = forms.CharField(label="搜索标题、内容、编号、姓名", required=False, max_length=60)
    lane = forms.ChoiceField(label="办理方式", required=False, choices=[("", "全部"), *Proposal.Lane.choices])
