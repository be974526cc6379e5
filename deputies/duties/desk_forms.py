"""What the desk types about duties: members, the list of contacts, excuses, targets."""

from datetime import timedelta
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils import timezone

from congress.forms import day_field, portal_helper
from congress.models import Congress
from deputies.duties.naming import SeatsByName
from deputies.duties.periods import last_of
from deputies.duties.record_forms import seats_below
from deputies.models import CouncilMembership, Duty, Seat
from deputies.models.council import on_a_day


class MembersForm(forms.Form):
    """登记常委会组成人员, one a line: a column of a sheet is pasted as it is."""

    seats = SeatsByName("常委会组成人员", "请写姓名，每行一名")
    starts_on = day_field("任职日期", "请写任职日期")

    def __init__(self, *args: Any, congress: Congress, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["seats"]
        field.among, field.own = seats_below(congress).filter(congress=congress), congress.pk
        self.initial.setdefault("starts_on", timezone.localdate())

    @property
    def helper(self) -> FormHelper:
        return portal_helper("seats", "starts_on", submit="登记")


class LinksForm(forms.Form):
    """登记联系名单: one member, and whom he keeps in contact with, one a line."""

    member = forms.ModelChoiceField(
        Seat.objects.none(),
        label="常委会组成人员",
        empty_label="请选择",
        error_messages={"required": "请选常委会组成人员", "invalid_choice": "请在名单里选"},
    )
    deputies = SeatsByName("联系的代表", "请写联系的代表，每行一名")
    starts_on = day_field("开始日期", "请写开始日期")

    def __init__(self, *args: Any, congress: Congress, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        current = CouncilMembership.objects.filter(on_a_day(today))
        members = Seat.objects.filter(congress=congress, pk__in=current.values("seat")).select_related("person")
        self.fields["member"].queryset = members  # type: ignore[attr-defined]
        field: Any = self.fields["deputies"]
        field.among, field.own = seats_below(congress), congress.pk
        self.initial.setdefault("starts_on", today)

    @property
    def helper(self) -> FormHelper:
        return portal_helper("member", "deputies", "starts_on", submit="登记")


class LastDayForm(forms.Form):
    """The last day of a membership, a link or an excuse."""

    ends_on = day_field("最后一天", "请写最后一天")

    def __init__(self, *args: Any, submit: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.submit = submit
        self.initial.setdefault("ends_on", timezone.localdate())

    @property
    def helper(self) -> FormHelper:
        return portal_helper("ends_on", submit=self.submit)


class ExcuseForm(forms.Form):
    """登记免计时段."""

    starts_on = day_field("第一天", "请写第一天")
    ends_on = day_field("最后一天", "请写最后一天")
    reason = forms.CharField(
        label="理由", max_length=100, error_messages={"required": "请写理由，如 住院", "max_length": "最多100字"}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("starts_on", timezone.localdate())

    @property
    def helper(self) -> FormHelper:
        return portal_helper("starts_on", "ends_on", "reason", submit="登记")


class TargetForm(forms.Form):
    """Another target from a day on."""

    target = forms.IntegerField(
        label="新的目标",
        min_value=0,
        max_value=999,
        help_text="写0就是不再要求。",
        error_messages={
            "required": "请写新的目标，如 30",
            "invalid": "请写数字，如 30",
            "min_value": "目标不能小于0",
            "max_value": "目标最多999",
        },
    )
    starts_on = day_field("从哪一天起", "请写从哪一天起", help_text="每个月按当月1日执行的目标计算。")

    def __init__(self, *args: Any, duty: Duty, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("target", duty.target)
        self.initial.setdefault("starts_on", last_of(timezone.localdate()) + timedelta(days=1))

    @property
    def helper(self) -> FormHelper:
        return portal_helper("target", "starts_on", submit="保存")
