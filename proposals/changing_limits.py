"""A desk's own limits: each row acts from a day on; what already runs keeps the limit it started with."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from congress import timeline
from congress.actors import Actor
from congress.models import Congress
from congress.permissions import refuse, require
from proposals.clocks import NoLimit, limit_for
from proposals.models import Limit, LimitKey, Proposal
from proposals.permissions import may_triage


@dataclass(frozen=True)
class InForce:
    """The rule that acts for a limit, and the next one if it is already entered."""

    key: LimitKey
    lane: Proposal.Lane
    limit: Limit
    next: Limit | None

    @property
    def is_own(self) -> bool:
        return self.limit.congress_id is not None


def in_force(congress: Congress, on: date) -> list[InForce]:
    """Every limit of a congress in every lane on a day; lanes with the same rule as 普通 are left out."""
    coming = list(Limit.objects.filter(congress=congress, starts_on__gt=on).order_by("starts_on"))
    found: list[InForce] = []
    for key in LimitKey:
        if key == LimitKey.PROMISE:  # its day is named in the reply
            continue
        shown: set[int] = set()
        for lane in Proposal.Lane:
            try:
                limit = limit_for(key, congress, lane, on=on)
            except NoLimit:
                continue
            upcoming = next((row for row in coming if row.key == key and row.lane in ("", lane)), None)
            if limit.pk not in shown:
                shown.add(limit.pk)
                found.append(InForce(key, lane, limit, upcoming))
    return found


@transaction.atomic
def change(*, by: Actor, on: date, **fields: Any) -> Limit:
    """Enter a limit of the desk's own congress that acts from a day on.

    Args:
        by: somebody of the desk.
        on: today; the new rule begins today or later.
        fields: key, lane ("" for all), count, unit, ground, starts_on.
    Raises:
        PermissionDenied: when the ceiling of 代表法 art. 51 would be passed, the day is past, or has its rule already.
    """
    require(may_triage(by))
    if fields["starts_on"] < on:
        require(refuse("新的时限从今天或以后的一天起执行，已经开始计时的不受影响。"))
    try:
        with transaction.atomic():
            limit = Limit.objects.create(congress=by.congress, **fields)
    except IntegrityError as problem:
        require(refuse(_why(problem)))
    timeline.record("change_limit", by.congress, by=by, note=f"{limit}，自{limit.starts_on}起。依据：{limit.ground}")
    return limit


def _why(problem: IntegrityError) -> str:
    if "within" in str(problem):
        return "答复最长三个月，延期后最长六个月（代表法第五十一条），请填短一些。"
    return "这一天起执行的这一项时限已经登记过，请换一天。"
