"""Read rows with what refers to them. Of many small tables most hold nothing for one row: those are not read."""

from typing import TypeVar

from django.db.models import Exists, Model, OuterRef, Prefetch, QuerySet, prefetch_related_objects

Row = TypeVar("Row", bound=Model)


def read_with(rows: QuerySet[Row], **related: QuerySet[Model]) -> list[Row]:
    """The rows, each with its related ones at hand (`row.contacts.all()` asks nothing more).

    One statement reads the rows and says of which relations there is any; only those cost a statement of their own.

    Args:
        related: by the relation's name, what is read of it, with whatever it selects along.
    """
    there = {f"has_{name}": Exists(of.filter(**{_back(rows, name): OuterRef("pk")})) for name, of in related.items()}
    found = list(rows.annotate(**there))
    for name, of in related.items():
        is_any = any(getattr(row, f"has_{name}") for row in found)
        prefetch_related_objects(found, Prefetch(name, of.all() if is_any else of.none()))
    return found


def _back(rows: QuerySet[Row], name: str) -> str:
    """The field by which the related rows refer to these."""
    return rows.model._meta.get_field(name).remote_field.name  # type: ignore[union-attr]
