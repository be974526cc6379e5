"""What one request asks for again and again is read once: settings, message texts, limits, the calendar's edition.

Nothing outlives the request, so another's change is seen by the next one; whoever writes such rows calls `forget`.
Outside a request, and outside `remembering()`, every question goes to the database.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse

Answer = TypeVar("Answer")
_kept: ContextVar[dict[Hashable, Any] | None] = ContextVar("kept", default=None)


@contextmanager
def remembering() -> Iterator[None]:
    """Inside, the same question is asked of the database once."""
    token = _kept.set({})
    try:
        yield
    finally:
        _kept.reset(token)


def once(question: Hashable, ask: Callable[[], Answer]) -> Answer:
    """The answer given before to this question, or the one that `ask` gives now."""
    kept = _kept.get()
    if kept is None:
        return ask()
    if question not in kept:
        kept[question] = ask()
    return kept[question]


def forget() -> None:
    """Such a row was written: ask again."""
    if kept := _kept.get():
        kept.clear()


def remembered(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: remember while a request is answered."""

    def middleware(request: HttpRequest) -> HttpResponse:
        with remembering():
            return get_response(request)

    return middleware
