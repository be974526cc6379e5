"""What a deputy types."""

from collections.abc import Iterable
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils import timezone

from congress import configuration
from congress.dictionaries import words
from congress.forms import More, portal_helper
from congress.models import Organ
from deputies.models import Seat
from proposals.forms.fields import LongText, OrganField, version_field
from proposals.models import Proposal, Rating


class DraftForm(forms.ModelForm):
    """A draft as it stands: anything goes but what no column could hold. Submission asks for more (`CheckForm`)."""

    version = version_field()
    needed_in_the_end: tuple[str, ...] = ("title", "body")

    class Meta:
        model = Proposal
        labels: dict[str, str] = {}
        fields = [
            "title",
            "body",
            "category",
            "place",
            "wished_organ",
            "wants_contact",
            "needs_no_reply",
            "is_public",
            "is_name_hidden",
        ]
        widgets = {
            "title": forms.TextInput(attrs={"data-count": 60}),
            "body": forms.Textarea(attrs={"rows": 8, "data-count": 2000}),
        }
        field_classes = {"wished_organ": OrganField, "body": LongText}
        error_messages = {"title": {"max_length": "标题最多%(limit_value)d字，现在是%(show_value)d字"}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        proposal = self.instance
        self.fields["title"].help_text = "一句话，例如“关于……的建议”"
        self.fields["body"].help_text = "一事一议：在哪里、什么问题、怎么改"
        if organs := self.fields.get("wished_organ"):
            assert isinstance(organs, forms.ModelChoiceField)
            organs.queryset = Organ.objects.handling().filter(congress=proposal.holder_id)
            organs.empty_label = "由代表工委确定"
        self.fields["category"] = forms.ChoiceField(label="类别", required=False, choices=self._categories())
        self.initial["version"] = proposal.version

    def _categories(self) -> list[tuple[str, str]]:
        """Those of today, and one that was chosen before it was retired."""
        known, today = words("category", self.instance.holder), timezone.localdate()
        chosen = self.instance.category
        kept = [(chosen, known.label(chosen, today))] if chosen and chosen not in dict(known.choices(today)) else []
        return [("", "由代表工委确定"), *known.choices(today), *kept]

    @property
    def helper(self) -> FormHelper:
        """The page's own template writes the form element: attachments stand inside it."""
        more = More("更多（选填）", *self.Meta.fields[2:])
        return portal_helper("version", "title", "body", more, tag=False)

    def clean_body(self) -> str:
        return self.not_too_long(self.cleaned_data["body"], self.Meta.labels.get("body", "内容"))

    def not_too_long(self, text: str, name: str) -> str:
        """The text, unless it is longer than the congress allows."""
        most = self.most_characters()
        if len(text) > most:
            raise forms.ValidationError(f"{name}最多{most}字，现在是{len(text)}字，多出的可以放到附件")
        return text

    def most_characters(self) -> int:
        """As the congress has set it."""
        return int(configuration.value("opinion.max_length", self.instance.congress, on=timezone.localdate()))


class SubmissionForm(DraftForm):
    """The same page when the deputy goes on to check and submit: title and text must be there."""

    def clean_title(self) -> str:
        title = self.cleaned_data.get("title", "").strip()
        if not title:
            raise forms.ValidationError("请写标题")
        return title

    def clean_body(self) -> str:
        body = super().clean_body().strip()
        least = configuration.value("opinion.min_length", self.instance.congress, on=timezone.localdate())
        if not body:
            raise forms.ValidationError("请写建议内容")
        if len(body) < least:
            raise forms.ValidationError(f"内容太短，请写明地点、问题和建议（至少{least}字）")
        return body


class MotionDraftForm(DraftForm):
    """A motion as it stands: 案由, 案据, 方案 (代表法 art. 15)."""

    needed_in_the_end = ("title", "body", "plan")

    class Meta(DraftForm.Meta):
        fields = ["title", "body", "plan", "category", "is_public"]
        labels = {"title": "案由", "body": "案据", "plan": "方案"}
        widgets = DraftForm.Meta.widgets | {
            "body": forms.Textarea(attrs={"rows": 8, "data-count": 3000}),
            "plan": forms.Textarea(attrs={"rows": 8, "data-count": 3000}),
        }
        field_classes = {"body": LongText, "plan": LongText}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].help_text = "一句话，例如“关于制定……条例的议案”"
        self.fields["body"].help_text = "为什么要办：事实、法律和政策依据"
        self.fields["plan"].help_text = "怎么办：具体措施；提请制定法规的，附草案或者主要内容"

    @property
    def helper(self) -> FormHelper:
        more = More("更多（选填）", "category", "is_public")
        return portal_helper("version", "title", "body", "plan", more, tag=False)

    def most_characters(self) -> int:
        return int(configuration.value("motion.max_length", self.instance.congress, on=timezone.localdate()))

    def clean_plan(self) -> str:
        return self.not_too_long(self.cleaned_data["plan"], "方案")


