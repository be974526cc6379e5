"""The week in which a proposal was put forward, as the index of pairs knows it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone

FIRST = date(2000, 1, 3)  # a Monday; whatever is older stands in week 1
UNKNOWN = 0


def week_of(moment: datetime | None) -> int:
    """Weeks from the first Monday of 2000 on, Beijing time; 0 for what has not been put forward."""
    return max(1, 1 + (timezone.localdate(moment) - FIRST).days // 7) if moment else UNKNOWN


@dataclass(frozen=True)
class Span:
    """What was put forward from one moment to another, both included, and what has not been."""

    since: datetime
    until: datetime

    @property
    def weeks(self) -> list[int]:
        """All of which there is something in it."""
        return [UNKNOWN, *range(week_of(self.since), week_of(self.until) + 1)]

    @property
    def of_proposals(self) -> Q:
        return Q(submitted_at__range=(self.since, self.until)) | Q(submitted_at=None)
