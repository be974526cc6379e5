"""Clearing away what nothing refers to: content that never got its row, rows that nothing points at any more."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Exists, OuterRef, ProtectedError, QuerySet
from django.db.models.fields.reverse_related import ForeignObjectRel

from congress.models import StoredFile

AGE = timedelta(days=1)  # an upload under way, or a table before its press, is left alone
FOLDER, CONTENT = re.compile(r"[0-9a-f]{2}"), re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True)
class Swept:
    """What was cleared away, and what ought to be there and is not.

    Attributes:
        rows: files that nothing referred to.
        contents: contents without a row.
        missing: names of contents that a row speaks of and the storage does not have.
    """

    rows: int
    contents: int
    missing: list[str]


def sweep(*, at: datetime, dry_run: bool = False) -> Swept:
    """Delete both kinds when they are older than a day; only contents under names of our own making are touched.

    Args:
        at: the moment from which the day is counted back.
        dry_run: count, and delete nothing.
    """
    before = at - AGE
    contents = set(_contents())
    unwanted = list(unreferenced().filter(uploaded_at__lt=before))
    kept = set(StoredFile.objects.filter(uploaded_at__lt=before).values_list("content", flat=True))
    orphans = [name for name in _without_row(contents) if default_storage.get_modified_time(name) < before]
    rows = len(unwanted) if dry_run else sum(map(_deleted, unwanted))
    if not dry_run:
        for name in orphans:
            default_storage.delete(name)
    return Swept(rows, len(orphans), sorted(kept - contents))


def unreferenced() -> QuerySet[StoredFile]:
    """Files at which no row of any table points."""
    found = StoredFile.objects.all()
    for relation in StoredFile._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel):
            pointing = relation.related_model._base_manager.filter(**{relation.field.name: OuterRef("pk")})
            found = found.exclude(Exists(pointing))
    return found


def _contents() -> Iterator[str]:
    """Every content in the storage, by the name that its row has."""
    try:
        folders, _ = default_storage.listdir("")
    except FileNotFoundError:  # nothing was ever uploaded
        return
    for folder in filter(FOLDER.fullmatch, folders):
        _, names = default_storage.listdir(folder)
        yield from (f"{folder}/{name}" for name in names if CONTENT.fullmatch(name))


def _without_row(contents: set[str]) -> set[str]:
    return contents - set(StoredFile.objects.values_list("content", flat=True))


def _deleted(file: StoredFile) -> bool:
    """The row first: when somebody has come to refer to it meanwhile, both stay."""
    name, storage = str(file.content.name), file.content.storage
    try:
        with transaction.atomic():
            file.delete()
    except ProtectedError:
        return False
    storage.delete(name)
    return True
