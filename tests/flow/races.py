"""The races: who presses what at the same moment, and how many of them may win."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from congress.actors import Actor
from congress.models import Grant, Setting
from congress.workflow import OutOfTurn
from proposals import batches, drafting, handling, merging, rating, replies, routing, triage
from proposals.batches import Pick
from proposals.models import Assignment, Clock, Promise, Proposal
from tests import stages
from tests.flow.racing import Deed
from tests.places import START
from tests.world import BODY, TITLE, World

SAYING = "另有单位职责更近，请重新交办。"
Prepared = tuple[Proposal | Assignment | Promise, list[Deed]]


@dataclass(frozen=True)
class Race:
    """One kind: its name, how it is set up, how many may win."""

    name: str
    prepare: Callable[[World], Prepared]
    winners: frozenset[int]


RACES: list[Race] = []


def race(*winners: int) -> Callable[[Callable[[World], Prepared]], Callable[[World], Prepared]]:
    """Enter a race into the list; the numbers say how many winners are right."""

    def enter(prepare: Callable[[World], Prepared]) -> Callable[[World], Prepared]:
        RACES.append(Race(prepare.__name__, prepare, frozenset(winners)))
        return prepare

    return enter


def assigning(world: World, organ_name: str) -> Deed:
    organ, lane = getattr(world, organ_name), Proposal.Lane.FORMAL
    return lambda row: routing.assign(row, lead=organ, lane=lane, by=Actor(world.desk), on=timezone.localdate())


@race(1)
def two_at_the_desk_assign(world: World) -> Prepared:
    return stages.submitted(world.deputy), [assigning(world, "urban"), assigning(world, "housing")] * 2


@race(1)
def a_batch_and_one_assignment(world: World) -> Prepared:
    proposal = stages.submitted(world.deputy)
    pick = Pick(proposal.pk, proposal.version, world.housing.pk)

    def all_at_once(row: Proposal) -> None:
        outcome = batches.assign([pick], by=Actor(world.desk), on=timezone.localdate())
        if not outcome.assigned:
            raise OutOfTurn(next((words for _, words in outcome.left), "没有交办。"))

    return proposal, [all_at_once, assigning(world, "urban")]


@race(1)
def merged_and_assigned(world: World) -> Prepared:
    target, proposal = registered(world), stages.submitted(world.deputy)
    by, on = Actor(world.desk), timezone.localdate()
    return proposal, [lambda row: merging.merge(row, into=target, by=by, on=on), assigning(world, "urban")]


@race(1)
def the_target_of_a_merger_is_refused(world: World) -> Prepared:
    target, other = registered(world), stages.submitted(world.deputy, "关于东山路口照明的建议")
    by, on = Actor(world.desk), timezone.localdate()

    def merge(row: Proposal) -> None:
        merging.merge(Proposal.objects.get(pk=other.pk), into=row, by=by, on=on)

    return target, [merge, lambda row: triage.refuse(row, code="N4", reason=SAYING, by=by, on=on)]


@race(1)
def two_merge_into_each_other(world: World) -> Prepared:
    first, second = registered(world), registered(world)
    by, on = Actor(world.desk), timezone.localdate()
    return first, [
        lambda row: merging.merge(row, into=Proposal.objects.get(pk=second.pk), by=by, on=on),
        lambda row: merging.merge(Proposal.objects.get(pk=second.pk), into=row, by=by, on=on),
    ]


@race(1)
def undone_and_accepted(world: World) -> Prepared:
    """What the desk entered from paper may be accepted at once, while its deputy may still take it back."""
    desk, on = Actor(world.desk), timezone.localdate()
    entered = drafting.enter(seat=world.zhang, title=a_title(), body=BODY, by=desk, at=timezone.now())
    return entered, [
        lambda row: drafting.undo(row, by=Actor(world.deputy), on=timezone.now()),
        lambda row: triage.accept(row, by=desk, on=on),
    ]


@race(1)
def submitted_twice(world: World) -> Prepared:
    by = Actor(world.deputy)
    return stages.drafted(world.deputy), [lambda row: drafting.submit(row, by=by, at=timezone.now())] * 4


@race(1)
def withdrawn_and_assigned(world: World) -> Prepared:
    by = Actor(world.deputy)
    withdraw: Deed = lambda row: drafting.withdraw(row, by=by, reason=SAYING, at=timezone.now())  # noqa: E731
    return registered(world), [withdraw, assigning(world, "urban")]


@race(1)
def taken_over_and_given_back(world: World) -> Prepared:
    proposal, desk, on = stages.submitted(world.deputy), Actor(world.desk), timezone.localdate()
    triage.transfer(proposal, to=world.county, reason=SAYING, by=desk, on=on)
    return proposal, [
        lambda row: triage.take_over(row, by=Actor(world.county_desk), on=on),
        lambda row: triage.give_back(row, reason=SAYING, by=desk, on=on),
    ]


@race(1)
def signed_in_by_two(world: World) -> Prepared:
    by = [Actor(world.handler), Actor(world.leader)]
    return stages.assigned(world), [signing_in(actor) for actor in by] * 2


@race(1)
def recalled_and_signed_in(world: World) -> Prepared:
    by, on = Actor(world.desk), timezone.localdate()
    recall: Deed = lambda row: routing.recall(fresh(row), reason=SAYING, by=by, on=on)  # noqa: E731
    return stages.assigned(world), [recall, signing_in(Actor(world.handler))]


@race(1)
def signed_in_and_asked_to_be_released(world: World) -> Prepared:
    by, on = Actor(world.leader), timezone.localdate()
    release: Deed = lambda row: routing.ask_release(row, reason=SAYING, proposed_organ=None, by=by, on=on)  # noqa: E731
    return stages.assigned(world), [release, signing_in(Actor(world.handler))]


@race(1)
def a_release_is_decided_twice(world: World) -> Prepared:
    assignment, on = stages.assigned(world), timezone.localdate()
    routing.ask_release(assignment, reason=SAYING, proposed_organ=None, by=Actor(world.handler), on=on)
    desk = Actor(world.desk)
    return assignment, [
        lambda row: routing.grant_release(row, organ=world.housing, answer=SAYING, by=desk, on=on),
        lambda row: routing.grant_release(row, organ=None, answer=SAYING, by=desk, on=on),
        lambda row: routing.refuse_release(row, answer=SAYING, by=desk, at=timezone.now()),
    ]


@race(1)
def an_extension_is_decided_twice(world: World) -> Prepared:
    assignment, on = stages.handled(world), timezone.localdate()
    desk, by = Actor(world.desk), Actor(world.handler)
    extension = handling.ask_extension(assignment, reason=SAYING, until=later(assignment), by=by, on=on)
    granted = [True, False, True]
    return assignment, [deciding(extension.pk, desk, is_granted) for is_granted in granted]


@race(1)
def two_ask_for_more_time(world: World) -> Prepared:
    assignment, on = stages.handled(world), timezone.localdate()
    until = later(assignment)
    asking = [Actor(world.handler), Actor(world.leader)]
    return assignment, [extending(actor, until, on) for actor in asking]


@race(1, 2)
def more_time_and_the_signature(world: World) -> Prepared:
    """Who has answered needs no more time: nothing waits for the desk afterwards, whoever was first."""
    assignment, on = stages.to_be_signed(world), timezone.localdate()
    return assignment, [extending(Actor(world.handler), later(assignment), on), signing(world.leader)]


@race(1, 2)
def more_time_granted_and_the_signature(world: World) -> Prepared:
    assignment, on = stages.to_be_signed(world), timezone.localdate()
    by = Actor(world.handler)
    extension = handling.ask_extension(assignment, reason=SAYING, until=later(assignment), by=by, on=on)
    return assignment, [deciding(extension.pk, Actor(world.desk), True), signing(world.leader)]


@race(1)
def two_save_one_reply(world: World) -> Prepared:
    assignment = stages.handled(world)
    seen = replies.begin(assignment, by=Actor(world.handler)).version
    return assignment, [saving(Actor(who), seen, f"{who.person}说已装好。") for who in (world.handler, world.leader)]


@race(1, 2)
def saved_and_sent_for_signing(world: World) -> Prepared:
    """Saved first it is sent as saved; sent first nobody changes it: never emptied under the leader's eyes."""
    assignment = stages.handled(world)
    reply = replies.begin(assignment, by=Actor(world.handler))
    seen = replies.save(reply, by=Actor(world.handler), seen=reply.version, outcome="A", text=stages.LETTER)
    send: Deed = lambda row: replies.send_for_signing(row, by=Actor(world.leader), on=timezone.localdate())  # noqa: E731
    return assignment, [saving(Actor(world.handler), seen, ""), send]


