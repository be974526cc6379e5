"""Suspending, resuming and ending a seat: dated, on a ground of the law, never by a score."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from congress import timeline
from congress.actors import Actor
from congress.permissions import ALLOWED, Verdict, refuse, require
from congress.workflow import OutOfTurn
from deputies.models import Seat, SeatState
from deputies.permissions import may_change

State = SeatState.State
SUSPENSION = "代表法第六十一条"
END = "代表法第六十二条"
SUSPENSION_GROUNDS = [
    f"{SUSPENSION}：因刑事案件被羁押，正在受侦查、起诉、审判",
    f"{SUSPENSION}：被判处管制、拘役或者有期徒刑而没有附加剥夺政治权利，正在服刑",
]
END_GROUNDS = [
    f"{END}：迁出或者调离本行政区域",
    f"{END}：辞职被接受",
    f"{END}：未经批准两次不出席本级人民代表大会会议",
    f"{END}：被罢免",
    f"{END}：丧失中华人民共和国国籍",
    f"{END}：依照法律被剥夺政治权利",
    f"{END}：丧失行为能力",
    f"{END}：去世",
]


@dataclass(frozen=True)
class Change:
    """A kind of change: its name, what the button says, from which states to which, on which grounds."""

    name: str
    label: str
    sources: frozenset[str]
    target: State
    grounds: list[str]


CHANGES = {
    change.name: change
    for change in [
        Change("suspend", "暂停执行职务", frozenset({State.SERVING}), State.SUSPENDED, SUSPENSION_GROUNDS),
        Change("resume", "恢复执行职务", frozenset({State.SUSPENDED}), State.SERVING, []),
        Change("end", "终止代表资格", frozenset({State.SERVING, State.SUSPENDED}), State.ENDED, END_GROUNDS),
    ]
}


def standing(seat: Seat, on: date) -> SeatState | None:
    """The state in force on that day; before the first one the first, None only for a seat without any."""
    states = sorted(seat.states.all(), key=lambda row: row.starts_on)
    begun = [row for row in states if row.starts_on <= on]
    return begun[-1] if begun else next(iter(states), None)


def latest(seat: Seat) -> SeatState | None:
    """The last state entered, perhaps one that only begins later."""
    return max(seat.states.all(), key=lambda row: row.starts_on, default=None)


def may_take(name: str, actor: Actor, seat: Seat) -> Verdict:
    """May this actor make this change of this seat now?"""
    last, change = latest(seat), CHANGES[name]
    possible = (
        ALLOWED
        if last and last.state in change.sources
        else refuse(f"现在不能{change.label}，目前登记的状态为“{last or '无'}”。")
    )
    return may_change(actor, seat) and possible


def open_to(actor: Actor, seat: Seat) -> list[Change]:
    """The changes this actor may make now: the buttons of the page."""
    return [change for name, change in CHANGES.items() if may_take(name, actor, seat)]


@transaction.atomic
def change_standing(seat: Seat, name: str, *, ground: str, starts_on: date, by: Actor) -> None:
    """Enter a new state from that day on; the one before it ends the day before.

    Raises:
        PermissionDenied: this actor may not.
        OutOfTurn: the seat has moved on, or the day does not follow the last change.
    """
    seat = Seat.objects.select_for_update(of=("self",)).select_related("grant", "congress").get(pk=seat.pk)
    require(may_change(by, seat))
    change, last = CHANGES[name], latest(seat)
    if last is None or last.state not in change.sources:
        raise OutOfTurn(f"现在不能{change.label}，情况可能已经变化，请看最新情况再决定。")
    if starts_on <= last.starts_on:
        raise OutOfTurn(f"{change.label}的日期应晚于{last.starts_on}（上一次变更的日期），没有登记。")
    eve = starts_on - timedelta(days=1)
    until = seat.ends_on
    if until and starts_on > until:
        raise OutOfTurn(f"这一代表资格的任期到{until}为止，没有登记。")
    SeatState.objects.filter(pk=last.pk).update(ends_on=eve)
    if change.target == State.ENDED:
        until = None
        Seat.objects.filter(pk=seat.pk).update(ends_on=eve)
        type(seat.grant).objects.filter(pk=seat.grant_id).update(ends_on=eve)
    seat.states.create(state=change.target, starts_on=starts_on, ends_on=until, ground=ground)
    note = f"{change.label}，自{starts_on}起。{ground}".strip()
    timeline.record(name, seat, by=by, before=last.state, after=change.target, note=note)
