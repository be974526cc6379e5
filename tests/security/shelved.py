"""What the actors meet of the shelf: a topic that all read, a draft and one that was taken off, the desk's alone."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from congress.actors import Actor
from congress.models import StoredFile
from proposals.models import ShelfEntry
from proposals.shelf import shelving, writing
from tests.security.cast import Cast
from tests.security.planting import canary, paper

TITLE = "停车难怎样解"
NAMES = {"shelved": "一", "draft": "二", "removed": "三"}


def shelved(
    cast: Cast,
    thing: Callable[..., Any],
    whole: Callable[..., Any],
    a_file: Callable[..., StoredFile],
) -> list[Any]:
    """Of the city, one in each state, and the kinds in which one is written.

    Args:
        thing: makes one of a kind, a state and a row; `whole` one with arguments of its own.
        a_file: keeps a paper.
    """
    by = Actor(cast.grants["desk"])
    texts = {"shelved": "可以了解：车位。", "draft": canary("draft_entry"), "removed": canary("removed_entry")}
    files = {"shelved": None, "draft": a_file(*paper("draft_entry"), by.person), "removed": None}
    things = []
    for state, text in texts.items():
        fields = {"title": f"{TITLE}（{NAMES[state]}）", "text": text, "year": timezone.localdate().year}
        entry = writing.write_entry(kind="topic", by=by, file=files[state], **fields)
        if state == "removed":
            shelving.take_off(entry, reason=canary("entry_reason"), by=by)
        if state == "shelved":
            shelving.put_on_shelf(entry, seen=1, by=by)
        entry.refresh_from_db()
        things.append(thing("shelf_entry", state, entry))
    assert {each.row.state for each in things} == set(ShelfEntry.State.values)
    return [*things, whole("shelf_kind", "", None, {"kind": "topic"})]
