"""Time limits: finding the rule in force, starting, stopping, extending; lights and days left in one place."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Q, QuerySet

from congress import configuration
from congress.calendar_table import current_calendar
from congress.models import Congress
from congress.remembered import once
from congress.workdays import Calendar, Due, Span, Unit
from proposals.models import Assignment, Clock, Limit, LimitKey, Promise, Proposal, Reply

Owner = Proposal | Assignment | Reply | Promise


class NoLimit(Exception):
    """No rule for this limit is in force: the table of limits has a hole."""


def limit_for(key: str, congress: Congress, lane: str, *, on: date) -> Limit:
    """The rule in force: the congress's own before the common one, its lane and level before all, the newest.

    Raises:
        NoLimit: when the table holds none.
    """
    rules = once(("limits", congress.pk), lambda: list(rules_of(congress)))
    found = acting(rules, key, lane, on=on)
    if found is None:
        raise NoLimit(f"no limit {key} for {congress} on {on}")
    return found


def rules_of(congress: Congress) -> QuerySet[Limit]:
    """Every rule that may act for a congress, whatever the limit, lane and day."""
    return Limit.objects.filter(Q(congress__isnull=True) | Q(congress=congress), Q(level="") | Q(level=congress.level))


def acting(rules: Iterable[Limit], key: str, lane: str, *, on: date) -> Limit | None:
    """Of a congress's rules the one that acts for a limit in a lane on a day."""
    rows = [row for row in rules if row.key == key and row.lane in ("", lane) and row.starts_on <= on]
    return max(
        rows,
        key=lambda row: (row.congress_id is not None, bool(row.level) + bool(row.lane), row.lane != "", row.starts_on),
        default=None,
    )


def proposal_of(owner: Owner) -> Proposal:
    """The proposal a clock's owner belongs to."""
    if isinstance(owner, Proposal):
        return owner
    if isinstance(owner, Assignment):
        return owner.proposal
    return (owner if isinstance(owner, Reply) else owner.reply).assignment.proposal


def start(key: str, owner: Owner, *, on: date, until: date | None = None, rule: str = "") -> Clock:
    """Start a limit. The clock keeps the due date and the ground it started with, whatever rule comes later.

    Args:
        key: which limit.
        owner: whose it is.
        on: the day it is counted from (that day itself is not counted, 民法典 art. 201).
        until: a ceiling that the due date never passes.
        rule: the limit whose length and ground count, where it is not the same.
    """
    proposal = proposal_of(owner)
    limit = limit_for(rule or key, proposal.holder, proposal.lane, on=on)
    return _create(key, owner, proposal, Span(limit.count, Unit(limit.unit)), limit.ground, on=on, until=until)


def await_assignment(proposal: Proposal, *, on: date) -> Clock:
    """The desk's limit for handing it over; what was put forward in a session is handed over together after it closes.

    Args:
        on: from which it counts, or from the closing day when that is later.
    """
    if proposal.session is None or on > proposal.session.closes_on:
        return start(LimitKey.ASSIGN, proposal, on=on)
    return start(LimitKey.ASSIGN, proposal, on=proposal.session.closes_on, rule=LimitKey.ASSIGN_SESSION)


def start_until(key: str, owner: Owner, *, on: date, due: date, ground: str) -> Clock:
    """Start a clock whose last day somebody named, such as a promise or a granted extension."""
    proposal = proposal_of(owner)
    return Clock.objects.create(
        limit=key,
        root=proposal,
        holder=proposal.holder,
        started_on=on,
        unrolled_on=due,
        due_on=due,
        span="",
        ground=ground,
        because=f"{ground}：{due:%Y-%m-%d}",
        **{str(owner._meta.model_name): owner},
    )


def _create(
    key: str, owner: Owner, proposal: Proposal, span: Span, ground: str, *, on: date, until: date | None
) -> Clock:
    due = counted(span, on=on, until=until, calendar=current_calendar())
    return Clock.objects.create(
        limit=key,
        root=proposal,
        holder=proposal.holder,
        started_on=on,
        unrolled_on=due.unrolled,
        due_on=due.due,
        span=str(span),
        ground=ground,
        because=due.because,
        is_presumed=due.presumed,
        **{str(owner._meta.model_name): owner},
    )


def counted(span: Span, *, on: date, until: date | None, calendar: Calendar) -> Due:
    """When a limit of that length ends that runs from `on`, never after `until`, and by which sum."""
    due = calendar.add(on, span)
    last = max(min(due.due, until or due.due), on)
    cut = "" if last == due.due else f"；自首次交办起有最长期限，不晚于{last:%Y-%m-%d}"
    return Due(min(due.unrolled, last), last, f"{due.because}{cut}", due.presumed)


