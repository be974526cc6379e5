"""What every page's frame shows: whose site it is, who acts as what, the navigation, unread messages."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.timezone import localdate, now

from congress import configuration
from congress.actors import Actor
from congress.practice.grounds import works_here
from congress.registries import registry

MOST_ENTRIES = 6


@dataclass(frozen=True)
class Entry:
    label: str
    url: str
    is_current: bool


@dataclass(frozen=True)
class Navigation:
    """What stands in the bar, and what is folded behind its last entry 更多."""

    first: list[Entry]
    more: list[Entry]

    @property
    def is_in_more(self) -> bool:
        """The page at hand is one of those that are folded."""
        return any(entry.is_current for entry in self.more)

    def __bool__(self) -> bool:
        return bool(self.first)


def navigation(actor: Actor | None, path: str) -> Navigation:
    """The entries for this actor's role in their order: six at most in the bar, 更多 counted."""
    entries = []
    for page in sorted(registry.pages, key=lambda page: page.order):
        if actor and actor.role in page.roles and works_here(actor, page.name) and not page.hides_from(actor):
            url = reverse(page.name)
            entries.append(Entry(page.label, url, path == url))
    shown = MOST_ENTRIES if len(entries) <= MOST_ENTRIES else MOST_ENTRIES - 1
    return Navigation(entries[:shown], entries[shown:])


# By congress, what the frame of its last page said; None: of a page for nobody in particular.
_last_said: dict[UUID | None, dict[str, Any]] = {}


def last_said(request: HttpRequest) -> dict[str, Any]:
    """The names and the help phone as this process showed them last: for pages that may not ask the database."""
    actor: Actor | None = getattr(request, "actor", None)
    return _last_said.get(actor.congress.pk if actor else None) or _last_said.get(None, {})


def frame(request: HttpRequest) -> dict[str, Any]:
    actor: Actor | None = getattr(request, "actor", None)
    congress = actor.congress if actor else None
    person = actor.person if actor else None
    size = person.text_size if person else request.COOKIES.get("text_size", "")
    contrast = person.is_contrast if person else request.COOKIES.get("contrast") == "1"
    classes = [size] if size in ("large", "xlarge") else []

    def portal() -> dict[str, Any]:
        today = localdate()
        keys = ("name_first", "name_second", "help_phone")
        said = {key: configuration.value(f"site.{key}", congress, on=today) for key in keys}
        _last_said[congress.pk if congress else None] = said
        return said

    def unread() -> int:
        return person.notices.unread().said_in(congress).exclude(visible_at__gt=now()).count() if person else 0

    return {
        "portal": SimpleLazyObject(portal),
        "actor": actor,
        "grants": [g for g in getattr(request, "grants", []) if actor and g.pk != actor.grant.pk],
        "nav": navigation(actor, request.path),
        "unread": SimpleLazyObject(unread),
        "display_classes": " ".join(classes + (["contrast"] if contrast else [])),
    }
