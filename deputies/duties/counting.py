"""Counting for many at once: one grouped query for all countables of a kind, never one for each holder."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import Count, DateField, Q, QuerySet, Sum, Value
from django.db.models.functions import TruncMonth, TruncQuarter, TruncYear

from congress.countables import Countable
from deputies.duties.asking import Asked
from deputies.duties.due import Days, due_in, holds_on, served, targets_of
from deputies.duties.holders import Holder, Scope, kinds
from deputies.duties.periods import Span, period_at, periods_within
from deputies.models import Duty, DutyExcuse

TRUNCATED = {"month": TruncMonth, "quarter": TruncQuarter, "year": TruncYear}
UNITS = {"month": "个月", "quarter": "个季度", "year": "年", "standing": ""}
Counted = dict[tuple[UUID, date], tuple[int, int]]  # by holder and first day of the period: amount, records


@dataclass(frozen=True)
class Progress:
    """How far one holder is with one duty.

    Attributes:
        counted: the sum of what counts, in the countable's unit; `records` how many rows that are.
        due: what is due in all periods that have begun.
        met, owed: of how many such periods something is due, and in how many of them enough was done.
        is_known: whether the app that declares the countable is there.
    """

    asked: Asked
    counted: int = 0
    records: int = 0
    due: int = 0
    met: int = 0
    owed: int = 0
    is_known: bool = True

    @property
    def is_asked(self) -> bool:
        return self.is_known and self.owed > 0

    @property
    def is_met(self) -> bool:
        return self.is_asked and self.met == self.owed

    @property
    def has_nothing(self) -> bool:
        return self.is_asked and self.counted == 0

    @property
    def left(self) -> int:
        """How much of what is due is still to do, where one period is asked for."""
        return max(0, self.due - self.counted)

    @property
    def state(self) -> str:
        if not self.is_known:
            return "尚未启用"
        if not self.owed:
            return "不适用"
        return "已完成" if self.is_met else "进行中" if self.counted else "还没有"

    @property
    def colour(self) -> str:
        return "green" if self.is_met else "yellow" if self.is_asked else "grey"

    @property
    def words(self) -> str:
        """5/6个月 where several periods are asked for; otherwise 3/20户."""
        if not self.is_asked:
            return ""
        if self.asked.shown.period != Duty.Period.STANDING and self.owed > 1:
            return f"{self.met}/{self.owed}{UNITS[self.asked.shown.period]}"
        unit = self.asked.countable.unit if self.asked.countable else ""
        return f"{self.counted}/{self.due}{unit}"


def records_in(countable: Countable, scope: Scope, span: Span, holder: str) -> QuerySet[Any]:
    """The very records that a number counts: of these holders, in these days. Number and list both come from here."""
    keys = kinds[holder].rows(scope).order_by().values("pk")
    records = countable.records(scope.actor).filter(holder__in=keys)
    if countable.congress and scope.within is not None:
        way, within = countable.congress, scope.within
        records = records.filter(**{way: within} if scope.alone else {f"{way}__path__startswith": within.path})
    if countable.is_standing:
        lasting = Q(counted_until__isnull=True) | Q(counted_until__gte=span.last)
        found = records.filter(lasting, counted_on__lte=span.last)
    else:
        found = records.filter(counted_on__gte=span.first, counted_on__lte=span.last)
    return found


def totals(records: QuerySet[Any]) -> tuple[int, int]:
    """The sum of their amounts, and how many records they are."""
    found = records.order_by().aggregate(counted_sum=Sum("amount"), counted_rows=Count("pk"))
    return found["counted_sum"] or 0, found["counted_rows"]


def _counted(duties: Sequence[Asked], scope: Scope) -> dict[str, Counted]:
    """By the code of each duty; one statement for all of them."""
    parts = [_sums(asked, asked.countable, scope) for asked in duties if asked.countable is not None]
    if not parts:
        return {}
    first, *others = parts
    found: dict[str, Counted] = {}
    for code, holder, day, amount, records in first.union(*others, all=True) if others else first:
        found.setdefault(code, {})[holder, day] = (amount, records)
    return found


def _sums(asked: Asked, countable: Countable, scope: Scope) -> QuerySet[Any, Any]:
    """Code, holder, first day of the period, the sum of the amounts, how many records."""
    records = records_in(countable, scope, asked.span, asked.shown.holder).order_by()
    if countable.is_standing:
        period: Any = Value(asked.span.first, output_field=DateField())
    else:
        period = TRUNCATED[asked.shown.period]("counted_on", output_field=DateField())
    named = records.annotate(counted_in=period, counted_code=Value(asked.code)).values(
        "counted_code", "holder", "counted_in"
    )
    sums = {"counted_sum": Sum("amount"), "counted_rows": Count("pk")}
    return named.annotate(**sums).values_list("counted_code", "holder", "counted_in", "counted_sum", "counted_rows")


def excuses_of(scope: Scope, subject: str, span: Span) -> dict[UUID, list[Days]]:
    """Excused days by holder; one query. Who counts may know that somebody is excused, whoever he is."""
    rows = DutyExcuse.objects.in_force(span.first, span.last).filter(subject=subject)
    if scope.holder is not None:
        rows = rows.filter(holder=scope.holder)
    elif scope.keys is not None:
        rows = rows.filter(holder__in=scope.keys)
    elif scope.within is not None:
        rows = rows.filter(congress__path__startswith=scope.within.path)
    found: dict[UUID, list[Days]] = {}
    for holder, first, last in rows.values_list("holder", "starts_on", "ends_on"):
        found.setdefault(holder, []).append((first, last))
    return found


def progress_of(
    duties: Sequence[Asked], scope: Scope, today: date
) -> dict[str, tuple[list[Holder], dict[tuple[UUID, str], Progress]]]:
    """By kind of holder: who is in the scope, and each one's progress with each duty.

    Four queries for each kind of holder, however many holders there are.
    """
    found = {}
    of_subject: dict[str, dict[UUID, list[Days]]] = {}
    for kind in dict.fromkeys(asked.shown.holder for asked in duties):
        own = [asked for asked in duties if asked.shown.holder == kind]
        if kind not in kinds:
            continue
        holders = kinds[kind].find(kinds[kind].rows(scope))
        year = Span(scope.first, scope.last)
        subject = kinds[kind].subject
        if holders and subject not in of_subject:  # members are deputies, too
            of_subject[subject] = excuses_of(scope, subject, year)
        excuses = of_subject.get(subject, {})
        table: dict[tuple[UUID, str], Progress] = {}
        counted = _counted(own, scope) if holders else {}
        for asked in own:
            measure = _Measuring(asked, counted.get(asked.code, {}), today)
            for holder in holders:
                table[holder.key, asked.code] = measure.of(holder, excuses.get(holder.key, []))
        found[kind] = holders, table
    return found


class _Measuring:
    """One duty, for one holder after the other."""

    def __init__(self, asked: Asked, counted: Counted, today: date) -> None:
        self.asked, self.counted, self.today = asked, counted, today
        self.targets = lru_cache(maxsize=None)(self._targets)
        self.dues = lru_cache(maxsize=None)(self._dues)  # most have served the same days
        is_standing = asked.shown.period == Duty.Period.STANDING
        # Of a longer period than the page asks for the whole is due, however far it has gone.
        self.periods = [] if is_standing else list(_periods(asked, today))

    def _targets(self, congress: UUID, span: Span) -> dict[date, int]:
        return targets_of(self.asked.of(congress), span.months)

    def _dues(self, congress: UUID, spans: tuple[Days, ...], excuses: tuple[Days, ...]) -> tuple[int, ...]:
        """What is due in each period; nothing yet in one that has not begun."""
        begun = [period for period in self.periods if period.first <= self.today]
        dues = [
            due_in(period, self.targets(congress, period), served(spans, excuses, period.months)) for period in begun
        ]
        return (*dues, *[0] * (len(self.periods) - len(begun)))

    def of(self, holder: Holder, excuses: Sequence[Days]) -> Progress:
        if self.asked.countable is None:
            return Progress(self.asked, is_known=False)
        if self.asked.shown.period == Duty.Period.STANDING:
            return self._standing(holder, excuses)
        counted = records = owed_sum = met = owed = 0
        for period, due in zip(self.periods, self.dues(holder.congress, holder.spans, tuple(excuses)), strict=True):
            amount, rows = self.counted.get((holder.key, period.first), (0, 0))
            counted, records = counted + amount, records + rows
            owed_sum += due
            owed += due > 0
            met += 0 < due <= amount
        return Progress(self.asked, counted, records, owed_sum, met, owed)

    def _standing(self, holder: Holder, excuses: Sequence[Days]) -> Progress:
        day = self.asked.span.last
        amount, rows = self.counted.get((holder.key, self.asked.span.first), (0, 0))
        holds = holds_on(holder.spans, day) and not holds_on(excuses, day)
        row = next(iter(sorted(self._in_force(holder, day), key=lambda row: row.congress_id is None)), None)
        target = row.target if row and holds else 0
        return Progress(self.asked, amount, rows, target, int(0 < target <= amount), int(target > 0))

    def _in_force(self, holder: Holder, day: date) -> Iterable[Duty]:
        return (row for row in self.asked.of(holder.congress) if row.is_on(day))


def _periods(asked: Asked, today: date) -> Iterable[Span]:
    first = period_at(asked.shown.period, asked.span.first)
    return [first] if first.last > asked.span.last else periods_within(asked.shown.period, asked.span)
