"""Whose records or names an address asks for: what a board's number says, read again when it is opened."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.http import Http404

from congress.actors import Actor
from congress.models import Congress
from deputies.duties.divisions import NONE
from deputies.duties.holders import Scope
from deputies.duties.periods import Span, period_at


def scope_of(asked: Mapping[str, str], actor: Actor, span: Span, today: date) -> Scope:
    """The holders that an address names: by congress, level, part, group or one alone.

    Raises:
        Http404: when it names something that cannot be, or a congress that is not the reader's.
    """
    code, part, group = (asked.get(name, "") for name in ("congress", "part", "group"))
    within = Congress.objects.within(actor.congress).filter(code=code).first() if code else actor.congress
    if within is None:
        raise Http404
    if group and group != NONE:
        key_of(group)
    return Scope(
        actor,
        period_at("year", span.first).first,
        period_at("year", span.last).last,
        within=within,
        alone=bool(code or part or group),
        level=asked.get("level", ""),
        part=part,
        holder=key_of(asked.get("holder", "")),
        group=group,
        group_on=min(span.last, today),
    )


def key_of(text: str) -> UUID | None:
    """The key in an address; None where there is none.

    Raises:
        Http404: when it is no key.
    """
    try:
        return UUID(text) if text else None
    except ValueError as problem:
        raise Http404 from problem
