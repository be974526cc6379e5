"""The form that takes a table."""

from typing import Any, Self

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from congress import spreadsheets
from congress.forms import portal_helper


class TableForm(forms.Form):
    """One .xlsx or .csv; what it says is read at once, and `rows` has it."""

    table = forms.FileField(
        label="表格",
        help_text="Excel（.xlsx）或CSV（UTF-8或GBK），不超过20MB、20000行。",
        error_messages={"required": "请选择文件", "empty": "这个文件是空的，请选择填好的表格"},
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )

    rows: list[list[Any]]

    @classmethod
    def sent(cls, request: HttpRequest) -> Self:
        """The form as it was sent, or an empty one to be shown."""
        return cls(request.POST, request.FILES) if request.method == "POST" else cls()

    def clean_table(self) -> UploadedFile:
        upload: UploadedFile = self.cleaned_data["table"]
        try:
            self.rows = spreadsheets.read(upload, upload.name or "")
        except spreadsheets.Unreadable as error:
            raise ValidationError(str(error)) from error
        return upload

    @property
    def helper(self) -> FormHelper:
        return portal_helper("table", submit="核对")
