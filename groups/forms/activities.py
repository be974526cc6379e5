"""What is typed about activities: a record in three fields, a plan, an answer, a topic."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils import timezone

from congress.forms import More, day_field, portal_helper
from congress.models import Congress
from deputies.models import Seat
from groups.activities.choosing import stations_for
from groups.forms.fields import PhotosInput, SeatsField, long_text, not_later_than_today, version_field
from groups.kinds import kind_choices
from groups.models import Activity, Attendance, Group, Station, Topic

A = Attendance.State
CHOOSE_KIND = {"required": "请选活动类型", "invalid_choice": "请选活动类型"}
WHOLE_ADDRESS = "请写完整的网址"


def topic_field() -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        Topic.objects.none(),
        label="属于哪个专题行动",
        required=False,
        empty_label="没有",
        error_messages={"invalid_choice": "请在名单里选"},
    )


def offer_topics(form: forms.Form, group: Group, chosen: Topic | None = None) -> None:
    """Those that run, and the one that stands there."""
    running = Topic.objects.filter(congress=group.congress_id, closed_at=None)
    own = running | Topic.objects.filter(pk__in=[chosen.pk] if chosen else [])
    form.fields["topic"].queryset = own  # type: ignore[attr-defined]


def station_field() -> forms.ModelChoiceField:
    """Its choices are set by `offer_stations`; it goes where there are none."""
    return forms.ModelChoiceField(
        Station.objects.none(),
        label="在哪个代表阵地",
        required=False,
        empty_label="不在阵地",
        error_messages={"invalid_choice": "请在名单里选"},
    )


def offer_stations(form: forms.Form, group: Group, chosen: Station | None = None) -> None:
    """The stations of the group, and the one that stands there."""
    near = stations_for(group) | Station.objects.filter(pk__in=[chosen.pk] if chosen else [])
    if not near.exists():
        del form.fields["station"]
        return
    form.fields["station"].queryset = near.select_related("congress")  # type: ignore[attr-defined]


class RecordForm(forms.Form):
    """登记活动: kind, day and one sentence; everybody was there unless he is ticked."""

    version = version_field()
    kind = forms.ChoiceField(
        label="类型",
        widget=forms.RadioSelect,
        error_messages=CHOOSE_KIND,
    )
    day = day_field("活动日期", "请写活动日期", validators=[not_later_than_today])
    summary = long_text("一句话说明做了什么", "请写做了什么")
    excused = SeatsField("请假的", required=False)
    absent = SeatsField("缺席的", required=False)
    photos = forms.FileField(label="照片", required=False, widget=PhotosInput(attrs={"multiple": True}))
    title = forms.CharField(label="活动主题", max_length=60, required=False)
    place = forms.CharField(label="活动地点", max_length=60, required=False)
    invited = forms.CharField(label="邀请的单位", max_length=100, required=False)
    problems = long_text("发现的问题", required=False)
    topic = topic_field()
    station = station_field()
    COLUMNS = ("kind", "day", "summary", "title", "place", "station", "invited", "problems", "topic")

    def __init__(self, *args: Any, group: Group, activity: Activity | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = kind_choices(group.congress_id)
        if activity and activity.kind not in dict(kinds):
            kinds = [*kinds, (activity.kind, activity.kind)]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        seats = Seat.objects.filter(memberships__group=group).distinct().select_related("person")
        for name in ("excused", "absent"):
            self.fields[name].queryset = seats  # type: ignore[attr-defined]
        offer_topics(self, group, activity.topic if activity else None)
        offer_stations(self, group, activity.station if activity else None)
        today = timezone.localdate()
        if activity is None:
            del self.fields["version"]
            self.initial.setdefault("day", today)
            return
        rows = list(activity.attendances.all())
        stored = {name: getattr(activity, name) for name in (*self.COLUMNS, "version")}
        self.initial = {**stored, **self.initial}
        self.initial["day"] = min(activity.day, today)
        self.initial["excused"] = [row.seat_id for row in rows if row.state in (A.EXCUSED, A.LEAVE_ASKED)]
        self.initial["absent"] = [row.seat_id for row in rows if row.state == A.ABSENT]

    @property
    def helper(self) -> FormHelper:
        more = [
            name
            for name in ("title", "place", "station", "invited", "problems", "topic", "photos")
            if name in self.fields
        ]
        layout: list[Any] = ["version"] if "version" in self.fields else []
        layout += ["kind", "day", "summary", More("默认全组参加，有人请假或者缺席的按这里", "excused", "absent")]
        return portal_helper(*layout, More("更多：主题、地点、邀请的单位、发现的问题、照片", *more), submit="保存活动")

    def columns(self) -> dict[str, Any]:
        """What goes into the row."""
        return {name: self.cleaned_data.get(name) for name in self.COLUMNS}

    def ticked(self) -> dict[str, set[Any]]:
        """Who had leave, and who stayed away."""
        return {name: {seat.pk for seat in self.cleaned_data[name]} for name in ("excused", "absent")}


class PlanActivityForm(forms.Form):
    """发起活动, or changing one that is planned."""

    version = version_field()
    kind = forms.ChoiceField(
        label="类型", error_messages={"required": "请选活动类型", "invalid_choice": "请选活动类型"}
    )
    title = forms.CharField(label="活动主题", max_length=60, error_messages={"required": "请写活动主题"})
    day = day_field("活动日期", "请写活动日期")
    begins_at = forms.TimeField(
        label="开始时间",
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}),
        error_messages={"invalid": "请写时间，如 09:00"},
    )
    place = forms.CharField(label="活动地点", max_length=60, required=False)
    invited = forms.CharField(label="邀请的单位", max_length=100, required=False)
    topic = topic_field()
    station = station_field()

    def __init__(self, *args: Any, group: Group, activity: Activity | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.submit = "保存并通知" if activity else "发起并通知"
        kinds = kind_choices(group.congress_id)
        if activity and activity.kind not in dict(kinds):
            kinds = [*kinds, (activity.kind, activity.kind)]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        offer_topics(self, group, activity.topic if activity else None)
        offer_stations(self, group, activity.station if activity else None)
        if activity is None:
            del self.fields["version"]
            return
        self.initial = {**{name: getattr(activity, name) for name in self.fields}, **self.initial}

    @property
    def helper(self) -> FormHelper:
        return portal_helper(*self.fields, submit=self.submit)


class YearPlanForm(forms.Form):
    """年度计划, with how often the plan of which year was written when the form was opened."""

    seen = forms.IntegerField(widget=forms.HiddenInput(attrs={"autocomplete": "off"}), required=False, min_value=0)
    of_year = forms.IntegerField(widget=forms.HiddenInput(attrs={"autocomplete": "off"}), required=False, min_value=0)
    year = forms.IntegerField(
        label="年份",
        min_value=2000,
        max_value=2100,
        error_messages={
            "required": "请写年份",
            "invalid": "请写年份，例如2026",
            "min_value": "请写2000年以后的年份",
            "max_value": "请写2100年以前的年份",
        },
    )
    number = forms.IntegerField(
        label="计划几次活动",
        min_value=1,
        max_value=99,
        error_messages={
            "required": "请写计划几次",
            "invalid": "请写整数",
            "min_value": "至少1次",
            "max_value": "最多99次",
        },
    )
    text = long_text("形式和内容", "请写形式和内容", rows=6)

    @property
    def helper(self) -> FormHelper:
        return portal_helper("seen", "of_year", "year", "number", "text", submit="保存计划")

    def columns(self) -> dict[str, Any]:
        """What goes into the row, and how often it had been written: of another year the form showed no plan."""
        data = self.cleaned_data
        seen = data["seen"] or 0 if data["of_year"] == data["year"] else 0
        return {name: data[name] for name in ("year", "number", "text")} | {"seen": seen}


class DigitsForm(forms.Form):
    """签到码."""

    digits = forms.CharField(
        label="屏幕上的六位签到码",
        max_length=12,
        error_messages={"required": "请写签到码", "max_length": "签到码是六位数字"},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    @property
    def helper(self) -> FormHelper:
        return portal_helper("digits", submit="签到")


class ReadingForm(forms.Form):
    """会前材料: a page or a file."""

    title = forms.CharField(label="材料名称", max_length=80, error_messages={"required": "请写材料名称"})
    link = forms.URLField(
        label="网址",
        max_length=300,
        required=False,
        assume_scheme="https",
        error_messages={"invalid": WHOLE_ADDRESS},
    )
    upload = forms.FileField(label="或者上传文件（20MB内）", required=False)

    @property
    def helper(self) -> FormHelper:
        return portal_helper("title", "link", "upload", submit="加上材料")

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        data = super().clean() or {}
        if not str(data.get("link") or "https://").startswith(("http://", "https://")):
            self.add_error("link", WHOLE_ADDRESS)
        if bool(data.get("link")) == bool(data.get("upload")) and not self.errors:
            self.add_error("link", "网址和文件写一样就可以")
        return data


class TopicForm(forms.Form):
    """发起专题行动, or changing one that runs."""

    seen = forms.IntegerField(widget=forms.HiddenInput(attrs={"autocomplete": "off"}), required=False, min_value=0)
    title = forms.CharField(label="行动名称", max_length=40, error_messages={"required": "请写行动名称"})
    text = long_text("行动要求", "请写行动要求", rows=5)
    starts_on = day_field("开始日期", "请写开始日期")
    ends_on = day_field("结束日期", required=False)

    def __init__(self, *args: Any, topic: Topic | None = None, seen: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.submit = "保存" if topic else "发起行动"
        if topic is None:
            del self.fields["seen"]
            return
        self.initial = {name: getattr(topic, name) for name in ("title", "text", "starts_on", "ends_on")}
        self.initial["seen"] = seen

    @property
    def helper(self) -> FormHelper:
        return portal_helper(*self.fields, submit=self.submit)

    def clean(self) -> dict[str, Any]:
        """In the order of time."""
        data = super().clean() or {}
        starts_on, ends_on = data.get("starts_on"), data.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", "结束日期不能早于开始日期")
        return data


class CloseTopicForm(forms.Form):
    """结束专题行动: what the congress has learnt of it."""

    conclusion = long_text("行动小结", "请写行动小结", rows=6)

    @property
    def helper(self) -> FormHelper:
        return portal_helper("conclusion", submit="结束行动")


class ActivityFilterForm(forms.Form):
    """The filters of the list of activities; they stand in its address."""

    state = forms.ChoiceField(label="情况", required=False, choices=[("", "全部"), *Activity.State.choices])
    kind = forms.ChoiceField(label="类型", required=False)
    year = forms.ChoiceField(label="年份", required=False)

    def __init__(self, *args: Any, congress: Congress, years: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", "全部"), *kind_choices(congress.pk)]  # type: ignore[attr-defined]
        said = [(str(year), f"{year}年") for year in years]
        self.fields["year"].choices = [("", "全部"), *said]  # type: ignore[attr-defined]
