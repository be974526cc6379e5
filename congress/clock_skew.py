"""How far the clock of this machine is from the database's: limits and codes are counted by the one and the other."""

from datetime import datetime, timedelta
from typing import cast

from django.db import connection
from django.utils.timezone import now

MOST = timedelta(seconds=2)


def measured() -> timedelta:
    """The database's clock less this machine's; the time the question took is halved. Nothing on SQLite."""
    if connection.vendor != "postgresql":
        return timedelta(0)
    before = now()
    theirs = _theirs()
    after = now()
    return theirs - (before + (after - before) / 2)


def is_before(end: datetime) -> bool:
    """Whether it is not yet that moment by either clock: one that was put back opens nothing again."""
    return now() < end and (connection.vendor != "postgresql" or _theirs() < end)


def _theirs() -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cast(datetime, cursor.fetchone()[0])


def is_wrong(skew: timedelta) -> bool:
    """More than two seconds either way."""
    return abs(skew) > MOST
