"""更正前的内容: what a record said before each of its corrections, on one page for every kind that `revise` keeps.

Each app declares where its records live who may read a record's earlier words, and which columns are shown: what only
some readers of the record may see is not among them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import models
from django.utils.timezone import localdate

from congress.dictionaries import Lexicon
from congress.models import Revision
from congress.revising import revisions_of

NOTHING = "（没有写）"


@dataclass(frozen=True)
class Kept:
    """One kind of record.

    Attributes:
        label: 小组活动.
        rows: `rows(actor)`: the records whose earlier words this actor may read.
        columns: those that are shown, in their order.
        page: where the reader goes back to.
        words: the dictionary of a column that holds a code of one.
    """

    label: str
    rows: Callable[[Any], models.QuerySet[Any]]
    columns: Sequence[str]
    page: Callable[[Any], str] = lambda row: str(row.get_absolute_url())
    words: Mapping[str, str] = field(default_factory=dict)


kept: dict[str, Kept] = {}


def keep_readable(model: type[models.Model], readable: Kept) -> None:
    """Put a kind on the list, from an app's declarations."""
    kept[str(model._meta.model_name)] = readable


@dataclass(frozen=True)
class Change:
    """One column of one correction."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Correction:
    """One correction: by whom, when, what it changed."""

    revision: Revision
    changes: list[Change]


def corrections(row: models.Model, readable: Kept) -> list[Correction]:
    """The newest first; those that changed nothing of what is shown are left out.

    A statement for the corrections, and one for each column that refers to other rows.
    """
    found = list(revisions_of(row).select_related("by__person"))
    says: dict[str, Any] = {name: getattr(row, _column(row, name).attname) for name in readable.columns}
    pairs: list[tuple[Revision, list[tuple[str, Any, Any]]]] = []
    for revision in reversed(found):
        changes = [(name, revision.was[name], says[name]) for name in readable.columns if name in revision.was]
        says |= {name: before for name, before, _ in changes}
        if changes:
            pairs.append((revision, changes))
    shown = _Shown(row, readable, [change for _, changes in pairs for change in changes])
    return [Correction(revision, [shown.change(*change) for change in changes]) for revision, changes in pairs]


def _column(row: models.Model, name: str) -> Any:
    return row._meta.get_field(name)


class _Shown:
    """Values as people read them: words for codes, names for keys."""

    def __init__(self, row: models.Model, readable: Kept, changes: Sequence[tuple[str, Any, Any]]) -> None:
        self.row, self.readable, self.lexicon, self.today = row, readable, Lexicon(), localdate()
        self.names: dict[str, dict[str, str]] = {}
        for name in {name for name, _, _ in changes if _column(row, name).is_relation}:
            keys = {key for each, *both in changes if each == name for key in both if key}
            rows = _column(row, name).related_model._base_manager.in_bulk(keys)
            self.names[name] = {str(key): str(found) for key, found in rows.items()}

    def change(self, name: str, before: Any, after: Any) -> Change:
        label = str(_column(self.row, name).verbose_name)
        return Change(label, self._said(name, before), self._said(name, after))

    def _said(self, name: str, value: Any) -> str:
        if value is None or value == "":
            return NOTHING
        if isinstance(value, bool):
            return "是" if value else "否"
        column = _column(self.row, name)
        if name in self.names:
            return self.names[name].get(str(value), NOTHING)
        if column.choices:
            return str(dict(column.flatchoices).get(value, value))
        if dictionary := self.readable.words.get(name):
            congress = getattr(self.row, "congress_id", None)
            return self.lexicon.words(dictionary, congress).label(str(value), self.today)
        if isinstance(column, models.DateTimeField):
            return str(value)[:16].replace("T", " ")
        if isinstance(column, models.TimeField):
            return str(value)[:5]
        return value.isoformat() if isinstance(value, date) else str(value)
