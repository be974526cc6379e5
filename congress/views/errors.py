"""The pages that say what went wrong, in plain words."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that did not come from a page of ours, or whose page grew too old."""
    return render(request, "403.html", {"reason": "页面停留太久或来源不明，请返回上一页刷新后再试。"}, status=403)


@login_not_required
def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return render(request, "400.html", status=400)


@login_not_required
def refused(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """Allowed to look, not to do this: the reason is the rule's own sentence."""
    return render(request, "403.html", {"reason": str(exception or "")}, status=403)


@login_not_required
def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """No such thing, or not for these eyes: the same page for both."""
    return render(request, "404.html", status=404)
