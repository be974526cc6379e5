"""What is typed in supervision: marks, notes, visits, instructions, meetings, campaigns, heads of an organ."""

import re
from typing import Any
from uuid import UUID

from crispy_forms.helper import FormHelper
from django import forms
from django.utils import timezone

from congress import configuration
from congress.actors import Actor
from congress.calendar_table import current_calendar
from congress.dictionaries import words
from congress.forms import day_field, portal_helper
from congress.models import Congress, Grant, Organ, Person
from congress.workdays import Span, Unit
from deputies.models import Seat
from proposals.forms.deciding import ReasonForm, reason_field
from proposals.forms.fields import LongText, OrganField, OrgansField, not_later_than_today
from proposals.models import AgendaItem, Assignment, Campaign, Proposal, Superior
from proposals.supervision import superiors
from proposals.supervision.supervisors import leaders_in
from proposals.supervision.visiting import those_to_invite

MOST_NUMBERS = 200


def not_before_today(day: Any) -> Any:
    """The day of something still to come."""
    if day < timezone.localdate():
        raise forms.ValidationError("日期不能早于今天")
    return day


def words_field(label: str, missing: str, *, most: int = 1000, rows: int = 5, **options: Any) -> LongText:
    """A text of some paragraphs."""
    return LongText(
        label=label,
        max_length=most,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": missing},
        **options,
    )


class LeaderField(forms.ModelChoiceField):
    """A member of the 主任会议 of a congress, by name."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Grant.objects.none(), empty_label="请选择", **kwargs)

    def label_from_instance(self, grant: Any) -> str:
        return str(grant.person.name)

    def of(self, congress: UUID) -> None:
        """Offer those of that congress."""
        self.queryset = leaders_in(congress, timezone.localdate())


def committees_of(congress: UUID) -> Any:
    """Those that may supervise there."""
    return Organ.objects.filter(congress=congress, kind=Organ.Kind.COMMITTEE, is_active=True)


class NominateKeyForm(ReasonForm):
    reason = reason_field("为什么列为重点督办件", "请写理由")
    submit = "提请主任会议决定"


class MarkKeyForm(forms.Form):
    """登记主任会议的决定; declining needs no leader and no committee."""

    leader = LeaderField(label="领办领导", required=False)
    committee = OrganField(label="督办工委", required=False)
    marked_on = day_field("主任会议日期", "请写主任会议日期", validators=[not_later_than_today])
    reason = reason_field("理由", "请写理由")

    def __init__(self, *args: Any, proposal: Proposal, nominated: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["leader"].of(proposal.holder_id)  # type: ignore[attr-defined]
        self.fields["committee"].queryset = committees_of(proposal.holder_id)  # type: ignore[attr-defined]
        self.initial.setdefault("committee", proposal.committee)
        self.initial.setdefault("marked_on", timezone.localdate())
        self.initial.setdefault("reason", nominated)
        self.is_nominated = bool(nominated)

    @property
    def helper(self) -> FormHelper:
        also = {"decline": "不列为重点督办件"} if self.is_nominated else None
        return portal_helper("leader", "committee", "marked_on", "reason", submit="列为重点督办件", also=also)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "decline" not in self.data:
            for name, what in (("leader", "领办领导"), ("committee", "督办工委")):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, f"请选择{what}")
        return data


class UnmarkKeyForm(forms.Form):
    ended_on = day_field("主任会议日期", "请写主任会议日期", validators=[not_later_than_today])
    reason = reason_field("取消的理由", "请写取消的理由")

    @property
    def helper(self) -> FormHelper:
        return portal_helper("ended_on", "reason", submit="取消重点督办")


class RemarkForm(forms.Form):
    text = words_field("督办意见", "请写督办意见")

    @property
    def helper(self) -> FormHelper:
        return portal_helper("text", submit="发出督办意见")


class ProgressForm(forms.Form):
    day = day_field("日期", "请写日期", validators=[not_later_than_today])
    text = words_field("办理进展", "请写办理进展", help_text="代表看得到。")

    @property
    def helper(self) -> FormHelper:
        return portal_helper("day", "text", submit="登记办理进展")


class SeatsField(forms.ModelMultipleChoiceField):
    """Deputies, by name."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, seat: Any) -> str:
        return str(seat.person.name)


