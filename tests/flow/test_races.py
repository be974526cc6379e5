"""Several press at once: as many win as may, who loses is told in words, and nothing is lost or contradicts."""

from contextlib import suppress
from functools import partial
from uuid import UUID

import pytest
from django.utils import timezone

from congress import timeline
from congress.actors import Actor
from congress.models import Grant
from congress.workflow import OutOfTurn
from proposals import drafting, triage
from proposals.examining import contradictions
from proposals.models import Assignment, Promise, Proposal
from proposals.promises.examining import promises_that_contradict
from tests import stages
from tests.flow import ask_races, commending_races, motion_races, promise_races, publishing_races, supervision_races
from tests.flow.races import RACES
from tests.flow.racing import MOST, is_in_words, racers
from tests.proof import measured, times
from tests.world import BODY, a_world, let_the_undo_time_pass

pytestmark = pytest.mark.django_db(transaction=True)
RACERS = (ask_races, commending_races, motion_races, promise_races, publishing_races, supervision_races)
assert all(RACERS)  # they have put their races on the list
EACH = -(-times("RACES", 2 * len(RACES)) // len(RACES))


def key_of(subject: Proposal | Assignment | Promise) -> UUID:
    """Of the proposal that they raced for."""
    return subject.pk if isinstance(subject, Proposal) else subject.root_id


@pytest.mark.parametrize("kind", RACES, ids=lambda kind: kind.name)
def test_of_those_who_press_at_once_the_right_number_wins(kind):
    world = a_world()
    with racers() as those:
        for _ in range(EACH):
            subject, deeds = kind.prepare(world)
            outcomes = those.race(subject, deeds)
            assert all(is_in_words(refusal) for refusal in outcomes if refusal), outcomes
            assert outcomes.count(None) in kind.winners, outcomes
            assert list(contradictions(Proposal.objects.filter(pk=key_of(subject)))) == []
    assert list(contradictions(Proposal.objects.all())) == []
    assert list(promises_that_contradict()) == []
    assert list(timeline.faults()) == []
    measured("G7", f"{kind.name}: {EACH} races")


def test_who_submits_at_once_gets_a_number_of_his_own():
    world, now = a_world(), timezone.now()
    drafts = [stages.drafted(world.deputy, f"第{n}件建议") for n in range(times("NUMBERS", 24))]
    shares = [drafts[n::MOST] for n in range(MOST)]

    def submit(share: list[Proposal]) -> None:
        for proposal in share:
            drafting.submit(proposal, by=Actor(world.deputy), at=now)

    with racers() as those:
        those.together([partial(submit, share) for share in shares])

    numbers = set(Proposal.objects.values_list("number", flat=True))
    assert numbers == {f"HB-{now.year}-{n + 1:04}" for n in range(len(drafts))}
    assert list(timeline.faults()) == []
    measured("G7", f"{len(drafts)} submitted at once by {MOST}, {len(numbers)} numbers")


def test_what_is_registered_at_once_in_a_session_is_numbered_without_gaps():
    world, today = a_world(), timezone.localdate()
    world.city.terms.get().sessions.create(number=1, receives_from=today, opens_on=today, closes_on=today)
    papers = [_suggested(world.deputy, n) for n in range(times("NUMBERS", 24))]
    shares = [[*papers[n::MOST], *papers[n + 1 :: MOST]] for n in range(MOST)]  # every paper twice: one accepts it

    def register(share: list[Proposal]) -> None:
        for proposal in share:
            with suppress(OutOfTurn):
                triage.accept(Proposal.objects.get(pk=proposal.pk), by=Actor(world.desk), on=today)

    with racers() as those:
        those.together([partial(register, share) for share in shares])

    given = Proposal.objects.order_by("session_number").values_list("session_number", flat=True)
    assert list(given) == [n + 1 for n in range(len(papers))]
    assert list(timeline.faults()) == []
    measured("G7", f"{len(papers)} registered at once by {MOST}: 1 to {len(papers)} without a gap")


def _suggested(grant: Grant, number: int) -> Proposal:
    by = Actor(grant)
    proposal = drafting.begin(by=by, kind=Proposal.Kind.SUGGESTION, title=f"第{number}件建议", body=BODY)
    drafting.submit(proposal, by=by, at=timezone.now())
    let_the_undo_time_pass(proposal)
    return proposal
