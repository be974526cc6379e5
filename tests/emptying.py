"""Emptying the database after a test that commits: what holds rows, not all of two hundred tables."""

from django.db import connection, transaction

from tests.history import unlocked

# What the migrations made and no test changes.
KEPT = {"django_migrations", "django_content_type", "auth_permission"}


def empty_the_tables() -> None:
    """Delete every row, of append-only tables too. References are looked at when all are gone."""
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        names = sorted(set(connection.introspection.table_names(cursor)) - KEPT)
        filled = [f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {quote(name)})" for name in names]
        cursor.execute(" UNION ALL ".join(filled))
        holding = [name for (name,) in cursor.fetchall()]
        with unlocked(), transaction.atomic():
            for name in holding:
                cursor.execute(f"DELETE FROM {quote(name)}")
