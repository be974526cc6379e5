"""What administrators type: shape only."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError

from congress import phones
from congress.actors import Actor
from congress.forms import portal_helper
from congress.manage.permissions import organs_within, roles_to_give
from congress.models import Congress, Organ, Role
from congress.models.people import OF_AN_ORGAN


def day_field(label: str, missing: str = "", **options: Any) -> forms.DateField:
    """A day, picked or typed."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    messages = {"required": missing, "invalid": "请写日期，如 2026-07-01"}
    return forms.DateField(label=label, widget=widget, error_messages=messages, **options)


class PeopleFilter(forms.Form):
    q = forms.CharField(label="姓名、拼音、登录名或手机号", required=False, max_length=60)
    role = forms.ChoiceField(label="角色", required=False, choices=[("", "全部"), *Role.choices])


class PersonForm(forms.Form):
    """A new account."""

    name = forms.CharField(label="姓名", max_length=30, error_messages={"required": "请填写姓名"})
    phone = forms.CharField(label="手机号（选填）", max_length=20, required=False)
    login = forms.RegexField(
        r"^[a-z][a-z0-9.-]{2,29}$",
        label="登录名（选填）",
        required=False,
        help_text="小写字母开头，3到30位；工作人员用它和密码登录。",
        error_messages={"invalid": "登录名用小写字母开头，3到30位字母、数字、点或横线"},
    )
    email = forms.EmailField(label="电子邮箱（选填）", required=False)

    @property
    def helper(self) -> FormHelper:
        return portal_helper("name", "phone", "login", "email", submit="建账号")

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

    role = forms.ChoiceField(label="角色")
    congress = forms.ModelChoiceField(Congress.objects.none(), label="人大", empty_label=None)
    organ = forms.ModelChoiceField(
        Organ.objects.none(), label="单位（选填）", required=False, empty_label="不属于单位"
    )
    starts_on = day_field("从哪一天起", "请写从哪一天起")
    ends_on = day_field("到哪一天止（选填）", required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = [(role.value, role.label) for role in roles_to_give(actor)]
        self.fields["role"].choices = roles  # type: ignore[attr-defined]
        self.fields["congress"].queryset = Congress.objects.within(actor.congress)  # type: ignore[attr-defined]
        organs = organs_within(actor).filter(is_active=True).select_related("congress")
        self.fields["organ"].queryset = organs  # type: ignore[attr-defined]
        self.fields["organ"].label_from_instance = lambda organ: f"{organ.congress.place}：{organ}"  # type: ignore[attr-defined]

    @property
    def helper(self) -> FormHelper:
        return portal_helper("role", "congress", "organ", "starts_on", "ends_on", submit="授予")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.errors:
            return data
        if data["role"] in OF_AN_ORGAN and not data["organ"]:
            self.add_error("organ", "这个角色要选单位")
        if data["organ"] and data["organ"].congress_id != data["congress"].pk:
            self.add_error("organ", "所选单位不属于这一级人大")
        if data["ends_on"] and data["ends_on"] < data["starts_on"]:
            self.add_error("ends_on", "截止日期不能早于生效日期")
        return data


class OrganForm(forms.Form):
    """A new organ."""

    name = forms.CharField(label="名称", max_length=60, error_messages={"required": "请填写名称"})
    short_name = forms.CharField(label="简称（选填）", max_length=20, required=False)
    congress = forms.ModelChoiceField(Congress.objects.none(), label="所属人大", empty_label=None)
    kind = forms.ChoiceField(label="类型", choices=Organ.Kind.choices, initial=Organ.Kind.HANDLER)
    branch = forms.ChoiceField(label="系统", choices=Organ.Branch.choices, initial=Organ.Branch.GOVERNMENT)
    parent = forms.ModelChoiceField(
        Organ.objects.none(), label="上级单位（内设科室必填）", required=False, empty_label="没有"
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["congress"].queryset = Congress.objects.within(actor.congress)  # type: ignore[attr-defined]
        parents = organs_within(actor).filter(is_active=True, parent=None)
        self.fields["parent"].queryset = parents  # type: ignore[attr-defined]

    @property
    def helper(self) -> FormHelper:
        return portal_helper("name", "short_name", "congress", "kind", "branch", "parent", submit="登记单位")


class RenameForm(forms.Form):
    """A new name from a day on."""

    name = forms.CharField(label="新名称", max_length=60, error_messages={"required": "请填写新名称"})
    short_name = forms.CharField(label="新简称（选填）", max_length=20, required=False)
    on = day_field("从哪一天起用", "请写从哪一天起用")

    @property
    def helper(self) -> FormHelper:
        return portal_helper("name", "short_name", "on", submit="改名")


class LogFilter(forms.Form):
    """What narrows the log down."""

    q = forms.CharField(label="姓名或步骤", required=False, max_length=60)
    first = day_field("从", required=False)
    last = day_field("到", required=False)
