"""催办: a deputy asks his organ to hurry, once a period; who watches asks many organs at once, one message each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.urls import reverse

from congress import timeline
from congress.actors import Actor
from congress.models import Organ
from congress.permissions import require
from congress.workflow import OutOfTurn
from proposals import guards, telling
from proposals.models import Assignment, LimitKey
from proposals.permissions import may_urge


@dataclass
class Plan:
    """What would be urged, organ by organ, and what not, with the sentence why."""

    by_organ: dict[Organ, list[Assignment]] = field(default_factory=dict)
    left: list[tuple[Assignment, str]] = field(default_factory=list)

    @property
    def rows(self) -> list[Assignment]:
        return [row for rows in self.by_organ.values() for row in rows]


@transaction.atomic
def urge(assignment: Assignment, *, by: Actor, on: date) -> None:
    """催一催: recorded, and told to the organ at once."""
    require(may_urge(by, assignment))
    require(guards.may_be_urged(assignment, by, on))
    _record(assignment, by, on)
    _tell_one(assignment, on=on)


def plan(assignments: Iterable[Assignment], *, by: Actor, on: date) -> Plan:
    """Which of these may be urged today; nothing changes."""
    found = Plan()
    for row in assignments:
        verdict = may_urge(by, row) and guards.may_be_urged(row, by, on)
        if verdict:
            found.by_organ.setdefault(row.organ, []).append(row)
        else:
            found.left.append((row, verdict.refusal))
    return found


@transaction.atomic
def urge_chosen(chosen: Plan, *, by: Actor, on: date) -> int:
    """催办所选: each recorded; each organ gets one message, whatever the number. Says how many."""
    for organ, rows in chosen.by_organ.items():
        for row in rows:
            _record(row, by, on)
        _tell_organ(organ, rows, on=on)
    return len(chosen.rows)


def _record(assignment: Assignment, by: Actor, on: date) -> None:
    _, is_new = assignment.urges.get_or_create(by=by.grant, on=on)
    if not is_new:
        raise OutOfTurn("今天已经催办过这一件。")
    timeline.record("urge", assignment, by=by, root=assignment.proposal_id)


def _tell_one(assignment: Assignment, *, on: date) -> None:
    """The organ, because the deputy asks."""
    telling.tell(
        "urged",
        telling.staff_of(assignment.organ, on),
        assignment.proposal,
        on=on,
        fact=f"{assignment.pk}:{on}",
        facts={"organ": str(assignment.organ), "date": _due(assignment) or ""},
    )


def _tell_organ(organ: Organ, assignments: Sequence[Assignment], *, on: date) -> None:
    """The organ, because the desk or the government office asks: one message for all."""
    due = min(filter(None, (_due(row) for row in assignments)), default="")
    first = assignments[0]
    telling.tell(
        "urged_together",
        telling.staff_of(organ, on),
        first.proposal,
        on=on,
        fact=f"{organ.pk}:{on}:{first.pk}",
        facts={"organ": str(organ), "n": len(assignments), "date": due},
        address=reverse("proposals:supervision_order", args=[organ.pk]),
    )


def _due(assignment: Assignment) -> date | None:
    main = assignment.clocks.running().filter(limit__in=[LimitKey.REPLY, LimitKey.REHANDLE, LimitKey.OPINION]).first()
    return main.due_on if main else None
