"""Posting messages: a row whose unique key names the fact, and a row for each way out, in the caller's transaction.

Nothing is sent here: `congress.delivery` takes the rows from the database when the transaction has been committed.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from django.db import transaction
from django.utils import timezone

from congress import gateways, texts
from congress.models import Congress, Delivery, Notice, Person
from congress.sending_hours import opening

Channel = Delivery.Channel
ROWS_AT_ONCE = 500
LONGEST_KEY = 160
_watchers: ContextVar[tuple[list[Notice], ...]] = ContextVar("watchers", default=())


@dataclass(frozen=True, kw_only=True)
class Post:
    """One fact for one person.

    Attributes:
        key: names the fact and the person; told once for ever.
        kind: one of `texts.WORDINGS`.
        facts: what fills the placeholders of its text.
        text: in place of the kind's own wording.
        address: the page it leads to.
        day: the day it belongs to.
        channels: the ways out that may be used; the kind and the person decide which are.
        visible_at: not shown and not sent before; None for at once.
    """

    key: str
    kind: str
    to: Person
    congress: Congress
    facts: Mapping[str, object]
    day: date
    text: str | None = None
    address: str = ""
    channels: Collection[str] = (Channel.EMAIL, Channel.SMS, Channel.WECOM)
    visible_at: datetime | None = None


def post_many(posts: Iterable[Post]) -> int:
    """Tell many facts, each once, some hundreds at a time, so that memory stays flat; say how many were new."""
    new, rest = 0, iter(posts)
    with transaction.atomic(savepoint=False):
        while part := {post.key: post for post in islice(rest, ROWS_AT_ONCE)}:
            new += _post(part)
    return new


def _post(posts: Mapping[str, Post]) -> int:
    if too_long := [key for key in posts if len(key) > LONGEST_KEY]:
        raise ValueError(f"keys longer than {LONGEST_KEY}: {too_long[:3]}")
    wordings = texts.Wordings.of({post.congress.pk: post.congress for post in posts.values()}.values())
    notices = [_notice(post, wordings) for post in posts.values()]
    Notice.objects.bulk_create(notices, ignore_conflicts=True)
    # Another may have told it first: only rows that bear our own identity are new.
    kept = set(Notice.objects.filter(pk__in=[row.pk for row in notices]).values_list("pk", flat=True))
    new = [row for row in notices if row.pk in kept]
    Delivery.objects.bulk_create(_deliveries(new, posts))
    for watcher in _watchers.get():
        watcher.extend(new)
    return len(new)


@contextmanager
def watched() -> Iterator[list[Notice]]:
    """A list of the notices that are posted meanwhile, for whoever wants to show them."""
    posted: list[Notice] = []
    token = _watchers.set((*_watchers.get(), posted))
    try:
        yield posted
    finally:
        _watchers.reset(token)


def _notice(post: Post, wordings: texts.Wordings) -> Notice:
    texts.wording(post.kind)
    text = post.text if post.text is not None else wordings.render(post.kind, post.congress, post.facts)
    return Notice(
        key=post.key,
        kind=post.kind,
        person=post.to,
        congress=post.congress,
        text=texts.cut(text, 300),
        address=post.address,
        day=post.day,
        visible_at=post.visible_at,
    )


def _deliveries(notices: list[Notice], posts: Mapping[str, Post]) -> list[Delivery]:
    """A row for each way out; the due moment is worked out once for all that share it.

    The one door to the outside: what is said in a practice room stays in it, and the database refuses anything else.
    """
    now = timezone.now()
    configured = [channel for channel in Channel if gateways.is_configured(channel)]
    openings: dict[tuple[datetime, bool, bool], datetime] = {}
    rows = []
    for notice in notices:
        if notice.congress.is_practice:
            continue
        wording = texts.wording(notice.kind)
        channels = [c for c in configured if c in posts[notice.key].channels and _may_go(c, notice.person, wording)]
        if not channels:
            continue
        earliest = max(now, notice.visible_at or now)
        key = (earliest, wording.urgent, wording.only_on_workdays)
        if key not in openings:
            openings[key] = (
                earliest if wording.urgent else opening(earliest, only_on_workdays=wording.only_on_workdays)
            )
        rows += [Delivery(notice=notice, channel=channel, due_at=openings[key]) for channel in channels]
    return rows


def _may_go(channel: str, person: Person, wording: texts.Wording) -> bool:
    if channel == Channel.HOOK:  # another system's: its account is never open
        return True
    if not person.is_active:
        return False
    if channel == Channel.SMS:
        return wording.sms and bool(person.phone_sealed)
    if channel == Channel.EMAIL:
        return bool(person.email)
    return wording.staff
