"""季度进展: when each organ is asked how far it has come with what it promised, and for which promises."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef

from congress import configuration
from congress.models import Congress
from congress.workdays import months_later
from proposals.models import Promise, PromiseProgress, PromiseQuerySet

LAST = 4


@dataclass(frozen=True)
class Quarter:
    """A quarter of a year, by its first day."""

    starts_on: date

    @property
    def ends_on(self) -> date:
        return months_later(self.starts_on, 3) - timedelta(days=1)

    @property
    def number(self) -> int:
        return (self.starts_on.month + 2) // 3

    @property
    def name(self) -> str:
        return f"{self.starts_on.year}Q{self.number}"

    @property
    def is_last(self) -> bool:
        """The last one of a year reports on this year's and last year's promises."""
        return self.number == LAST


def quarter_of(day: date) -> Quarter:
    return Quarter(date(day.year, (day.month - 1) // 3 * 3 + 1, 1))


def asks_from(quarter: Quarter, congress: Congress) -> date:
    """The day from which a congress asks in that quarter: days before its end (setting promise.report_days)."""
    days = configuration.value("promise.report_days", congress, on=quarter.starts_on)
    return quarter.ends_on - timedelta(days=days)


def unreported(promises: PromiseQuerySet, quarter: Quarter) -> PromiseQuerySet:
    """Of these the ones that are owed, were made before the quarter's last days and of which it heard nothing yet."""
    told = PromiseProgress.objects.filter(promise=OuterRef("pk"), on__gte=quarter.starts_on, on__lte=quarter.ends_on)
    return promises.filter(~Exists(told), state=Promise.State.OPEN, made_on__lt=quarter.ends_on)
