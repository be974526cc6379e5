"""Which duties are asked for, of which rows, in which days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from congress.countables import Countable, countables
from congress.models import Congress
from deputies.duties.periods import MONTHS_OF, Span, period_at
from deputies.models import Duty


@dataclass(frozen=True)
class Asked:
    """A duty as a page asks for it: the rows of each congress, and the days that its number covers.

    Attributes:
        rows: all of its code, common ones and those of the congresses in question.
        shown: the row that gives label and period; the latest one.
        span: the days counted; for a duty of a longer period than the page's, from that period's beginning.
    """

    rows: tuple[Duty, ...]
    shown: Duty
    span: Span

    @property
    def code(self) -> str:
        return self.shown.code

    @property
    def countable(self) -> Countable | None:
        """What it counts; None while the app that declares it is not there."""
        return countables.get(self.shown.countable)

    def of(self, congress: UUID) -> tuple[Duty, ...]:
        """The rows that rule in one congress."""
        return tuple(row for row in self.rows if row.congress_id in (None, congress))


def asked(congress: Congress, span: Span, today: date, *, holder: str = "", below: bool = True) -> list[Asked]:
    """The duties of a congress, and those below it, in their order; one query.

    Args:
        span: a month, a quarter or a year.
        today: days to come are not counted.
        holder: a kind of holder; all when left out.
    """
    rows = Duty.objects.below(congress) if below else Duty.objects.of(congress)
    return of_rows(rows.filter(holder=holder) if holder else rows, span, today)


def of_rows(rows: Iterable[Duty], span: Span, today: date) -> list[Asked]:
    """The same of rows that were read."""
    by_code: dict[str, list[Duty]] = {}
    for row in rows:
        by_code.setdefault(row.code, []).append(row)
    return [_asked(own, span, today) for own in by_code.values()]


def _asked(rows: list[Duty], span: Span, today: date) -> Asked:
    shown = max(rows, key=lambda row: (row.congress_id is None, row.starts_on))
    end = max(span.first, min(span.last, today))
    if shown.period == Duty.Period.STANDING:
        return Asked(tuple(rows), shown, Span(end, end))
    is_longer = MONTHS_OF[shown.period] > len(span.months)
    first = period_at(shown.period, end).first if is_longer else span.first
    return Asked(tuple(rows), shown, Span(first, span.last))
