"""What is typed in a commendation: quotas and the last day, nominees with a reason, what was said and decided."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils import timezone

from congress.actors import Actor
from congress.forms import day_field, portal_helper
from proposals.commending.awards import Offered
from proposals.commending.nominees import Subject, nominees_of
from proposals.commending.opening import MOST
from proposals.forms.deciding import ReasonForm, reason_field
from proposals.forms.fields import Picker, not_later_than_today, organ_label
from proposals.models import Award

FIRST_YEAR = 2022
END = ("提名截止日期", "请写提名截止日期")


def quota_field(label: str, least: int, initial: int) -> forms.IntegerField:
    """How many may get an award."""
    missing = f"名额请写{least}到{MOST}的数"
    return forms.IntegerField(
        label=label,
        min_value=least,
        max_value=MOST,
        initial=initial,
        error_messages={"required": missing, "invalid": missing, "min_value": missing, "max_value": missing},
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )


class OpenCommendationForm(forms.Form):
    """开始评选."""

    year = forms.IntegerField(
        label="年度",
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={"required": "请写年度", "invalid": "年度请写四位数，如 2026"},
    )
    nominations_end = day_field(*END)

    def __init__(self, *args: Any, offers: Sequence[Offered], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offers = offers
        for offer in offers:
            of = Subject(offer.subject).label
            self.fields[offer.field] = quota_field(f"{offer.name}名额（评{of}，0为今年不评）", 0, offer.quota)
        self.initial.setdefault("year", timezone.localdate().year)

    @property
    def helper(self) -> FormHelper:
        names = [offer.field for offer in self.offers]
        return portal_helper("year", *names, "nominations_end", submit="开始评选")

    @property
    def awards(self) -> Mapping[Offered, int]:
        """How many of each."""
        return {offer: self.cleaned_data[offer.field] for offer in self.offers}

    def clean_year(self) -> int:
        year: int = self.cleaned_data["year"]
        this = timezone.localdate().year
        if not FIRST_YEAR <= year <= this:
            raise forms.ValidationError(f"年度应在{FIRST_YEAR}到{this}之间")
        return year

    def clean_nominations_end(self) -> date:
        day: date = self.cleaned_data["nominations_end"]
        if day < timezone.localdate():
            raise forms.ValidationError("提名截止日期不能早于今天")
        return day


class ChangeCommendationForm(forms.Form):
    """改名额和截止日期."""

    nominations_end = day_field(*END)

    def __init__(self, *args: Any, awards: Sequence[Award], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.awards = awards
        for award in awards:
            self.fields[f"quota_{award.pk}"] = quota_field(f"{award}名额", 1, award.quota)

    @property
    def helper(self) -> FormHelper:
        names = [f"quota_{award.pk}" for award in self.awards]
        return portal_helper(*names, "nominations_end", submit="保存")

    @property
    def quotas(self) -> dict[int, int]:
        """By the key of the award."""
        return {award.pk: self.cleaned_data[f"quota_{award.pk}"] for award in self.awards}


class NomineeField(forms.ModelChoiceField):
    """One of those who may be put up."""

    widget = Picker

    def label_from_instance(self, row: Any) -> str:
        return organ_label(row)


class PutUpForm(forms.Form):
    """提名: of matters by number, of the others from a list."""

    reason = reason_field("评选理由", "请写评选理由")

    def __init__(self, *args: Any, award: Award, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.award, self.actor = award, actor
        if award.subject == Subject.MATTER:
            missing = "请写意见建议的编号"
            field: forms.Field = forms.CharField(label="编号", max_length=24, error_messages={"required": missing})
        else:
            label = Subject(award.subject).label
            messages = {"required": f"请选择{label}", "invalid_choice": f"请选本级的{label}"}
            rows = nominees_of(award, actor)
            field = NomineeField(rows, label=label, empty_label="请选择", error_messages=messages)
        self.fields = {"nominee": field, **self.fields}

    @property
    def helper(self) -> FormHelper:
        return portal_helper("nominee", "reason", submit="提名")

    def clean_nominee(self) -> Any:
        """The matter of that number."""
        said = self.cleaned_data["nominee"]
        if self.award.subject != Subject.MATTER:
            return said
        found = nominees_of(self.award, self.actor).filter(number=said.strip().upper()).first()
        if found is None:
            raise forms.ValidationError("没有这个编号，或者不是本级当年提出、已经答复的")
        return found


class VetCandidateForm(forms.Form):
    """审核: 通过, or 不通过 with the reason."""

    words = forms.CharField(
        label="审核意见",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="不通过的请写理由，提名人会收到",
    )

    @property
    def helper(self) -> FormHelper:
        return portal_helper("words", submit="通过", also={"turn_down": "不通过"})

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "turn_down" in self.data and not data.get("words", "").strip():
            self.add_error("words", "请写不通过的理由")
        return data


class DecideCandidateForm(forms.Form):
    """登记主任会议的决定."""

    decided_on = day_field("主任会议日期", "请写主任会议日期", validators=[not_later_than_today])
    note = forms.CharField(label="决定说明", max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3}))

    @property
    def helper(self) -> FormHelper:
        return portal_helper("decided_on", "note", submit="决定表彰", also={"decline": "决定不表彰"})


class PublishCommendationForm(forms.Form):
    """公布: a press, after a look."""

    @property
    def helper(self) -> FormHelper:
        return portal_helper(submit="公布")


class UnpublishCommendationForm(ReasonForm):
    reason = reason_field("为什么撤回公布", "请写撤回公布的理由")
    submit = "撤回公布"
