"""What the desk types: triage, assignment, decisions on requests."""

from collections.abc import Iterator
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils import timezone

from congress import configuration
from congress.actors import Actor
from congress.dictionaries import Lexicon, words
from congress.forms import More, portal_helper
from congress.models import Congress, Organ
from deputies.models import Seat
from deputies.permissions import seats_of
from proposals.clocks import acting, rules_of
from proposals.forms.fields import OrganField, OrgansField, Picker, PickerOfMany, day_input, not_later_than_today
from proposals.models import Conclusion, LimitKey, Proposal


def reason_field(label: str, missing: str) -> forms.CharField:
    """A reason in a few sentences; required."""
    return forms.CharField(
        label=label, max_length=300, widget=forms.Textarea(attrs={"rows": 3}), error_messages={"required": missing}
    )


class AssignForm(forms.Form):
    """One lead with joint organs, or separate organs with their parts."""

    needed_in_the_end = ("lead",)
    lead = OrganField(label="主办单位", required=False)
    joint = OrgansField(label="协办单位", required=False, widget=PickerOfMany(attrs={"size": 6}))
    separate_1 = OrganField(label="分办单位一", required=False)
    separate_1_part = forms.CharField(label="单位一办什么", max_length=120, required=False)
    separate_2 = OrganField(label="分办单位二", required=False)
    separate_2_part = forms.CharField(label="单位二办什么", max_length=120, required=False)
    separate_3 = OrganField(label="分办单位三", required=False)
    separate_3_part = forms.CharField(label="单位三办什么", max_length=120, required=False)
    lane = forms.ChoiceField(label="办理方式", choices=Proposal.Lane.choices, widget=forms.RadioSelect)
    category = forms.ChoiceField(label="类别", required=False)
    committee = OrganField(label="督办工委", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, proposal: Proposal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organs = Organ.objects.handling().filter(congress=proposal.holder_id).marked(timezone.localdate())
        for name, field in self.fields.items():
            if name in ("lead", "joint") or (name.startswith("separate") and not name.endswith("part")):
                field.queryset = organs  # type: ignore[attr-defined]
        self.fields["committee"].queryset = Organ.objects.filter(  # type: ignore[attr-defined]
            congress=proposal.holder_id, kind=Organ.Kind.COMMITTEE, is_active=True
        )
        self.fields["category"].choices = category_choices(proposal)  # type: ignore[attr-defined]
        self.fields["lead"].widget.attrs["data-picker"] = "go"
        self.fields["lane"].choices = list(_lanes(proposal))  # type: ignore[attr-defined]
        self.initial.setdefault("lane", proposal.lane)
        self.initial.setdefault("version", proposal.version)

    @property
    def helper(self) -> FormHelper:
        parts = [f"separate_{n}{part}" for n in (1, 2, 3) for part in ("", "_part")]
        more = More("分办（各单位分别答复）", *parts)
        supervised = More("类别和督办工委", "category", "committee")
        return portal_helper("version", "lead", "joint", "lane", more, supervised, submit="交办")

    @property
    def separate(self) -> list[tuple[Organ, str]]:
        """The separate organs with what each answers."""
        data = self.cleaned_data
        return [(data[f"separate_{n}"], data[f"separate_{n}_part"]) for n in (1, 2, 3) if data.get(f"separate_{n}")]

    @property
    def organs(self) -> list[Organ]:
        """Everybody who is to have a part in it."""
        data = self.cleaned_data
        lead = [data["lead"]] if data.get("lead") else []
        return [*lead, *data.get("joint", []), *(organ for organ, _ in self.separate)]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for n in (1, 2, 3):
            if data.get(f"separate_{n}") and not data.get(f"separate_{n}_part", "").strip():
                self.add_error(f"separate_{n}_part", "请写明这个单位办哪一部分")
        chosen = any(data.get(f"separate_{n}") for n in (1, 2, 3))
        if not self.errors and not data.get("lead") and not chosen:
            self.add_error("lead", "请选择主办单位，或者在下面选择分办单位")
        if data.get("lead") and chosen:
            self.add_error("lead", "主办和分办只能选一种")
        if data.get("lead") and data["lead"] in (data.get("joint") or []):
            self.add_error("joint", "主办单位不能同时是协办单位")
        return data


def category_choices(proposal: Proposal) -> list[tuple[str, str]]:
    """The words of the dictionary; first that the deputy's own stays."""
    return [("", "不改"), *Lexicon().words("category", proposal.holder_id).choices(timezone.localdate())]


def _lanes(proposal: Proposal) -> Iterator[tuple[str, str]]:
    """Each lane with the time it leaves for the reply, as the holder has it today."""
    rules, today = list(rules_of(proposal.holder)), timezone.localdate()
    for lane in Proposal.Lane:
        limit = acting(rules, LimitKey.REPLY, lane, on=today)
        yield lane.value, f"{lane.label}（{limit.count}{limit.get_unit_display()}内答复）" if limit else lane.label


class ReasonForm(forms.Form):
    """A deed that needs nothing but its reason; the subclasses say it in their words."""

    reason = reason_field("理由", "请写明理由")
    submit = "确定"

    @property
    def helper(self) -> FormHelper:
        return portal_helper("reason", submit=self.submit)


class ReturnForm(ReasonForm):
    reason = reason_field("请代表补充什么", "请写明要补充什么")
    submit = "退回补充"


class GiveBackForm(ReasonForm):
    reason = reason_field("退回转办的理由", "请写明理由")
    submit = "退回转办"


class RecallForm(ReasonForm):
    reason = reason_field("收回的理由", "请写明理由")
    submit = "收回交办"


class ReopenForm(ReasonForm):
    reason = reason_field("为什么要重新办理", "请写明理由")
    submit = "责成重新办理"


class ConclusionForm(forms.ModelForm):
    """How the matter was settled with a deputy who stays dissatisfied."""

    class Meta:
        model = Conclusion
        fields = ["on", "way", "result"]
        widgets = {"on": day_input(), "way": forms.RadioSelect, "result": forms.Textarea(attrs={"rows": 3})}
        error_messages = {
            "on": {"required": "请写日期", "invalid": "请写日期，例如 2026-06-20"},
            "way": {"required": "请选择协调方式"},
            "result": {"required": "请写协调结果"},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["way"].choices = Conclusion.Way.choices  # type: ignore[attr-defined]
        self.initial.setdefault("on", timezone.localdate())

    def clean_on(self) -> Any:
        return not_later_than_today(self.cleaned_data["on"])

    @property
    def helper(self) -> FormHelper:
        return portal_helper("on", "way", "result", submit="协调办结")


class RefuseForm(forms.Form):
    code = forms.ChoiceField(label="原因", error_messages={"required": "请选择原因"})
    reason = reason_field("给代表的说明", "请写给代表的说明")

    def __init__(self, *args: Any, proposal: Proposal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reasons = words("refusal", proposal.holder).choices(timezone.localdate())
        self.fields["code"].choices = reasons  # type: ignore[attr-defined]

    @property
    def helper(self) -> FormHelper:
        return portal_helper("code", "reason", submit="不予受理")


class MergeForm(forms.Form):
    number = forms.CharField(label="并入哪一件（编号）", max_length=24, error_messages={"required": "请写编号"})

    @property
    def helper(self) -> FormHelper:
        return portal_helper("number", submit="并案")


class UnmergeForm(forms.Form):
    reason = reason_field("理由", "请写为什么要单独办理")

    @property
    def helper(self) -> FormHelper:
        return portal_helper("reason", submit="撤销并案")


class TransferForm(forms.Form):
    congress = forms.ModelChoiceField(
        Congress.objects.none(),
        label="转给哪一级人大",
        empty_label="请选择",
        error_messages={"required": "请选择转给哪一级人大"},
    )
    reason = reason_field("转办理由", "请写转办理由")

    def __init__(self, *args: Any, proposal: Proposal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        holder = proposal.holder
        below = Congress.objects.within(holder).exclude(pk=holder.pk)
        above = Congress.objects.filter(path__in=_paths_above(holder.path))
        self.fields["congress"].queryset = below | above  # type: ignore[attr-defined]

    @property
    def helper(self) -> FormHelper:
        return portal_helper("congress", "reason", submit="转办")


def _paths_above(path: str) -> list[str]:
    parts = path.rstrip("/").split("/")[:-1]
    return ["/".join(parts[: n + 1]) + "/" for n in range(len(parts))]


class AnswerForm(forms.Form):
    """A decision in words."""

    answer = reason_field("说明", "请写明理由")

    @property
    def helper(self) -> FormHelper:
        return portal_helper("answer", submit="同意", also={"refuse": "不同意"})


class ReleaseForm(AnswerForm):
    """同意退办, perhaps at once to another organ."""

    organ = OrganField(label="改由哪个单位办理", required=False, help_text="不选则回到待交办")

    def __init__(self, *args: Any, proposal: Proposal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organs = Organ.objects.handling().filter(congress=proposal.holder_id).marked(timezone.localdate())
        self.fields["organ"].queryset = organs  # type: ignore[attr-defined]

    @property
    def helper(self) -> FormHelper:
        return portal_helper("organ", "answer", submit="同意退办", also={"refuse": "不同意退办"})


class PaperForm(forms.Form):
    """代录: a paper opinion in a deputy's name. K13: three fields."""

    seat = forms.ModelChoiceField(
        Seat.objects.none(),
        label="代表",
        widget=Picker,
        empty_label="请选择",
        error_messages={"required": "请选择代表"},
    )
    title = forms.CharField(label="标题", max_length=60, error_messages={"required": "请写标题"})
    body = forms.CharField(
        label="内容", widget=forms.Textarea(attrs={"rows": 8}), error_messages={"required": "请写建议内容"}
    )

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seats = seats_of(by).active(timezone.localdate()).filter(congress=by.congress, is_placeholder=False)
        self.fields["seat"].queryset = seats.select_related("person")  # type: ignore[attr-defined]
        self.congress = by.congress

    @property
    def helper(self) -> FormHelper:
        return portal_helper("seat", "title", "body", submit="录入")

    def clean_body(self) -> str:
        body = self.cleaned_data["body"].strip()
        most = configuration.value("opinion.max_length", self.congress, on=timezone.localdate())
        if len(body) > most:
            raise forms.ValidationError(f"内容最多{most}字，现在是{len(body)}字")
        return body
