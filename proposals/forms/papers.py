"""What is asked before a paper is made, and what comes with a scan of one."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils import timezone

from congress.actors import Actor
from congress.forms import day_field, portal_helper
from congress.models import Organ, Role, Session
from proposals.forms.fields import OrganField
from proposals.models import PaperScan
from proposals.papers.assigning import Batch
from proposals.papers.period import Period
from proposals.papers.pressing import SCOPES

FIRST_YEAR = 2000


class BatchForm(forms.Form):
    """交办通知: from which day to which, to one organ or to all."""

    since = day_field("交办日期从", "请写从哪一天交办的")
    until = day_field("到", "请写到哪一天交办的")
    organ = OrganField(label="承办单位", required=False, empty_label="全部单位（一份总通知）")

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_organs(self.fields["organ"], actor)
        self.initial = {"since": timezone.localdate(), "until": timezone.localdate()}

    @property
    def helper(self) -> FormHelper:
        return portal_helper("since", "until", "organ", submit="生成交办通知", method="get")

    @property
    def batch(self) -> Batch:
        return Batch(**self.cleaned_data)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and data["since"] > data["until"]:
            self.add_error("until", "后一个日期不能早于前一个")
        return data


class PressingForm(forms.Form):
    """督办通知单: to whom, about what, answer until when."""

    organ = OrganField(label="承办单位", error_messages={"required": "请选择承办单位"})
    scope = forms.ChoiceField(
        label="哪些事项",
        choices=list(SCOPES.items()),
        widget=forms.RadioSelect,
        error_messages={"required": "请选择哪些事项"},
    )
    until = day_field("请单位在哪一天前答复（不填则留空）", required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_organs(self.fields["organ"], actor)
        self.initial = {"scope": "overdue"}

    @property
    def helper(self) -> FormHelper:
        return portal_helper("organ", "scope", "until", submit="生成督办通知单", method="get")


class PeriodForm(forms.Form):
    """办理情况报告: of a session, or of a year."""

    button, method = "生成报告", "get"
    session = forms.ModelChoiceField(
        Session.objects.none(), label="哪次会议", required=False, empty_label="按年度，不限会议"
    )
    year = forms.IntegerField(
        label="年度",
        required=False,
        help_text="按年度时填写，例如 2026",
        error_messages={"invalid": "请写年份，如 2026"},
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["session"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Session.objects.filter(term__congress=actor.congress).select_related("term__congress")
        self.initial = {"year": timezone.localdate().year}

    @property
    def helper(self) -> FormHelper:
        return portal_helper(*self.fields, submit=self.button, method=self.method)

    @property
    def period(self) -> Period:
        session = self.cleaned_data["session"]
        return Period(session=session) if session else Period(year=self.cleaned_data["year"])

    def clean_year(self) -> int | None:
        year = self.cleaned_data["year"]
        if year is not None and not FIRST_YEAR <= year <= timezone.localdate().year:
            raise forms.ValidationError(f"请写{FIRST_YEAR}到{timezone.localdate().year}之间的年份")
        return int(year) if year is not None else None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not data.get("session") and not data.get("year"):
            self.add_error("year", "请选择会议，或者写年度")
        return data


class CatalogueForm(PeriodForm):
    """目录汇编: the same, and who will read it."""

    button, method = "开始生成", "post"
    is_internal = forms.BooleanField(label="内部使用：代表或单位不同意公开的也收入全文", required=False)


class ScanForm(forms.Form):
    """A photo or scan; the number only where its code cannot be read."""

    file = forms.FileField(
        label="照片或扫描件",
        required=False,
        max_length=255,
        help_text="JPG、PNG或PDF，不超过20MB。有二维码的表，一张一张地拍，拍全、拍平",
        error_messages={"empty": "这个文件是空的，请重新选择"},
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,application/pdf"}),
    )
    number = forms.CharField(label="编号", required=False, max_length=24, help_text="认不出二维码时填写")
    kind = forms.ChoiceField(
        label="是什么", required=False, choices=[("", "按二维码，没有二维码的算其他"), *PaperScan.Kind.choices]
    )

    @property
    def helper(self) -> FormHelper:
        return portal_helper("file", "number", "kind", submit="存入")

    def clean_number(self) -> str:
        return str(self.cleaned_data["number"]).strip().upper()


def _offer_organs(field: forms.Field, actor: Actor) -> None:
    """Those that handle proposals of the actor's congress; to the government's office those of the government."""
    assert isinstance(field, forms.ModelChoiceField)
    organs = Organ.objects.filter(congress=actor.congress, kind__in=Organ.HANDLING)
    if actor.role == Role.GOVERNMENT:
        organs = organs.filter(branch=Organ.Branch.GOVERNMENT)
    field.queryset = organs
