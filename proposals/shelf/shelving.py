"""上架、下架: from when on everybody reads an entry, and until when."""

from django.db import transaction
from django.utils import timezone

from congress import timeline
from congress.actors import Actor
from congress.permissions import require
from congress.workflow import OutOfTurn
from proposals.models import Proposal, ShelfEntry
from proposals.shelf.fitness import fit_for_shelf
from proposals.shelf.permissions import may_change_entry
from proposals.shelf.writing import hold_entry

S = ShelfEntry.State


@transaction.atomic
def put_on_shelf(entry: ShelfEntry, *, seen: int, by: Actor) -> None:
    """上架: a draft, or what was taken off.

    Args:
        seen: the version that was looked at.
    Raises:
        OutOfTurn: it stands there already, or was changed meanwhile, or its matter has another such entry.
        PermissionDenied: another congress's, or words that may not stand on the shelf.
    """
    require(may_change_entry(by, entry))
    hold_entry(entry)
    if entry.is_shelved:
        raise OutOfTurn("这一条刚刚已经上架。")
    if entry.version != seen:
        raise OutOfTurn("这一条刚刚改过，请看过新的内容再上架。")
    if entry.proposal_id:
        others = ShelfEntry.objects.filter(proposal=entry.proposal_id, kind=entry.kind).exclude(state=S.REMOVED)
        if others.exclude(pk=entry.pk).exists():
            raise OutOfTurn("这一件已经另外整理过一条，请用那一条。")
    require(fit_for_shelf(entry))
    _turn(entry, "put_on_shelf", S.SHELVED, by)


@transaction.atomic
def take_off(entry: ShelfEntry, *, reason: str, by: Actor) -> None:
    """下架, with the reason: the desk alone reads it from then on; a draft that is not wanted goes the same way.

    Raises:
        OutOfTurn: it was taken off already.
    """
    require(may_change_entry(by, entry))
    hold_entry(entry)
    if entry.state == S.REMOVED:
        raise OutOfTurn("这一条刚刚已经下架。")
    _turn(entry, "take_off", S.REMOVED, by, reason)


def fall_with(proposal: Proposal, *, by: Actor) -> None:
    """撤回公开: what was made out of the matter leaves the shelf with it."""
    made = ShelfEntry.objects.shelved().filter(proposal=proposal).select_for_update(no_key=True)
    for entry in made.order_by("pk"):
        _turn(entry, "take_off", S.REMOVED, by, "原件已撤回公开。")


def _turn(entry: ShelfEntry, step: str, state: str, by: Actor, reason: str = "") -> None:
    """Locked by the caller."""
    before, entry.state, entry.reason, entry.changed_at = entry.state, state, reason, timezone.now()
    entry.save(update_fields=["state", "reason", "changed_at"])
    timeline.record(step, entry, by=by, before=before, after=state, is_locked=True)