@race(1)
def two_leaders_sign(world: World) -> Prepared:
    return stages.to_be_signed(world), [signing(world.leader)] * 4


@race(1)
def signed_and_sent_back(world: World) -> Prepared:
    leader, on = Actor(world.leader), timezone.localdate()
    back: Deed = lambda row: replies.send_back(row, reason=SAYING, by=leader, on=on)  # noqa: E731
    return stages.to_be_signed(world), [signing(world.leader), back]


@race(2)
def two_organs_sign_their_parts(world: World) -> Prepared:
    """Both win, and what follows when all have answered happens once."""
    proposal, today = stages.submitted(world.deputy), timezone.localdate()
    parts = [(world.urban, "装灯"), (world.housing, "修路")]
    lane = Proposal.Lane.FORMAL
    routing.assign(proposal, separate=parts, lane=lane, by=Actor(world.desk), on=today)
    for organ, who in ((world.urban, world.handler), (world.housing, world.second_handler)):
        make_ready(proposal.assignments.get(organ=organ), who)
    return proposal, [
        lambda row: replies.sign(row.assignments.get(organ=world.urban), by=Actor(world.leader), at=timezone.now()),
        lambda row: replies.sign(
            row.assignments.get(organ=world.housing), by=Actor(world.second_leader), at=timezone.now()
        ),
    ]


