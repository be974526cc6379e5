"""What administrators type about other systems: shape only."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms

from congress.actors import Actor
from congress.forms import day_field, portal_helper
from congress.interface import hooks, outgoing, scopes
from congress.manage.granting import fits
from congress.manage.permissions import organs_within
from congress.models import Congress, Organ, Role, System


class SystemForm(forms.Form):
    """A system."""

    name = forms.CharField(
        label="系统名称",
        max_length=30,
        help_text="记录里会写它的名字，如：省人大代表平台、市政府办公系统。",
        error_messages={"required": "请写系统名称"},
    )
    purpose = forms.CharField(
        label="用途", max_length=100, help_text="谁的系统，拿来做什么。", error_messages={"required": "请写用途"}
    )
    role = forms.ChoiceField(
        label="能做什么",
        choices=scopes.ROLES,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择能做什么"},
    )
    congress = forms.ModelChoiceField(Congress.objects.none(), label="人大", empty_label=None)
    organ = forms.ModelChoiceField(
        Organ.objects.none(),
        label="单位",
        required=False,
        empty_label="不属于单位",
        help_text="起草答复的系统要选承办单位，其他的不选。",
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["congress"].queryset = Congress.objects.within(actor.congress)  # type: ignore[attr-defined]
        handling = organs_within(actor).handling().select_related("congress")
        self.fields["organ"].queryset = handling  # type: ignore[attr-defined]
        self.fields["organ"].label_from_instance = lambda organ: f"{organ.congress.place}：{organ}"  # type: ignore[attr-defined]

    @property
    def helper(self) -> FormHelper:
        return portal_helper("name", "purpose", "role", "congress", "organ", submit="登记")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and data["role"] != Role.HANDLER and data["organ"]:
            self.add_error("organ", "只有起草答复的系统属于单位，请选“不属于单位”")
        elif not self.errors and not (verdict := fits(data["role"], data["congress"], data["organ"])):
            self.add_error("organ", verdict.refusal)
        return data


class ScopesForm(forms.Form):
    """权限. None at all is an answer, too."""

    scopes = forms.MultipleChoiceField(
        label="权限",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="一项都不选，这个系统就什么也不能做。",
    )

    def __init__(self, *args: Any, system: System, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fitting = scopes.OF_ROLE[system.grant.role]  # type: ignore[index]
        self.fields["scopes"].choices = [(each, scopes.LABELS[each]) for each in fitting]  # type: ignore[attr-defined]
        self.initial["scopes"] = system.scopes

    @property
    def helper(self) -> FormHelper:
        return portal_helper("scopes", submit="保存权限")


class TokenForm(forms.Form):
    """A token."""

    label = forms.CharField(
        label="令牌名称",
        max_length=30,
        help_text="装在哪里，如：正式环境、测试环境。",
        error_messages={"required": "请写令牌名称"},
    )
    expires_on = day_field("有效至", "请写有效到哪一天", help_text="最晚到一年以后，到期前要换发。")

    @property
    def helper(self) -> FormHelper:
        return portal_helper("label", "expires_on", submit="发放令牌")


class SubscriptionForm(forms.Form):
    """An address, and the steps that are told there."""

    address = forms.CharField(
        label="推送地址",
        max_length=outgoing.LONGEST,
        help_text="以 https:// 开头；平台把新的步骤发到这里，只有标识和步骤，没有内容。",
        error_messages={"required": "请写推送地址"},
    )
    kinds = forms.MultipleChoiceField(
        label="推送哪些步骤",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请至少选一个步骤"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kinds"].choices = list(hooks.kinds().items())  # type: ignore[attr-defined]

    @property
    def helper(self) -> FormHelper:
        return portal_helper("address", "kinds", submit="登记推送")

    def clean_address(self) -> str:
        address = str(self.cleaned_data["address"])
        if problem := outgoing.fault(address):
            raise forms.ValidationError(problem)
        return address
