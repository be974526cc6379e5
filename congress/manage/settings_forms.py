"""What is typed on the settings' pages: shape only."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms

from congress.configurable import Declared
from congress.forms import day_field, portal_helper

YES_OR_NO = (("yes", "是"), ("no", "否"))


def value_field(declared: Declared) -> forms.Field:
    """The input that a setting's kind asks for."""
    said = {"required": "请填写新的值", "invalid": "请写整数"}
    hint = declared.says + (f"例如{declared.example}。" if declared.example else "")
    if declared.choices or type(declared.default) is bool:
        choices = declared.choices or YES_OR_NO
        said["required"] = "请选一个"
        return forms.ChoiceField(
            label="新的值",
            choices=choices,
            widget=forms.RadioSelect,
            help_text=hint,
            error_messages=said,
        )
    if type(declared.default) is int:
        bounds = f"{declared.least}到{declared.most}{declared.unit}。"
        label = f"新的值（{declared.unit}）"
        return forms.IntegerField(label=label, help_text=hint + bounds, error_messages=said)
    return forms.CharField(label="新的值", help_text=hint, max_length=200, error_messages=said)


class ValueForm(forms.Form):
    """A value from a day on."""

    value: forms.Field
    starts_on = day_field("从哪一天起执行", "请写从哪一天起执行")

    def __init__(self, *args: Any, declared: Declared, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.declared = declared
        self.fields["value"] = value_field(declared)
        self.order_fields(["value", "starts_on"])

    @property
    def helper(self) -> FormHelper:
        return portal_helper("value", "starts_on", submit="登记")

    def clean_value(self) -> Any:
        value = self.cleaned_data["value"]
        if type(self.declared.default) is bool:
            value = value == "yes"
        if fault := self.declared.fault(value):
            raise forms.ValidationError(fault)
        return value


class FollowForm(forms.Form):
    """The day from which a congress has no value of its own any more."""

    prefix = "follow"
    starts_on = day_field("从哪一天起", "请写从哪一天起")

    def __init__(self, *args: Any, is_common: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label = "恢复平台原来的值" if is_common else "用各级共用的值"

    @property
    def helper(self) -> FormHelper:
        return portal_helper("starts_on", also={"follow": self.label})
