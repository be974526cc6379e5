"""What people type who take part in a class, and what is typed about them."""

from collections.abc import Sequence
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms

from congress.forms import portal_helper
from congress.models import Role
from training.models import Enrolment, Question
from training.practice.tasks import ROLES


class LeaveForm(forms.Form):
    """Why somebody does not come."""

    reason = forms.CharField(
        label="请假理由",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "请写请假理由"},
    )

    @property
    def helper(self) -> FormHelper:
        return portal_helper("reason", submit="请假")


class VoidForm(forms.Form):
    """Why an attendance was not so."""

    reason = forms.CharField(
        label="为什么取消",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "请写取消的理由"},
    )

    @property
    def helper(self) -> FormHelper:
        return portal_helper("reason", submit="取消这次签到")


class StrikeForm(forms.Form):
    """Why somebody is no longer of the class."""

    reason = forms.CharField(
        label="为什么移出",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "请写移出的理由"},
    )

    @property
    def helper(self) -> FormHelper:
        return portal_helper("reason", submit="移出花名册")


class RemoveForm(forms.Form):
    """Why a lesson goes, or is closed."""

    reason = forms.CharField(
        label="为什么不用了",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "请写为什么不用了"},
    )

    @property
    def helper(self) -> FormHelper:
        return portal_helper("reason", submit="不再用这节课")


class DigitsForm(forms.Form):
    """The six digits of the screen."""

    digits = forms.CharField(
        max_length=12,
        error_messages={"required": "请扫屏幕上的二维码，或者输入屏幕上的6位数字"},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, submit: str, is_scanned: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.submit = submit
        self.fields["digits"].label = f"{submit}码（6位数字）"
        self.fields["digits"].required = not is_scanned

    @property
    def helper(self) -> FormHelper:
        return portal_helper("digits", submit=self.submit)


class RosterFilter(forms.Form):
    """What narrows a roster down."""

    q = forms.CharField(label="姓名、单位", required=False, max_length=60)
    state = forms.ChoiceField(label="状态", required=False, choices=[("", "全部"), *Enrolment.State.choices])


class PracticeFilter(forms.Form):
    """What narrows down who has practised."""

    DONE, NOT_DONE = "yes", "no"
    q = forms.CharField(label="姓名、单位、代表团", required=False, max_length=60)
    role = forms.ChoiceField(
        label="身份", required=False, choices=[("", "全部"), *((role, Role(role).label) for role in ROLES)]
    )
    done = forms.ChoiceField(
        label="完成", required=False, choices=[("", "全部"), (DONE, "全部做完"), (NOT_DONE, "还有没做的")]
    )


class RoomFilter(forms.Form):
    """The same in one half-day."""

    q = forms.CharField(label="姓名", required=False, max_length=60)
    there = forms.ChoiceField(label="签到", required=False, choices=[("", "全部"), ("no", "未到"), ("yes", "已签到")])


class AnswerForm(forms.Form):
    """The questions of one attempt."""

    def __init__(self, *args: Any, questions: Sequence[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, question in enumerate(questions, 1):
            label = f"{number}．{question.text}（{question.get_kind_display()}）"
            missing = {"required": "请回答这一题"}
            field: forms.Field
            if question.kind == Question.Kind.MULTIPLE:
                field = forms.MultipleChoiceField(
                    label=label, choices=question.choices, widget=forms.CheckboxSelectMultiple, error_messages=missing
                )
            else:
                field = forms.ChoiceField(
                    label=label, choices=question.choices, widget=forms.RadioSelect, error_messages=missing
                )
            self.fields[str(question.pk)] = field

    @property
    def helper(self) -> FormHelper:
        return portal_helper(*self.fields, submit="交卷")

    def answers(self) -> dict[str, str]:
        """Letters by the key of the question."""
        return {name: "".join(value) for name, value in self.cleaned_data.items()}
