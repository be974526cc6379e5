"""Time limits in working days, days and months, on the official calendar of the State Council.

Counting follows 民法典第二百零一条至第二百零三条: the first day is not counted; a limit in months ends on the same
date of the last month, or on that month's last day when it has no such date; a last day that is a rest day moves to
the next working day. Working days follow the yearly 国务院办公厅 notice: holidays off, some weekend days worked.

Nothing here touches the database; `congress.calendar_table` makes a `Calendar` from the tables.
"""

import re
from bisect import bisect_right
from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Self

DAY = timedelta(days=1)
LONGEST = 9999
OUT_OF_RANGE = "期限超出可以计算的日期范围"


class Unit(StrEnum):
    """What a time limit is counted in: working days (工作日), calendar days (日), calendar months (月)."""

    WD = "WD"
    D = "D"
    M = "M"

    @property
    def label(self) -> str:
        """The word that follows the number on screen."""
        return {Unit.WD: "个工作日", Unit.D: "日", Unit.M: "个月"}[self]


@dataclass(frozen=True, slots=True)
class Span:
    """How long a time limit is.

    Args:
        count: from 1 to 9999, in `unit`.
        unit: working days, days or months.

    Raises:
        ValueError: when the count is outside its range; the text is Chinese and fit for the screen.
    """

    count: int
    unit: Unit

    def __post_init__(self) -> None:
        if not 1 <= self.count <= LONGEST:
            raise ValueError(f"期限的数目应为1至{LONGEST}，现为{self.count}")

    @classmethod
    def parse(cls, text: str) -> Self:
        """The span written as `7WD`, `30D` or `3M`; small letters and blanks around do not matter.

        Raises:
            ValueError: when the text has another form, or the count is outside its range.
        """
        found = re.fullmatch(r"([0-9]{1,9})\s*(WD|D|M)", text.strip().upper())
        if not found:
            raise ValueError(f"期限“{text.strip()}”无法识别，应为数目加单位：7WD（工作日）、30D（日）或3M（月）")
        return cls(int(found[1]), Unit(found[2]))

    @property
    def label(self) -> str:
        """7个工作日, 30日 or 3个月."""
        return f"{self.count}{self.unit.label}"

    def __str__(self) -> str:
        return f"{self.count}{self.unit}"


@dataclass(frozen=True, slots=True)
class Due:
    """When a time limit ends, and why.

    Attributes:
        unrolled: the day on which the count ends, before any shift.
        due: the last day in time; `unrolled`, or the next working day after it.
        because: one Chinese sentence from which a reader can check the date.
        presumed: whether it rests on a year without a published plan (按推定日历).
    """

    unrolled: date
    due: date
    because: str
    presumed: bool


