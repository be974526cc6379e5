"""Fields that more than one form of this app uses."""

from typing import Any

from django import forms

from congress.models import Organ


class OrganField(forms.ModelChoiceField):
    """Choose an organ; the browser may narrow the list by Chinese words or pinyin."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("queryset", Organ.objects.none())
        super().__init__(**kwargs)
        self.widget.attrs["data-picker"] = "organ"

    def label_from_instance(self, organ: Any) -> str:
        return str(organ)


def day_input() -> forms.DateInput:
    """A date that the phone's own calendar enters."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
