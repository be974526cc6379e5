"""Every rule that a table declares is kept by the database itself, not only by forms."""

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.models import CheckConstraint, Q, UniqueConstraint

from tests.shape.rows import breaking, clashing, stored

OURS = ("congress", "deputies", "groups", "training", "proposals")
DECLARED = [
    (model, constraint)
    for label in OURS
    for model in apps.get_app_config(label).get_models()
    for constraint in model._meta.constraints
]


def declared(kind):
    return [pytest.param(m, c, id=c.name) for m, c in DECLARED if isinstance(c, kind)]


def refusal(error):
    """The name of the constraint, or on SQLite the columns, which is all it says of a unique one."""
    if connection.vendor == "postgresql":
        return error.__cause__.diag.constraint_name
    return str(error).partition("failed: ")[2]


def test_there_are_rules_to_try():
    assert len(DECLARED) > 60
    assert {type(constraint) for _, constraint in DECLARED} == {CheckConstraint, UniqueConstraint}


def test_what_is_common_to_all_congresses_is_there_once_too():
    """NULL is never the same as NULL: rows without a congress need a constraint of their own."""
    common = [
        (model, set(c.fields) - {"congress"})
        for model, c in DECLARED
        if "congress" in getattr(c, "fields", ()) and model._meta.get_field("congress").null
    ]
    of_the_rest = [
        (model, set(c.fields))
        for model, c in DECLARED
        if isinstance(c, UniqueConstraint) and c.condition == Q(congress__isnull=True)
    ]
    assert len(common) >= 4
    assert [pair for pair in common if pair not in of_the_rest] == []


@pytest.mark.parametrize(("model", "constraint"), declared(CheckConstraint))
def test_a_row_that_breaks_a_check_is_refused(db, model, constraint):
    row = breaking(model, constraint)
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        stored(model, row)
    assert refusal(error.value) == constraint.name


@pytest.mark.parametrize(("model", "constraint"), declared(UniqueConstraint))
def test_a_second_row_is_refused_where_one_may_be(db, model, constraint):
    first, second = clashing(model, constraint)
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        stored(model, first)
        stored(model, second)
    columns = ", ".join(f"{model._meta.db_table}.{model._meta.get_field(name).column}" for name in constraint.fields)
    assert refusal(error.value) == {"postgresql": constraint.name, "sqlite": columns}[connection.vendor]
