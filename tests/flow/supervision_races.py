"""Races of supervision: mark and unmark, two marks, two urges, an instruction answered twice, two who record."""

from django.utils import timezone

from congress.actors import Actor
from proposals import triage, urging
from proposals.models import Assignment, Proposal
from proposals.supervision import instructing, marking, visiting
from tests import stages, supervision
from tests.flow.races import SAYING, Prepared, a_title, race, registered
from tests.flow.racing import Deed
from tests.world import World


def marking_it(world: World) -> Deed:
    return lambda row: supervision.mark(world, row)


def unmarking_it(world: World) -> Deed:
    by, today = Actor(world.desk), timezone.localdate()
    return lambda row: marking.unmark(row, ended_on=today, reason=SAYING, by=by, on=today)


@race(1)
def two_marks(world: World) -> Prepared:
    supervision.leader_of(world)
    supervision.committee_of(world)
    return stages.handled(world, a_title()).proposal, [marking_it(world)] * 4


@race(1, 2)
def mark_and_unmark(world: World) -> Prepared:
    """Marked already: the mark comes off once; a new one stands only if it comes after."""
    return supervision.key_item(world, a_title()).proposal, [unmarking_it(world), marking_it(world)]


@race(1)
def two_take_the_mark_off(world: World) -> Prepared:
    return supervision.key_item(world, a_title()).proposal, [unmarking_it(world)] * 4


@race(1)
def marked_and_transferred(world: World) -> Prepared:
    """It is a key item of this congress, or it goes to the other, never both."""
    supervision.leader_of(world)
    supervision.committee_of(world)
    by, on = Actor(world.desk), timezone.localdate()

    def transfer(row: Proposal) -> None:
        triage.transfer(row, to=world.county, reason=SAYING, by=by, on=on)

    return registered(world), [marking_it(world), transfer]


@race(1)
def two_urges(world: World) -> Prepared:
    by, on = Actor(world.desk), timezone.localdate()

    def urge(row: Assignment) -> None:
        urging.urge_chosen(urging.Plan({row.organ: [row]}), by=by, on=on)

    return stages.handled(world, a_title()), [urge] * 4


@race(1)
def answered_by_two(world: World) -> Prepared:
    assignment, today = supervision.key_item(world, a_title()), timezone.localdate()
    row = supervision.instructed(world, assignment)

    def answering(by: Actor) -> Deed:
        return lambda _: instructing.answer_instruction(
            type(row).objects.select_related("assignment__proposal").get(pk=row.pk), answer=SAYING, by=by, on=today
        )

    return assignment, [answering(Actor(world.handler)), answering(Actor(world.leader))]


@race(1)
def recorded_by_two(world: World) -> Prepared:
    assignment, today = supervision.key_item(world, a_title()), timezone.localdate()
    visit = supervision.visited(world, assignment)

    def recording(by: Actor) -> Deed:
        return lambda _: visiting.record_visit(type(visit).objects.get(pk=visit.pk), result=SAYING, by=by, on=today)

    committee, desk = Actor(supervision.committee_of(world)), Actor(world.desk)
    return assignment, [recording(committee), recording(desk)]
