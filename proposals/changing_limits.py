"""A desk's own limits: each row acts from a day on; what already runs keeps the limit it started with."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from congress import timeline
from congress.actors import Actor
from congress.models import Congress
from congress.permissions import ALLOWED, refuse, require
from congress.remembered import forget
from congress.workflow import OutOfTurn
from proposals.clocks import acting, rules_of
from proposals.models import Clock, Limit, LimitKey, Proposal
from proposals.permissions import may_change_limits


@dataclass(frozen=True)
class InForce:
    """The rule that acts for a limit, and the next one if it is already entered."""

    key: LimitKey
    lane: Proposal.Lane
    limit: Limit
    next: Limit | None
    has_exceptions: bool

    @property
    def is_own(self) -> bool:
        return self.limit.congress_id is not None

    @property
    def lanes(self) -> str:
        """The lanes it acts in, as people say it."""
        return self.lane.label if self.limit.lane else "其余" if self.has_exceptions else "全部"


def in_force(congress: Congress, on: date) -> list[InForce]:
    """Every limit of a congress in every lane on a day, in one query; a lane ruled as 普通 is left out."""
    rules = list(rules_of(congress))
    coming = sorted((row for row in rules if row.congress_id and row.starts_on > on), key=lambda row: row.starts_on)
    found: list[InForce] = []
    for key in LimitKey:
        if key == LimitKey.PROMISE:  # its day is named in the reply
            continue
        shown: set[int] = set()
        in_lanes = {lane: acting(rules, key, lane, on=on) for lane in Proposal.Lane}
        has_exceptions = any(limit and limit.lane for limit in in_lanes.values())
        for lane, limit in in_lanes.items():
            if limit is None:
                continue
            upcoming = next((row for row in coming if row.key == key and row.lane in ("", lane)), None)
            if limit.pk not in shown:
                shown.add(limit.pk)
                found.append(InForce(key, lane, limit, upcoming, has_exceptions))
    return found


@transaction.atomic
def change(*, by: Actor, on: date, **fields: Any) -> Limit:
    """Enter a limit of the desk's own congress that acts from a day on.

    Args:
        by: somebody of the congress's desk.
        on: today; the new rule begins today or later.
        fields: key, lane ("" for all), count, unit, ground, starts_on.
    Raises:
        PermissionDenied: when the ceiling of 代表法 art. 51 would be passed, the day is past, or has its rule already.
    """
    require(may_change_limits(by))
    if fields["starts_on"] < on:
        require(refuse("新的时限从今天或以后的一天起执行，已经开始计时的不受影响。"))
    try:
        with transaction.atomic():
            limit = Limit.objects.create(congress=by.congress, **fields)
            forget()
    except IntegrityError as problem:
        require(refuse(_why(problem)))
    timeline.record("change_limit", by.congress, by=by, note=f"{limit}，自{limit.starts_on}起。依据：{limit.ground}")
    return limit


@dataclass(frozen=True)
class Look:
    """What a new limit would be, and what already runs and stays as it began."""

    limit: Limit
    running: list[Clock]


def look(*, by: Actor, on: date, **fields: Any) -> Look:
    """The same checks as `change`, nothing written. Raises what `change` raises."""
    with transaction.atomic():
        limit = change(by=by, on=on, **fields)
        transaction.set_rollback(True)
    forget()
    running = Clock.objects.running().filter(limit=limit.key, holder=by.congress)
    if limit.lane:
        running = running.filter(root__lane=limit.lane)
    return Look(limit, list(running.select_related("root").order_by("due_on", "pk")))


@transaction.atomic
def take_back(limit: Limit, *, by: Actor, on: date) -> None:
    """Strike a limit of the desk's own that has not begun."""
    require(may_change_limits(by))
    require(refuse("已经执行的不能撤销，请登记新的时限。") if limit.starts_on <= on else ALLOWED)
    note = f"{limit}，不再自{limit.starts_on}起执行"
    if not limit.delete()[0]:
        raise OutOfTurn("这条时限刚刚已经撤销。")
    forget()
    timeline.record("take_back_limit", by.congress, by=by, note=note)


def _why(problem: IntegrityError) -> str:
    if "within" in str(problem):
        return "答复最长三个月，延期后最长六个月（代表法第五十一条），请填短一些。"
    return "这一天起执行的这一项时限已经登记过，请换一天。"
