"""Reading a row again after it was changed in the database, without forgetting what it is tied to."""

from django.db import models


def reread(row: models.Model) -> None:
    """Bring every column up to date in one query.

    `refresh_from_db()` forgets every related object too, and each is then asked for again; here one stays known while
    the key that leads to it is the same. Rows that were prefetched are forgotten.

    Raises:
        ObjectDoesNotExist: when the row is gone.
    """
    names = [field.attname for field in row._meta.concrete_fields]
    for name, value in type(row)._base_manager.values(*names).get(pk=row.pk).items():
        setattr(row, name, value)
    row._prefetched_objects_cache = {}  # type: ignore[attr-defined]
