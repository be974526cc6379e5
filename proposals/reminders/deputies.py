"""What deputies are reminded of: the month's opinion, a returned item, a reply to rate."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import QuerySet
from django.urls import reverse

from congress.calendar_table import current_calendar
from congress.notices import ROWS_AT_ONCE, Post, post_many
from congress.registries import reminder
from congress.workdays import Calendar
from deputies.models import Seat
from proposals.clocks import Light
from proposals.coverage import last_of, owing
from proposals.models import Clock, LimitKey
from proposals.rating import lapse_overdue
from proposals.reminders.stages import weeks_since

MONTHLY_DAY = 20
DAYS_BEFORE_MONTH_END = 3
# Of 15 working days for rating, the 7th and the 12th: shares, so that another limit keeps the proportion.
RATING_STAGES = [(12 / 15, "late"), (7 / 15, "early")]


def month_stages(today: date, calendar: Calendar) -> tuple[date, date]:
    """The two days of a month on which the opinion is asked for: both working days.

    Returns:
        The working day nearest the 20th (of two, the earlier), and the third day before the month's last one,
        moved back to a working day.
    """
    last = last_of(today.replace(day=1))
    first = calendar.nearest_workday(today.replace(day=MONTHLY_DAY))
    return first, max(first, calendar.previous_workday(last - timedelta(days=DAYS_BEFORE_MONTH_END)))


@reminder("month_missing", "本月还没有提意见的")
def month_missing(today: date) -> int:
    """Who has not put an opinion forward this month, on two days of it."""
    first, second = month_stages(today, current_calendar())
    if today < first:
        return 0
    month, stage = today.replace(day=1), "second" if today >= second else "first"
    left = last_of(month).day - today.day
    missing = owing(Seat.objects.filter(person__is_active=True), month, on=today)
    return post_many(
        Post(
            key=f"month_missing:{seat.pk}:{month:%Y-%m}:{stage}",
            kind="month_missing",
            to=seat.person,
            congress=seat.congress,
            facts={"name": seat.person.name, "m": today.month, "d": left},
            address=reverse("congress:home"),
            day=today,
        )
        for seat in missing.select_related("person", "congress").iterator(chunk_size=ROWS_AT_ONCE)
    )


@reminder("sent_back_waiting", "等代表补充的")
def sent_back_waiting(today: date) -> int:
    """A returned item whose limit for supplementing is over, then each week."""
    return post_many(
        _post(
            "sent_back_waiting",
            clock,
            today,
            stage=f"week{weeks_since(clock.due_on, today)}",
            address=clock.root.get_absolute_url(),
        )
        for clock in _running(LimitKey.SUPPLEMENT).filter(due_on__lte=today).iterator(chunk_size=ROWS_AT_ONCE)
    )


@reminder("rating_due", "等代表评价的")
def rating_due(today: date) -> int:
    """A reply not yet rated, on the 7th and the 12th of 15 working days; then silence is recorded as 未评价."""
    calendar = current_calendar()

    def posts() -> Iterator[Post]:
        clocks = _running(LimitKey.RATE).select_related("reply").filter(due_on__gte=today)
        for clock in clocks.iterator(chunk_size=ROWS_AT_ONCE):
            light = Light(clock, today, calendar)
            stage = next((name for share, name in RATING_STAGES if light.gone >= share), None)
            if stage and clock.reply:
                address = reverse("proposals:rate", args=[clock.reply.assignment_id])
                yield _post("rating_due", clock, today, stage=stage, address=address, d=light.left)

    return post_many(posts())


@reminder("lapse", "过期没有评价的记为未评价")
def lapse(today: date) -> int:
    """Record as 未评价 what was not rated in its time, and say so. Gives the number of replies."""
    return lapse_overdue(today)


def _running(limit: str) -> QuerySet[Clock]:
    clocks = Clock.objects.running().filter(limit=limit, root__is_live=True, root__seat__is_placeholder=False)
    return clocks.select_related("root__seat__person", "root__holder")


def _post(kind: str, clock: Clock, today: date, *, stage: str, address: str, **facts: object) -> Post:
    proposal, person = clock.root, clock.root.seat.person
    return Post(
        key=f"{kind}:{clock.pk}:{stage}:{person.pk}",
        kind=kind,
        to=person,
        congress=proposal.holder,
        facts={"name": person.name, "no": proposal.number, **facts},
        address=address,
        day=today,
    )
