"""Pages for everybody: no sign-in, no cookie, the same for all; a cache may keep them and asks whether they changed.

What is withdrawn is gone at once: a cache may keep a page, and has to ask before it shows it again.
"""

import hashlib
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any

from allauth.core.internal import ratelimit
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.http import quote_etag
from django.utils.timezone import localdate
from django.views.decorators.http import condition, require_safe

from congress import configuration

ROOT = "/public/"
KEPT = "public, no-cache"
RATES = {"search": "60/m/ip"}  # one address; a page without a search is not counted
View = Callable[..., HttpResponseBase]


def cookieless(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: at public addresses no cookie is read and none is set, whoever comes."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(ROOT):
            return get_response(request)
        request.META.pop("HTTP_COOKIE", None)
        request.COOKIES = {}
        response = get_response(request)
        if response.status_code == 404:
            response = render(request, "public/not_found.html", status=404)
        response.cookies.clear()
        varies = [name.strip() for name in str(response.headers.get("Vary", "")).split(",")]
        del response.headers["Vary"]
        if left := [name for name in varies if name and name.lower() != "cookie"]:
            response.headers["Vary"] = ", ".join(left)
        return response

    return middleware


def open_to_everybody(version: Callable[..., str]) -> Callable[[View], View]:
    """Make a view such a page.

    Args:
        version: `version(request, **arguments)` names what the page shows now; another name, another page.
    """

    def tag(request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        said = (version(request, *args, **kwargs), request.get_full_path(), frame_now(), templates_now())
        return quote_etag(hashlib.sha256(repr(said).encode()).hexdigest()[:32])

    def make(view: View) -> View:
        fresh = condition(etag_func=tag)(view)

        @login_not_required
        @require_safe
        @wraps(view)
        def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            response = fresh(request, *args, **kwargs)
            if response.status_code in (200, 304):
                response.headers["Cache-Control"] = KEPT
            return response

        return page

    return make


def frame_now() -> tuple[str, ...]:
    """What the frame of every public page says."""
    today = localdate()
    keys = ("name_first", "name_second", "help_phone")
    return (static("portal.css"), *(configuration.value(f"site.{key}", on=today) for key in keys))


@lru_cache(maxsize=1)
def templates_now() -> str:
    """A fingerprint of the templates: a new version of the portal draws other pages."""
    digest = hashlib.sha256()
    for path in sorted((settings.BASE_DIR / "templates" / "public").glob("*.html")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def too_many(request: HttpRequest) -> HttpResponse | None:
    """A refusal once this address has searched or fetched too often in a minute."""
    rates = {"app": "congress", "action": "search", "config": RATES, "limit_get": True}
    return ratelimit.consume_or_429(request, **rates)
