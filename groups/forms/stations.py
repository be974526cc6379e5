"""What is typed about stations and their rosters: shape only."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.db.models import Exists, OuterRef, Q
from django.utils.timezone import localdate

from congress.actors import Actor
from congress.dictionaries import Lexicon
from congress.forms import More, day_field, portal_helper
from congress.models import Congress, Organ
from deputies.models import Seat
from deputies.permissions import is_branch_desk
from groups.models import DutyDay, Group, Station, StationQuerySet
from groups.stations.rules import DAY_OF_MONTH, MONTHLY, WEEKLY, Rule

WEEKDAYS = [(str(number), f"星期{name}") for number, name in enumerate("一二三四五六日")]
PHONE = r"[0-9][0-9 -]{4,19}"
MOST_NAMES = 40


def seen_field() -> forms.IntegerField:
    """How often the record had been corrected when the form was opened."""
    return forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=0, max_value=99_999)


def too_long(label: str) -> dict[str, str]:
    """A field's sentences: nothing written, too much written."""
    return {"required": f"请写{label}", "max_length": f"{label}最多%(limit_value)d字，现在是%(show_value)d字"}


class SeatsField(forms.ModelMultipleChoiceField):
    """Deputies to be ticked, each with his level where it is another one's."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, label: str, **options: Any) -> None:
        super().__init__(Seat.objects.none(), label=label, error_messages={"required": "请选代表"}, **options)

    def label_from_instance(self, seat: Any) -> str:
        """张某（市代表）."""
        return f"{seat.person.name}（{seat.congress.place}代表）"


class StationFilterForm(forms.Form):
    """The filters of the directory; they stand in its address."""

    q = forms.CharField(label="名称、村（社区）、地址", required=False, max_length=40)
    congress = forms.ModelChoiceField(Congress.objects.none(), label="地方", required=False, empty_label="全部")
    kind = forms.ChoiceField(label="种类", required=False)
    closed = forms.BooleanField(label="连停用的一起看", required=False)

    def __init__(self, data: Any, *, actor: Actor) -> None:
        super().__init__(data)
        self.actor = actor
        held = Congress.objects.filter(pk__in=Station.objects.visible_to(actor).values("congress"))
        self.fields["congress"].queryset = held  # type: ignore[attr-defined]
        kinds = Lexicon().words("station_kind", actor.congress.pk).choices(localdate())
        self.fields["kind"].choices = [("", "全部"), *kinds]  # type: ignore[attr-defined]

    def narrow(self, rows: StationQuerySet, on: date) -> StationQuerySet:
        """Those that fit; a filter that makes no sense is as if it were not there."""
        self.is_valid()
        chosen = getattr(self, "cleaned_data", {})
        if not chosen.get("closed"):
            rows = rows.on(on)
        rows = _with_words(rows, chosen.get("q", ""))
        if congress := chosen.get("congress"):
            rows = rows.filter(congress__path__startswith=congress.path)
        if kind := chosen.get("kind"):
            rows = rows.filter(kind=kind)
        return rows


class OpenStationFilterForm(forms.Form):
    """What everybody may look for: a word, a county with the towns and streets in it."""

    q = forms.CharField(label="名称、村（社区）、地址", required=False, max_length=40)
    county = forms.ModelChoiceField(
        Congress.objects.none(), label="区县", required=False, empty_label="全部", to_field_name="code"
    )

    def __init__(self, data: Any, *, on: date) -> None:
        super().__init__(data)
        there = Station.objects.on(on).filter(congress__path__startswith=OuterRef("path"))
        held = Congress.objects.filter(Exists(there), level=Congress.Level.COUNTY).order_by("path")
        self.fields["county"].queryset = held  # type: ignore[attr-defined]
        self.fields["county"].label_from_instance = lambda county: county.place  # type: ignore[attr-defined]

    @property
    def asked(self) -> dict[str, Any]:
        """What was asked for and makes sense."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def narrow(self, rows: StationQuerySet) -> StationQuerySet:
        """Those that fit; what makes no sense is as if it were not there."""
        rows = _with_words(rows, self.asked.get("q", ""))
        if county := self.asked.get("county"):
            rows = rows.filter(congress__path__startswith=county.path)
        return rows


def _with_words(rows: StationQuerySet, words: str) -> StationQuerySet:
    """Those that have them in the name, the place or the address; all of them without any."""
    if not words:
        return rows
    return rows.filter(Q(name__contains=words) | Q(place__contains=words) | Q(address__contains=words))


