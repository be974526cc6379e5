"""What the desk types when it publishes, and what everybody types who searches."""

from collections.abc import Mapping
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms

from congress.forms import portal_helper
from proposals.forms.deciding import ReasonForm, reason_field
from proposals.forms.fields import LongText

LEAST, LONGEST, MOST = 2, 40, 50


class PublishForm(forms.Form):
    """Words to be masked besides what was found."""

    words = LongText(
        label="还要遮去的词",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="一行一个，例如当事人的姓名、住址、单位。标题、内容和答复里的都会遮去。",
    )

    @property
    def helper(self) -> FormHelper:
        return portal_helper("words", tag=False)

    def clean_words(self) -> list[str]:
        """Each once, in the order typed."""
        words = list(dict.fromkeys(line.strip() for line in self.cleaned_data["words"].split("\n") if line.strip()))
        for word in words:
            if not LEAST <= len(word) <= LONGEST:
                raise forms.ValidationError(f"每行{LEAST}到{LONGEST}个字，“{word[:20]}”不是")
        if len(words) > MOST:
            raise forms.ValidationError(f"最多{MOST}个词")
        return words


class WithholdForm(ReasonForm):
    reason = reason_field("为什么不公开", "请写不公开的理由")
    submit = "不公开"


class UnpublishForm(ReasonForm):
    reason = reason_field("为什么撤回公开", "请写撤回公开的理由")
    submit = "撤回公开"


class PublicFilterForm(forms.Form):
    """The filters of the public list; they stand in its address."""

    q = forms.CharField(label="搜索标题、内容、答复", required=False, max_length=60)
    year = forms.ChoiceField(label="年份", required=False)
    category = forms.ChoiceField(label="类别", required=False)
    organ = forms.ChoiceField(label="承办单位", required=False)

    def __init__(self, *args: Any, choices: Mapping[str, list[str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, values in choices.items():
            self.fields[name].choices = [("", "全部"), *((value, value) for value in values)]  # type: ignore[attr-defined]
