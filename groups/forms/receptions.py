"""What is typed about receptions, matters and messages: shape only."""

from collections.abc import Sequence
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.timezone import localdate

from congress import phones
from congress.actors import Actor
from congress.dictionaries import Lexicon
from congress.forms import More, day_field, portal_helper
from deputies.models import Seat
from groups.forms.stations import SeatsField, seen_field, too_long
from groups.models import Matter, Reception, Satisfaction
from groups.stations.receiving import MOST_VISITORS

FROM_1 = {name: f"写1到{MOST_VISITORS}的整数" for name in ("required", "invalid", "min_value", "max_value")}


def words_field(
    label: str, most: int = 500, *, required: bool = True, rows: int = 4, **options: Any
) -> forms.CharField:
    """A few sentences."""
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, max_length=most, required=required, widget=area, error_messages=too_long(label), **options
    )


def phone_field(label: str, **options: Any) -> forms.CharField:
    """A mobile number, or nothing."""
    keyboard = forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"})
    return forms.CharField(label=label, required=False, max_length=20, widget=keyboard, **options)


def phone_as_kept(typed: str) -> str:
    """Eleven digits or nothing. Raises ValidationError for anything else."""
    try:
        return phones.normalise(typed) if typed else ""
    except ValueError as problem:
        raise forms.ValidationError(str(problem)) from problem