class StationForm(forms.ModelForm):
    """A station as its desk knows it."""

    seen = seen_field()
    kind = forms.ChoiceField(label="种类", error_messages={"required": "请选种类"})
    area = forms.IntegerField(
        label="面积（平方米）",
        required=False,
        min_value=1,
        max_value=9999,
        error_messages={
            "invalid": "面积写整数，例如120",
            "min_value": "面积写1到9999的整数",
            "max_value": "面积写1到9999的整数",
        },
    )
    phone = forms.RegexField(
        PHONE,
        label="办公电话",
        required=False,
        max_length=20,
        error_messages={"invalid": "电话写法不对，例如0561-3198765", "max_length": "电话最多20个字"},
        help_text="阵地的办公电话，会公开；不写个人手机号。",
    )
    starts_on = day_field("启用日期", "请写启用日期")
    ends_on = day_field("停用日期", required=False, help_text="还在用的不填。")

    class Meta:
        model = Station
        fields = [
            "name",
            "kind",
            "place",
            "address",
            "hours",
            "head",
            "deputy_head",
            "contact",
            "phone",
            "branch_desk",
            "group",
            "area",
            "starts_on",
            "ends_on",
        ]
        error_messages = {
            name: too_long(label)
            for name, label in (
                ("name", "名称"),
                ("place", "所在村（社区）"),
                ("address", "地址"),
                ("hours", "开放时间"),
                ("head", "站长"),
                ("deputy_head", "副站长"),
                ("contact", "联络员"),
            )
        }

    def __init__(self, *args: Any, actor: Actor, submit: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.submit = submit
        congress, today = actor.congress, localdate()
        kinds = Lexicon().words("station_kind", congress.pk).choices(today)
        if self.instance.kind and self.instance.kind not in dict(kinds):
            kinds = [(self.instance.kind, self.instance.kind), *kinds]
        self.fields["kind"].choices = [("", "请选择"), *kinds]  # type: ignore[attr-defined]
        groups = Group.objects.filter(congress=congress).on(today)
        self.fields["group"].queryset = groups  # type: ignore[attr-defined]
        if is_branch_desk(actor):
            del self.fields["branch_desk"]
        else:
            streets = Organ.objects.filter(congress=congress, kind=Organ.Kind.STREET, is_active=True)
            self.fields["branch_desk"].queryset = streets  # type: ignore[attr-defined]

    @property
    def helper(self) -> FormHelper:
        more = [
            name for name in ("hours", "deputy_head", "group", "branch_desk", "area", "ends_on") if name in self.fields
        ]
        main = [name for name in self.fields if name not in more]
        return portal_helper(*main, More("更多", *more), submit=self.submit)

    def clean(self) -> dict[str, Any]:
        """A station does not close before it opens."""
        data = super().clean() or {}
        starts_on, ends_on = data.get("starts_on"), data.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", "停用日期不能早于启用日期")
        return data

    def _post_clean(self) -> None:
        """The station is written by its deed alone: what was typed does not go into the row that was given."""

    def written(self) -> dict[str, Any]:
        """The columns as typed, for the deed."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields if name in self.fields}


class AttachForm(forms.Form):
    """Deputies by name or number of their card, several at once."""

    names = forms.CharField(
        label="代表姓名",
        max_length=400,
        help_text="几位代表中间用顿号或空格隔开；同名的写代表证号。",
        error_messages=too_long("代表姓名"),
    )

    def __init__(self, *args: Any, seats: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seats = seats

    @property
    def helper(self) -> FormHelper:
        return portal_helper("names", submit="登记进站")

    def clean_names(self) -> list[Seat]:
        """The seats that are meant; who is not found or stands for several is named."""
        names = list(dict.fromkeys(self.cleaned_data["names"].replace("、", " ").replace("，", " ").split()))
        if len(names) > MOST_NAMES:
            raise forms.ValidationError(f"一次最多{MOST_NAMES}位代表")
        rows = self.seats.select_related("person", "congress")
        found = list(rows.filter(person__name__in=names) | rows.filter(card_number__in=names))
        chosen = []
        for name in names:
            same = [seat for seat in found if name in (seat.person.name, seat.card_number)]
            if not same:
                raise forms.ValidationError(f"没有找到代表{name}，请核对姓名")
            if len(same) > 1:
                raise forms.ValidationError(f"有{len(same)}位代表都是{name}，请写代表证号")
            chosen.append(same[0])
        return chosen


class TimesForm(forms.Form):
    """From when to when, and about what."""

    starts_at = forms.TimeField(
        label="从几点",
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"required": "请写开始时间，例如09:00", "invalid": "请写时间，例如09:00"},
    )
    ends_at = forms.TimeField(
        label="到几点",
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"required": "请写结束时间，例如11:00", "invalid": "请写时间，例如11:00"},
    )
    theme = forms.CharField(label="主题", required=False, max_length=40, error_messages=too_long("主题"))

    def clean(self) -> dict[str, Any]:
        """It ends after it begins."""
        data = super().clean() or {}
        starts_at, ends_at = data.get("starts_at"), data.get("ends_at")
        if starts_at and ends_at and ends_at <= starts_at:
            self.add_error("ends_at", "结束时间要晚于开始时间")
        return data


class PlanForm(TimesForm):
    """A rule for the days of a quarter or a year."""

    kind = forms.ChoiceField(
        label="规律",
        widget=forms.RadioSelect,
        choices=[(MONTHLY, "每月第几个星期几"), (DAY_OF_MONTH, "每月几号"), (WEEKLY, "每周星期几")],
        error_messages={"required": "请选规律"},
    )
    nth = forms.TypedChoiceField(
        label="第几个",
        coerce=int,
        required=False,
        empty_value="1",
        choices=[(str(n), f"第{n}个") for n in range(1, 6)],
    )
    weekday = forms.TypedChoiceField(label="星期几", coerce=int, required=False, empty_value="0", choices=WEEKDAYS)
    day = forms.IntegerField(
        label="几号",
        required=False,
        min_value=1,
        max_value=31,
        error_messages={name: "写1到31" for name in ("invalid", "min_value", "max_value")},
    )
    every = forms.TypedChoiceField(
        label="隔几个月",
        coerce=int,
        required=False,
        empty_value="1",
        choices=[("1", "每个月"), ("2", "隔月"), ("3", "每季度")],
    )
    first = day_field("从哪天", "请写从哪天起")
    last = day_field("到哪天", "请写到哪天为止")
    each = forms.IntegerField(
        label="每天几位代表",
        min_value=1,
        max_value=20,
        initial=1,
        error_messages={name: "写1到20" for name in ("required", "invalid", "min_value", "max_value")},
    )
    seats = SeatsField("轮流值班的代表", required=False)

    def __init__(self, *args: Any, seats: Sequence[Seat], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Seat.objects.filter(pk__in=[seat.pk for seat in seats]).select_related("person", "congress")
        self.fields["seats"].queryset = rows  # type: ignore[attr-defined]

    @property
    def helper(self) -> FormHelper:
        rule = ("kind", "nth", "weekday", "day", "every")
        return portal_helper(*rule, "first", "last", "starts_at", "ends_at", "theme", "each", "seats", submit="排值班")

    def clean(self) -> dict[str, Any]:
        """At most a year and a day; a day of the month is written where the rule asks for one."""
        data = super().clean()
        first, last = data.get("first"), data.get("last")
        if first and last and last < first:
            self.add_error("last", "结束的日期不能早于开始的日期")
        elif first and last and last - first > timedelta(days=366):
            self.add_error("last", "一次最多排一年")
        if data.get("kind") == DAY_OF_MONTH and not data.get("day") and "day" not in self.errors:
            self.add_error("day", "请写几号")
        return data

    def rule(self) -> Rule:
        """As typed."""
        data = self.cleaned_data
        weekday, nth = (int(data[name]) for name in ("weekday", "nth"))
        return Rule(data["kind"], weekday, nth, data["day"] or 1, int(data["every"]))


class DayForm(TimesForm):
    """One day of the roster."""

    day = day_field("日期", "请写日期")
    seats = SeatsField("值班代表", required=False)

    def __init__(self, *args: Any, duty: DutyDay, seats: Sequence[Seat], **kwargs: Any) -> None:
        now = list(duty.on_duty.values_list("seat", flat=True))
        of_row = {name: getattr(duty, name) for name in ("day", "starts_at", "ends_at", "theme")}
        kwargs["initial"] = {**of_row, "seats": now}
        super().__init__(*args, **kwargs)
        rows = Seat.objects.filter(pk__in=[*now, *(seat.pk for seat in seats)]).select_related("person", "congress")
        self.fields["seats"].queryset = rows  # type: ignore[attr-defined]

    @property
    def helper(self) -> FormHelper:
        return portal_helper("day", "starts_at", "ends_at", "theme", "seats", submit="保存")
