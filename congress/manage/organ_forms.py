"""What administrators type about organs: shape only."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms

from congress.actors import Actor
from congress.forms import day_field, portal_helper
from congress.manage.people_forms import ASIDE
from congress.manage.permissions import organs_within
from congress.models import Congress, Organ


class OrganFilter(forms.Form):
    """What narrows the list down; the export takes the very same."""

    q = forms.CharField(label="名称或拼音", required=False, max_length=60)
    kind = forms.ChoiceField(label="类型", required=False, choices=[ASIDE, *Organ.Kind.choices])
    branch = forms.ChoiceField(label="系统", required=False, choices=[ASIDE, *Organ.Branch.choices])
    unserved = forms.BooleanField(label="只看没有账号的", required=False)


class OrganForm(forms.Form):
    """A new organ."""

    name = forms.CharField(label="名称", max_length=60, error_messages={"required": "请填写名称"})
    short_name = forms.CharField(label="简称", max_length=20, required=False)
    congress = forms.ModelChoiceField(Congress.objects.none(), label="所属人大", empty_label=None)
    kind = forms.ChoiceField(label="类型", choices=Organ.Kind.choices, initial=Organ.Kind.HANDLER)
    branch = forms.ChoiceField(label="系统", choices=Organ.Branch.choices, initial=Organ.Branch.GOVERNMENT)
    parent = forms.ModelChoiceField(
        Organ.objects.none(),
        label="上级单位",
        required=False,
        empty_label="没有",
        help_text="内设科室要选，其他单位一般不选。",
    )
    phone = forms.CharField(label="办公电话", max_length=30, required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["congress"].queryset = Congress.objects.within(actor.congress)  # type: ignore[attr-defined]
        parents = organs_within(actor).filter(is_active=True).exclude(kind=Organ.Kind.INNER)
        self.fields["parent"].queryset = parents.select_related("congress")  # type: ignore[attr-defined]
        self.fields["parent"].label_from_instance = lambda organ: f"{organ.congress.place}：{organ}"  # type: ignore[attr-defined]

    @property
    def helper(self) -> FormHelper:
        return portal_helper(*self.fields, submit="登记单位")


class RenameForm(forms.Form):
    """A new name from a day on."""

    name = forms.CharField(label="新名称", max_length=60, error_messages={"required": "请填写新名称"})
    short_name = forms.CharField(label="新简称", max_length=20, required=False)
    starts_on = day_field("新名称从哪一天起用", "请写从哪一天起用")

    @property
    def helper(self) -> FormHelper:
        return portal_helper("name", "short_name", "starts_on", submit="改名")
