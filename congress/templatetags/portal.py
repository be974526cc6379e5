"""Words for dates and numbers, the same on every page."""

from datetime import date, datetime
from functools import lru_cache
from typing import Any, Protocol
from uuid import UUID

from django import template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from congress.addresses import address_of
from congress.dictionaries import Lexicon
from congress.registries import registry

register = template.Library()
WEEKDAYS = "一二三四五六日"


class Coloured(Protocol):
    """What has a colour and words: a light."""

    @property
    def colour(self) -> str: ...

    @property
    def words(self) -> str: ...


@lru_cache(maxsize=500)
def _tag(colour: str, words: str) -> str:
    return render_to_string("components/tag.html", {"colour": colour, "words": words})


@register.filter
def tag(light: Coloured | None) -> str:
    """How much time is left, as a tag; nothing for None. Kept once made: including it in fifty rows took 6 ms."""
    return _tag(light.colour, light.words) if light else ""


@register.filter
def cn_date(day: date | datetime | None) -> str:
    """2026年6月24日."""
    if day is None:
        return ""
    if isinstance(day, datetime):
        day = timezone.localtime(day).date()
    return f"{day.year}年{day.month}月{day.day}日"


@register.filter
def cn_day(day: date | datetime | None) -> str:
    """6月24日 星期三."""
    if day is None:
        return ""
    if isinstance(day, datetime):
        day = timezone.localtime(day).date()
    return f"{day.month}月{day.day}日 星期{WEEKDAYS[day.weekday()]}"


@register.filter
def cn_moment(at: datetime | None) -> str:
    """2026-06-24 20:33."""
    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M") if at else ""


@register.filter
def address(key: UUID, name: str) -> str:
    """As `{% url name key %}`, for the rows of long lists."""
    return address_of(name, key)


@register.filter
def item(mapping: Any, key: Any) -> Any:
    """mapping[key], or nothing."""
    return mapping.get(key) if mapping else None


@register.simple_tag(takes_context=True)
def query(context: Any, **changes: Any) -> str:
    """The page's own query string with these parameters changed; an empty value takes one out."""
    parameters = context["request"].GET.copy()
    for name, value in changes.items():
        if value in ("", None):
            parameters.pop(name, None)
        else:
            parameters[name] = value
    return f"?{parameters.urlencode()}"


@register.inclusion_tag("components/settings_links.html", takes_context=True)
def settings_links(context: Any) -> dict[str, Any]:
    """The pages of dated data that the actor may open, the present one without a link."""
    request = context["request"]
    pages = sorted(registry.settings_pages, key=lambda page: page.order)
    mine = [page for page in pages if request.actor.role in page.roles]
    return {"links": [(page.label, reverse(page.name), reverse(page.name) == request.path) for page in mine]}


@register.simple_tag(takes_context=True)
def word(context: Any, dictionary: str, code: str, day: date | datetime | None, congress: UUID | None) -> str:
    """What a code of a dictionary was called on a day (today where there is none yet); one query a page."""
    if not code:
        return ""
    request = getattr(context, "request", None) or context["request"]
    if not hasattr(request, "lexicon"):
        request.lexicon = Lexicon()
    if isinstance(day, datetime):
        day = timezone.localtime(day).date()
    return str(request.lexicon.words(dictionary, congress).label(code, day or timezone.localdate()))
