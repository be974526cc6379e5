"""What duties count: each app declares its records where they live, and no app enters a count anywhere.

A duty (deputies.models.Duty) names one of these, a period and a target. The number on a page and the list that it
opens are one query, because both are made of `records`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Line:
    """One record as a list of what was counted shows it.

    Attributes:
        is_of_month: it belongs to the month of that day and to no day of it.
    """

    day: date
    label: str
    address: str = ""
    is_of_month: bool = False

    @property
    def when(self) -> str:
        """2026-11-20, or 2026年11月."""
        return f"{self.day.year}年{self.day.month}月" if self.is_of_month else self.day.isoformat()


@dataclass(frozen=True)
class Countable:
    """Records that a duty may count, each of one holder and one day, so that none counts twice in a period.

    Attributes:
        subject: whose they are: "seat" or "group".
        unit: 次, 条, 件 …
        records: `records(actor)` gives what counts among what this actor may see, everything for None: a queryset
            whose rows carry `holder` (the key of the seat or group), `counted_on` (a date) and `amount` (a whole
            number). What was withdrawn, cancelled or replaced is not among them.
        line: how one of these records is shown.
        is_standing: what counts is that one holds on a day: rows carry `counted_until` too, None while it lasts.
        says: 口径, in the words that stand beside the number.
        congress: the way from a record to its holder's congress, such as seat__congress: nothing new, but it lets the
            database begin there instead of reading everybody's records.
        tells_itself: its app reminds of it each month; the reminder of duties leaves the month's out.
    """

    name: str
    label: str
    subject: str
    unit: str
    records: Callable[[Any], Any]
    line: Callable[[Any], Line]
    says: str
    is_standing: bool = False
    congress: str = ""
    tells_itself: bool = False


countables: dict[str, Countable] = {}


def declare(countable: Countable) -> None:
    """Put it on the list, from an app's declarations.py."""
    countables[countable.name] = countable


@dataclass(frozen=True)
class OpenKind:
    """Records of deputies of which each is public by itself: what a page for everybody may say of one of them.

    Attributes:
        records: `records()` gives those that everybody may read today: a queryset whose rows carry `holder` (the key
            of the seat), `counted_on` and `amount`. What is refused, withdrawn, secret or says anything of a citizen
            is not among them, nor is it counted.
        line: how one of them is shown, in words that stand on a public page already, with that page's address.
    """

    name: str
    label: str
    unit: str
    records: Callable[[], Any]
    line: Callable[[Any], Line]


open_kinds: dict[str, OpenKind] = {}


def declare_open(kind: OpenKind) -> None:
    """Put it on the list, from an app's declarations.py."""
    open_kinds[kind.name] = kind
