"""What every request passes through that Django does not bring: input no page can hold, the actor, refusals."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import render
from django.utils.timezone import localdate

from congress.accounts.who import opened
from congress.actors import Actor, grants_of
from congress.models import Person
from congress.practice import acting as practising
from congress.practice.grounds import works_here
from congress.workflow import OutOfTurn

View = Callable[[HttpRequest], HttpResponse]

SESSION_GRANT = "acting_under"


def hostile_input(get_response: View) -> View:
    """Refuse text that no column can hold (NUL, lone surrogates) with a page in plain words, before any view."""

    def middleware(request: HttpRequest) -> HttpResponse:
        try:
            request.path.encode()
            unfit = "\x00" in request.path or any(
                "\x00" in text for values in (request.GET.lists()) for text in [values[0], *values[1]]
            )
            request.GET.urlencode()
        except UnicodeError:
            unfit = True
        if unfit:
            return render(request, "400.html", status=400)
        return get_response(request)

    return middleware


class PageCompression(GZipMiddleware):
    """Pages go compressed. Files go as they are: most are so already, and their length is to be known.

    A length tells nothing of the token against forgery: Django masks it anew in each page and pads what is compressed.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """As Django does it, for pages only."""
        if response.streaming or not response.headers.get("Content-Type", "").startswith("text/html"):
            return response
        return super().process_response(request, response)


def acting(get_response: View) -> View:
    """Say as what the signed-in person acts: the grant chosen in this session while it is in force, else the first.

    Who holds no role at present gets a page that says so, on every view that needs one. In a practice room everything
    is refused that was not made for it.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        request.actor, request.grants = None, []  # type: ignore[attr-defined]
        if isinstance(request.user, Person):
            today = localdate()
            grants = opened(request, grants_of(request.user, today))
            chosen = request.session.get(SESSION_GRANT, "")
            grant = next((g for g in grants if str(g.pk) == chosen), None)
            grant = grant or practising.grant_in_room(request.user, chosen, grants, today)
            grant = grant or (grants[0] if grants else None)
            if grant:
                request.actor = Actor(grant)  # type: ignore[attr-defined]
            request.grants = grants  # type: ignore[attr-defined]
        return get_response(request)

    def process_view(request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any) -> HttpResponse | None:
        open_to_all = not getattr(view, "login_required", True) or getattr(view, "role_not_required", False)
        ours = view.__module__.partition(".")[0] != "allauth"
        if request.actor is None and ours and not open_to_all:  # type: ignore[attr-defined]
            return render(request, "congress/no_role.html", status=403)
        if request.actor and ours and not open_to_all:  # type: ignore[attr-defined]
            if not works_here(request.actor, request.resolver_match.view_name):  # type: ignore[attr-defined,union-attr]
                raise PermissionDenied("练习室里没有这一页。请先离开练习室，再办真正的事。")
        return None

    middleware.process_view = process_view  # type: ignore[attr-defined]
    return middleware


def refusals(get_response: View) -> View:
    """A step that came too late is a page that says so, not an error; so is an address that only buttons use."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code == 405 and not response.content:
            page = render(request, "405.html", status=405)
            page.headers.setdefault("Allow", response.headers.get("Allow", ""))
            return page
        return response

    def process_exception(request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, OutOfTurn):
            return render(request, "409.html", {"reason": str(exception)}, status=409)
        return None

    middleware.process_exception = process_exception  # type: ignore[attr-defined]
    return middleware
