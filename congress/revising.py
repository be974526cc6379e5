"""Correcting a record: what it said before is kept beside it, and the deed is on the timeline."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import models, transaction

from congress import timeline
from congress.actors import Actor
from congress.models import Revision
from congress.rereading import reread
from congress.timeline import kind_of
from congress.workflow import OutOfTurn

CHANGED_MEANWHILE = "这条记录刚刚有人更正过，请看最新内容再改。"


@transaction.atomic
def revise(
    step: str, row: models.Model, *, by: Actor, at: datetime, seen: int | None = None, note: str = "", **changes: Any
) -> bool:
    """Write other facts into a record and keep those that stood there.

    Args:
        step: the deed's name on the timeline.
        row: the record; it is locked, and what it says by then is what is kept.
        seen: how often it had been corrected when the form was opened; None when nobody could have been first.
        note: why, in words for the timeline.
        changes: columns and their new values. Personal data of visitors are never corrected this way.
    Returns:
        whether anything differed: the same press twice is once.
    Raises:
        OutOfTurn: somebody corrected it meanwhile.
    """
    list(type(row)._base_manager.select_for_update(no_key=True).filter(pk=row.pk).values_list("pk"))
    reread(row)
    was = {name: getattr(row, name) for name, value in changes.items() if getattr(row, name) != value}
    if not was:
        return False
    if seen is not None and revisions_of(row).count() != seen:
        raise OutOfTurn(CHANGED_MEANWHILE)
    Revision.objects.create(subject_kind=kind_of(row), subject_id=row.pk, was=_written(row, was), by=by.grant, at=at)
    for name in was:
        setattr(row, name, changes[name])
    row.save(update_fields=list(was))
    timeline.record(step, row, by=by, note=note, at=at, is_locked=True)
    return True


def revisions_of(row: models.Model) -> models.QuerySet[Revision]:
    """What the record said before each of its corrections, oldest first."""
    return Revision.objects.filter(subject_kind=kind_of(row), subject_id=row.pk)


def revised(rows: Iterable[models.Model]) -> set[Any]:
    """The keys of those of these records, all of one kind, that were corrected: one statement."""
    of = {row.pk: kind_of(row) for row in rows}
    if not of:
        return set()
    found = Revision.objects.filter(subject_kind__in=set(of.values()), subject_id__in=of)
    return set(found.values_list("subject_id", flat=True))


def _written(row: models.Model, was: dict[str, Any]) -> dict[str, Any]:
    """As it stands in the database: keys of related rows by their column."""
    return {name: getattr(value, "pk", value) for name, value in was.items()}
