"""Several press at once: as many win as may, who loses is told in words, and nothing is lost or contradicts."""

from functools import partial

import pytest
from django.utils import timezone

from congress import timeline
from congress.actors import Actor
from proposals import drafting
from proposals.examining import contradictions
from proposals.models import Assignment, Proposal
from tests import stages
from tests.flow.races import RACES
from tests.flow.racing import MOST, is_in_words, racers
from tests.proof import measured, times
from tests.world import a_world

pytestmark = pytest.mark.django_db(transaction=True)
EACH = -(-times("RACES", 2 * len(RACES)) // len(RACES))


def proposal_of(subject: Proposal | Assignment) -> Proposal:
    return subject if isinstance(subject, Proposal) else subject.proposal


@pytest.mark.parametrize("kind", RACES, ids=lambda kind: kind.name)
def test_of_those_who_press_at_once_the_right_number_wins(kind):
    world = a_world()
    with racers() as those:
        for _ in range(EACH):
            subject, deeds = kind.prepare(world)
            outcomes = those.race(subject, deeds)
            assert all(is_in_words(refusal) for refusal in outcomes if refusal), outcomes
            assert outcomes.count(None) in kind.winners, outcomes
            assert list(contradictions(Proposal.objects.filter(pk=proposal_of(subject).pk))) == []
    assert list(contradictions(Proposal.objects.all())) == []
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
