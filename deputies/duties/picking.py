"""What narrows the board: whose duties, which rows, which month, quarter or year. It stands in the address."""

from datetime import date
from typing import Any

from django import forms

from deputies.duties.periods import Span, chosen

KINDS = [("deputy", "代表"), ("member", "常委会组成人员"), ("group", "代表小组")]
ROWS = [("part", "按代表团、县区"), ("group", "按代表小组"), ("congress", "按人大"), ("level", "按层级")]
PERIODS = [
    ("", "全年"),
    *((f"q{at}", f"{word}季度") for at, word in enumerate("一二三四", 1)),
    *((f"{at:02}", f"{at}月") for at in range(1, 13)),
]
YEARS = 5  # how long a term lasts (地方组织法 art. 9)


class BoardForm(forms.Form):
    """The pickers; nonsense is the first choice, and the present year."""

    kind = forms.ChoiceField(label="谁的任务", choices=KINDS, required=False)
    rows = forms.ChoiceField(label="怎样分", choices=ROWS, required=False)
    year = forms.TypedChoiceField(label="年份", coerce=int, required=False)
    period = forms.ChoiceField(label="季度或月份", choices=PERIODS, required=False)

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
