"""What is typed in 对口归类: an office's view, what is put to the 编办, what it decides."""

from typing import Any
from uuid import UUID

from crispy_forms.helper import FormHelper
from django import forms
from django.utils import timezone

from congress.forms import More, portal_helper
from congress.models import Organ
from proposals.forms.deciding import ReasonForm, category_choices, reason_field
from proposals.forms.fields import OrganField
from proposals.models import Proposal


def organs_of(congress: UUID) -> Any:
    """Those that may handle a matter there, marked where nobody acts for them."""
    return Organ.objects.handling().filter(congress=congress).marked(timezone.localdate())


class ClassifyForm(forms.Form):
    """归类意见: who should handle it, who should supervise it, what it is about."""

    organ = OrganField(label="建议主办单位", error_messages={"required": "请选择主办单位"})
    committee = OrganField(label="建议督办工委", required=False)
    category = forms.ChoiceField(label="建议类别", required=False)
    reason = forms.CharField(label="理由", max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, proposal: Proposal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organ"].queryset = organs_of(proposal.holder_id)  # type: ignore[attr-defined]
        committees = Organ.objects.filter(congress=proposal.holder_id, kind=Organ.Kind.COMMITTEE, is_active=True)
        self.fields["committee"].queryset = committees  # type: ignore[attr-defined]
        self.fields["category"].choices = category_choices(proposal)  # type: ignore[attr-defined]

    @property
    def helper(self) -> FormHelper:
        return portal_helper("organ", "reason", More("类别和督办工委", "category", "committee"), submit="提出归类意见")


class ReferForm(ReasonForm):
    reason = reason_field("争议情况", "请写明争议情况")
    submit = "提请编办裁定"


class ArbitrateForm(forms.Form):
    """裁定: one organ and the ground."""

    organ = OrganField(label="裁定由哪个单位办理", error_messages={"required": "请选择单位"})
    answer = reason_field("裁定的依据", "请写明依据，例如职责规定")

    def __init__(self, *args: Any, proposal: Proposal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organ"].queryset = organs_of(proposal.holder_id)  # type: ignore[attr-defined]

    @property
    def helper(self) -> FormHelper:
        return portal_helper("organ", "answer", submit="裁定")
