"""Which days a dossier covers: a year, a half, a quarter, or the term so far."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from deputies.duties.periods import NUMERALS, Span

LENGTHS = {"year": "年", "half": "半年", "quarter": "季度", "term": "本届以来"}
MONTHS = {"year": 12, "half": 6, "quarter": 3}
WRITTEN = {"year": r"[0-9]{4}", "half": r"[0-9]{4}-[12]", "quarter": r"[0-9]{4}-[1-4]", "term": ""}
UNREAD = "地址里的时段看不懂，下面是{}的。"
OUTSIDE = "这个时段不在任期里，下面是{}的。"


@dataclass(frozen=True)
class Period:
    """Days with their name, and how an address writes them.

    Attributes:
        length: a key of LENGTHS.
        at: 2026, 2026-2, empty for the term.
    """

    length: str
    at: str
    span: Span
    label: str


def period_on(length: str, day: date, first: date, today: date) -> Period:
    """The year, half or quarter in which a day lies; the term from its first month to this day.

    Args:
        first: when the seat began.
    """
    if length == "term":
        begins = first.replace(day=1)  # an opinion counts for its month
        label = f"本届以来（{begins.year}年{begins.month}月起）"
        return Period(length, "", Span(begins, max(today, begins)), label)
    months = MONTHS[length]
    number = (day.month - 1) // months
    begins = date(day.year, number * months + 1, 1)
    last = begins.replace(month=begins.month + months - 1)
    span = Span(begins, last.replace(day=monthrange(last.year, last.month)[1]))
    if length == "year":
        return Period(length, str(day.year), span, f"{day.year}年")
    word = ("上半年", "下半年")[number] if length == "half" else f"{NUMERALS[number]}季度"
    return Period(length, f"{day.year}-{number + 1}", span, f"{day.year}年{word}")


def asked_for(length: str, at: str, first: date, today: date) -> tuple[Period, str]:
    """What an address asks for, and a sentence when that could not be given; then it is the present period.

    Args:
        length, at: as they were typed; both empty for this year.
        first: when the seat began.
    """
    known = length if length in LENGTHS else "year"
    present = period_on(known, today, first, today)
    if (length and length not in LENGTHS) or (at and not re.fullmatch(WRITTEN[known], at)):
        return present, UNREAD.format(present.label)
    if not at:
        return present, ""
    year, _, number = at.partition("-")
    if not first.year <= int(year) <= today.year:
        return present, OUTSIDE.format(present.label)
    month = (int(number or 1) - 1) * MONTHS[known] + 1
    found = period_on(known, date(int(year), month, 1), first, today)
    return (found, "") if _is_within(found, first, today) else (present, OUTSIDE.format(present.label))


def neighbours(period: Period, first: date, today: date) -> tuple[Period | None, Period | None]:
    """The period before and the one after, where there is one between the seat's beginning and today."""
    if period.length == "term":
        return None, None
    begins, months = period.span.first, MONTHS[period.length]
    found = []
    for step in (-months, months):
        at = begins.year * 12 + begins.month - 1 + step
        other = period_on(period.length, date(at // 12, at % 12 + 1, 1), first, today)
        found.append(other if _is_within(other, first, today) else None)
    return found[0], found[1]


def _is_within(period: Period, first: date, today: date) -> bool:
    return period.span.last >= first and period.span.first <= today
