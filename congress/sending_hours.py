"""When messages may go out: 08:30 to 20:30 in Beijing, for some only on working days."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from congress.calendar_table import current_calendar

OPENS = time(8, 30)
CLOSES = time(20, 30)


def opening(moment: datetime, *, only_on_workdays: bool) -> datetime:
    """That moment, or the first one after it at which a message may go out."""
    local = timezone.localtime(moment)
    day = local.date()
    if local.time() >= CLOSES:
        day += timedelta(days=1)
    if only_on_workdays:
        day = current_calendar().next_workday(day)
    if day == local.date() and local.time() >= OPENS:
        return moment
    return timezone.make_aware(datetime.combine(day, OPENS))
