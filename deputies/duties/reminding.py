"""Who has duties left is told before the month, quarter and year end: deputies, members, those who lead groups.

A month's opinion is asked for by its own app (`tells_itself`). A congress is taken some hundreds of holders at a time,
with as many statements for each batch, so that memory stays flat however many there are.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from uuid import UUID

from django.urls import reverse

from congress import configuration
from congress.models import Congress
from congress.notices import ROWS_AT_ONCE, Post, post_many
from congress.registries import reminder
from deputies.duties.asking import Asked, of_rows
from deputies.duties.counting import Progress, excuses_of, progress_of
from deputies.duties.holders import Scope, kinds
from deputies.duties.periods import Span, period_at
from deputies.duties.picking import part_of
from deputies.models import Duty

SEATS = ("deputy", "member")  # two kinds of the same people: told together


@reminder("duties_left", "履职任务还没完成的")
def duties_left(today: date) -> int:
    """Whoever has something left, once at each stage of a period. How many days before its end is a setting."""
    return post_many(_posts(today))


def _posts(today: date) -> Iterator[Post]:
    rows = list(Duty.objects.all())
    for congress in Congress.objects.order_by("path").iterator(chunk_size=ROWS_AT_ONCE):
        own = [row for row in rows if row.congress_id in (None, congress.pk)]
        for kind in ("month", "quarter", "year"):
            span = period_at(kind, today)
            if stage := stage_of(congress, kind, span, today):
                duties = [one for one in of_rows(own, span, today) if _is_told(one, kind)]
                for holders in (SEATS, ("group",)):
                    told = [one for one in duties if one.shown.holder in holders]
                    yield from _of_congress(congress, told, span, stage, today)


def stage_of(congress: Congress, kind: str, span: Span, today: date) -> str:
    """Which reminder of a month, quarter or year the day calls for; empty when it is too early.

    A day on which nobody is reminded is made up for by the next one, with the latest stage alone.
    """
    left = (span.last - today).days
    if kind == "month":
        return "last" if left <= configuration.value("duty.month_days", congress, on=today) else ""
    if left <= configuration.value("duty.last_days", congress, on=today):
        return "last"
    return "first" if left <= configuration.value("duty.first_days", congress, on=today) else ""


def _is_told(duty: Asked, kind: str) -> bool:
    if duty.countable is None or duty.shown.period != kind or duty.shown.holder not in kinds:
        return False
    return not (kind == "month" and duty.countable.tells_itself)


def _of_congress(congress: Congress, duties: Sequence[Asked], span: Span, stage: str, today: date) -> Iterator[Post]:
    """One for each person whom a holder's duties concern; holders in the order of their keys."""
    if not duties:
        return
    kind, year = duties[0].shown.holder, period_at("year", today)
    everybody = Scope(None, year.first, year.last, within=congress, alone=True)
    rows = kinds["deputy" if kind in SEATS else kind].rows(everybody).order_by("pk")
    after: UUID | None = None
    while keys := list((rows.filter(pk__gt=after) if after else rows).values_list("pk", flat=True)[:ROWS_AT_ONCE]):
        after = keys[-1]
        scope = Scope(None, year.first, year.last, within=congress, alone=True, keys=tuple(keys))
        yield from _of_batch(congress, duties, scope, span, stage, today)


def _of_batch(
    congress: Congress, duties: Sequence[Asked], scope: Scope, span: Span, stage: str, today: date
) -> Iterator[Post]:
    left: dict[UUID, list[str]] = {}
    names: dict[UUID, str] = {}
    for holders, table in progress_of(duties, scope, today).values():
        names |= {holder.key: holder.name for holder in holders}
        for (key, _), progress in table.items():
            if progress.is_asked and not progress.is_met:
                left.setdefault(key, []).append(_words(progress))
    kind = duties[0].shown.holder
    excused = excuses_of(scope, kinds[kind].subject, Span(today, today))  # whoever is excused today is left alone
    for key, people in kinds[kind].people(set(left) - set(excused), today).items():
        for person in people:
            is_group = kind not in SEATS
            yield Post(
                key=f"duties_left:{key}:{span.first.year}{part_of(span)}:{stage}:{person.pk}",
                kind="group_duties_left" if is_group else "duties_left",
                to=person,
                congress=congress,
                facts={"name": person.name, "organ": names[key], "until": span.last, "what": "、".join(left[key])},
                address=kinds[kind].address(key) if is_group else reverse("congress:home"),
                day=today,
            )


def _words(progress: Progress) -> str:
    """接待群众1次."""
    unit = progress.asked.countable.unit if progress.asked.countable else ""
    return f"{progress.asked.shown.label}{progress.left}{unit}"