class ReceptionForm(forms.Form):
    """Three fields on a phone: the day, how many, one sentence; who received is ticked beforehand."""

    day = day_field("日期", "请写接待的日期")
    visitors = forms.IntegerField(
        label="来访人数", min_value=1, max_value=MOST_VISITORS, initial=1, error_messages=FROM_1
    )
    summary = forms.CharField(label="一句话", max_length=200, error_messages=too_long("一句话"))
    seats = SeatsField("接待的代表")

    def __init__(self, *args: Any, seats: Sequence[Seat], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Seat.objects.filter(pk__in=[seat.pk for seat in seats]).select_related("person", "congress")
        self.fields["seats"].queryset = rows  # type: ignore[attr-defined]

    @property
    def helper(self) -> FormHelper:
        return portal_helper("day", "visitors", "summary", "seats", submit="登记")


class CorrectionForm(forms.Form):
    """The same of a record that stands."""

    seen = seen_field()
    day = day_field("日期", "请写接待的日期")
    visitors = forms.IntegerField(label="来访人数", min_value=1, max_value=MOST_VISITORS, error_messages=FROM_1)
    summary = forms.CharField(label="一句话", max_length=200, error_messages=too_long("一句话"))

    def __init__(self, *args: Any, reception: Reception, **kwargs: Any) -> None:
        of_row = {name: getattr(reception, name) for name in ("day", "visitors", "summary")}
        kwargs["initial"] = {**of_row, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)

    @property
    def helper(self) -> FormHelper:
        return portal_helper("day", "visitors", "summary", "seen", submit="更正")


class WayForm(forms.Form):
    """Which of the five ways a matter goes."""

    category = forms.ChoiceField(label="类别", required=False)
    way = forms.ChoiceField(
        label="去向", widget=forms.RadioSelect, choices=Matter.Way.choices, error_messages={"required": "请选去向"}
    )
    passed_to = forms.ModelChoiceField(
        Seat.objects.none(),
        label="请哪位代表提",
        required=False,
        empty_label="不指定，由进站代表提",
        help_text="去向是由代表提建议的才选。",
    )

    def __init__(self, *args: Any, actor: Actor, seats: Sequence[Seat], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = Lexicon().words("category", actor.congress.pk).choices(localdate())
        self.fields["category"].choices = [("", "不选"), *words]  # type: ignore[attr-defined]
        rows = Seat.objects.filter(pk__in=[seat.pk for seat in seats]).select_related("person", "congress")
        self.fields["passed_to"].queryset = rows  # type: ignore[attr-defined]
        label = SeatsField.label_from_instance
        self.fields["passed_to"].label_from_instance = lambda seat: label(self, seat)  # type: ignore[attr-defined,arg-type]

    @property
    def helper(self) -> FormHelper:
        return portal_helper("way", "passed_to", "category", submit="受理")


class MatterForm(WayForm):
    """One matter that a visitor raised."""

    content = words_field("反映的事项")
    result = words_field("当场怎样解答的", required=False, rows=3, help_text="去向是当场解答的，请写。")
    name = forms.CharField(label="来访群众怎样称呼", required=False, max_length=20, error_messages=too_long("称呼"))
    phone = phone_field("来访群众的手机号", help_text="用来告知办理结果；加密保存，到期删除。")

    @property
    def helper(self) -> FormHelper:
        more = More("告知结果用的称呼和电话、类别", "name", "phone", "category")
        return portal_helper("content", "way", "result", "passed_to", more, submit="登记这一件")

    def clean_phone(self) -> str:
        """As it is kept."""
        return phone_as_kept(self.cleaned_data["phone"])

    def clean(self) -> dict[str, Any]:
        """What was answered on the spot is written down."""
        data = super().clean() or {}
        if data.get("way") == Matter.Way.ON_SPOT and not data.get("result") and "result" not in self.errors:
            self.add_error("result", "请写当场怎样解答的")
        if data.get("way") != Matter.Way.ON_SPOT:
            data["result"] = ""
        return data


class FollowForm(forms.Form):
    """What became of a matter, and when the visitor was told."""

    seen = seen_field()
    result = words_field("办理结果")
    is_settled = forms.BooleanField(label="已经解决", required=False)
    told_on = day_field("哪天告知群众的", required=False)
    satisfaction = forms.ChoiceField(
        label="群众是否满意", required=False, choices=[("", "没有问"), *Satisfaction.choices]
    )

    def __init__(self, *args: Any, matter: Matter, **kwargs: Any) -> None:
        of_row = {"result": matter.result, "is_settled": matter.settled_on is not None}
        of_row |= {"told_on": matter.told_on, "satisfaction": matter.satisfaction}
        kwargs["initial"] = {**of_row, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        if matter.message_id:  # he is told by the answer to his message
            del self.fields["told_on"], self.fields["satisfaction"]

    @property
    def helper(self) -> FormHelper:
        return portal_helper(*self.fields, submit="保存")

    def clean(self) -> dict[str, Any]:
        """Nobody says how pleased he is before he was told."""
        data = super().clean() or {}
        if data.get("satisfaction") and not data.get("told_on") and "told_on" not in self.errors:
            self.add_error("told_on", "请写哪天告知群众的")
        return data

    def written(self) -> dict[str, Any]:
        """As typed, for the deed."""
        data = self.cleaned_data
        return {
            "result": data["result"],
            "is_settled": data["is_settled"],
            "told_on": data.get("told_on"),
            "satisfaction": data.get("satisfaction", ""),
        }


class AnswerForm(forms.Form):
    """The answer that whoever left the message reads."""

    answer = words_field("答复", help_text="留言的群众会看到，请勿写他人的姓名和电话。")

    def __init__(self, *args: Any, may_decline: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.may_decline = may_decline

    @property
    def helper(self) -> FormHelper:
        also = {"decline": "说明不受理的原因"} if self.may_decline else None
        return portal_helper("answer", submit="答复", also=also)


class LeaveMessageForm(forms.Form):
    """Of whoever reads the poster: what he wants to say, and if he likes a photo, his name, his number."""

    ticket = forms.CharField(widget=forms.HiddenInput, max_length=200)
    text = words_field("您想反映的事", rows=6, help_text="在哪里、什么事、您希望怎样解决。最多500字。")
    photo = forms.FileField(
        label="照片（一张，10MB内）",
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    name = forms.CharField(label="怎样称呼您", required=False, max_length=20, error_messages=too_long("称呼"))
    phone = phone_field("手机号")

    @property
    def helper(self) -> FormHelper:
        helper = portal_helper("text", "photo", "name", "phone", "ticket", submit="提交留言")
        helper.disable_csrf = True  # the ticket stands in its place: no cookie is set here
        return helper

    def clean_phone(self) -> str:
        """As it is kept."""
        return phone_as_kept(self.cleaned_data["phone"])


class JudgeForm(forms.Form):
    """How pleased whoever left a message is with the answer: one press."""

    ticket = forms.CharField(widget=forms.HiddenInput, max_length=200)

    def __init__(self, *args: Any, address: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.address = address

    @property
    def helper(self) -> FormHelper:
        words = {str(value): str(label) for value, label in Satisfaction.choices}
        helper = portal_helper("ticket", also=words, action=self.address)
        helper.disable_csrf = True  # as above
        return helper


class MessageFilterForm(forms.Form):
    """The filters of the list of messages; they stand in its address."""

    state = forms.ChoiceField(label="状态", required=False)

    def __init__(self, data: Any, *, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["state"].choices = [("", "全部"), *choices]  # type: ignore[attr-defined]
