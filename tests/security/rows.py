"""Every row of ours, without what is another each time: moments, new keys, hashes."""

import re
from typing import Any

from django.apps import apps
from django.db import models

APPS = ("congress", "deputies", "groups", "proposals", "training")
# Hashes, passwords, what is sealed, and how a token begins.
DIGEST = re.compile(
    r"[0-9a-f]{64}|[0-9A-Za-z+/]{90,}=*|rd_[\w-]{5}|![0-9A-Za-z]{40}|argon2\S+|pbkdf2\S+|(?<=:)\d+(?=:)"
)
UUID = re.compile(r"[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}")


def all_rows() -> dict[str, list[str]]:
    """By the name of the model, each row as one line, in no order but the alphabet's."""
    found = {}
    for app in APPS:
        for model in apps.get_app_config(app).get_models():
            names = [field.attname for field in model._meta.concrete_fields if not _varies(field)]
            found[model._meta.label] = sorted(map(_line, model._base_manager.values_list(*names)))
    return found


def _varies(field: Any) -> bool:
    if isinstance(field, models.ForeignKey):
        field = field.target_field
    another = models.DateTimeField | models.AutoField | models.UUIDField | models.BinaryField | models.JSONField
    return isinstance(field, another)


def _line(row: tuple[object, ...]) -> str:
    return UUID.sub("key", DIGEST.sub("digest", repr(row)))
