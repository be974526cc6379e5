"""Fields that more than one form of this app uses."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from congress.models import Organ
from congress.pinyin import initials


class Picker(forms.Select):
    """A list that the browser narrows by Chinese words or the first letters of their pinyin."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.attrs["data-picker"] = ""

    def create_option(self, name: str, value: Any, label: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, label, *args, **kwargs)
        option["attrs"]["data-pinyin"] = initials(str(label))
        return option


class PickerOfMany(Picker, forms.SelectMultiple):
    """The same for several choices."""


class OrganField(forms.ModelChoiceField):
    """Choose an organ."""

    widget = Picker

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("queryset", Organ.objects.none())
        kwargs.setdefault("empty_label", "请选择")
        super().__init__(**kwargs)

    def label_from_instance(self, organ: Any) -> str:
        return organ_label(organ)


class OrgansField(forms.ModelMultipleChoiceField):
    """Choose several organs."""

    widget = PickerOfMany

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Organ.objects.none(), **kwargs)

    def label_from_instance(self, organ: Any) -> str:
        return organ_label(organ)


def organ_label(organ: Organ) -> str:
    """Its name, and a warning where the list was `marked` and nobody acts for it."""
    return f"{organ}（没有账号）" if getattr(organ, "is_served", True) is False else str(organ)


def version_field() -> forms.IntegerField:
    """The version of the text that the page shows; the browser does not put an old one back on the way back."""
    return forms.IntegerField(widget=forms.HiddenInput(attrs={"autocomplete": "off"}), min_value=1)


class LongText(forms.CharField):
    """A text of several lines, each ended as Unix ends it: a browser's form and a script's count alike."""

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\r\n", "\n")


def day_input() -> forms.DateInput:
    """A date that the phone's own calendar enters."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def not_later_than_today(day: date) -> date:
    """The day of something that has happened."""
    if day > timezone.localdate():
        raise forms.ValidationError("日期不能晚于今天")
    return day
