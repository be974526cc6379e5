"""What duties count of what deputies put forward."""

from dataclasses import replace
from typing import Any

from django.db.models import DateField, F, IntegerField, QuerySet, Value
from django.db.models.functions import TruncDate

from congress.actors import Actor
from congress.addresses import address_of
from congress.countables import Countable, Line, declare
from proposals.models import Candidate, Commendation, CoSignature, Proposal, ProposalQuerySet, VisitInvitation

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


def _opinion(row: dict[str, Any]) -> Line:
    return replace(_line(row), is_of_month=True)


declare(
    Countable(
        "monthly_opinion",
        "月度意见",
        "seat",
        "件",
        _opinions,
        _opinion,
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


# --- what a deputy did besides leading: joined, went to see, was commended
def _joined(actor: Actor | None) -> QuerySet[Any]:
    """On the local day on which it was submitted."""
    rows = CoSignature.objects.filter(
        proposal__in=_seen(actor).put_forward().order_by().values("pk"), state=CoSignature.State.CONFIRMED
    )
    day = TruncDate("proposal__submitted_at", output_field=DateField())
    return rows.select_related("proposal").annotate(holder=F("seat_id"), counted_on=day, amount=ONE)


def _visits(actor: Actor | None) -> QuerySet[Any]:
    """Whoever said that he comes, once the visit is on record."""
    rows = VisitInvitation.objects.filter(
        visit__proposal__in=_seen(actor).order_by().values("pk"), comes=True, visit__recorded_at__isnull=False
    )
    return rows.select_related("visit__proposal").annotate(holder=F("seat_id"), counted_on=F("visit__on"), amount=ONE)


def _commended(actor: Actor | None) -> QuerySet[Any]:
    """While it is published, to who put the matter forward."""
    rows = Candidate.objects.filter(
        state=Candidate.State.AWARDED,
        award__commendation__state=Commendation.State.PUBLISHED,
        proposal__in=_seen(actor).filter(delegation__isnull=True).order_by().values("pk"),
    )
    day = TruncDate("award__commendation__published_at", output_field=DateField())
    return rows.select_related("award__commendation", "proposal").annotate(
        holder=F("proposal__seat_id"), counted_on=day, amount=ONE
    )


def _matter(row: Any, proposal: Proposal) -> Line:
    return Line(row.counted_on, f"{proposal.number or ''} {proposal.title}".strip(), proposal.get_absolute_url())


def _award(row: Any) -> Line:
    label = f"{row.award}：{row.proposal.number or ''} {row.proposal.title}"
    return Line(row.counted_on, label, row.award.commendation.get_absolute_url())


for name, label, unit, records, line, says in (
    (
        "joined_proposal",
        "附议的议案建议",
        "件",
        _joined,
        lambda row: _matter(row, row.proposal),
        "本人确认附议、提出后没有撤回的，按提交那一天；退出附议的不计。",
    ),
    (
        "joined_visit",
        "参加建议办理的视察",
        "次",
        _visits,
        lambda row: _matter(row, row.visit.proposal),
        "本人答复参加、视察情况已经登记的，按视察日期。",
    ),
    (
        "commended",
        "受到表彰的议案建议",
        "件",
        _commended,
        _award,
        "评选表彰已经公布的，计给提出人，按公布日期；撤回公布的不计。",
    ),
):
    declare(Countable(name, label, "seat", unit, records, line, says))
