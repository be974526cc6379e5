"""What the handlers of an organ type as their stock phrases."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms

from congress.forms import portal_helper
from proposals.forms.fields import LongText, version_field
from proposals.models import StockPhrases
from proposals.phrases import LONGEST, MOST, split


class PhrasesForm(forms.ModelForm):
    version = version_field()

    class Meta:
        model = StockPhrases
        fields = ["text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 14})}
        field_classes = {"text": LongText}
        help_texts = {"text": f"每条之间空一行，最多{MOST}条，每条最多{LONGEST}字"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["version"] = self.instance.version

    def clean_text(self) -> str:
        text = str(self.cleaned_data["text"])
        phrases = split(text)
        if len(phrases) > MOST:
            raise forms.ValidationError(f"最多{MOST}条，现在是{len(phrases)}条，请删去几条")
        for at, phrase in enumerate(phrases, 1):
            if len(phrase.text) > LONGEST:
                raise forms.ValidationError(f"第{at}条有{len(phrase.text)}字，最多{LONGEST}字，请分成几条")
        return text

    @property
    def helper(self) -> FormHelper:
        return portal_helper("version", "text", submit="保存")
