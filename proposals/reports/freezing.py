"""冻结: the numbers of a report kept as they are, with their definitions, who froze them and when."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from congress import timeline
from congress.actors import Actor
from congress.models import Congress
from congress.permissions import ALLOWED, Verdict, refuse, require
from deputies.permissions import is_branch_desk
from proposals.listing import KIND_WORDS, scope
from proposals.models import Snapshot
from proposals.reports.asked import Asked
from proposals.reports.year import YearReport


@dataclass(frozen=True)
class Compared:
    """One frozen number or rate beside what is counted today."""

    label: str
    says: str
    frozen: str
    now: str
    address: str = ""

    @property
    def is_other(self) -> bool:
        return self.frozen != self.now


def may_freeze(actor: Actor) -> Verdict:
    """The desk of a congress, whose report it is."""
    return ALLOWED if actor.is_desk and not is_branch_desk(actor) else refuse("统计数字由代表工委冻结。")


@transaction.atomic
def freeze(asked: Asked, *, title: str, by: Actor, at: datetime, today: date) -> Snapshot:
    """Keep the numbers of this question under a name; the same again under the same name is the one that is there.

    Raises:
        PermissionDenied: when the name is taken by other numbers, or by whom it is not for.
    """
    require(may_freeze(by))
    Congress.objects.select_for_update().get(pk=by.congress.pk)
    report = YearReport(asked, today=today)
    facts: dict[str, Any] = {
        "where": dict(asked.where),
        "scope": _scope(asked)[:200],
        "sentence": report.text,
        "deputies": report.deputies,
        "numbers": [
            {"name": one.name, "label": one.label, "says": one.says, "number": one.number} for one in report.counted
        ],
        "rates": [
            {"name": row.rate.name, "label": row.rate.label, "says": row.rate.says, "value": row.value}
            for row in report.rows
        ],
    }
    if there := Snapshot.objects.filter(congress=by.congress, title=title).first():
        if all(getattr(there, name) == value for name, value in facts.items()):
            return there
        raise PermissionDenied("已有同名的冻结数字，而且数字不同，请换一个名称。")
    made = Snapshot.objects.create(congress=by.congress, title=title, taken_by=by.grant, taken_at=at, **facts)
    timeline.record("freeze_figures", by.congress, by=by, snapshot=str(made.pk))
    return made


def _scope(asked: Asked) -> str:
    """Of which matters, in words, their kind among them."""
    kind = KIND_WORDS.get(asked.where.get("kind", ""), "")
    return " · ".join(filter(None, [scope(asked.where), kind]))


def beside_today(snapshot: Snapshot, actor: Actor, *, today: date) -> tuple[YearReport, list[Compared]]:
    """Each frozen number and rate with what the same question counts today."""
    report = YearReport(Asked.read(actor, snapshot.where, today), today=today)
    numbers = {one.name: one for one in report.counted}
    rates = {row.rate.name: row.value for row in report.rows}
    lines = []
    for one in snapshot.numbers:
        now = numbers.get(one["name"])
        shown = (str(now.number), now.address) if now else ("已不再统计", "")
        lines.append(Compared(one["label"], one["says"], str(one["number"]), *shown))
    for rate in snapshot.rates:
        lines.append(Compared(rate["label"], rate["says"], rate["value"], rates.get(rate["name"], "已不再统计")))
    return report, lines
