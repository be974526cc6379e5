"""What a dispute must agree on with the matter it is about."""

from collections.abc import Iterator

from django.db.models import F, Q

from congress.registries import check
from proposals.models import Assignment, Clock, Dispute, LimitKey, Proposal

P = Proposal.State


@check("disputes", "承办争议")
def disputes_that_contradict() -> Iterator[str]:
    """Disputes that wait though nobody disputes any more, without a limit, or settled for another level's organ."""
    running = Clock.objects.running().filter(limit=LimitKey.ARBITRATE)
    waiting = Dispute.objects.waiting().select_related("proposal", "assignment")
    limited = set(running.values_list("proposal", flat=True))
    for row in waiting:
        number = row.proposal.number or row.proposal_id
        asked = row.assignment is not None and row.assignment.state == Assignment.State.RELEASE_ASKED
        if not asked and (row.assignment is not None or row.proposal.state not in (P.REGISTERED, P.HANDED)):
            yield f"{number}：承办争议还在等裁定，建议已经不在等承办单位"
        if row.proposal_id not in limited:
            yield f"{number}：承办争议没有裁定的时限"
    for clock in running.exclude(proposal__in=waiting.values("proposal")).select_related("root"):
        yield f"{clock.root.number}：裁定的时限在走，没有等裁定的争议"
    for row in Dispute.objects.filter(~Q(organ__congress=F("proposal__holder")), organ__isnull=False):
        yield f"承办争议{row.pk}：裁定的单位不是本级的"