def stop(key: str, owner: Owner, *, on: date) -> None:
    """Stop a running limit of this owner; nothing happens when none runs."""
    owner.clocks.filter(limit=key, stopped_on__isnull=True).update(stopped_on=on)


def stop_all(owner: Owner, *, on: date) -> None:
    """Stop whatever still runs for this owner."""
    owner.clocks.filter(stopped_on__isnull=True).update(stopped_on=on)


def stop_everything(proposal: Proposal, *, on: date) -> None:
    """Stop every clock of the proposal and of all that hangs on it."""
    proposal.all_clocks.filter(stopped_on__isnull=True).update(stopped_on=on)


def extension_cap(assignment: Assignment, *, calendar: Calendar | None = None) -> date:
    """The last day to which a reply may be extended: 6 months from 交办 (代表法 art. 51), rolled to a working day.

    Args:
        calendar: that to roll by; the one in force when left out.
    """
    proposal = assignment.proposal
    rule = limit_for(LimitKey.REPLY_EXTENDED, proposal.holder, proposal.lane, on=assignment.assigned_on)
    return (calendar or current_calendar()).add(assignment.first_assigned_on, Span(rule.count, Unit(rule.unit))).due


def ceiling(assignment: Assignment, *, calendar: Calendar | None = None) -> date | None:
    """For an organ that takes over from another: the last day for a reply, counted from the first 交办.

    Six months (代表法 art. 51). None for an organ that is the first.
    """
    is_first = assignment.first_assigned_on == assignment.assigned_on
    return None if is_first else extension_cap(assignment, calendar=calendar)


@dataclass(frozen=True)
class Thresholds:
    """When a light changes: working days left, or for a short limit the share of its time that is over."""

    yellow_days: int
    red_days: int
    short_days: int
    yellow_share: float
    red_share: float


def thresholds(today: date) -> Thresholds:
    """Those in force on a day, the same for all levels, so that one matter has one colour everywhere."""

    def read() -> Thresholds:
        return Thresholds(
            yellow_days=configuration.value("light.yellow_days", on=today),
            red_days=configuration.value("light.red_days", on=today),
            short_days=configuration.value("light.short_days", on=today),
            yellow_share=configuration.value("light.yellow_percent", on=today) / 100,
            red_share=configuration.value("light.red_percent", on=today) / 100,
        )

    return once(("light", today), read)


@dataclass(frozen=True)
class Light:
    """How urgent a clock is, as pages, lists, messages and Excel all say it: colour, words, working days left."""

    clock: Clock
    today: date
    calendar: Calendar

    @cached_property
    def left(self) -> int:
        """Working days from today to the due date; negative when overdue (then counted in calendar days)."""
        if self.clock.due_on < self.today:
            return (self.clock.due_on - self.today).days
        return self.calendar.workdays_between(self.today, self.clock.due_on)

    @property
    def is_overdue(self) -> bool:
        return self.clock.due_on < self.today

    @cached_property
    def whole(self) -> int:
        """The limit's length in working days."""
        return self.calendar.workdays_between(self.clock.started_on, self.clock.due_on)

    @property
    def gone(self) -> float:
        """The share of the limit's working days that is over: 0 at its start, 1 on its last day and later."""
        return 1 - self.left / self.whole if self.whole and not self.is_overdue else 1.0

    @cached_property
    def colour(self) -> str:
        """green, yellow or red: more than 10 working days, 10–4, 3 or fewer or overdue.

        Short limits (10 working days or fewer in all) turn yellow at 50 % and red at 80 % of their time. All five
        numbers are dated settings.
        """
        if self.is_overdue:
            return "red"
        at = thresholds(self.today)
        if self.whole <= at.short_days:
            return "red" if self.gone >= at.red_share else "yellow" if self.gone >= at.yellow_share else "green"
        return "red" if self.left <= at.red_days else "yellow" if self.left <= at.yellow_days else "green"

    @property
    def words(self) -> str:
        """还剩12个工作日 / 今天到期 / 11月29日到期 / 超期2天."""
        if self.is_overdue:
            return f"超期{-self.left}天"
        return f"还剩{self.left}个工作日" if self.left else f"{self.last_day}到期"

    @property
    def last_day(self) -> str:
        """今天, or the day's name: one that somebody named may be a rest day with no working day before it."""
        due = self.clock.due_on
        return "今天" if due == self.today else f"{due.month}月{due.day}日"


def light(clock: Clock | None, *, today: date, calendar: Calendar | None = None) -> Light | None:
    """The light of a running clock; None for none or a stopped one."""
    if clock is None or clock.stopped_on is not None:
        return None
    return Light(clock, today, calendar or current_calendar())
