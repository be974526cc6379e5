"""What rows of supervision must agree on with the matter they hang on."""

from collections.abc import Iterator

from django.db.models import F, Q

from congress.models import Organ, Role
from congress.registries import check
from proposals.models import Escalation, KeyItem, Proposal

P = Proposal.State
NEVER_KEY = (*Proposal.PRIVATE, P.SUBMITTED, P.RETURNED, P.REFUSED, P.MERGED, P.ESCALATED, P.WITHDRAWN, P.FALLEN)


@check("supervision", "重点督办件和逐级提醒")
def supervision_that_contradicts() -> Iterator[str]:
    """Marks on what cannot bear one, by whom it cannot be led or supervised; rungs before their limit began."""
    current = KeyItem.objects.current().select_related("proposal__committee", "leader")
    for key in current.filter(proposal__state__in=NEVER_KEY):
        yield f"{key.proposal.number or key.proposal_id}：状态为{key.proposal.state}，还是重点督办件"
    for key in current.filter(~Q(leader__role=Role.COUNCIL) | ~Q(leader__congress=F("proposal__holder"))):
        yield f"{key.proposal.number}：领办领导不是本级主任会议成员"
    without = Q(proposal__committee__isnull=True) | ~Q(proposal__committee__kind=Organ.Kind.COMMITTEE)
    for key in current.filter(without):
        yield f"{key.proposal.number}：重点督办件没有督办工委"
    for pk in Escalation.objects.filter(on__lt=F("clock__started_on")).values_list("pk", flat=True):
        yield f"逐级提醒{pk}：早于时限的起算日期"
