"""What somebody sends after his session has ended: kept with the anonymous session until he has signed in again.

A view marked with `keeps_words` reads its form through `typed_into`: what was sent in vain is there again on the
first visit after signing in, as if it were sent now. Nothing is kept in the browser.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse

View = Callable[..., Any]

SESSION_WORDS = "interrupted"
MOST_CHARACTERS = 100_000


def keeps_words(page: str) -> Callable[[View], View]:
    """Mark a view whose posted words are kept for the page of that name, which has the same arguments."""

    def mark(view: View) -> View:
        view.words_of = page  # type: ignore[attr-defined]
        return view

    return mark


def interrupted(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware, before the one that asks to sign in; the forgery check has been passed by then."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_view(request: HttpRequest, view: View, args: Any, kwargs: Any) -> None:
        page = getattr(view, "words_of", "")
        if page and request.method == "POST" and not request.user.is_authenticated:
            words = request.POST.copy()
            words.pop("csrfmiddlewaretoken", None)
            if len(text := words.urlencode()) <= MOST_CHARACTERS:
                request.session[SESSION_WORDS] = {reverse(page, kwargs=kwargs): text}

    middleware.process_view = process_view  # type: ignore[attr-defined]
    return middleware


def typed_into(request: HttpRequest) -> QueryDict | None:
    """What was typed into this page: sent now, or before signing in again (given once); None for a mere visit."""
    if request.method == "POST":
        return request.POST
    kept = request.session.get(SESSION_WORDS, {})
    if request.path not in kept:
        return None
    del request.session[SESSION_WORDS]
    return QueryDict(kept[request.path])
