"""The pages that say what went wrong, in plain words."""

import sys
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from congress.frame import last_said

NEVER_SHOWN = ("password", "code", "login", "phone")
A_SENTENCE = 10
MOST_CHARACTERS = 100_000


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that did not come from a page of ours, or whose page grew too old. Its words can be copied, not sent."""
    words = [value for _, value, is_long in typed(request) if is_long]
    context = {"reason": "页面停留太久或来源不明，请返回上一页刷新后再试。", "words": words}
    return render(request, "403.html", context, status=403)


@login_not_required
def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """What no page of ours sends, or more of it than is taken."""
    if isinstance(exception, RequestDataTooBig):
        return render(request, "413.html", status=413)
    return render(request, "400.html", status=400)


@login_not_required
def refused(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """Allowed to look, not to do this: the reason is the rule's own sentence."""
    return render(request, "403.html", {"reason": str(exception or "")}, status=403)


@login_not_required
def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """No such thing, or not for these eyes: the same page for both."""
    return render(request, "404.html", status=404)


@login_not_required
def failed(request: HttpRequest) -> HttpResponse:
    """A fault of ours, or the database away for a while. What was typed is on the page, to be sent again.

    Drawn without the frame, which would ask the database.
    """
    status = 503 if isinstance(sys.exception(), OperationalError | InterfaceError) else 500
    context = {
        "typed": typed(request),
        "is_post": request.method == "POST",
        "address": request.get_full_path(),
        "lost_files": list(request.FILES) if request.method == "POST" else [],
        "display_classes": request.COOKIES.get("text_size", ""),
        "portal": last_said(request),
    }
    return HttpResponse(render_to_string(f"{status}.html", context), status=status)


def typed(request: HttpRequest) -> list[tuple[str, str, bool]]:
    """What was posted, apart from secrets: name, value, whether it is as long as a sentence. Nothing when too long."""
    if request.method != "POST":
        return []
    fields = [
        (name, value, len(value) >= A_SENTENCE and name != "csrfmiddlewaretoken")
        for name, values in request.POST.lists()
        for value in values
        if not any(word in name for word in NEVER_SHOWN)
    ]
    return fields if sum(len(value) for _, value, _ in fields) <= MOST_CHARACTERS else []
