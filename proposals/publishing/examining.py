"""What public copies must agree with."""

from collections.abc import Iterator

from congress.registries import check
from proposals.models import Publication
from proposals.publishing.findings import look


@check("publications", "公开的建议")
def publications() -> Iterator[str]:
    """Nothing that identifies anybody stands in them; their replies are theirs alone; the number is the proposal's."""
    rows = Publication.objects.select_related("proposal").prefetch_related("replies").order_by("number")
    for row in rows.iterator(500):
        if row.number != row.proposal.number:
            yield f"{row.number}：公开的编号与建议的编号{row.proposal.number}不一致"
        texts = [row.title, row.body, row.plan, *(reply.text for reply in row.replies.all())]
        for label in sorted({finding.label for text in texts for finding in look(text)}):
            yield f"{row.number}：公开的内容里有{label}"
        if not row.is_public and row.replies.all():
            yield f"{row.number}：没有公开，却留有公开的答复"
