"""What administrators type about people: shape only."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError

from congress import phones
from congress.actors import Actor
from congress.forms import day_field, portal_helper
from congress.manage.granting import fits
from congress.manage.permissions import organs_within, roles_to_give
from congress.models import Congress, Organ, Role

ASIDE = ("", "全部")


class PeopleFilter(forms.Form):
    q = forms.CharField(label="姓名、拼音、登录名或手机号", required=False, max_length=60)
    role = forms.ChoiceField(label="角色", required=False, choices=[ASIDE, *Role.choices])
    idle = forms.BooleanField(label="只看90天没有登录的", required=False)


class PersonForm(forms.Form):
    """An account."""

    name = forms.CharField(label="姓名", max_length=30, error_messages={"required": "请填写姓名"})
    phone = forms.CharField(label="手机号", max_length=20, required=False)
    login = forms.RegexField(
        r"^[a-z][a-z0-9.-]{2,29}$",
        label="登录名",
        required=False,
        help_text="工作人员用它和密码登录。小写字母开头，3到30位字母、数字、点或横线。",
        error_messages={"invalid": "登录名用小写字母开头，3到30位字母、数字、点或横线"},
    )
    email = forms.EmailField(
        label="电子邮箱", required=False, error_messages={"invalid": "请填写完整的邮箱，如 zhou@example.cn"}
    )

    def __init__(self, *args: Any, submit: str = "建账号", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.submit = submit

    @property
    def helper(self) -> FormHelper:
        return portal_helper("name", "phone", "login", "email", submit=self.submit)

    def clean_phone(self) -> str:
        text = self.cleaned_data["phone"]
        try:
            return phones.normalise(text) if text else ""
        except ValueError as problem:
            raise ValidationError(f"{problem}，请检查") from problem

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not data.get("phone") and not data.get("login"):
            self.add_error("phone", "手机号和登录名至少填一个，不然无法登录")
        return data


class RoleForm(forms.Form):
    """A role from one day to another."""

    role = forms.ChoiceField(label="角色", error_messages={"required": "请选择角色"})
    congress = forms.ModelChoiceField(Congress.objects.none(), label="人大", empty_label=None)
    organ = forms.ModelChoiceField(Organ.objects.none(), label="单位", required=False, empty_label="不属于单位")
    starts_on = day_field("从哪一天起", "请写从哪一天起")
    ends_on = day_field("到哪一天止", required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(role.value, role.label) for role in roles_to_give(actor)]  # type: ignore[attr-defined]
        self.fields["congress"].queryset = Congress.objects.within(actor.congress)  # type: ignore[attr-defined]
        organs = organs_within(actor).filter(is_active=True).exclude(kind__in=[Organ.Kind.INNER, Organ.Kind.OFFICE])
        self.fields["organ"].queryset = organs.select_related("congress")  # type: ignore[attr-defined]
        self.fields["organ"].label_from_instance = lambda organ: f"{organ.congress.place}：{organ}"  # type: ignore[attr-defined]

    @property
    def helper(self) -> FormHelper:
        return portal_helper("role", "congress", "organ", "starts_on", "ends_on", submit="授予")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.errors:
            return data
        if not (verdict := fits(data["role"], data["congress"], data["organ"])):
            self.add_error("organ", verdict.refusal)
        if data["ends_on"] and data["ends_on"] < data["starts_on"]:
            self.add_error("ends_on", "截止日期不能早于生效日期")
        return data


class ResetForm(forms.Form):
    """Why somebody gets a new password. K22: one field."""

    reason = forms.CharField(
        label="重置的原因",
        min_length=2,
        max_length=100,
        help_text="如：本人来电，手机丢失。会记入审计日志。",
        error_messages={"required": "请写明原因", "min_length": "请写明原因（至少2字）"},
    )

    @property
    def helper(self) -> FormHelper:
        return portal_helper("reason", submit="重置密码和动态口令")
