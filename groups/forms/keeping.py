"""What is typed about groups, their members, links and practical matters."""

from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.db.models import Q
from django.utils import timezone

from congress.forms import More, day_field, portal_helper
from congress.models import Congress, Grant, Organ, Role
from deputies.models import Seat
from groups.forms.fields import PhotosInput, long_text, not_later_than_today, version_field
from groups.models import Group, Link, Membership, Post, PracticalMatter
from groups.models.groups import on_a_day


class EstablishForm(forms.Form):
    """设立小组."""

    kind = forms.ChoiceField(label="种类", choices=Group.Kind.choices, error_messages={"required": "请选种类"})
    name = forms.CharField(label="小组名称", max_length=40, error_messages={"required": "请写小组名称"})
    area = forms.ModelChoiceField(Congress.objects.none(), label="所在县区", required=False, empty_label="不分县区")
    committee = forms.ModelChoiceField(
        Organ.objects.none(), label="联系的专门委员会", required=False, empty_label="没有"
    )
    starts_on = day_field("成立日期", "请写成立日期")

    def __init__(self, *args: Any, congress: Congress, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = Congress.objects.filter(parent=congress)  # type: ignore[attr-defined]
        own = Organ.objects.filter(congress=congress, kind=Organ.Kind.COMMITTEE, is_active=True)
        self.fields["committee"].queryset = own  # type: ignore[attr-defined]
        self.initial.setdefault("starts_on", timezone.localdate())

    @property
    def helper(self) -> FormHelper:
        return portal_helper("kind", "name", "area", "committee", "starts_on", submit="设立小组")


class RenameForm(forms.Form):
    """小组更名."""

    name = forms.CharField(label="小组名称", max_length=40, error_messages={"required": "请写小组名称"})

    @property
    def helper(self) -> FormHelper:
        return portal_helper("name", submit="保存")


class LastDayForm(forms.Form):
    """The last day of a group, a membership or a link."""

    ends_on = day_field("最后一天", "请写最后一天")

    def __init__(self, *args: Any, submit: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.submit = submit
        self.initial.setdefault("ends_on", timezone.localdate())

    @property
    def helper(self) -> FormHelper:
        return portal_helper("ends_on", submit=self.submit)


class AddMembersForm(forms.Form):
    """加入成员: deputies in office who are not in it yet."""

    seats = forms.ModelMultipleChoiceField(
        Seat.objects.none(),
        label="代表",
        error_messages={
            "required": "请选要加入的代表",
            "invalid_choice": "请在名单里选",
            "invalid_pk_value": "请在名单里选",
        },
    )
    starts_on = day_field("加入日期", "请写加入日期")

    def __init__(self, *args: Any, group: Group, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        there = Membership.objects.filter(on_a_day(today), group=group).values("seat")
        free = (
            Seat.objects.active(today).filter(congress=group.congress_id, is_placeholder=False).exclude(pk__in=there)
        )
        self.fields["seats"].queryset = free.select_related("person")  # type: ignore[attr-defined]
        self.fields["seats"].widget.attrs["size"] = 8
        self.initial.setdefault("starts_on", today)

    @property
    def helper(self) -> FormHelper:
        return portal_helper("seats", "starts_on", submit="加入小组")


class PostForm(forms.Form):
    """登记组长、副组长、联络员."""

    kind = forms.ChoiceField(label="职务", choices=Post.Kind.choices, error_messages={"required": "请选职务"})
    grant = forms.ModelChoiceField(
        Grant.objects.none(),
        label="任职人",
        empty_label="请选择",
        error_messages={"required": "请选任职人", "invalid_choice": "请在名单里选"},
    )
    starts_on = day_field("任职日期", "请写任职日期")

    def __init__(self, *args: Any, group: Group, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        members = Membership.objects.filter(on_a_day(today), group=group).values("seat__grant")
        staff = Q(role__in=[Role.GROUP_LEADER, Role.GROUP_CONTACT, Role.DESK])
        own = Grant.objects.active(today).filter(staff | Q(pk__in=members), congress=group.congress_id)
        field: Any = self.fields["grant"]
        field.queryset = own.select_related("person", "congress", "organ").order_by("person__sort_key", "pk")
        field.label_from_instance = lambda grant: f"{grant.person.name}（{grant.get_role_display()}）"
        self.initial.setdefault("starts_on", today)

    @property
    def helper(self) -> FormHelper:
        return portal_helper("kind", "grant", "starts_on", submit="登记职务")


class LinkForm(forms.Form):
    """登记固定联系, of one kind."""

    organ = forms.ModelChoiceField(
        Organ.objects.none(),
        label="国家机关",
        empty_label="请选择",
        error_messages={"required": "请选国家机关", "invalid_choice": "请在名单里选"},
    )
    village = forms.CharField(label="村（社区）", max_length=40, error_messages={"required": "请写村（社区）的名称"})
    contact = forms.CharField(label="对方联系人", max_length=40, required=False)
    starts_on = day_field("开始日期", "请写开始日期")

    def __init__(self, *args: Any, kind: str, congress: Congress, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["village" if kind == Link.Kind.ORGAN else "organ"]
        if kind == Link.Kind.ORGAN:
            self.fields["organ"].queryset = Organ.objects.handling().filter(congress=congress)  # type: ignore[attr-defined]
        self.initial.setdefault("starts_on", timezone.localdate())

    @property
    def helper(self) -> FormHelper:
        return portal_helper(*self.fields, submit="登记联系")


class NoteForm(forms.Form):
    """登记一次联系."""

    day = day_field("联系日期", "请写联系日期", validators=[not_later_than_today])
    text = long_text("联系情况", "请写联系情况", most=1000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("day", timezone.localdate())

    @property
    def helper(self) -> FormHelper:
        return portal_helper("day", "text", submit="保存联系情况")


class MatterForm(forms.Form):
    """登记或更新一件实事."""

    version = version_field()
    title = forms.CharField(label="为群众办什么事", max_length=60, error_messages={"required": "请写办什么事"})
    starts_on = day_field("开始日期", "请写开始日期")
    text = long_text("办理情况", required=False)
    beneficiaries = forms.CharField(label="受益群众", max_length=60, required=False)
    place = forms.CharField(label="办事地点", max_length=60, required=False)
    cost = forms.IntegerField(
        label="费用（元）",
        min_value=0,
        max_value=10**9,
        required=False,
        error_messages={"invalid": "请写整数", "min_value": "费用不能小于0", "max_value": "费用太大，请核对"},
    )
    done_on = day_field("办成日期", required=False, validators=[not_later_than_today])
    confirmed_by = forms.CharField(label="村（社区）确认人", max_length=40, required=False)
    confirmed_on = day_field("确认日期", required=False, validators=[not_later_than_today])
    papers = forms.FileField(
        label="佐证材料（照片或文件）", required=False, widget=PhotosInput(attrs={"multiple": True})
    )
    COLUMNS = (
        "title",
        "starts_on",
        "text",
        "beneficiaries",
        "place",
        "cost",
        "done_on",
        "confirmed_by",
        "confirmed_on",
    )

    def __init__(self, *args: Any, matter: PracticalMatter | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if matter:
            stored = {name: getattr(matter, name) for name in (*self.COLUMNS, "version")}
            self.initial = {**stored, **self.initial}
        else:
            self.initial.setdefault("starts_on", timezone.localdate())

    @property
    def helper(self) -> FormHelper:
        more = ("beneficiaries", "place", "cost", "papers")
        layout = ("version", "title", "starts_on", "text", "done_on", More("受益群众、地点、费用、佐证材料", *more))
        return portal_helper(*layout, More("村（社区）确认", "confirmed_by", "confirmed_on"), submit="保存实事")

    def clean(self) -> dict[str, Any]:
        """In the order of time; the village's word is known whole or not at all."""
        data = super().clean() or {}
        starts_on, done_on, confirmed_on = (data.get(name) for name in ("starts_on", "done_on", "confirmed_on"))
        if isinstance(starts_on, date) and isinstance(done_on, date) and done_on < starts_on:
            self.add_error("done_on", "办成日期不能早于开始日期")
        if isinstance(done_on, date) and isinstance(confirmed_on, date) and confirmed_on < done_on:
            self.add_error("confirmed_on", "确认日期不能早于办成日期")
        if bool(data.get("confirmed_by")) != bool(confirmed_on) and "confirmed_on" not in self.errors:
            self.add_error("confirmed_on", "确认人和确认日期要一起写")
        elif confirmed_on and not done_on and "done_on" not in self.errors:
            self.add_error("done_on", "村（社区）确认以前，先写办成日期")
        return data

    def columns(self) -> dict[str, Any]:
        """What goes into the row."""
        return {name: self.cleaned_data[name] for name in self.COLUMNS}


class ReasonForm(forms.Form):
    """A reason in a few sentences."""

    reason = long_text("理由", "请写理由", most=200)

    def __init__(self, *args: Any, submit: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.submit = submit

    @property
    def helper(self) -> FormHelper:
        return portal_helper("reason", submit=self.submit)
