"""任务目标: a congress sets its own from a day on; what lies before keeps what held then."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate

from congress import timeline
from congress.actors import Actor
from congress.models import Congress
from congress.permissions import ALLOWED, refuse, require
from congress.workflow import OutOfTurn
from deputies.duties.permissions import may_manage_duties
from deputies.models import Duty

ONE = timedelta(days=1)


@dataclass(frozen=True)
class Targets:
    """A duty as a congress has it.

    Attributes:
        now: the row in force today; None for one that is still to come or over.
        rows: every row that ever ruled here or will, the newest first.
    """

    code: str
    now: Duty | None
    rows: list[Duty]

    @property
    def shown(self) -> Duty:
        return self.now or self.rows[0]

    @property
    def own(self) -> list[Duty]:
        """What the congress has set itself."""
        return [row for row in self.rows if row.congress_id is not None]


def targets_in(congress: Congress, today: date) -> list[Targets]:
    """All duties of a congress, in their order; one query."""
    by_code: dict[str, list[Duty]] = {}
    for row in Duty.objects.of(congress):
        by_code.setdefault(row.code, []).append(row)
    found = []
    for code, rows in by_code.items():
        newest = sorted(rows, key=lambda row: (row.starts_on, row.congress_id is not None), reverse=True)
        found.append(Targets(code, in_force(rows, today), newest))
    return found


def in_force(rows: list[Duty], day: date) -> Duty | None:
    """The row that rules on a day: the congress's own goes first."""
    on = [row for row in rows if row.is_on(day)]
    return min(on, key=lambda row: row.congress_id is None, default=None)


@transaction.atomic
def change_target(code: str, *, target: int, starts_on: date, by: Actor, at: datetime) -> Duty:
    """From that day on the congress asks for so much, 0 for nothing at all (不适用).

    Args:
        starts_on: today or later: what was due before stays due as it was.
    Raises:
        PermissionDenied: no desk, no such duty, a day that is over, nothing changed, or another change stands later.
    """
    require(may_manage_duties(by))
    list(Congress.objects.select_for_update(no_key=True).filter(pk=by.congress.pk).values_list("pk"))
    rows = list(Duty.objects.of(by.congress).filter(code=code))
    now = in_force(rows, starts_on)
    require(ALLOWED if now else refuse("这一天没有这项任务。"))
    assert now is not None
    if now.congress_id and (now.target, now.starts_on) == (target, starts_on):
        return now  # pressed twice
    require(ALLOWED if starts_on >= localdate(at) else refuse("不能早于今天，以前的按当时的目标计算。"))
    require(ALLOWED if now.target != target else refuse(f"这一天的目标已经是{target}。"))
    own = [row for row in rows if row.congress_id]
    if later := [row for row in own if row.starts_on >= starts_on]:
        require(refuse(f"已经登记了{later[0].starts_on}起的目标，请先撤销那一条或者写更晚的日期。"))
    if now.congress_id:
        Duty.objects.filter(pk=now.pk).update(ends_on=starts_on - ONE)
    facts = {name: getattr(now, name) for name in ("label", "holder", "countable", "period", "order")}
    made = Duty.objects.create(congress=by.congress, code=code, target=target, starts_on=starts_on, **facts)
    note = f"{made.label}：{made.get_period_display()}{target}，自{starts_on}起"
    timeline.record("change_target", by.congress, by=by, at=at, note=note)
    return made


@transaction.atomic
def take_back_target(duty: Duty, *, by: Actor, at: datetime) -> None:
    """撤销 a change that has not begun; what held before goes on.

    Raises:
        PermissionDenied: another congress's, a common one, or one that has begun.
        OutOfTurn: it was taken back just now.
    """
    require(may_manage_duties(by))
    require(ALLOWED if duty.congress_id == by.congress.pk else refuse("只能撤销本级登记的目标。"))
    require(ALLOWED if duty.starts_on > localdate(at) else refuse("已经执行的不能撤销，请登记新的目标。"))
    list(Congress.objects.select_for_update(no_key=True).filter(pk=by.congress.pk).values_list("pk"))
    if not Duty.objects.filter(pk=duty.pk).delete()[0]:
        raise OutOfTurn("这一条刚刚已经撤销。")
    before = Duty.objects.filter(congress=by.congress, code=duty.code, ends_on=duty.starts_on - ONE)
    before.update(ends_on=None)
    note = f"{duty.label}：不再自{duty.starts_on}起改"
    timeline.record("take_back_target", by.congress, by=by, at=at, note=note)
