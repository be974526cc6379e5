"""作废 a record of one's own: the reason is asked for, the record stays."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now

from congress.requests import PortalRequest
from deputies.duties.record_forms import CancelForm


def ask_why(
    request: PortalRequest, row: Any, deed: Callable[..., None], template: str, *, name: str, to: str
) -> HttpResponse:
    """The form with the reason, and the deed once there is one.

    Args:
        name: what the template calls the record.
        to: the page that follows.
    """
    form = CancelForm(request.POST or None)
    if form.is_valid():
        deed(row, by=request.actor, at=now(), **form.cleaned_data)
        messages.success(request, "已作废，不再计入履职任务。")
        return redirect(to)
    return render(request, template, {"form": form, name: row})
