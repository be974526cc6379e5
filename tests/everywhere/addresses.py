"""Every address that the portal answers, ours and those of the packages, with a made-up value in each place."""

from collections.abc import Iterator
from uuid import UUID

from django.urls import URLPattern, URLResolver, get_resolver, reverse

NOBODY = UUID("00000000-0000-4000-8000-000000000000")
MADE_UP = {"UUIDConverter": NOBODY, "IntConverter": 1, "SlugConverter": "x", "StringConverter": "x"}


def patterns(resolver: URLResolver, namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Each address by its full name."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from patterns(pattern, inner)
        else:
            yield f"{namespace}{pattern.name}", pattern


def addresses() -> dict[str, str]:
    """The address of each name."""
    found = {}
    for name, pattern in patterns(get_resolver()):
        kinds = pattern.pattern.converters.items()
        found[name] = reverse(name, kwargs={each: MADE_UP[type(kind).__name__] for each, kind in kinds})
    return found
