"""What deputies type about what they did, and what narrows the board."""

from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms

from congress.forms import More, day_field, portal_helper
from deputies.models import Visit


class VisitForm(forms.Form):
    """Three fields on a telephone; place, and persons instead of households, for who wants to."""

    day = day_field("日期", "请写走访的日期，如 2026-07-01")
    number = forms.IntegerField(
        label="走访了多少户",
        min_value=1,
        max_value=999,
        error_messages={
            "required": "请写走访了多少户，如 3",
            "invalid": "请写数字，如 3",
            "min_value": "至少1户",
            "max_value": "最多999户，多的请分几次登记",
        },
    )
    words = forms.CharField(
        label="一句话说明",
        max_length=200,
        error_messages={"required": "请用一句话说明走访的情况", "max_length": "最多200字"},
    )
    unit = forms.ChoiceField(label="按户还是按人", choices=Visit.Unit.choices, initial=Visit.Unit.HOUSEHOLD)
    place = forms.CharField(label="地点", max_length=60, required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("day", today)
        self.fields["unit"].required = False

    @property
    def helper(self) -> FormHelper:
        return portal_helper("day", "number", "words", More("更多：地点、按人计", "unit", "place"), submit="保存")

    def clean_unit(self) -> str:
        """Households unless persons are said."""
        return self.cleaned_data["unit"] or Visit.Unit.HOUSEHOLD
