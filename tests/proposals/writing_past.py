"""Rows written past the portal, as an owner of the database could."""

from contextlib import contextmanager

from django.db import connection
from django.db.models import Model


@contextmanager
def checks_off(model: type[Model]):
    """Constraints of the table are not asked meanwhile; what was done is undone with the transaction."""
    connection.check_constraints()  # PostgreSQL alters no table on which deferred checks still wait
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA ignore_check_constraints = ON")
        else:
            for constraint in model._meta.constraints:
                cursor.execute(f'ALTER TABLE {model._meta.db_table} DROP CONSTRAINT IF EXISTS "{constraint.name}"')
        yield
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA ignore_check_constraints = OFF")


def one(model: type[Model], **facts: object) -> Model:
    return model._base_manager.filter(**facts).order_by("pk").first()


def write(row: Model, **facts: object) -> None:
    assert type(row)._base_manager.filter(pk=row.pk).update(**facts) == 1