@race(2)
def two_parts_are_rated(world: World) -> Prepared:
    proposal, deeds = two_organs_sign_their_parts(world)
    for deed in deeds:
        deed(proposal)
    return proposal, [
        lambda row: rated(row.assignments.get(organ=world.urban), world.deputy),
        lambda row: rated(row.assignments.get(organ=world.housing), world.deputy),
    ]


@race(1)
def withdrawn_and_signed(world: World) -> Prepared:
    Setting.objects.get_or_create(key="withdraw.allowed_until", value="before_reply", starts_on=START)
    by = Actor(world.deputy)
    withdraw: Deed = lambda row: drafting.withdraw(fresh(row), by=by, reason=SAYING, at=timezone.now())  # noqa: E731
    return stages.to_be_signed(world), [withdraw, signing(world.leader)]


@race(1)
def rated_twice(world: World) -> Prepared:
    rate: Deed = lambda row: rated(row, world.deputy)  # noqa: E731
    return stages.replied(world), [rate] * 4


@race(1)
def rated_and_lapsed(world: World) -> Prepared:
    assignment, today = stages.replied(world), timezone.localdate()
    Clock.objects.filter(reply__assignment=assignment).update(
        started_on=today - timedelta(30), unrolled_on=today - timedelta(2), due_on=today - timedelta(1)
    )

    def lapse(row: Assignment) -> None:
        if not rating.lapse_overdue(today):
            raise OutOfTurn("已经评价。")

    return assignment, [lapse, lambda row: rated(row, world.deputy)]


@race(1, 2)
def rated_again_and_handled_again(world: World) -> Prepared:
    """The deputy thinks better of it while the organ begins anew: no contact hangs in a round that is no more."""
    assignment = stages.rated(world, result="dissatisfied", reason="北段仍然很暗")
    assignment.refresh_from_db()
    contact: Deed = lambda row: met(row, world.handler)  # noqa: E731
    again: Deed = lambda row: rating.rate_again(  # noqa: E731
        row, process="satisfied", result="satisfied", reason="", by=Actor(world.deputy), at=timezone.now()
    )
    return assignment, [again, contact]


@race(1)
def concluded_and_reopened(world: World) -> Prepared:
    Setting.objects.get_or_create(key="rehandle.automatic", value=False, starts_on=START)
    assignment = stages.rated(world, result="dissatisfied", reason="北段仍然很暗")
    desk, on = Actor(world.desk), timezone.localdate()
    return assignment, [
        lambda row: rating.conclude(row, on=on, way="meeting", result=SAYING, by=desk, today=on),
        lambda row: rating.reopen(row, reason=SAYING, by=desk, on=on),
    ]


# What the races are made of


def a_title() -> str:
    return f"{TITLE}（{Proposal.objects.count()}）"


def registered(world: World) -> Proposal:
    proposal = stages.submitted(world.deputy, a_title())
    triage.accept(proposal, by=Actor(world.desk), on=timezone.localdate())
    return proposal


def fresh(assignment: Assignment) -> Proposal:
    return Proposal.objects.get(pk=assignment.proposal_id)


def later(assignment: Assignment) -> date:
    return max(clock.due_on for clock in assignment.clocks.running()) + timedelta(days=10)


def signing_in(actor: Actor) -> Deed:
    return lambda row: routing.sign_in(row, by=actor, at=timezone.now())


def signing(leader: Grant) -> Deed:
    return lambda row: replies.sign(row, by=Actor(leader), at=timezone.now())


def extending(actor: Actor, until: date, on: date) -> Deed:
    return lambda row: handling.ask_extension(row, reason=SAYING, until=until, by=actor, on=on)


def deciding(extension: int, desk: Actor, is_granted: bool) -> Deed:
    return lambda row: handling.decide_extension(
        row.extensions.get(pk=extension), is_granted=is_granted, answer=SAYING, by=desk, on=timezone.localdate()
    )


def saving(actor: Actor, seen: int, text: str) -> Deed:
    return lambda row: replies.save(row.replies.get(), by=actor, seen=seen, text=text)


def met(assignment: Assignment, who: Grant) -> None:
    handling.log_contact(
        assignment, on=timezone.localdate(), way="phone", persons="周某", result="代表同意", by=Actor(who)
    )


def make_ready(assignment: Assignment, who: Grant) -> None:
    """Signed in, talked over, written and with the leader."""
    by = Actor(who)
    routing.sign_in(assignment, by=by, at=timezone.now())
    met(assignment, who)
    reply = replies.begin(assignment, by=by)
    replies.save(reply, by=by, seen=reply.version, outcome="A", text=stages.LETTER)
    replies.send_for_signing(assignment, by=by, on=timezone.localdate())


def rated(assignment: Assignment, deputy: Grant) -> None:
    rating.rate(assignment, process="satisfied", result="satisfied", reason="", by=Actor(deputy), at=timezone.now())
