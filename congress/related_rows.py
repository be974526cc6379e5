"""Read rows with what refers to them. Of many small tables most hold nothing for one row: those are not read."""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.db.models import Exists, Model, OuterRef, Prefetch, QuerySet, prefetch_related_objects

Row = TypeVar("Row", bound=Model)


def read_with(rows: QuerySet[Row], **related: QuerySet[Any]) -> list[Row]:
    """The rows, each with its related ones at hand (`row.contacts.all()` asks nothing more).

    One statement reads the rows and says of which relations there is any; only those cost a statement of their own.

    Args:
        related: by the relation's name, what is read of it, with whatever it selects along. `replies__promises` is
            read of the rows of `replies`, which is named too.
    """
    found = list(_asking(rows, related))
    _put_at_hand(found, related)
    return found


def _asking(rows: QuerySet[Row], related: dict[str, QuerySet[Any]]) -> QuerySet[Row]:
    """The rows, each told whether there is any of its own relations."""
    own = {name: of for name, of in related.items() if "__" not in name}
    return rows.annotate(
        **{f"has_{name}": Exists(of.filter(**{_back(rows, name): OuterRef("pk")})) for name, of in own.items()}
    )


def _back(rows: QuerySet[Any], name: str) -> str:
    """The field by which the related rows refer to these."""
    return rows.model._meta.get_field(name).remote_field.name


def _put_at_hand(found: list[Any], related: dict[str, QuerySet[Any]]) -> None:
    for name, of in related.items():
        if "__" in name:
            continue
        if not any(getattr(row, f"has_{name}") for row in found):
            _leave_empty(found, name, of)
            continue
        below = {key.removeprefix(f"{name}__"): rows for key, rows in related.items() if key.startswith(f"{name}__")}
        prefetch_related_objects(found, Prefetch(name, _asking(of, below)))
        if below:
            _put_at_hand([each for row in found for each in getattr(row, name).all()], below)


def _leave_empty(found: Iterable[Any], name: str, of: QuerySet[Any]) -> None:
    """There is none of any row: at hand as Django keeps what it read, without making a statement that is not sent.

    Prefetching `none()` did the same in half a millisecond each; a page has a dozen of them.
    """
    nothing = of.none()
    nothing._result_cache = []
    for row in found:
        relation = row._meta.get_field(name)
        if relation.one_to_one:
            relation.set_cached_value(row, None)
            continue
        if not hasattr(row, "_prefetched_objects_cache"):
            row._prefetched_objects_cache = {}
        row._prefetched_objects_cache[name] = nothing
