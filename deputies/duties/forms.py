"""What deputies type about what they did, and what narrows the board."""

from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms

from congress.forms import More, day_field, portal_helper
from deputies.duties.periods import Span
from deputies.duties.picking import PARTS, chosen
from deputies.models import Visit

KINDS = [("deputy", "代表"), ("member", "常委会组成人员"), ("group", "代表小组")]
ROWS = [("part", "按代表团、县区"), ("group", "按代表小组"), ("congress", "按人大"), ("level", "按层级")]
YEARS = 5  # how long a term lasts (地方组织法 art. 9)


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


class BoardForm(forms.Form):
    """The board's pickers, which stand in its address; nonsense is the first choice, and the present year."""

    kind = forms.ChoiceField(label="谁的任务", choices=KINDS, required=False)
    rows = forms.ChoiceField(label="怎样分", choices=ROWS, required=False)
    year = forms.TypedChoiceField(label="年份", coerce=int, required=False)
    period = forms.ChoiceField(label="季度或月份", choices=PARTS, required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.years = range(today.year, today.year - YEARS, -1)
        year: Any = self.fields["year"]
        year.choices = [(str(number), f"{number}年") for number in self.years]

    def chosen(self, name: str) -> str:
        """Whose, or how divided."""
        self.is_valid()
        first = {"kind": KINDS, "rows": ROWS}[name][0][0]
        return str(getattr(self, "cleaned_data", {}).get(name) or first)

    @property
    def span(self) -> Span:
        """The days that were chosen."""
        self.is_valid()
        found = getattr(self, "cleaned_data", {})
        return chosen(found.get("year") or self.today.year, found.get("period") or "")
