"""What the desk types about a class: its days, its half-days, materials, recordings, people, a test."""

import re
from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils import timezone

from congress import phones
from congress.actors import Actor
from congress.dictionaries import words
from congress.forms import day_field, moment_field, portal_helper
from groups.models import Group
from training.models import Course, Exam, HalfDay, Question
from training.planning import PLANNED

YEARS = range(2000, 2101)  # neither a slip of the finger nor a century ahead
DURATION = re.compile(r"(\d{1,3})[:：](\d{2})")


def _of_our_time(form: forms.BaseForm, name: str) -> Any:
    """The day or moment that was typed; None, and said at the field, where it is of another century."""
    said = form.cleaned_data.get(name)
    if said is not None and said.year not in YEARS:
        form.add_error(name, f"请写{YEARS[0]}年到{YEARS[-1]}年之间的日期")
        return None
    return said


def kind_choices(actor: Actor, on: date) -> list[tuple[str, str]]:
    """As the congress calls them on that day."""
    return words("course_kind", actor.congress).choices(on)


class CourseForm(forms.ModelForm):
    """A class."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput(attrs={"autocomplete": "off"}))
    starts_on = day_field("开始日期", "请写开始日期")
    ends_on = day_field("结束日期", "请写结束日期")
    audience = forms.ChoiceField(
        label="参加范围",
        choices=Course.Audience.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择参加范围"},
    )
    is_compulsory = forms.BooleanField(label="必修", required=False)
    asks_sign_out = forms.BooleanField(label="要签退，没有签退的不计学时", required=False)

    class Meta:
        model = Course
        fields = list(PLANNED)
        error_messages = {"title": {"required": "请写名称"}, "organiser": {"required": "请写主办单位"}}
        help_texts = {"theme": "同一个主题月的培训班和活动写同样的名称。"}

    def __init__(self, *args: Any, actor: Actor, submit: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.submit, today = submit, timezone.localdate()
        known = dict(kind_choices(actor, today))
        if self.instance.kind:
            known.setdefault(self.instance.kind, self.instance.kind)
        self.fields["kind"] = forms.ChoiceField(label="种类", choices=list(known.items()))
        group = self.fields["group"]
        assert isinstance(group, forms.ModelChoiceField)
        group.queryset, group.empty_label = Group.objects.filter(congress=actor.congress).on(today), "没有"
        group.help_text = "参加范围是一个代表小组时选。"
        if self.instance._state.adding:
            del self.fields["seen"]
            preset = {"organiser": actor.grant.place, "audience": Course.Audience.ALL, "asks_sign_out": True}
            self.initial = {**preset, **self.initial}

    @property
    def helper(self) -> FormHelper:
        order = ["seen", "title", "kind", "starts_on", "ends_on", "place", "organiser", "teachers", "theme"]
        order += ["audience", "group", "is_compulsory", "asks_sign_out"]
        return portal_helper(*(name for name in order if name in self.fields), submit=self.submit)

    def clean_title(self) -> str:
        """In one line."""
        return " ".join(self.cleaned_data["title"].split())

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = (_of_our_time(self, name) for name in ("starts_on", "ends_on"))
        if first and last and last < first:
            self.add_error("ends_on", "结束日期不能早于开始日期")
        if data.get("audience") == Course.Audience.GROUP and not data.get("group") and "group" not in self.errors:
            self.add_error("group", "请选择代表小组")
        if data.get("audience") != Course.Audience.GROUP:
            data["group"] = None
        return data

    def _post_clean(self) -> None:
        """The class is written by its deed alone."""

    def planned(self) -> dict[str, Any]:
        """The columns as typed, for the deed."""
        return {name: self.cleaned_data[name] for name in PLANNED}


class HalfDayForm(forms.ModelForm):
    """One half-day."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput(attrs={"autocomplete": "off"}))
    starts_at = moment_field("开始时间", "请写开始时间")
    ends_at = moment_field("结束时间", "请写结束时间")
    hours = forms.IntegerField(
        label="学时",
        min_value=1,
        max_value=8,
        error_messages={
            "required": "请写学时",
            "invalid": "请写数字，如4",
            "min_value": "学时应为1到8",
            "max_value": "学时应为1到8",
        },
    )

    class Meta:
        model = HalfDay
        fields = ["starts_at", "ends_at", "topic", "speaker", "place", "hours"]
        error_messages = {"topic": {"required": "请写内容"}}

    def __init__(self, *args: Any, submit: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.submit = submit
        self.initial.setdefault("hours", 4)
        if self.instance._state.adding:
            del self.fields["seen"]

    @property
    def helper(self) -> FormHelper:
        return portal_helper(*self.fields, submit=self.submit)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = (_of_our_time(self, name) for name in ("starts_at", "ends_at"))
        if first and last and last <= first:
            self.add_error("ends_at", "结束时间要晚于开始时间")
        elif first and last and (last - first).total_seconds() > 12 * 3600:
            self.add_error("ends_at", "一个半天不能超过12小时，请分开写")
        return data

    def _post_clean(self) -> None:
        """Written by its deed alone."""

    def planned(self) -> dict[str, Any]:
        """The columns as typed, for the deed."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class CancelCourseForm(forms.Form):
    """Why."""

    reason = forms.CharField(
        label="为什么取消",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "请写取消的理由"},
    )

    @property
    def helper(self) -> FormHelper:
        return portal_helper("reason", submit="取消培训班")


class MaterialForm(forms.Form):
    """A file or a link."""

    title = forms.CharField(label="名称", max_length=60, error_messages={"required": "请写名称"})
    upload = forms.FileField(label="文件（20MB内）", required=False, help_text="PDF、Word、Excel、WPS或图片。")
    link = forms.URLField(
        label="或者网址",
        required=False,
        max_length=300,
        assume_scheme="https",
        error_messages={"invalid": "请写完整的网址，如 https://www.npc.gov.cn"},
    )
    is_compulsory = forms.BooleanField(label="必学（如规定要学的法律）", required=False)

    @property
    def helper(self) -> FormHelper:
        return portal_helper("title", "upload", "link", "is_compulsory", submit="加上")

    def clean_link(self) -> str:
        """Only what browsers open as a page."""
        link: str = self.cleaned_data["link"]
        if link and not link.startswith(("https://", "http://")):
            raise forms.ValidationError("请写完整的网址，如 https://www.npc.gov.cn")
        return link

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and bool(data.get("upload")) == bool(data.get("link")):
            self.add_error("upload", "请选择一个文件，或者写一个网址，两样写一样")
        return data


class LessonForm(forms.Form):
    """A recording."""

    title = forms.CharField(label="名称", max_length=60, error_messages={"required": "请写名称"})
    upload = forms.FileField(
        label="视频或录音（200MB内）",
        help_text="MP4、WebM、MP3、M4A或WAV。",
        error_messages={"required": "请选择文件", "empty": "这个文件是空的，请重新选择"},
    )
    duration = forms.CharField(
        label="时长",
        required=False,
        max_length=6,
        help_text="分钟和秒，如 12:30；WAV录音不用写，系统自己量。",
    )
    hours = forms.IntegerField(
        label="学时",
        min_value=1,
        max_value=8,
        initial=1,
        error_messages={
            "required": "请写学时",
            "invalid": "请写数字，如1",
            "min_value": "学时应为1到8",
            "max_value": "学时应为1到8",
        },
    )

    @property
    def helper(self) -> FormHelper:
        return portal_helper("title", "upload", "duration", "hours", submit="加上")

    def clean_duration(self) -> int | None:
        """In seconds."""
        said = self.cleaned_data["duration"].strip()
        found = DURATION.fullmatch(said) if said.isascii() or "：" in said else None
        if said and not found:
            raise forms.ValidationError("请写分钟和秒，如 12:30")
        seconds = int(found[1]) * 60 + int(found[2]) if found else None
        if found and (int(found[2]) > 59 or not seconds):
            raise forms.ValidationError("请写分钟和秒，如 12:30")
        return seconds


class InvitePersonForm(forms.Form):
    """Somebody who is not of the audience."""

    name = forms.CharField(label="姓名", max_length=30, error_messages={"required": "请写姓名"})
    phone = forms.CharField(
        label="手机号",
        max_length=20,
        required=False,
        help_text="有手机号的才能自己登录、扫码签到；没有的由工作人员补签。",
    )
    work_unit = forms.CharField(label="单位及职务", max_length=80, error_messages={"required": "请写单位及职务"})

    @property
    def helper(self) -> FormHelper:
        return portal_helper("name", "phone", "work_unit", submit="邀请")

    def clean_name(self) -> str:
        """In one line."""
        return " ".join(self.cleaned_data["name"].split())

    def clean_phone(self) -> str:
        """Eleven digits or nothing."""
        said: str = self.cleaned_data["phone"]
        try:
            return phones.normalise(said) if said else ""
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error


class ExamForm(forms.ModelForm):
    """How a test is held."""

    class Meta:
        model = Exam
        fields = ["pass_mark", "drawn", "most_attempts"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, least, most in (("pass_mark", 1, 100), ("drawn", 1, 100), ("most_attempts", 1, 20)):
            label = self.fields[name].label
            problem = f"应为{least}到{most}的数字"
            messages = dict.fromkeys(("required", "invalid", "min_value", "max_value"), problem)
            self.fields[name] = forms.IntegerField(
                label=label, min_value=least, max_value=most, error_messages=messages
            )

    @property
    def helper(self) -> FormHelper:
        return portal_helper("pass_mark", "drawn", "most_attempts", submit="保存")

    def _post_clean(self) -> None:
        """Written by its deed alone."""


class QuestionForm(forms.Form):
    """One question with its answers."""

    kind = forms.ChoiceField(
        label="题型",
        choices=Question.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择题型"},
    )
    text = forms.CharField(label="题目", max_length=200, error_messages={"required": "请写题目"})
    answers = forms.CharField(
        label="选项",
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="一行一个，两个到六个，依次是A、B、C……判断题写“对”“错”两行。",
        error_messages={"required": "请写选项"},
    )
    right = forms.CharField(
        label="正确答案",
        max_length=6,
        help_text="写字母，多选的写在一起，如AC。",
        error_messages={"required": "请写正确答案"},
    )

    @property
    def helper(self) -> FormHelper:
        return portal_helper("kind", "text", "answers", "right", submit="放进题库")

    def clean_answers(self) -> list[str]:
        """One a line, without empty lines."""
        return [line for each in self.cleaned_data["answers"].splitlines() if (line := " ".join(each.split()))]

    def clean_right(self) -> str:
        """Capital letters."""
        return str(self.cleaned_data["right"]).strip().upper()