class MotionSubmissionForm(MotionDraftForm):
    """When the lead deputy goes on to check: all three parts must be there."""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name, missing in (("title", "请写案由"), ("body", "请写案据"), ("plan", "请写方案")):
            if name not in self.errors and not (data.get(name) or "").strip():
                self.add_error(name, missing)
        return data


class InvitationForm(forms.Form):
    """Which deputies are asked to join."""

    seats = forms.ModelMultipleChoiceField(
        Seat.objects.none(), label="邀请哪些代表联名", error_messages={"required": "请至少选择一位代表"}
    )

    def __init__(self, *args: Any, proposal: Proposal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seats = Seat.objects.active(timezone.localdate()).filter(congress=proposal.congress, is_placeholder=False)
        field = self.fields["seats"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        invited = proposal.co_signatures.values("seat")
        field.queryset = seats.exclude(pk=proposal.seat_id).exclude(pk__in=invited).select_related("person")
        field.widget.attrs |= {"size": 12, "data-picker": "people"}

    @property
    def helper(self) -> FormHelper:
        return portal_helper("seats", submit="发出邀请")


class WithdrawalForm(forms.Form):
    reason = forms.CharField(
        label="撤回原因",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "请写撤回原因"},
    )

    @property
    def helper(self) -> FormHelper:
        return portal_helper("reason", submit="撤回这件建议")


class RatingForm(forms.Form):
    """W8: two questions, no default; a reason when 不满意."""

    process = forms.ChoiceField(
        label="对办理过程（沟通联系）",
        choices=Rating.Level.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择对办理过程是否满意"},
    )
    result = forms.ChoiceField(
        label="对办理结果",
        choices=Rating.Level.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择对办理结果是否满意"},
    )
    reason = LongText(
        label="想说的话",
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="选“不满意”时请写明原因（至少5字）",
    )

    def __init__(self, *args: Any, silent: Iterable[str] = (), submit: str = "提交评价", **kwargs: Any) -> None:
        """Args: silent: whoever joined and has not told the lead what he thinks."""
        super().__init__(*args, **kwargs)
        self.submit = submit
        if names := "、".join(silent):
            self.fields["asked_others"] = forms.BooleanField(
                label="我已征求联名代表的意见",
                help_text=f"在平台上还没有说看法的：{names}",
                error_messages={"required": f"请先征求{names}的意见，征求过的请勾选"},
            )

    @property
    def helper(self) -> FormHelper:
        return portal_helper(*self.fields, submit=self.submit)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        dissatisfied = "dissatisfied" in (data.get("process"), data.get("result"))
        if dissatisfied and len((data.get("reason") or "").strip()) < 5:
            self.add_error("reason", "选“不满意”请写明原因（至少5字）")
        return data


def writing_form(proposal: Proposal, *, goes_on: bool) -> type[DraftForm]:
    """The form for this kind of paper: as it stands, or as it must be to go on."""
    if proposal.kind == Proposal.Kind.MOTION:
        return MotionSubmissionForm if goes_on else MotionDraftForm
    return SubmissionForm if goes_on else DraftForm
