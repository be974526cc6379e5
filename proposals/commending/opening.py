"""开始评选: a year, what is awarded and how many of each, until when names may be put up; and changing these."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from congress import timeline
from congress.actors import Actor
from congress.models import Congress
from congress.permissions import ALLOWED, Verdict, refuse, require
from congress.workflow import OutOfTurn
from proposals.commending.awards import Offered
from proposals.commending.guards import C, held, is_whole_desk, may_change
from proposals.models import Award, Candidate, Commendation

MOST = 500


def fits(quotas: Mapping[str, int] | Mapping[int, int], nominations_end: date, on: date) -> Verdict:
    """At least one award; a last day that is still to come."""
    if not any(quotas.values()):
        return refuse("至少一个奖项要有名额。")
    if any(quota < 0 or quota > MOST for quota in quotas.values()):
        return refuse(f"名额为0到{MOST}。")
    return ALLOWED if nominations_end >= on else refuse("提名截止日期不能早于今天。")


@transaction.atomic
def open_commendation(
    *,
    year: int,
    awards: Mapping[Offered, int],
    nominations_end: date,
    by: Actor,
    on: date,
    at: datetime,
) -> Commendation:
    """开始一年的评选; one a year for a congress.

    Args:
        awards: how many of each; those with 0 are not awarded this year.
        nominations_end: the last day on which names may be put up.
    Raises:
        OutOfTurn: when that year's was opened meanwhile with other awards.
    """
    require(is_whole_desk(by))
    require(fits({offer.field: quota for offer, quota in awards.items()}, nominations_end, on))
    require(ALLOWED if year <= on.year else refuse("不能评选以后的年度。"))
    list(Congress.objects.select_for_update(no_key=True).filter(pk=by.congress.pk).values_list("pk"))
    if same := Commendation.objects.filter(congress=by.congress, year=year).first():
        if same.opened_by_id == by.grant.pk and same.nominations_end == nominations_end:
            return same  # pressed twice
        raise OutOfTurn(f"{year}年的评选已经开始。")
    made = Commendation.objects.create(
        congress=by.congress,
        year=year,
        nominations_end=nominations_end,
        opened_by=by.grant,
        opened_at=at,
        changed_at=at,
    )
    Award.objects.bulk_create(
        Award(commendation=made, subject=offer.subject, code=offer.code, name=offer.name, quota=quota)
        for offer, quota in awards.items()
        if quota
    )
    said = "，".join(f"{offer.name}{quota}个" for offer, quota in awards.items() if quota)
    timeline.record("open_commendation", made, by=by, note=f"{said}，{nominations_end}提名截止")
    return made


def change_commendation(
    commendation: Commendation,
    *,
    quotas: Mapping[int, int],
    nominations_end: date,
    by: Actor,
    on: date,
    at: datetime,
) -> None:
    """改名额和截止日期: never below what was awarded already.

    Args:
        quotas: by the key of the award.
    """
    with held(commendation):
        require(may_change(by, commendation))
        same_day = nominations_end == commendation.nominations_end
        require(fits(quotas, on if same_day else nominations_end, on))
        rows = list(commendation.awards.all())
        said = [] if same_day else [f"{nominations_end}提名截止"]
        for award in rows:
            quota = quotas.get(award.pk, award.quota)
            if quota == award.quota:
                continue
            awarded = Candidate.objects.filter(award=award, state=C.AWARDED).count()
            least = max(1, awarded)
            require(ALLOWED if quota >= least else refuse(f"{award}的名额不能少于{least}个。"))
            Award.objects.filter(pk=award.pk).update(quota=quota)
            said.append(f"{award}{quota}个")
        if not said:
            return  # pressed twice
        Commendation.objects.filter(pk=commendation.pk).update(nominations_end=nominations_end, changed_at=at)
        commendation.nominations_end = nominations_end
        timeline.record("change_commendation", commendation, by=by, note="，".join(said))
