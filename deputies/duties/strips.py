"""今年“五个一”、今年“四个一”: how far one holder is, in words and numbers."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.urls import NoReverseMatch, reverse

from congress import configuration
from congress.actors import Actor
from congress.models import Congress
from deputies.duties.asking import Asked, asked
from deputies.duties.counting import Progress, progress_of
from deputies.duties.holders import Scope
from deputies.duties.periods import Span, period_at


@dataclass(frozen=True)
class StripLine:
    """One duty of one holder, and the address that opens what was counted."""

    label: str
    progress: Progress
    address: str


def label_of(duty: Asked, congress: Congress, today: date) -> str:
    """Its name; the month's opinion with the campaign that frames it on the last day asked for, or today."""
    if duty.shown.countable != "monthly_opinion":
        return duty.shown.label
    campaign = configuration.value("campaign.name", congress, on=min(duty.span.last, today))
    return f"{duty.shown.label}（{campaign}）"


def records_address(duty: Asked, **narrowed: Any) -> str:
    """The page with exactly the records of a number."""
    facts = {"duty": duty.code, **narrowed, "from": duty.span.first, "to": duty.span.last}
    return f"{reverse('duties:records')}?{urlencode({name: value for name, value in facts.items() if value})}"


def of(holder_kind: str, key: UUID, congress: Congress, actor: Actor, today: date) -> list[StripLine]:
    """The duties of one holder this year; for a seat those of members too, 不适用 to who is none.

    Args:
        holder_kind: "deputy" or "group".
        key: of the seat or group.
        congress: whose duties rule.
    """
    year = period_at("year", today)
    kinds = ("deputy", "member") if holder_kind == "deputy" else (holder_kind,)
    duties = [duty for duty in asked(congress, year, today, below=False) if duty.shown.holder in kinds]
    return list(lines_of(duties, key, congress, actor, today, year))


def lines_of(
    duties: list[Asked], key: UUID, congress: Congress, actor: Actor | None, today: date, year: Span
) -> Iterator[StripLine]:
    """The same for duties and days that were chosen; numbers alone for an actor who is None."""
    scope = Scope(actor, period_at("year", year.first).first, period_at("year", year.last).last, holder=key)
    table = {pair: found for _, rows in progress_of(duties, scope, today).values() for pair, found in rows.items()}
    for duty in duties:
        progress = table.get((key, duty.code)) or Progress(duty, is_known=duty.countable is not None)
        yield StripLine(label_of(duty, congress, today), progress, records_address(duty, holder=key))


def address_or_none(name: str) -> str:
    """Where a page of an app above is, empty while that app has none."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def deputy_panel(actor: Actor, today: date) -> tuple[str, dict[str, Any]] | None:
    """A deputy's own "五个一" on his start page."""
    if not actor.seat:
        return None
    lines = of("deputy", actor.seat.pk, actor.congress, actor, today)
    is_member = any(line.progress.is_asked for line in lines if line.progress.asked.shown.holder == "member")
    return ("duties/_strip.html", {"lines": lines, "seat": actor.seat, "is_member": is_member}) if lines else None
