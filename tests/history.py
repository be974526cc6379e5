"""Lifting the lock on the append-only tables for a moment: to empty them between tests, and to tamper with them."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

LOCKS_ON_POSTGRESQL = """
SELECT quote_ident(relname), quote_ident(tgname) FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
WHERE NOT tgisinternal AND tgname LIKE '%append_only%'
"""
LOCKS_ON_SQLITE = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%append_only%'"


@contextmanager
def unlocked() -> Iterator[None]:
    """The append-only tables can be changed meanwhile; afterwards the database refuses again."""
    on_postgresql = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        cursor.execute(LOCKS_ON_POSTGRESQL if on_postgresql else LOCKS_ON_SQLITE)
        locks = cursor.fetchall()
    if on_postgresql:
        lift = [f"ALTER TABLE {table} DISABLE TRIGGER {name}" for table, name in locks]
        restore = [f"ALTER TABLE {table} ENABLE TRIGGER {name}" for table, name in locks]
    else:
        lift = [f'DROP TRIGGER "{name}"' for name, _ in locks]
        restore = [statement for _, statement in locks]
    _run(lift)
    try:
        yield
    finally:
        _run(restore)


def _run(statements: list[str]) -> None:
    # PostgreSQL alters no table on which deferred checks still wait.
    if connection.in_atomic_block:
        connection.check_constraints()
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
