"""A dossier is the countables' own records of one seat in some days: a total for each kind, and each record once.

Totals and lines are the same querysets, so they agree. Each is one statement for all kinds together; then one more for
each kind that stands on the page, however many records there are.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import CharField, Count, F, QuerySet, Sum, Value
from django.db.models.functions import Cast

from congress.actors import Actor
from congress.countables import Line, countables, open_kinds
from deputies.duties.periods import Span


@dataclass(frozen=True)
class Source:
    """One kind of records of one seat in some days.

    Attributes:
        rows: a queryset; its rows carry `counted_on` and `amount`.
        says: 口径.
    """

    name: str
    label: str
    unit: str
    rows: QuerySet[Any]
    line: Callable[[Any], Line]
    says: str = ""


@dataclass(frozen=True)
class Total:
    """How many records of a kind there are, and the sum of what they count for."""

    source: Source
    records: int
    amount: int

    @property
    def words(self) -> str:
        """3件; 2次，共7户（人） where a record counts for more than one."""
        if self.amount == self.records:
            return f"{self.amount}{self.source.unit}"
        return f"{self.records}次，共{self.amount}{self.source.unit}"


@dataclass(frozen=True)
class Entry:
    """A record in a list, with its kind."""

    kind: str
    line: Line


def own_sources(seat: UUID, span: Span, actor: Actor) -> list[Source]:
    """Every kind that counts for a seat, of what this actor may see."""
    found = [each for each in countables.values() if each.subject == "seat" and not each.is_standing]
    return [
        Source(each.name, each.label, each.unit, _within(each.records(actor), seat, span), each.line, each.says)
        for each in found
    ]


def open_sources(seat: UUID, span: Span) -> list[Source]:
    """Every kind of which something may be public, of what is."""
    return [
        Source(each.name, each.label, each.unit, _within(each.records(), seat, span), each.line)
        for each in open_kinds.values()
    ]


def _within(rows: QuerySet[Any], seat: UUID, span: Span) -> QuerySet[Any]:
    return rows.filter(holder=seat, counted_on__gte=span.first, counted_on__lte=span.last)


def totals_of(sources: Sequence[Source]) -> list[Total]:
    """One for each kind, also where there is nothing; one statement."""
    sums = {"total_rows": Count("pk"), "total_sum": Sum("amount")}
    parts = [
        source.rows.order_by()
        .annotate(total_of=Value(source.name))
        .values("total_of")
        .annotate(**sums)
        .values_list("total_of", "total_rows", "total_sum")
        for source in sources
    ]
    found = {name: (records, amount or 0) for name, records, amount in _together(parts)}
    return [Total(source, *found.get(source.name, (0, 0))) for source in sources]


def entries_of(sources: Sequence[Source], first: int, end: int) -> list[Entry]:
    """Those from one place of the list to another, the newest first.

    Args:
        first, end: as in a slice.
    """
    parts = [
        source.rows.order_by()
        .annotate(entry_of=Value(source.name), entry_key=Cast("pk", CharField()), entry_day=F("counted_on"))
        .values_list("entry_day", "entry_of", "entry_key")
        for source in sources
    ]
    places = list(_together(parts).order_by("-entry_day", "entry_of", "entry_key")[first:end]) if parts else []
    lines: dict[tuple[str, str], Entry] = {}
    for source in sources:
        if keys := [key for _, name, key in places if name == source.name]:
            lines |= {
                (source.name, _plain(key_of(row))): Entry(source.label, source.line(row))
                for row in source.rows.filter(pk__in=keys)
            }
    return [lines[name, _plain(key)] for _, name, key in places if (name, _plain(key)) in lines]


def _together(parts: Sequence[QuerySet[Any, Any]]) -> Any:
    if not parts:
        return []
    first, *others = parts
    return first.union(*others, all=True) if others else first


def key_of(row: Any) -> Any:
    """Its primary key: some rows are mappings."""
    return row["pk"] if isinstance(row, dict) else row.pk


def _plain(key: Any) -> str:
    """The same for a key however the database writes it."""
    return str(key).replace("-", "")
