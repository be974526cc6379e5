"""A refusal that comes from what was typed is said at the field, and what was typed stays."""

from collections.abc import Iterator
from contextlib import contextmanager

from django import forms
from django.core.exceptions import PermissionDenied


@contextmanager
def said_at(form: forms.BaseForm, name: str | None) -> Iterator[None]:
    """Turn a rule's refusal inside into an error of the form, at the field of that name or, with None, above all."""
    try:
        yield
    except PermissionDenied as refusal:
        form.add_error(name, str(refusal))
