"""What an organ types."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Row
from django import forms
from django.utils import timezone

from congress.dictionaries import words
from congress.forms import Part, portal_helper
from congress.models import Grant, Organ, Person, Role
from proposals.asks.answering import Answers, answers_of
from proposals.forms.asks import ask_rows_of, typed_answers
from proposals.forms.deciding import reason_field
from proposals.forms.fields import LongText, OrganField, day_input, not_later_than_today, version_field
from proposals.forms.promises import refuse_past_days, rows_of, typed_lines
from proposals.models import Assignment, Contact, Reply
from proposals.promises.lines import Line, lines_to_write


class ContactForm(forms.ModelForm):
    """W7 part 2: when, how, with whom, with what result. The day and who speaks for whom are there already."""

    class Meta:
        model = Contact
        fields = ["on", "way", "rank", "persons", "result"]
        widgets = {"on": day_input(), "result": forms.Textarea(attrs={"rows": 2})}
        error_messages = {
            "on": {"required": "请写日期", "invalid": "请写日期，例如 2026-06-20"},
            "persons": {"required": "请写参加人"},
            "result": {"required": "请写沟通情况"},
        }

    def __init__(self, *args: Any, assignment: Assignment, by: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["way"] = forms.ChoiceField(
            label="方式",
            choices=words("contact", assignment.proposal.holder).choices(timezone.localdate()),
            widget=forms.RadioSelect(attrs={"class": "inline"}),
            error_messages={"required": "请选择沟通方式"},
        )
        self.fields["rank"] = forms.ChoiceField(
            label="单位由谁沟通",
            choices=Contact.Rank.choices,
            required=False,
            widget=forms.RadioSelect(attrs={"class": "inline"}),
        )
        proposal = assignment.proposal
        present = [by.name] if proposal.is_name_hidden else [by.name, proposal.seat.person.name]
        self.initial = {"on": timezone.localdate(), "persons": "、".join(present), **self.initial}

    def clean_on(self) -> Any:
        return not_later_than_today(self.cleaned_data["on"])

    @property
    def helper(self) -> FormHelper:
        return portal_helper("way", "rank", Row("on", "persons"), "result", submit="登记沟通")

    @property
    def helper_within(self) -> FormHelper:
        """For the fields alone, inside the form of the reply."""
        helper = portal_helper("way", "rank", Row("on", "persons"), "result", tag=False)
        helper.disable_csrf = True
        return helper


class AskReleaseForm(forms.Form):
    code = forms.ChoiceField(label="原因", required=False)
    reason = reason_field("申请退办的理由", "请写明理由")
    proposed_organ = OrganField(label="建议改由哪个单位办理", required=False)

    def __init__(self, *args: Any, assignment: Assignment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organs = Organ.objects.handling().filter(congress=assignment.organ.congress_id).exclude(pk=assignment.organ_id)
        self.fields["proposed_organ"].queryset = organs  # type: ignore[attr-defined]
        reasons = words("release", assignment.proposal.holder).choices(timezone.localdate())
        self.fields["code"].choices = [("", "请选择"), *reasons]  # type: ignore[attr-defined]

    @property
    def helper(self) -> FormHelper:
        return portal_helper("code", "reason", "proposed_organ", submit="申请退办")


class AskExtensionForm(forms.Form):
    until = forms.DateField(label="延期到哪一天", widget=day_input(), error_messages={"required": "请写日期"})
    reason = reason_field("延期理由", "请写明理由")

    @property
    def helper(self) -> FormHelper:
        return portal_helper("until", "reason", submit="申请延期")


class DelegateForm(forms.Form):
    """转科室: one select each."""

    office = OrganField(label="科室", required=False)
    handler = forms.ModelChoiceField(Person.objects.none(), label="经办人", required=False, empty_label="请选择")

    def __init__(self, *args: Any, assignment: Assignment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["office"].queryset = Organ.objects.filter(  # type: ignore[attr-defined]
            parent=assignment.organ_id, kind=Organ.Kind.INNER, is_active=True
        )
        staff = Grant.objects.active(timezone.localdate()).filter(organ=assignment.organ_id, role=Role.HANDLER)
        self.fields["handler"].queryset = Person.objects.filter(pk__in=staff.values("person"))  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("office") and not data.get("handler"):
            raise forms.ValidationError("请选择科室或经办人")
        return data

    @property
    def helper(self) -> FormHelper:
        return portal_helper("office", "handler", submit="转办")


class OpinionForm(forms.Form):
    text = forms.CharField(
        label="协办意见",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "请写协办意见"},
    )

    @property
    def helper(self) -> FormHelper:
        return portal_helper("text", submit="提交协办意见")


class SendBackForm(forms.Form):
    reason = reason_field("退回的理由", "请写明哪里要改")

    @property
    def helper(self) -> FormHelper:
        return portal_helper("reason", submit="退回修改")


class ReplyForm(forms.ModelForm):
    """W7 parts 1, 4 and 5. Half-filled is fine until it is sent for signing."""

    version = version_field()
    needed_in_the_end: tuple[str, ...] = ("outcome", "text")
    upload = forms.FileField(label="上传已盖章的正式文件", required=False)

    class Meta:
        model = Reply
        fields = [
            "outcome",
            "text",
            "document_number",
            "contact_name",
            "contact_phone",
            "is_public",
        ]
        widgets = {
            "outcome": forms.RadioSelect,
            "text": forms.Textarea(attrs={"rows": 12}),
        }
        field_classes = {"text": LongText}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        outcomes = words("outcome", self.instance.assignment.proposal.holder).choices(timezone.localdate())
        self.fields["outcome"].choices = outcomes  # type: ignore[attr-defined]
        self.fields["outcome"].label = "属于哪一类"
        self.initial["version"] = self.instance.version
        self.rows = rows_of(self, lines_to_write(self.instance))
        self.given = answers_of(self.instance)
        self.ask_rows = ask_rows_of(self, self.instance, self.given)
        self.needed_in_the_end += tuple(name for row in self.rows for name in row)
        self.needed_in_the_end += tuple(name for row in self.ask_rows for name in (row.kind, row.words))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        refuse_past_days(self, self.rows)
        return data

    @property
    def lines(self) -> list[Line] | None:
        """What was typed into the rows, the empty ones left out; None where no row was sent."""
        return typed_lines(self, self.rows) if self.rows[0][0] in self.data else None

    @property
    def answers(self) -> Answers | None:
        """What was typed to the asks; None where no field of theirs was sent."""
        return typed_answers(self, self.ask_rows)

    @property
    def ask_fields(self) -> list[forms.BoundField]:
        return [self[name] for row in self.ask_rows for name in (row.kind, row.words)]

    @property
    def promise_fields(self) -> list[forms.BoundField]:
        return [self[name] for row in self.rows for name in row]

    @property
    def helper(self) -> FormHelper:
        """The page's own template writes the form element."""
        return portal_helper(
            "version",
            Fieldset(
                "1　办理结果",
                "outcome",
                Part("proposals/_reply_promises.html"),
                *(Row(*row) for row in self.rows),
                Part("proposals/_reply_more_promises.html"),
            ),
            Part("proposals/_reply_contacts.html"),
            Fieldset(
                "3　答复函",
                Part("proposals/_reply_asks.html"),
                *(name for row in self.ask_rows for name in (row.kind, row.words)),
                "text",
                Part("proposals/_reply_phrases.html"),
                Part("proposals/_reply_letter.html"),
                "upload",
                Row("document_number", "contact_name", "contact_phone"),
            ),
            Fieldset("4　公开", "is_public"),
            tag=False,
        )
