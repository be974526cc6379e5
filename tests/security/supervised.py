"""What the actors meet of supervision: a key item with all that hangs on it, a nomination that waits, a campaign."""

from collections.abc import Callable
from typing import Any

from django.db.models import Model
from django.utils import timezone

from congress.actors import Actor
from proposals.models import Assignment, Proposal, Superior
from proposals.supervision import (
    campaigning,
    dispatching,
    instructing,
    marking,
    reporting,
    superiors,
    visiting,
)
from tests.security.cast import Cast
from tests.security.planting import canary

TITLE = "停车难专题督办"


def supervised(cast: Cast, proposals: dict[str, Proposal], thing: Callable[..., Any]) -> list[Any]:
    """The things that addresses of supervision name; `in_hand` is a key item, `answered` is proposed as one.

    Args:
        thing: makes one of a kind, a state, a row and its proposal.
    """
    today, desk, council = timezone.localdate(), Actor(cast.grants["desk"]), Actor(cast.grants["council"])
    committee, handler = Actor(cast.grants["committee"]), Actor(cast.grants["lead_handler"])
    key, answered = (Proposal.objects.get(pk=proposals[name].pk) for name in ("in_hand", "answered"))
    facts = {"leader": cast.grants["council"], "committee": cast.committee, "marked_on": today, "reason": TITLE}
    marking.mark(key, **facts, by=desk, on=today)
    marking.nominate(answered, reason=canary("nomination_reason"), by=committee, on=today)
    reporting.remark(key, text=canary("remark"), by=committee, on=today)
    lead = key.assignments.get(organ=cast.world.urban)
    things = _of_the_lead(lead, canary, council, handler, thing, today)
    for state in ("recorded", "open"):  # word for word the same while open is the same
        seats = [cast.seat("author")]
        visit = visiting.call_visit(key, day=today, place="现场", seats=seats, by=committee, on=today)
        if state == "recorded":
            visiting.record_visit(visit, result="已看过。", by=committee, on=today)
        things.append(thing("visit", state, visit, key))
    for state in ("recorded", "called"):
        meeting = {"leader": cast.grants["council"], "day": today, "place": "三楼"}
        dispatch = dispatching.call_dispatch([key], **meeting, by=desk, on=today)
        if state == "recorded":
            said = {row.pk: ("已完成一半", canary("dispatch_told")) for row in dispatch.agenda.all()}
            dispatching.record_dispatch(dispatch, said, next_on=None, by=desk, on=today)
        things.append(thing("dispatch", state, dispatch))
    return [*things, *_campaigns(cast, key, desk, thing), *_of_the_organ(cast, handler, thing)]


def _of_the_lead(
    lead: Assignment,
    canary: Callable[[str], str],
    council: Actor,
    handler: Actor,
    thing: Callable[..., Any],
    today: Any,
) -> list[Any]:
    lead.progress.create(on=today, text=canary("progress"), written_by=handler.grant)
    things = []
    for state in ("open", "answered"):
        word = canary(f"{state}_instruction")
        row = instructing.instruct(lead, text=word, given_on=today, due_on=today, by=council, on=today)
        if state == "answered":
            instructing.answer_instruction(row, answer=canary("instruction_answer"), by=handler, on=today)
        things.append(thing("instruction", state, row, lead.proposal))
    return things


def _campaigns(cast: Cast, key: Proposal, desk: Actor, thing: Callable[..., Any]) -> list[Any]:
    today, things = timezone.localdate(), []
    for state in ("closed", "open"):
        made = campaigning.open_campaign(
            form="topic",
            title=TITLE,
            proposals=[key],
            category="",
            committees=[cast.committee],
            leader=cast.grants["council"],
            starts_on=today,
            ends_on=today,
            plan=canary("campaign_plan"),
            by=desk,
            on=today,
        )
        if state == "closed":
            campaigning.close_campaign(made, summary="已结束。", by=desk)
        things.append(thing("campaign", state, made))
    return things


def _of_the_organ(cast: Cast, handler: Actor, thing: Callable[..., Any]) -> list[Any]:
    person = cast.people["lead_leader"]
    named: Model = superiors.name_superior(rung="deputy", office=None, person=person, by=handler)
    assert isinstance(named, Superior)
    return [thing("superior", "deputy", named), thing("lead_organ", "lead", cast.world.urban)]
