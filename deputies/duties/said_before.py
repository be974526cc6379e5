"""What a record said before each of its corrections, in the words of the page."""

from dataclasses import dataclass
from typing import Any

from django.db import models

from congress.models import Revision
from congress.revising import revisions_of


@dataclass(frozen=True)
class Before:
    """One correction: who made it when, and what stood there until then, each with its label."""

    revision: Revision
    facts: list[tuple[str, str]]


def said_before(row: models.Model) -> list[Before]:
    """Oldest first; one query, and one more for each kind of row that was named."""
    found = list(revisions_of(row).select_related("by__person"))
    return [Before(each, [_said(row, name, value) for name, value in each.was.items()]) for each in found]


def _said(row: models.Model, name: str, value: Any) -> tuple[str, str]:
    field: Any = row._meta.get_field(name)
    if field.remote_field:
        value = field.remote_field.model._base_manager.filter(pk=value).first()
    elif field.choices:
        value = dict(field.flatchoices).get(value, value)
    return str(field.verbose_name), str(value if value not in ("", None) else "没有写")
