"""The end of what was practised: matters go with everything that hangs on them, their events stay without words."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.fields.reverse_related import ForeignObjectRel

from congress.models import EventNote
from congress.purging import kept_since
from congress.registries import purge
from proposals.models import Proposal


@purge("practice", "练习室里的件")
def practice(at: datetime) -> int:
    """Matters of practice rooms that were begun long enough ago."""
    old = Proposal.objects.filter(congress__practice_of__isnull=False, created_at__lt=kept_since("practice_days", at))
    keys = list(old.values_list("pk", flat=True))
    clear(keys)
    return len(keys)


@transaction.atomic
def clear(keys: list[Any]) -> None:
    """Delete these matters of practice rooms, and what refers to them, from the outermost row inwards."""
    EventNote.objects.filter(event__root_id__in=keys).delete()
    real = Proposal.objects.filter(pk__in=keys, congress__practice_of__isnull=True)
    if real.exists():
        raise ValueError("only what was practised is cleared away")
    _clear(Proposal._base_manager.filter(pk__in=keys))


def _clear(rows: QuerySet[Any]) -> None:
    """Past the rules that keep real matters: what hangs on a row goes first, then the row."""
    keys = list(rows.values_list("pk", flat=True))
    if not keys:
        return
    for relation in rows.model._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel) and not relation.many_to_many:
            hanging: Any = relation.related_model
            if hanging is not rows.model:
                _clear(hanging._base_manager.filter(**{f"{relation.field.name}__in": keys}))
    rows.model._base_manager.filter(pk__in=keys)._raw_delete(rows.db)
