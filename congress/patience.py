"""How long the web waits for the database, on PostgreSQL: five seconds for a statement, twenty for all of a page, a
minute for an export. Who waits longer is told so, before the server gives the whole request up without a word.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse

FOR_AN_EXPORT = 60
_allowed: ContextVar[int] = ContextVar("allowed", default=0)


class TookTooLong(OperationalError):
    """Each statement was quick enough, all of them were not: the database or the way to it is slow."""


def limited(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: once a request took its time, its next statement is not asked any more."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not settings.PAGE_SECONDS:
            return get_response(request)
        began, token = time.monotonic(), _allowed.set(settings.PAGE_SECONDS)

        def ask(execute: Callable[..., Any], *statement: Any) -> Any:
            if time.monotonic() - began > _allowed.get():
                raise TookTooLong(f"the statements of this request took longer than {_allowed.get()} s")
            return execute(*statement)

        try:
            with connection.execute_wrapper(ask):
                return get_response(request)
        finally:
            _allowed.reset(token)

    return middleware


@contextmanager
def patient(seconds: int = FOR_AN_EXPORT) -> Iterator[None]:
    """Inside, a statement may take that long where a limit is set at all: in the web, on PostgreSQL.

    So may the whole request, what it still asks afterwards included.
    """
    if not settings.PAGE_SECONDS:
        yield
        return
    _allowed.set(seconds)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', %s, false)", [f"{seconds}s"])
    try:
        yield
    finally:
        if not connection.needs_rollback:
            with connection.cursor() as cursor:
                cursor.execute("RESET statement_timeout")
