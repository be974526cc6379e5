"""Rows that break one rule of a table and no other, found from the table's own constraints."""

import uuid
from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import combinations, product
from typing import Any

from django.db.models import CheckConstraint, F, Field, ForeignKey, Model, Q, UniqueConstraint
from django.db.models import fields as kinds
from django.utils import timezone

Row = dict[str, Any]
NONSENSE = "zz"
MOST_CHANGES = 4
COMPARISONS = {
    "exact": lambda value, other: value == other,
    "in": lambda value, other: value in other,
    "lt": lambda value, other: value < other,
    "lte": lambda value, other: value <= other,
    "gt": lambda value, other: value > other,
    "gte": lambda value, other: value >= other,
}


def holds(condition: Q, row: Row) -> bool | None:
    """What SQL makes of the condition: true, false, or None where NULL leaves it open."""
    answers = [holds(child, row) if isinstance(child, Q) else _compare(*child, row) for child in condition.children]
    deciding = condition.connector == Q.OR
    answer = deciding if deciding in answers else None if None in answers else not deciding
    return answer if answer is None or not condition.negated else not answer


def _compare(lookup: str, wanted: Any, row: Row) -> bool | None:
    name, _, how = lookup.partition("__")
    value = row[name]
    if how == "isnull":
        return (value is None) is wanted
    other = row[wanted.name] if isinstance(wanted, F) else wanted
    return None if value is None or other is None else COMPARISONS[how or "exact"](value, other)


def _literals(condition: Q) -> Iterator[tuple[str, Any]]:
    """Each column that a condition names, with each value it compares it to (None for no value of its own)."""
    for child in condition.children:
        if isinstance(child, Q):
            yield from _literals(child)
            continue
        name, _, how = child[0].partition("__")
        values = child[1] if how == "in" else [None if how == "isnull" or isinstance(child[1], F) else child[1]]
        yield from ((name, value) for value in values)
        if isinstance(child[1], F):
            yield child[1].name, None


def _fresh(field: Field) -> Any:
    """A value that no other row has."""
    if isinstance(field, ForeignKey):
        return _fresh(field.target_field)
    if isinstance(field, kinds.UUIDField):
        return uuid.uuid4()
    if isinstance(field, kinds.IntegerField):
        return uuid.uuid4().int % 10**4 if isinstance(field, kinds.SmallIntegerField) else uuid.uuid4().int % 10**9
    return uuid.uuid4().hex[: field.max_length or 32]


def _plain(field: Field) -> Any:
    """A value that the column takes, as dull as can be."""
    if field.has_default():
        return field.get_default()
    if field.null:
        return None
    if field.choices:
        return field.flatchoices[0][0]
    if isinstance(field, ForeignKey) or field.unique or isinstance(field, kinds.UUIDField):
        return _fresh(field)
    return _two(field)[0]


def _two(field: Field) -> list[Any]:
    """Two values of the column's kind, in order."""
    if isinstance(field, kinds.DateTimeField):
        return [timezone.make_aware(datetime(2026, month, 1)) for month in (1, 6)]
    if isinstance(field, kinds.DateField):
        return [date(2026, 1, 1), date(2026, 6, 1)]
    if isinstance(field, kinds.TimeField):
        return [time(9), time(11)]
    if isinstance(field, kinds.BooleanField):
        return [False, True]
    if isinstance(field, kinds.IntegerField | kinds.DecimalField | kinds.FloatField):
        return [1, 2]
    return ["x", ""]


def _named_values(model: type[Model]) -> dict[str, set[Any]]:
    """The columns that decide on a row's constraints, with the values that these compare them to."""
    named: dict[str, set[Any]] = {}
    for constraint in model._meta.constraints:
        for name, value in _literals(constraint.condition or Q()):
            named.setdefault(name, set()).add(value)
        for name in getattr(constraint, "fields", ()):  # NULL is never the same
            if model._meta.get_field(name).null:
                named.setdefault(name, set())
    named.pop(model._meta.pk.name, None)
    return named


