"""One deputy's duties in a period: how far he is with each, and the records that count."""

from dataclasses import dataclass
from datetime import date

from congress.actors import Actor
from congress.countables import Line
from deputies.duties.asking import asked
from deputies.duties.counting import records_in
from deputies.duties.holders import Scope
from deputies.duties.periods import Span, period_at
from deputies.duties.strips import StripLine, lines_of
from deputies.models import Duty, DutyExcuse, Seat

SHOWN = 10  # records of a duty; the rest stands on its own page


@dataclass(frozen=True)
class Looked:
    """A duty's line, and the newest of the records that it counts; none for who sees the numbers alone."""

    line: StripLine
    records: list[Line]


def looked_at(seat: Seat, actor: Actor | None, span: Span, today: date) -> list[Looked]:
    """All duties of a deputy, and of him as a member of the Standing Committee.

    Args:
        actor: who looks; None for the numbers alone.
    """
    duties = [
        duty
        for duty in asked(seat.congress, span, today, below=False)
        if duty.shown.holder in (Duty.Holder.DEPUTY, Duty.Holder.MEMBER)
    ]
    year = Span(period_at("year", span.first).first, period_at("year", span.last).last)
    scope = Scope(actor, year.first, year.last, holder=seat.pk)
    found = []
    for line in lines_of(duties, seat.pk, seat.congress, actor, today, span):
        duty, records = line.progress.asked, []
        if actor is not None and duty.countable is not None and line.progress.records:
            rows = records_in(duty.countable, scope, duty.span, duty.shown.holder).order_by("-counted_on", "pk")
            records = [duty.countable.line(row) for row in rows[:SHOWN]]
        found.append(Looked(line, records))
    return found


def excuses_of(seat: Seat, actor: Actor, span: Span) -> list[DutyExcuse]:
    """When he is excused, with why, as far as the reader may know."""
    rows = DutyExcuse.objects.visible_to(actor).in_force(span.first, span.last)
    return list(rows.filter(subject=DutyExcuse.Subject.SEAT, holder=seat.pk))
