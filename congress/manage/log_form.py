"""What narrows the audit log down."""

from typing import Any

from django import forms

from congress.forms import day_field


class LogFilter(forms.Form):
    q = forms.CharField(label="姓名或步骤", required=False, max_length=60)
    first = day_field("从", required=False)
    last = day_field("到", required=False)

    @property
    def chosen(self) -> dict[str, Any]:
        """What was chosen; what makes no sense is as if it were not there."""
        self.is_valid()
        return self.cleaned_data
