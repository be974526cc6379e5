"""Reports and exports are read from a copy of the database, when there is one and it has all that was written so far.

Everything else is read where it is written, so that whoever wrote something sees it. A copy that is away or behind is
left alone for some seconds, and the reader notices nothing: the database itself answers.
"""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.db import Error, connection, connections

ALIAS = "replica"
CATCH_UP = 0.5  # seconds a reader waits until the copy has what was written before he asked
LEFT_ALONE = 5.0  # seconds without another try
log = logging.getLogger(__name__)
_is_reading: ContextVar[bool] = ContextVar("is_reading", default=False)
_again_at = [0.0]


class Router:
    """Django's router: reads inside `from_replica` go to the copy, everything else to the database."""

    def db_for_read(self, model: Any, **hints: Any) -> str:
        return ALIAS if _is_reading.get() else "default"

    def db_for_write(self, model: Any, **hints: Any) -> str:
        return "default"

    def allow_relation(self, first: Any, second: Any, **hints: Any) -> bool:
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db != ALIAS


@contextmanager
def from_replica() -> Iterator[None]:
    """Inside, rows are read from the copy if it is fit. What is asked for lazily must be asked for inside."""
    token = _is_reading.set(ALIAS in settings.DATABASES and _is_fit())
    try:
        yield
    finally:
        _is_reading.reset(token)


def _is_fit() -> bool:
    """Whether the copy answers, and has all that was written up to now."""
    if time.monotonic() < _again_at[0]:
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_wal_flush_lsn()::text")
        (written,) = cursor.fetchone()
    try:
        if _has(written):
            return True
        reason = "it is behind"
    except Error as error:
        reason = str(error)
        connections[ALIAS].close()
    _again_at[0] = time.monotonic() + LEFT_ALONE
    log.warning("The copy of the database is not read for %s s: %s", LEFT_ALONE, reason)
    return False


def _has(written: str) -> bool:
    until = time.monotonic() + CATCH_UP
    with connections[ALIAS].cursor() as cursor:
        while True:
            cursor.execute("SELECT pg_is_in_recovery() AND pg_last_wal_replay_lsn() >= %s::pg_lsn", [written])
            if cursor.fetchone()[0]:
                return True
            if time.monotonic() > until:
                return False
            time.sleep(0.02)
