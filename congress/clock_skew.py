"""How far the clock of this machine is from the database's: limits and codes are counted by the one and the other."""

from datetime import timedelta

from django.db import connection
from django.utils.timezone import now

MOST = timedelta(seconds=2)


def measured() -> timedelta:
    """The database's clock less this machine's; the time the question took is halved. Nothing on SQLite."""
    if connection.vendor != "postgresql":
        return timedelta(0)
    before = now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        theirs = cursor.fetchone()[0]
    after = now()
    return theirs - (before + (after - before) / 2)


def is_wrong(skew: timedelta) -> bool:
    """More than two seconds either way."""
    return abs(skew) > MOST
