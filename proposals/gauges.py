"""What Prometheus reads of proposals: limits that run, and those that are over."""

from collections.abc import Iterable

from django.db.models import Count, Q
from django.utils.timezone import localdate

from congress.registries import Sample, gauge
from proposals.models import Clock, LimitKey


@gauge("portal_running_clocks", "Limits that run, by what is limited.")
def running() -> Iterable[Sample]:
    return _counted(Q())


@gauge("portal_overdue_clocks", "Limits that run and whose last day is over, by what is limited.")
def overdue() -> Iterable[Sample]:
    return _counted(Q(due_on__lt=localdate()))


def _counted(which: Q) -> Iterable[Sample]:
    rows = Clock.objects.running().filter(which, root__is_live=True).order_by().values("limit")
    counts = {row["limit"]: row["number"] for row in rows.annotate(number=Count("pk"))}
    return [({"limit": key}, counts.get(key, 0)) for key in LimitKey.values]
