"""Builders that keep a table's constraints to one line each."""

from django.db.models import CheckConstraint, F, Q


def all_or_none(*fields: str, name: str) -> CheckConstraint:
    """Facts that are only ever known together, such as who decided and when."""
    none = Q(**{f"{field}__isnull": True for field in fields})
    every = Q(**{f"{field}__isnull": False for field in fields})
    return CheckConstraint(condition=none | every, name=name)


def in_order(first: str, second: str, *, name: str) -> CheckConstraint:
    """The first date or moment is not later than the second; an open end is in order."""
    return CheckConstraint(condition=Q(**{f"{second}__isnull": True}) | Q(**{f"{first}__lte": F(second)}), name=name)


def one_of(field: str, values: list[str], *, name: str) -> CheckConstraint:
    """The column holds one of the words of its list and nothing else."""
    return CheckConstraint(condition=Q(**{f"{field}__in": values}), name=name)


def exactly_one(*fields: str, name: str) -> CheckConstraint:
    """The row belongs to exactly one of these owners."""
    condition = Q()
    for owner in fields:
        condition |= Q(**{f"{field}__isnull": field != owner for field in fields})
    return CheckConstraint(condition=condition, name=name)
