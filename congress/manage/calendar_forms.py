"""What is typed on the calendar's pages: shape only."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from congress import spreadsheets
from congress.forms import portal_helper
from congress.holiday_notice import read_pasted
from congress.holiday_plan import PlanRow, RowError, parse_plan

FIRST, LAST = 2000, 2100
LONGEST_TEXT = 5_000


class PlanForm(forms.Form):
    """A year's notice as a table or as text; what is wrong with it, row by row, is in `problems`."""

    year = forms.IntegerField(
        label="哪一年的放假安排",
        min_value=FIRST,
        max_value=LAST,
        error_messages={
            "required": "请写年份，例如 2027",
            "invalid": "年份写四位数字，例如 2027",
            "min_value": "年份应在%(limit_value)s年以后",
            "max_value": "年份应在%(limit_value)s年以前",
        },
    )
    text = forms.CharField(
        label="粘贴通知原文",
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 9}),
        help_text="把通知里“一、元旦：……”到“七、国庆节：……”整段粘贴进来；也可以每行写“日期 放假或上班 节日”。",
    )
    table = forms.FileField(
        label="或者上传表格",
        required=False,
        help_text="Excel（.xlsx）或CSV（UTF-8或GBK），栏目：日期、类型、名称。",
        error_messages={"empty": "这个文件是空的，请选择填好的表格"},
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )
    number = forms.CharField(
        label="文号", required=False, max_length=40, help_text="例如“国办发明电〔2026〕7号”，会写进依据。"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.problems: list[RowError] = []
        self.plan: list[PlanRow] = []

    @property
    def helper(self) -> FormHelper:
        return portal_helper("year", "text", "table", "number", submit="核对")

    def clean_table(self) -> list[list[Any]] | None:
        upload: UploadedFile | None = self.cleaned_data["table"]
        if upload is None:
            return None
        try:
            return spreadsheets.read(upload, upload.name or "")
        except spreadsheets.Unreadable as error:
            raise ValidationError(str(error)) from error

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.errors:
            return data
        rows, text = data["table"], data["text"]
        if rows is not None and text:
            self.add_error("table", "粘贴的文字和表格只用一种，请去掉一种")
        elif rows is not None:
            self.plan, self.problems = parse_plan(rows, year=data["year"])
        elif text:
            self.plan, self.problems = read_pasted(text, year=data["year"])
        else:
            self.add_error("text", "请粘贴通知原文，或者上传表格")
        if self.problems:
            self.add_error("text" if rows is None else "table", "有看不懂或不对的地方，还没有写入，见下面逐行说明")
        return data


class ConfirmForm(forms.Form):
    """Take the plan, perhaps with a reason to count everything anew."""

    why_all = forms.CharField(
        label="连同不变动的一起重新计算，理由",
        required=False,
        max_length=80,
        help_text="只在更正录入差错，或者国家临时调整放假时填写；不填，上面“不变动”的时限保留原来的日期。",
    )

    def __init__(self, *args: Any, asks_why: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asks_why = asks_why
        if not asks_why:
            del self.fields["why_all"]

    @property
    def helper(self) -> FormHelper:
        return portal_helper(*self.fields, submit="确认录入")
