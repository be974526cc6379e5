"""One request by one actor, undone afterwards; and what is wrong with its answer."""

import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from congress import kept_tables
from congress.actors import Actor
from congress.logs import OneLine
from congress.manage import organ_rows
from congress.models import Notice, Person
from deputies import roster_rows
from tests.proof import proving
from tests.security.cast import Cast, a_cast
from tests.security.compiled import compiled
from tests.security.dutied import dutied
from tests.security.grouped import grouped
from tests.security.practised import practised
from tests.security.sent import sent_to
from tests.security.stationed import stationed
from tests.security.things import Thing, _thing, a_file, the_things
from tests.security.trained import trained

SAFE = ("GET", "HEAD", "OPTIONS")
WRITES = re.compile(r'\s*(?:INSERT (?:OR IGNORE )?INTO|UPDATE|DELETE FROM|REPLACE INTO)\s+"?(\w+)', re.I)
# A session and the counters of sign-in limits are no state of the matter.
NO_MATTER = {"django_session", "congress_cache", "usersessions_usersession"}
ROSTER_ROW = ["何某某", "", "13800000088", "088", "杜集团", "第一选区", "某厂工人", "2026-01-15", "", ""]


@dataclass(frozen=True)
class Answer:
    """What came back.

    Attributes:
        status, headers, body: of the response.
        written: tables that were written meanwhile.
        told: messages that were written meanwhile, each with its recipient.
        logged: the lines of the log.
        cookies: the lines that set them.
        seen: what `look` gave before all was undone.
    """

    status: int
    headers: dict[str, str]
    body: bytes
    written: frozenset[str] = frozenset()
    told: tuple[tuple[Person, str], ...] = ()
    logged: str = ""
    seen: Any = None
    cookies: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return self.body.decode(errors="replace")


def all_urls() -> dict[str, URLPattern]:
    """Every address of the portal by its name, the sign-in package's own among them."""

    def walk(patterns: list[URLPattern | URLResolver], namespace: str) -> Iterator[tuple[str, URLPattern]]:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, pattern.namespace or namespace)
            else:
                yield (f"{namespace}:{pattern.name}" if namespace else str(pattern.name)), pattern

    return dict(walk(get_resolver().url_patterns, ""))


class Log(logging.Handler):
    """What the processes would have written, since last asked."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.setFormatter(OneLine())
        logging.getLogger().addHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))

    def taken(self) -> str:
        lines, self.lines = self.lines, []
        return "\n".join(lines)


@dataclass
class Stage:
    """The cast, what it meets, a session for each, and how many requests they have made.

    It stands for one day: limits run, a class has its last day, a half-day is now.
    """

    cast: Cast
    things: list[Thing]
    day: date = field(default_factory=timezone.localdate)
    sessions: dict[str, str] = field(default_factory=dict)
    requests: int = 0
    log: Log = field(default_factory=Log)

    @cached_property
    def browser(self) -> Client:
        return Client(raise_request_exception=False)

    def of_kind(self, kind: str) -> list[Thing | None]:
        """The things of a kind; an address that names nothing is asked once."""
        found: list[Thing | None] = [thing for thing in self.things if thing.kind == kind]
        return found if kind else [None]

    def address(self, url: str, thing: Thing | None) -> str:
        return reverse(url, kwargs=thing.arguments if thing else {})

    def ask(
        self,
        actor: str,
        method: str,
        address: str,
        sent: dict[str, Any] | None = None,
        *,
        body: tuple[bytes, str] | None = None,
        look: Callable[[], Any] = lambda: None,
    ) -> Answer:
        """The request, with everything it did undone.

        Args:
            body: bytes and their kind, sent as they are.
            look: what to read before all is undone.
        """
        if timezone.localdate() != self.day:
            (pytest.fail if proving() else pytest.skip)("its day ended under the stage; the rest is for another day")
        self.requests += 1
        browser = self.browser
        browser.cookies.clear()
        if key := self.sessions.get(actor):
            browser.cookies[settings.SESSION_COOKIE_NAME] = key
        with transaction.atomic():
            with writes() as written:
                if body:
                    response = browser.generic(method, address, body[0], content_type=body[1])
                elif method == "POST":
                    response = browser.post(address, sent or {})
                else:
                    response = browser.generic(method, address)
                said = b"".join(response.streaming_content) if response.streaming else response.content
            told, seen = self._told() if "congress_notice" in written else (), look()
            transaction.set_rollback(True)
        headers, cookies = dict(response.items()), tuple(each.OutputString() for each in response.cookies.values())
        return Answer(response.status_code, headers, said, frozenset(written), told, self.log.taken(), seen, cookies)

    def _told(self) -> tuple[tuple[Person, str], ...]:
        new = Notice.objects.exclude(pk__in=self.old_notices).select_related("person")
        return tuple((notice.person, notice.text) for notice in new)

    @cached_property
    def old_notices(self) -> list[UUID]:
        return list(Notice.objects.values_list("pk", flat=True))

    def send(self, actor: str, url: str, thing: Thing | None) -> Answer:
        """What somebody sensible would send there."""
        return self.ask(actor, "POST", self.address(url, thing), sent_to(url, thing, self.cast))


@contextmanager
def writes() -> Iterator[set[str]]:
    """The tables that are written meanwhile."""
    tables: set[str] = set()

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if found := WRITES.match(sql):
            tables.add(found[1])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield tables


def a_stage() -> Stage:
    """Built once for a module; every request is undone."""
    cast = a_cast()
    parts = [made(cast, _thing, Thing, a_file) for made in (grouped, trained, practised)]
    compiled(cast)
    stage = Stage(
        cast, [*the_things(cast), *(thing for part in parts for thing in part), *stationed(cast), *dutied(cast)]
    )
    for name in cast.actors:
        client = cast.client(name)
        if settings.SESSION_COOKIE_NAME in client.cookies:
            stage.sessions[name] = client.cookies[settings.SESSION_COOKIE_NAME].value
        if name in TABLES:
            stage.things.append(_table(name, client, cast))
    assert stage.old_notices
    return stage


def _table(name: str, client: Client, cast: Cast) -> Thing:
    """A table that this actor has sent and not yet taken."""
    kind, rows = TABLES[name]
    lines = "\n".join(",".join(map(str, cells)) for cells in rows)
    session = client.session
    by = Actor(cast.grants[name])
    file = kept_tables.keep(SimpleUploadedFile("表.csv", lines.encode()), session, by=by)
    session.save()
    return Thing(kind, "", file, {"pk": file.pk} | ({"year": YEAR} if kind == "plan" else {}))


YEAR = 2031
PLAN_ROWS = [
    ["日期", "类型", "名称", "依据"],
    *[
        [f"{YEAR}-{day}", "放假", name, "国务院办公厅通知"]
        for day, name in (
            ("01-01", "元旦"),
            ("01-23", "春节"),
            ("04-05", "清明节"),
            ("05-01", "劳动节"),
            ("06-24", "端午节"),
            ("10-01", "国庆节"),
            ("10-02", "国庆节"),
            ("09-12", "中秋节"),
        )
    ],
]
ORGAN_ROW = ["县气象局", "", "", "LS地", "承办单位", "政府", "", ""]
TABLES: dict[str, tuple[str, list[list[str]]]] = {
    "desk": ("table", [roster_rows.LABELS, ROSTER_ROW]),
    "system_admin": ("plan", PLAN_ROWS),
    "county_admin": ("organ_table", [organ_rows.LABELS, ORGAN_ROW]),
}