def _candidates(model: type[Model], name: str, literals: set[Any]) -> list[Any]:
    field = model._meta.get_field(name)
    values = [None] if field.null else []
    if isinstance(field, ForeignKey):
        return [*values, _fresh(field)]
    values += _two(field) if not field.choices else [choice for choice, _ in field.flatchoices if choice]
    values += [value for value in literals if value is not None]
    values += [NONSENSE] if literals and isinstance(field, kinds.CharField) else []
    values += [value + step for value in literals if type(value) is int for step in (-1, 1)]
    return list(dict.fromkeys(values))


def _variations(model: type[Model], plain: Row) -> Iterator[Row]:
    """Rows that differ from the plain one in ever more columns, of those that the constraints name."""
    options = {name: _candidates(model, name, values) for name, values in _named_values(model).items()}
    for name, values in options.items():
        related = model._meta.get_field(name).related_model
        if related is model:
            values.append(plain[model._meta.pk.name])
        values += [plain[other] for other in options if other < name and related and _leads_to(model, other, related)]
    for size in range(MOST_CHANGES + 1):
        for names in combinations(options, size):
            for values in product(*(options[name] for name in names)):
                yield {**plain, **dict(zip(names, values, strict=True))}


def _leads_to(model: type[Model], name: str, related: Any) -> bool:
    return model._meta.get_field(name).related_model is related


def plain_row(model: type[Model]) -> Row:
    """A value for each column; foreign keys lead nowhere, which the database asks only at the end."""
    columns = [field for field in model._meta.concrete_fields if not isinstance(field, kinds.AutoField)]
    return {field.name: _plain(field) for field in columns}


def _checks(model: type[Model]) -> list[CheckConstraint]:
    return [constraint for constraint in model._meta.constraints if isinstance(constraint, CheckConstraint)]


def breaking(model: type[Model], constraint: CheckConstraint) -> Row:
    """A row that this check refuses and every other accepts."""
    for row in _variations(model, plain_row(model)):
        broken = [check.name for check in _checks(model) if holds(check.condition, row) is False]
        if broken == [constraint.name]:
            return row
    raise LookupError(f"no row breaks {constraint.name} alone")


def clashing(model: type[Model], constraint: UniqueConstraint) -> tuple[Row, Row]:
    """Two rows that only this constraint keeps apart."""
    rivals = [other for other in model._meta.constraints if isinstance(other, UniqueConstraint)]
    words = {name for rival in rivals for name in rival.fields if _is_word(model, name)} - set(constraint.fields)
    for apart, row in ((apart, row) for apart in (set(), words) for row in _variations(model, plain_row(model))):
        if any(holds(check.condition, row) is False for check in _checks(model)):
            continue
        twin = {
            name: value if name in constraint.fields else _other(model, name, value) for name, value in row.items()
        }
        twin |= {name: _fresh(model._meta.get_field(name)) for name in apart}
        if [rival.name for rival in rivals if _clash(rival, row, twin)] == [constraint.name]:
            return row, twin
    raise LookupError(f"no two rows clash over {constraint.name} alone")


def _is_word(model: type[Model], name: str) -> bool:
    """What somebody may write there, a text or a number, is up to him."""
    field = model._meta.get_field(name)
    return isinstance(field, kinds.CharField | kinds.IntegerField) and not field.choices


def _other(model: type[Model], name: str, value: Any) -> Any:
    field = model._meta.get_field(name)
    is_apart = field.unique or isinstance(field, ForeignKey)
    return _fresh(field) if is_apart and value is not None else value


def _clash(constraint: UniqueConstraint, row: Row, twin: Row) -> bool:
    is_meant = not constraint.condition or all(holds(constraint.condition, each) for each in (row, twin))
    return is_meant and all(row[name] is not None and row[name] == twin[name] for name in constraint.fields)


def stored(model: type[Model], row: Row) -> None:
    """Write the row past every form and every `save`."""
    columns = {model._meta.get_field(name).attname: value for name, value in row.items()}
    model._base_manager.bulk_create([model(**columns)])
