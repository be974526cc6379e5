"""The log of the processes: one line an event, in JSON, without numbers of telephones.

Every line written while a request or a task is served carries its number, and so do the lines about the request
itself and about each event that it added to the timeline: from a report of a fault one finds what was done.
"""

import json
import logging
import re
import time
import unicodedata
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

PHONE = re.compile(r"(?<!\d)((?:86)?1[3-9]\d)\d{4}(\d{4})(?!\d)")
# Ids stay whole, though some of their digits look like a telephone number.
ID_OR_PHONE = re.compile(
    rf"(\b[0-9a-f]{{8}}(?:-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}}\b|\b[0-9a-f]{{32}}\b)|{PHONE.pattern}"
)
# Control characters, marks of direction, separators of lines: they would forge lines, or turn them round.
FORGING = {"Cc", "Cf", "Cs", "Zl", "Zp"}
HEADER = "X-Request-ID"
GIVEN = re.compile(r"[0-9a-f]{32}")  # nginx's $request_id
requests = logging.getLogger("congress.requests")
_served: ContextVar[str] = ContextVar("served", default="")


def one_line(text: str) -> str:
    """The text with everything escaped that a terminal or a reader of lines would obey."""
    return "".join(
        sign if unicodedata.category(sign) not in FORGING else sign.encode("unicode_escape").decode() for sign in text
    )


def masked(text: str) -> str:
    """The text with four digits of every telephone number hidden."""
    return ID_OR_PHONE.sub(lambda found: found[1] or f"{found[2]}****{found[3]}", text)


@contextmanager
def serving(number: str) -> Iterator[None]:
    """Lines written inside belong to the request or task of that number."""
    token = _served.set(number)
    try:
        yield
    finally:
        _served.reset(token)


def is_serving() -> bool:
    """Whether a request or task is being served; a command typed by hand is none."""
    return bool(_served.get())


def numbered(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: give the request the number that nginx gave it, or one of its own, and write a line about it.

    The line says who asked for which page and how long it took; not the words he searched for, which stand after `?`.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(settings.STATIC_URL):
            return get_response(request)
        given = request.headers.get(HEADER, "") if settings.ALLAUTH_TRUSTED_PROXY_COUNT else ""
        number = given if GIVEN.fullmatch(given) else uuid.uuid4().hex
        began = time.monotonic()
        request.number = number  # type: ignore[attr-defined]
        with serving(number):
            response = get_response(request)
            response.headers[HEADER] = number
            facts = {
                "ms": round((time.monotonic() - began) * 1000),
                "person": _person(request),
                "grant": _grant(request),
            }
            requests.info("%s %s %s", request.method, request.path, response.status_code, extra={"facts": facts})
        return response

    return middleware


def _person(request: HttpRequest) -> str | None:
    """Who is signed in, when the page asked for it; nobody is looked up for the log."""
    user = getattr(request, "_cached_user", None)
    return str(user.pk) if user is not None and user.pk else None


def _grant(request: HttpRequest) -> str | None:
    """Under which role he acted, once that was known."""
    actor = getattr(request, "actor", None)
    return str(actor.grant.pk) if actor else None


class OneLine(logging.Formatter):
    """When, how grave, from where, what, for which request or task, further facts, and the trace if there is one."""

    default_msec_format = "%s.%03d"

    def format(self, record: logging.LogRecord) -> str:
        event: dict[str, Any] = {
            "at": self.formatTime(record),
            "level": record.levelname,
            "from": record.name,
            "says": one_line(record.getMessage()),
        }
        # Django speaks of a refused request when it is served, and brings it along.
        if number := _served.get() or getattr(getattr(record, "request", None), "number", ""):
            event["request"] = number
        event |= {name: fact for name, fact in getattr(record, "facts", {}).items() if fact is not None}
        if record.exc_info and record.levelno >= logging.ERROR:  # a refusal has nothing to trace
            event["trace"] = self.formatException(record.exc_info)
        return masked(one_line(json.dumps(event, ensure_ascii=False)))
