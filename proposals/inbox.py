"""待办: what an organ has to do now, each with the one step that comes next."""

from dataclasses import dataclass
from typing import Any

from django.db.models import F, Min, Prefetch, Q
from django.urls import reverse
from django.utils import timezone

from congress.actors import Actor
from congress.calendar_table import current_calendar
from proposals.clocks import Light, light
from proposals.models import Assignment, Clock, LimitKey
from proposals.showing import clocks_for, main_clock

A = Assignment.State
WAITING = (A.ASSIGNED, A.RELEASE_ASKED, A.HANDLING, A.SIGNING, A.REHANDLING)
MAIN = [LimitKey.REHANDLE, LimitKey.REPLY, LimitKey.OPINION]


@dataclass(frozen=True)
class Item:
    """One line of the inbox."""

    assignment: Assignment
    clock: Clock | None
    light: Light | None
    button: str
    address: str
    is_post: bool = False


class Inbox:
    """The waiting assignments by their limits, then their numbers, as a sequence a paginator can cut."""

    def __init__(self, actor: Actor, state: str = "") -> None:
        wanted = [state] if state in A.values else list(WAITING)
        due = Min("clocks__due_on", filter=Q(clocks__stopped_on__isnull=True, clocks__limit__in=MAIN))
        self.actor = actor
        self.rows = (
            Assignment.objects.visible_to(actor)
            .filter(state__in=wanted)
            .annotate(next_due=due)
            .select_related("proposal__seat__person", "organ", "handler", "office")
            .order_by(F("next_due").asc(nulls_last=True), "proposal__number", "id")
        )

    def __len__(self) -> int:
        return self.rows.count()

    def count(self) -> int:
        return len(self)

    def __getitem__(self, cut: slice) -> list[Item]:
        today, calendar = timezone.localdate(), current_calendar()
        running = Prefetch(
            "proposal__all_clocks",
            Clock.objects.running().select_related("reply", "promise__reply"),
            to_attr="running",
        )
        items = []
        for row in self.rows[cut].prefetch_related(running):
            proposal: Any = row.proposal
            clock = main_clock(clocks_for(proposal.running, self.actor, {row.pk}), self.actor)
            button, name, is_post = next_deed(row, self.actor)
            items.append(
                Item(
                    row,
                    clock,
                    light(clock, today=today, calendar=calendar),
                    button,
                    reverse(name, args=[row.pk] if name != "proposals:detail" else [row.proposal_id]),
                    is_post,
                )
            )
        return items


def next_deed(assignment: Assignment, actor: Actor) -> tuple[str, str, bool]:
    """The button that comes next: its words, the page's name, whether pressing it does the deed at once."""
    if assignment.state == A.ASSIGNED:
        return "签收", "proposals:sign_in", True
    if assignment.state == A.SIGNING and actor.is_organ_leader:
        return "看答复并签发", "proposals:sign", False
    if assignment.state in (A.HANDLING, A.REHANDLING):
        if assignment.part == Assignment.Part.JOINT:
            return "写协办意见", "proposals:give_opinion", False
        return "写答复", "proposals:reply", False
    return "查看", "proposals:detail", False


def inbox_of(actor: Actor, state: str) -> Inbox:
    """What waits for this actor's organ, all or in one state."""
    return Inbox(actor, state)


def counts_of(actor: Actor) -> list[tuple[str, str, int]]:
    """How many are in each state: (state, its word, number)."""
    states = list(Assignment.objects.visible_to(actor).values_list("state", flat=True))
    shown = (A.ASSIGNED, A.HANDLING, A.REHANDLING, A.SIGNING, A.RELEASE_ASKED, A.REPLIED)
    return [(state.value, state.label, states.count(state)) for state in shown]
