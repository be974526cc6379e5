"""What duties count of what deputies put forward."""

from typing import Any

from django.db.models import DateField, F, IntegerField, QuerySet, Value
from django.db.models.functions import TruncDate

from congress.actors import Actor
from congress.addresses import address_of
from congress.countables import Countable, Line, declare
from proposals.models import Proposal, ProposalQuerySet

ONE = Value(1, output_field=IntegerField())
# Rows are mappings: `holder` is the deputy here, and a proposal has a column of that name for the congress it is with.
COLUMNS = ("pk", "seat_id", "title", "number", "month", "submitted_at")


def _seen(actor: Actor | None) -> ProposalQuerySet:
    return Proposal.objects.all() if actor is None else Proposal.objects.visible_to(actor)


def _opinions(actor: Actor | None) -> QuerySet[Any, Any]:
    """Each for the month it was put forward for, whenever that was."""
    rows = _seen(actor).put_forward().filter(kind=Proposal.Kind.OPINION, month__isnull=False)
    return rows.values(*COLUMNS).annotate(holder=F("seat_id"), counted_on=F("month"), amount=ONE)


def _led(actor: Actor | None) -> QuerySet[Any, Any]:
    """Each on the local day on which it was submitted; what a delegation puts forward is not its head's own."""
    kinds = (Proposal.Kind.SUGGESTION, Proposal.Kind.MOTION)
    rows = _seen(actor).put_forward().filter(kind__in=kinds, delegation__isnull=True)
    day = TruncDate("submitted_at", output_field=DateField())
    return rows.values(*COLUMNS).annotate(holder=F("seat_id"), counted_on=day, amount=ONE)


def _line(row: dict[str, Any]) -> Line:
    label = f"{row['number']} {row['title']}".strip()
    return Line(row["counted_on"], label, address_of("proposals:detail", row["pk"]))


declare(
    Countable(
        "monthly_opinion",
        "月度意见",
        "seat",
        "件",
        _opinions,
        _line,
        "提出后没有撤回的月度意见，只计入它所属的那个月；试运行数据不计。",
        congress="seat__congress",
        tells_itself=True,  # proposals/reminders/deputies.py: month_missing
    )
)
declare(
    Countable(
        "led_proposal",
        "领衔的议案建议",
        "seat",
        "件",
        _led,
        _line,
        "提出后没有撤回的建议和议案，计给领衔代表，按提交那一天；附议的、以代表团名义提出的和月度意见不计。",
        congress="seat__congress",
    )
)
