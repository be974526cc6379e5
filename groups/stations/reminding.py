"""A notice to the deputies on duty some days before each reception day."""

from collections.abc import Iterator
from datetime import date, timedelta

from congress import configuration
from congress.models import Congress
from congress.notices import Post, post_many
from congress.registries import reminder
from groups.models import DutySeat


@reminder("duty_days", "值班接待日提前告知")
def duty_days(today: date) -> int:
    """Each deputy on duty, once for each day; a day that is moved is told anew. How long before is a setting."""
    return post_many(_posts(today))


def _posts(today: date) -> Iterator[Post]:
    congresses = Congress.objects.filter(stations__duty_days__day__gt=today).distinct()
    for congress in congresses.order_by("path"):
        before = configuration.value("station.notice_days", congress, on=today)
        rows = DutySeat.objects.filter(
            day__station__congress=congress,
            day__is_cancelled=False,
            day__day__gt=today,
            day__day__lte=today + timedelta(days=before),
        )
        rows = rows.select_related("day__station", "seat__person", "seat__congress").order_by("day__day", "pk")
        for row in rows.iterator(chunk_size=500):
            yield Post(
                key=f"duty_day:{row.day_id}:{row.day.day}:{row.seat_id}",
                kind="duty_day",
                to=row.seat.person,
                congress=row.seat.congress,
                facts={"name": row.seat.person.name, "date": row.day.day, "organ": str(row.day.station)},
                address=row.day.station.get_absolute_url(),
                day=today,
            )
