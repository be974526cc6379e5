"""How long the database may think over one statement of a web request: five seconds, for an export a minute."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

FOR_AN_EXPORT = 60


@contextmanager
def patient(seconds: int = FOR_AN_EXPORT) -> Iterator[None]:
    """Inside, a statement may take that long where a limit is set at all: in the web, on PostgreSQL."""
    if "statement_timeout" not in connection.settings_dict["OPTIONS"].get("options", ""):
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', %s, false)", [f"{seconds}s"])
    try:
        yield
    finally:
        if not connection.needs_rollback:
            with connection.cursor() as cursor:
                cursor.execute("RESET statement_timeout")
