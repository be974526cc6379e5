"""What a commendation must agree on with its awards and nominees."""

from collections.abc import Iterator

from django.db.models import Count, F, Q

from congress.registries import check
from proposals.commending.guards import C
from proposals.models import Award, Candidate, Commendation

OTHER_CONGRESS = (
    ~Q(proposal__congress=F("award__commendation__congress")) & Q(proposal__isnull=False)
    | ~Q(delegation__congress=F("award__commendation__congress")) & Q(delegation__isnull=False)
    | ~Q(organ__congress=F("award__commendation__congress")) & Q(organ__isnull=False)
)
OTHER_KIND = (
    Q(award__subject="matter", proposal__isnull=True)
    | Q(award__subject="group", delegation__isnull=True)
    | Q(award__subject="organ", organ__isnull=True)
)


@check("commendations", "评选表彰")
def commendations_that_contradict() -> Iterator[str]:
    """More commended than the quota, nominees of elsewhere or of other kinds, evidence missing, stale names."""
    given = Count("candidates", filter=Q(candidates__state=C.AWARDED))
    over = Award.objects.annotate(given=given).filter(given__gt=F("quota")).select_related("commendation__congress")
    for award in over:
        yield f"{award.commendation}：{award}名额{award.quota}个，表彰了{award.given}个"
    rows = Candidate.objects.select_related("award__commendation__congress", "proposal", "delegation", "organ")
    for row in rows.filter(OTHER_CONGRESS):
        yield f"{row.award.commendation}：提名的{row}不是本级的"
    for row in rows.filter(OTHER_KIND):
        yield f"{row.award.commendation}：{row.award}提名了别的种类"
    for row in rows.filter(Q(vetted_at__isnull=True) ^ Q(evidence__isnull=True)):
        yield f"{row.award.commendation}：{row.award}的提名{row}审核与评选依据对不上"
    not_public = ~Q(award__commendation__state=Commendation.State.PUBLISHED)
    for row in rows.filter(not_public).exclude(called=""):
        yield f"{row.award.commendation}：没有公布，{row.award}却留有公布的名称"
