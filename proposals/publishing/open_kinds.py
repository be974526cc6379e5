"""What a deputy's page for everybody says of his proposals: what is published under his whole name, and nothing else.

Where a congress writes 张某某代表, or the deputy wants no name shown, his page does not say which are his: that would
take off the mask that stands on the proposal's own page.
"""

from typing import Any

from django.db.models import DateField, F, IntegerField, OuterRef, Q, Subquery, Value
from django.db.models.functions import Concat, TruncDate

from congress.countables import Line, OpenKind, declare_open
from proposals.models import Candidate, Commendation, Publication

ONE = Value(1, output_field=IntegerField())


def _names_him(column: str) -> Q:
    """张建国代表, or 张建国等3名代表: the whole name, and not the beginning of another or a masked one."""
    name = F("proposal__seat__person__name")
    alone = Q(**{column: Concat(name, Value("代表"))})
    return alone | Q(**{f"{column}__startswith": Concat(name, Value("等"))})


def _published() -> Any:
    rows = Publication.objects.published().filter(_names_him("author"), proposal__delegation__isnull=True)
    return rows.defer("body", "plan", "search_text", "masked_words").annotate(
        holder=F("proposal__seat_id"), counted_on=F("put_forward_on"), amount=ONE
    )


def _publication(row: Publication) -> Line:
    return Line(row.put_forward_on, f"{row.number} {row.title}", row.get_absolute_url())


def _commended() -> Any:
    """As the published commendation calls its author; with a title where that is public by itself."""
    rows = Candidate.objects.filter(
        _names_him("called"),
        state=Candidate.State.AWARDED,
        award__commendation__state=Commendation.State.PUBLISHED,
        proposal__delegation__isnull=True,
    )
    title = Publication.objects.published().filter(proposal=OuterRef("proposal")).values("title")
    day = TruncDate("award__commendation__published_at", output_field=DateField())
    return rows.select_related("award__commendation__congress", "proposal").annotate(
        holder=F("proposal__seat_id"), counted_on=day, amount=ONE, public_title=Subquery(title[:1])
    )


def _award(row: Any) -> Line:
    label = f"{row.award}：{row.proposal.number} {row.public_title or ''}".strip()
    return Line(row.counted_on, label, row.award.commendation.public_address)


declare_open(OpenKind("published", "公开的建议", "件", _published, _publication))
declare_open(OpenKind("commended", "受到表彰", "件", _commended, _award))