class CallVisitForm(forms.Form):
    """安排视察; everybody who put the matter forward is ticked."""

    day = day_field("视察日期", "请写视察日期", validators=[not_before_today])
    place = forms.CharField(label="地点和集合时间", max_length=60, error_messages={"required": "请写地点和集合时间"})
    seats = SeatsField(Seat.objects.none(), label="邀请的代表", required=False)

    def __init__(self, *args: Any, proposal: Proposal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [seat.pk for seat in those_to_invite(proposal)]
        self.fields["seats"].queryset = Seat.objects.filter(pk__in=known).select_related("person")  # type: ignore[attr-defined]
        self.initial.setdefault("seats", known)

    @property
    def helper(self) -> FormHelper:
        return portal_helper("day", "place", "seats", submit="安排视察并通知")


class RecordVisitForm(forms.Form):
    result = words_field("视察情况", "请写视察情况", most=2000, help_text="代表和承办单位看得到。")

    @property
    def helper(self) -> FormHelper:
        return portal_helper("result", submit="登记视察情况")


class PartField(forms.ModelChoiceField):
    """One organ's part in a matter."""

    def label_from_instance(self, assignment: Any) -> str:
        return f"{assignment.organ}（{assignment.get_part_display()}）"


class InstructForm(forms.Form):
    part = PartField(
        Assignment.objects.none(),
        label="批示给",
        empty_label="请选择",
        error_messages={"required": "请选择单位"},
    )
    text = words_field("批示内容", "请写批示内容", most=500, rows=4)
    given_on = day_field("批示日期", "请写批示日期", validators=[not_later_than_today])
    due_on = day_field("请在哪一天前答复", "请写答复期限", validators=[not_before_today])

    def __init__(self, *args: Any, proposal: Proposal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = proposal.assignments.current().select_related("organ")
        self.fields["part"].queryset = rows  # type: ignore[attr-defined]
        today = timezone.localdate()
        days = configuration.value("supervision.answer_days", proposal.holder, on=today)
        self.initial.setdefault("part", rows.first())
        self.initial.setdefault("given_on", today)
        self.initial.setdefault("due_on", current_calendar().add(today, Span(days, Unit.WD)).due)

    @property
    def helper(self) -> FormHelper:
        return portal_helper("part", "text", "given_on", "due_on", submit="登记批示并通知")


class AnswerInstructionForm(forms.Form):
    answer = words_field("落实情况", "请写落实情况")

    @property
    def helper(self) -> FormHelper:
        return portal_helper("answer", submit="答复批示")


class NumbersField(forms.CharField):
    """Numbers of matters, apart by blanks, commas or lines; gives the matters that the reader may see."""

    widget = forms.Textarea(attrs={"rows": 3})

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 5000)
        super().__init__(**kwargs)
        self.actor: Actor | None = None

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        wanted = list(dict.fromkeys(filter(None, re.split(r"[\s,，、;；]+", text))))
        if len(wanted) > MOST_NUMBERS:
            raise forms.ValidationError(f"一次最多填{MOST_NUMBERS}个编号")
        found = list(
            Proposal.objects.visible_to(self.actor).filter(number__in=wanted).select_related("holder", "seat__person")
        )
        missing = [number for number in wanted if number not in {row.number for row in found}]
        if missing:
            raise forms.ValidationError(f"没有找到编号{'、'.join(missing[:5])}")
        return sorted(found, key=lambda row: wanted.index(row.number or ""))


class MattersField(forms.ModelMultipleChoiceField):
    """Key items, to be ticked."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, proposal: Any) -> str:
        return f"{proposal.number} {proposal.title}"


class WithMatters(forms.Form):
    """Key items to tick, and the numbers of others."""

    keys = MattersField(Proposal.objects.none(), label="重点督办件", required=False)
    numbers = NumbersField(label="其他建议的编号", required=False, help_text="几件用空格或者换行隔开。")

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        marked = Proposal.objects.visible_to(actor).key().filter(holder=actor.congress)
        open_ones = marked.filter(state__in=[Proposal.State.IN_HAND, Proposal.State.ANSWERED])
        self.fields["keys"].queryset = open_ones.select_related("holder", "seat__person")  # type: ignore[attr-defined]
        self.fields["numbers"].actor = actor  # type: ignore[attr-defined]

    @property
    def matters(self) -> list[Proposal]:
        """All that were chosen, each once."""
        chosen = [*self.cleaned_data["keys"], *self.cleaned_data["numbers"]]
        return list({row.pk: row for row in chosen}.values())


class CallDispatchForm(WithMatters):
    leader = LeaderField(label="主持的领导", error_messages={"required": "请选择主持的领导"})
    day = day_field("日期", "请写日期", validators=[not_before_today])
    place = forms.CharField(label="地点和时间", max_length=60, error_messages={"required": "请写地点和时间"})

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, **kwargs)
        self.fields["leader"].of(actor.congress.pk)  # type: ignore[attr-defined]
        if actor.role == "council":
            self.initial.setdefault("leader", actor.grant)

    @property
    def helper(self) -> FormHelper:
        return portal_helper("leader", "day", "place", "keys", "numbers", submit="召集并通知")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not self.matters:
            self.add_error("numbers", "请选择要调度的建议")
        return data


class RecordDispatchForm(forms.Form):
    """What each line of the agenda reported and was told: a pair of fields each."""

    next_on = day_field("下次调度", required=False)

    def __init__(self, *args: Any, agenda: list[AgendaItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agenda = agenda
        for row in agenda:
            matter = f"{row.assignment.proposal.number} {row.assignment.organ}"
            for name, label in (("reported", "汇报了什么"), ("told", "要求做什么")):
                self.fields[f"{name}_{row.pk}"] = words_field(f"{matter}{label}", "", rows=3, required=False)

    @property
    def helper(self) -> FormHelper:
        names = [f"{name}_{row.pk}" for row in self.agenda for name in ("reported", "told")]
        return portal_helper(*names, "next_on", submit="登记调度情况")

    @property
    def said(self) -> dict[int, tuple[str, str]]:
        data = self.cleaned_data
        return {row.pk: (data[f"reported_{row.pk}"], data[f"told_{row.pk}"]) for row in self.agenda}


class OpenCampaignForm(WithMatters):
    form = forms.ChoiceField(
        label="督办形式",
        choices=Campaign.Form.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择督办形式"},
    )
    title = forms.CharField(label="名称", max_length=60, error_messages={"required": "请写名称"})
    category = forms.ChoiceField(
        label="类别", required=False, help_text="选了类别的，本级在办的这一类建议都列进来；分类督办要选。"
    )
    committees = OrgansField(label="督办工委", error_messages={"required": "请选择督办工委"})
    leader = LeaderField(label="牵头领导", required=False)
    starts_on = day_field("开始日期", "请写开始日期")
    ends_on = day_field("结束日期", "请写结束日期")
    plan = words_field("安排", "", rows=4, required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, **kwargs)
        self.fields["committees"].queryset = committees_of(actor.congress.pk)  # type: ignore[attr-defined]
        self.fields["leader"].of(actor.congress.pk)  # type: ignore[attr-defined]
        self.fields["category"].choices = _categories(actor.congress)  # type: ignore[attr-defined]
        self.initial.setdefault("starts_on", timezone.localdate())

    @property
    def helper(self) -> FormHelper:
        what = ("form", "title", "category", "keys", "numbers")
        return portal_helper(*what, "committees", "leader", "starts_on", "ends_on", "plan", submit="登记督办行动")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and data["ends_on"] < data["starts_on"]:
            self.add_error("ends_on", "结束日期不能早于开始日期")
        return data


def _categories(congress: Congress) -> list[tuple[str, str]]:
    offered = words("category", congress).choices(timezone.localdate())
    return [("", "不按类别"), *offered]


class NoteCampaignForm(forms.Form):
    """How it goes; the desk may end it with the same words."""

    text = words_field("督办情况", "请写督办情况", most=2000)

    def __init__(self, *args: Any, may_close: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.may_close = may_close

    @property
    def helper(self) -> FormHelper:
        also = {"close": "作为总结，结束这次行动"} if self.may_close else None
        return portal_helper("text", submit="登记督办情况", also=also)


class SuperiorForm(forms.Form):
    rung = forms.ChoiceField(
        label="职责", choices=Superior.NAMED, widget=forms.RadioSelect, error_messages={"required": "请选择职责"}
    )
    person = forms.ModelChoiceField(
        Person.objects.none(), label="人员", empty_label="请选择", error_messages={"required": "请选择人员"}
    )
    office = OrganField(
        label="科室", required=False, empty_label="各科室", help_text="不选的，没有单独登记的科室都由他负责。"
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = superiors.nameable(actor.organ)  # type: ignore[attr-defined]
        self.fields["office"].queryset = Organ.objects.filter(parent=actor.organ, is_active=True)  # type: ignore[attr-defined]

    @property
    def helper(self) -> FormHelper:
        return portal_helper("rung", "person", "office", submit="登记")
