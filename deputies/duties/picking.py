"""Which days a page is about: read from its address, and written into the links to others.

The board and its Excel, the lists behind its numbers, one deputy's duties and his dossier read them here. An address
writes a period as length=quarter&at=2026-3; the board's form sends year=2026&period=q3; the list behind a number has
from=2026-07-01&to=2026-09-30.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import QueryDict

from deputies.duties.periods import MONTHS_OF, NUMERALS, Span, period_at

LENGTHS = {"year": "全年", "half": "半年", "quarter": "季度", "month": "月份", "term": "本届以来"}
OF_DUTIES = ("year", "quarter", "month")
OF_DOSSIERS = ("year", "half", "quarter", "term")
PARTS = [  # of a year, as a form offers them
    ("", "全年"),
    *((f"q{at}", f"{word}季度") for at, word in enumerate(NUMERALS, 1)),
    *((f"{at:02}", f"{at}月") for at in range(1, 13)),
]
WRITTEN = {
    "year": "[0-9]{4}",
    "half": "[0-9]{4}-[12]",
    "quarter": "[0-9]{4}-[1-4]",
    "month": "[0-9]{4}-(0?[1-9]|1[0-2])",
    "term": "",
}
EARLIEST = date(2000, 1, 1)  # where no term sets the beginning
UNREAD = "地址里的时段看不懂，下面是{}的。"
OUTSIDE = "这个时段不在任期里，下面是{}的。"
ONE = timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """Days with their name, and how an address writes them.

    Attributes:
        length: a key of LENGTHS; empty for days that are no whole period.
        at: 2026, 2026-2, 2026-08; empty for the term.
    """

    length: str
    at: str
    span: Span
    label: str


def period_of(span: Span) -> Period:
    """The month, quarter, half or year that has exactly these days, or just these days."""
    year, month = span.first.year, span.first.month
    written = {
        "": "",
        "year": f"{year}",
        "half": f"{year}-{(month + 5) // 6}",
        "quarter": f"{year}-{(month + 2) // 3}",
        "month": f"{year}-{month:02}",
    }
    return Period(span.length, written[span.length], span, span.label)


def period_on(length: str, day: date, first: date, today: date) -> Period:
    """The period of that length in which a day lies; the term from its first month to this day.

    Args:
        first: when the term began.
    """
    if length != "term":
        return period_of(period_at(length, day))
    begins = first.replace(day=1)  # an opinion counts for its month
    label = f"本届以来（{begins.year}年{begins.month}月起）"
    return Period(length, "", Span(begins, max(today, begins)), label)


def asked_for(query: Mapping[str, str], lengths: Sequence[str], first: date, today: date) -> tuple[Period, str]:
    """What an address asks for, and a sentence when that could not be given; then it is the present period.

    Args:
        query: length and at, as they were typed; both left out for the present one of the first length.
        lengths: those that the page has.
        first: when the term began.
    """
    length, at = query.get("length", ""), query.get("at", "")
    known = length if length in lengths else lengths[0]
    present = period_on(known, today, first, today)
    if (length and length != known) or (at and not re.fullmatch(WRITTEN[known], at)):
        return present, UNREAD.format(present.label)
    if not at:
        return present, ""
    year, _, number = at.partition("-")
    if not first.year <= int(year) <= today.year:
        return present, OUTSIDE.format(present.label)
    found = period_of(period_at(known, date(int(year), (int(number or 1) - 1) * MONTHS_OF[known] + 1, 1)))
    is_within = found.span.last >= first and found.span.first <= today
    return (found, "") if is_within else (present, OUTSIDE.format(present.label))


def neighbours(period: Period, first: date, today: date) -> tuple[Period | None, Period | None]:
    """The period before and the one after, where there is one between the term's beginning and today."""
    span, length = period.span, period.length
    if length not in MONTHS_OF:
        return None, None
    before = period_of(period_at(length, span.first - ONE)) if span.first > first else None
    after = period_of(period_at(length, span.last + ONE)) if span.last < today else None
    return before, after


def days_asked(query: Mapping[str, str], default: Span) -> Span:
    """From one day to another; what is no day is the default's."""
    days = []
    for name, day in (("from", default.first), ("to", default.last)):
        try:
            days.append(date.fromisoformat(query.get(name, "")))
        except ValueError:
            days.append(day)
    return Span(*days)


def chosen(year: int, part: str) -> Span:
    """The year, or the quarter or month of it that a form names: q1 to q4, 01 to 12."""
    if part.startswith("q"):
        return period_at("quarter", date(year, int(part[1:]) * 3, 1))
    return period_at("month", date(year, int(part), 1)) if part else period_at("year", date(year, 1, 1))


def part_of(span: Span) -> str:
    """What a form calls a month, a quarter or a year."""
    return {"month": f"{span.first.month:02}", "quarter": f"q{span.last.month // 3}"}.get(span.length, "")


def as_at(period: Period) -> dict[str, str]:
    """How the address of one deputy's duties or dossier asks for it."""
    return {"length": period.length, "at": period.at}


def as_part(period: Period) -> dict[str, str]:
    """How the board's address asks for it."""
    return {"year": str(period.span.first.year), "period": part_of(period.span)}


def as_days(period: Period) -> dict[str, str]:
    """How the address of the list behind a number asks for it."""
    return {"from": f"{period.span.first}", "to": f"{period.span.last}"}


@dataclass(frozen=True)
class Link:
    """Where other days are shown, and whether they are those that are shown already."""

    label: str
    address: str
    is_here: bool = False


@dataclass(frozen=True)
class Picker:
    """The same days by year, quarter or month; the period before and the one after."""

    lengths: list[Link]
    before: Link | None
    after: Link | None


def picker(
    period: Period,
    lengths: Sequence[str],
    first: date,
    today: date,
    *,
    query: QueryDict,
    way: Callable[[Period], Mapping[str, str]],
) -> Picker:
    """Links from the page of a period to the pages of others.

    Args:
        lengths: those that the page has.
        first: when the term began.
        query: what else the address asks for stays, but for the number of the page.
        way: how an address of this page asks for a period.
    """

    def link(each: Period, label: str) -> Link:
        address = query.copy()
        for name, value in {"page": "", **way(each)}.items():
            address.pop(name, None)
            if value:
                address[name] = value
        return Link(label, f"?{address.urlencode()}", each.length == period.length)

    anchor = min(period.span.last, max(period.span.first, today))
    near = [link(each, each.label) if each else None for each in neighbours(period, first, today)]
    return Picker([link(period_on(one, anchor, first, today), LENGTHS[one]) for one in lengths], near[0], near[1])
