"""Entries of the shelf, written by the desk of the journeys' city."""

from datetime import date
from typing import Any

from django.utils import timezone

from congress.actors import Actor
from congress.models import Grant
from proposals.models import Proposal, ShelfEntry
from proposals.shelf import shelving, writing
from tests import stages
from tests.world import World

OUTLINE = "一、地点和问题\n\n二、建议"


def draft(world: World, kind: str = "topic", *, by: Grant | None = None, **fields: Any) -> ShelfEntry:
    """Not on the shelf yet."""
    facts: dict[str, Any] = {"title": f"关于{kind}的参考", "text": OUTLINE}
    if kind == "topic":
        facts["year"] = timezone.localdate().year
    if kind == "rule":
        facts["starts_on"] = date(2024, 1, 1)
    return writing.write_entry(kind=kind, by=Actor(by or world.desk), **(facts | fields))


def shelved(world: World, kind: str = "topic", *, by: Grant | None = None, **fields: Any) -> ShelfEntry:
    """Read by everybody."""
    entry = draft(world, kind, by=by, **fields)
    shelving.put_on_shelf(entry, seen=entry.version, by=Actor(by or world.desk))
    return entry


def removed(world: World, kind: str = "topic", **fields: Any) -> ShelfEntry:
    """Taken off again."""
    entry = shelved(world, kind, **fields)
    shelving.take_off(entry, reason="过时了", by=Actor(world.desk))
    return entry


def closed_matter(world: World, title: str = "办结的一件") -> Proposal:
    """Rated by its deputy."""
    return Proposal.objects.get(pk=stages.rated(world, title).proposal_id)