@dataclass(frozen=True)
class Calendar:
    """Which days are worked.

    Args:
        special: days that are not what their weekday says: True is a weekend day worked, False a day off.
        planned_years: years whose plan has been published; all others count weekends only and are presumed.
        names: the holiday to which a special day belongs, where known.
    """

    special: Mapping[date, bool]
    planned_years: frozenset[int]
    names: Mapping[date, str] = field(default_factory=dict)
    _worked: dict[int, list[date]] = field(default_factory=dict, init=False, repr=False, compare=False)
    _marked: list[date] = field(default_factory=list, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "special", dict(self.special))
        object.__setattr__(self, "names", dict(self.names))
        self._marked.extend(sorted(self.special))

    def is_workday(self, day: date) -> bool:
        """Whether offices work on that day."""
        return self.special.get(day, day.weekday() < 5)

    def next_workday(self, day: date) -> date:
        """That day, or the first working day after it."""
        while not self.is_workday(day):
            day += DAY
        return day

    def previous_workday(self, day: date) -> date:
        """That day, or the last working day before it."""
        while not self.is_workday(day):
            day -= DAY
        return day

    def nearest_workday(self, day: date) -> date:
        """That day, or the working day nearest to it; of two equally near, the earlier."""
        before, after = self.previous_workday(day), self.next_workday(day)
        return before if day - before <= after - day else after

    def workdays_between(self, start: date, end: date) -> int:
        """Working days left on `start` until `end`: those after `start`, up to and including `end`.

        Returns:
            0 on the last day itself, a negative number of working days once it is past.
        """
        if end < start:
            return -self.workdays_between(end, start)
        total = sum(len(self._workdays_of(year)) for year in range(start.year, end.year))
        return (
            total + bisect_right(self._workdays_of(end.year), end) - bisect_right(self._workdays_of(start.year), start)
        )

    def add(self, start: date, span: Span, *, roll: bool = True) -> Due:
        """When a limit of that length ends that runs from `start`, itself not counted (民法典第二百零一条).

        Args:
            start: the day on which the limit begins to run, in Beijing.
            span: its length. Working days end on a working day by themselves.
            roll: whether days and months that end on a rest day move to the next working day (第二百零三条).

        Raises:
            ValueError: when the end lies beyond the year 9999. Years without a plan never raise.
        """
        try:
            if span.unit is Unit.WD:
                return self._add_workdays(start, span)
            end = start + span.count * DAY if span.unit is Unit.D else months_later(start, span.count)
            due = self.next_workday(end) if roll else end
        except OverflowError as error:
            raise ValueError(OUT_OF_RANGE) from error
        shortened = span.unit is Unit.M and end.day != start.day
        ending = f"该月没有{start.day}日，至月末 {end} 期满" if shortened else f"{end} 期满"
        if due != end:
            ending += f"，逢{self._rest_between(end, due)}，顺延至 {due}"
        elif not self.is_workday(end):
            ending += f"，逢{self._rest_between(end, end + DAY)}，不顺延"
        elif self.special.get(end):
            ending += "（调休上班日）"
        return self._due(start, span, end, due, first=end, parts=[ending])

    def _add_workdays(self, start: date, span: Span) -> Due:
        year, left = start.year, span.count
        worked = self._workdays_of(year)
        position = bisect_right(worked, start) + left - 1
        while position >= len(worked):
            position -= len(worked)
            year += 1
            worked = self._workdays_of(year)
        due = worked[position]
        marked = self._marked[bisect_right(self._marked, start) : bisect_right(self._marked, due)]
        parts = [
            f"{name}（{first}）不计" if first == last else f"{name}（{first} 至 {last}）不计"
            for name, first, last in self._holidays(marked)
        ]
        if made_up := [str(day) for day in marked if self.special[day]]:
            parts.append(f"{'、'.join(made_up)} 调休上班计入")
        return self._due(start, span, due, due, first=start + DAY, parts=[*parts, f"{due} 期满"])

    def _due(self, start: date, span: Span, unrolled: date, due: date, *, first: date, parts: list[str]) -> Due:
        """The result, presumed when a day from `first` to `due` is in a year without a plan."""
        unplanned = [str(year) for year in range(first.year, due.year + 1) if year not in self.planned_years]
        parts = [span.label, f"{start} 起算（当日不计）", *parts]
        if unplanned:
            listed = "、".join(unplanned) if len(unplanned) < 4 else f"{unplanned[0]}至{unplanned[-1]}"
            parts.append(f"{listed}年无已公布的放假安排，按推定日历（只除周末）")
        return Due(unrolled, due, "，".join(parts) + "。", bool(unplanned))

    def _rest_between(self, first: date, after: date) -> str:
        """What the rest days from `first` to the day before `after` are: holidays by name, or 休息日."""
        days = (first + DAY * number for number in range((after - first).days))
        return "、".join(dict.fromkeys(self.names.get(day) or "休息日" for day in days))

    def _holidays(self, marked: Iterable[date]) -> Iterator[tuple[str, date, date]]:
        """Runs of days off of one name, among special days in order: name, first day, last day."""
        run: tuple[str, date, date] | None = None
        for day in marked:
            if self.special[day]:
                continue
            name = self.names.get(day) or "放假"
            if run and run[0] == name and day - run[2] == DAY:
                run = (name, run[1], day)
                continue
            if run:
                yield run
            run = (name, day, day)
        if run:
            yield run

    def _workdays_of(self, year: int) -> list[date]:
        """All working days of a year in order, worked out once.

        Raises:
            OverflowError: beyond the year 9999.
        """
        if year not in self._worked:
            if year > date.max.year:
                raise OverflowError(OUT_OF_RANGE)
            first = date(year, 1, 1).toordinal()
            days = map(date.fromordinal, range(first, date(year, 12, 31).toordinal() + 1))
            self._worked[year] = [day for day in days if self.is_workday(day)]
        return self._worked[year]


def months_later(start: date, months: int) -> date:
    """The same date that many months on, or the last day of that month when it is shorter.

    Raises:
        OverflowError: beyond the year 9999.
    """
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if year > date.max.year:
        raise OverflowError(OUT_OF_RANGE)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def read_day(text: str) -> date:
    """The day written as 2026-02-12.

    Raises:
        ValueError: when the text has another form or there is no such day; the text is Chinese.
    """
    text = text.strip()
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
            raise ValueError(text)
        return date.fromisoformat(text)
    except ValueError as error:
        raise ValueError(f"日期“{text}”无法识别，应为存在的日期，格式如2026-02-12") from error
