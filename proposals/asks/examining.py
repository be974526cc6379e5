"""What asks and overrides must agree on with one another and with the reply."""

from collections.abc import Iterator

from django.db.models import Count, F, Max

from congress.registries import check
from proposals.models import Ask, Override


@check("asks", "诉求和签发前检查")
def asks_that_contradict() -> Iterator[str]:
    """Asks are numbered from 1 without a gap; only what was signed was signed in spite of a fault."""
    counted = Ask.objects.current().order_by().values("proposal", "proposal__number")
    for row in counted.annotate(asks=Count("pk"), last=Max("number")).exclude(asks=F("last")):
        yield f"{row['proposal__number'] or row['proposal']}：诉求{row['asks']}条，最大序号{row['last']}"
    early = Override.objects.filter(reply__signed_at__isnull=True)
    for number in early.values_list("reply__assignment__proposal__number", flat=True):
        yield f"{number}：答复没有签发，却记了带问题签发"
