"""Fields that more than one form of groups uses."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from deputies.models import Seat

IMAGES = (b"\xff\xd8\xff", b"\x89PNG", b"RIFF")
NOT_A_PHOTO = "请选 JPG 或 PNG 照片"


class LongText(forms.CharField):
    """A text of several lines, each ended as Unix ends it."""

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\r\n", "\n")


def long_text(label: str, missing: str = "", *, rows: int = 3, most: int = 2000, **options: Any) -> LongText:
    """A text with the words that are said where it is missing or too long."""
    messages = {"required": missing, "max_length": f"{label}最多%(limit_value)d字，现在是%(show_value)d字"}
    return LongText(
        label=label, max_length=most, widget=forms.Textarea(attrs={"rows": rows}), error_messages=messages, **options
    )


def version_field() -> forms.IntegerField:
    """The version of the record that the page shows; the browser does not put an old one back on the way back."""
    return forms.IntegerField(
        widget=forms.HiddenInput(attrs={"autocomplete": "off"}), min_value=1, max_value=10**9, required=False
    )


def not_later_than_today(day: date) -> date:
    """The day of something that has happened."""
    if day > timezone.localdate():
        raise forms.ValidationError("日期不能晚于今天")
    return day


class PhotosInput(forms.FileInput):
    """Several at once; the form itself sees the last of them, the view keeps them all."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return files.get(name)


class SeatsField(forms.ModelMultipleChoiceField):
    """Deputies to tick."""

    def __init__(self, label: str, **options: Any) -> None:
        messages = {"invalid_choice": "请在名单里勾选", "invalid_pk_value": "请在名单里勾选"}
        super().__init__(
            Seat.objects.none(), label=label, widget=forms.CheckboxSelectMultiple, error_messages=messages, **options
        )
