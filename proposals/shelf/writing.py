"""编写履职参考: a new entry, and a change that overwrites nobody's."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from congress import timeline
from congress.actors import Actor
from congress.models import Congress
from congress.permissions import ALLOWED, Verdict, refuse, require
from congress.rereading import reread
from proposals.drafting import Overwritten
from proposals.models import ShelfEntry
from proposals.shelf.fitness import fit_for_shelf
from proposals.shelf.permissions import may_change_entry, may_keep_shelf

# What an editor may change; the kind stays what it was when the entry was begun.
WRITTEN = ("title", "text", "paper", "category", "year", "starts_on", "ends_on", "replaced_by", "source", "file")


def hold_shelf(congress: Congress) -> None:
    """One deed that adds to a congress's shelf at a time: a button pressed twice adds one entry."""
    list(Congress.objects.select_for_update(no_key=True).filter(pk=congress.pk).values_list("pk"))


def hold_entry(entry: ShelfEntry) -> None:
    """The entry as it is by now, and nobody else's until the transaction ends."""
    list(ShelfEntry.objects.select_for_update(no_key=True).filter(pk=entry.pk).values_list("pk"))
    reread(entry)


def digest_of(entry: ShelfEntry) -> str:
    """The fingerprint of its words, for the timeline: it proves later what stood there."""
    return timeline.digest("\n".join([entry.title, entry.source, entry.text]))


def replaces_well(entry: ShelfEntry | None, congress: Congress, fields: Mapping[str, Any]) -> Verdict:
    """A rule is replaced by another rule of its congress, and never in a circle."""
    other = fields.get("replaced_by")
    if other is None:
        return ALLOWED
    if other.kind != ShelfEntry.Kind.RULE or other.congress_id != congress.pk:
        return refuse("只能由本级的另一项制度代替。")
    seen = {entry.pk} if entry else set()
    while other is not None:
        if other.pk in seen:
            return refuse("两项制度不能互相代替。")
        seen.add(other.pk)
        other = other.replaced_by
    return ALLOWED


@transaction.atomic
def write_entry(*, kind: str, by: Actor, **fields: Any) -> ShelfEntry:
    """编写一条: a draft that the desk alone sees.

    Args:
        fields: those of WRITTEN; word for word the same draft of the same person is the same.
    """
    require(may_keep_shelf(by))
    hold_shelf(by.congress)
    require(replaces_well(None, by.congress, fields))
    facts = {"congress": by.congress, "kind": kind, "written_by": by.grant, **fields}
    same = ShelfEntry.objects.filter(state=ShelfEntry.State.DRAFT, version=1, proposal=None, **_without_file(facts))
    if found := same.first():
        return found  # pressed twice
    entry = ShelfEntry.objects.create(changed_at=timezone.now(), **facts)
    timeline.record("write_entry", entry, by=by, text=digest_of(entry))
    return entry


def _without_file(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The same paper that is uploaded twice is kept in two rows."""
    return {name: value for name, value in facts.items() if name != "file"}


@transaction.atomic
def change_entry(entry: ShelfEntry, *, seen: int, by: Actor, **fields: Any) -> int:
    """修改, what stands on the shelf too; gives the new version.

    Args:
        seen: the version that the editor's page showed.
        fields: those of WRITTEN that change.
    Raises:
        Overwritten: when a later version says something else.
        PermissionDenied: another congress's, or words that may not stand on the shelf.
    """
    require(may_change_entry(by, entry))
    hold_entry(entry)
    if not set(fields) <= set(WRITTEN):
        raise PermissionDenied("这一项不能改。")
    is_same = all(getattr(entry, name) == value for name, value in fields.items())
    if is_same:
        return entry.version
    if entry.version != seen:
        raise Overwritten
    require(replaces_well(entry, entry.congress, fields))
    for name, value in fields.items():
        setattr(entry, name, value)
    if entry.is_shelved:
        require(fit_for_shelf(entry))
    entry.version, entry.changed_at = seen + 1, timezone.now()
    entry.save(update_fields=[*fields, "version", "changed_at"])
    timeline.record("change_entry", entry, by=by, is_locked=True, text=digest_of(entry), version=entry.version)
    return entry.version
