"""Anybody does anything in any order: the portal does and refuses what the model does, and stands where it stands."""

from collections import Counter

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from congress import timeline
from congress.models import Setting
from proposals.examining import contradictions
from proposals.models import Proposal
from tests.flow.deeds import DEEDS, Deed, after, possible
from tests.flow.model import ACTORS, Matter
from tests.flow.portal import Portal
from tests.places import START
from tests.proof import measured, times
from tests.world import World, a_world

RUNS, STEPS = times("MODEL_RUNS", 12), 40
SHARES = times("MODEL_SHARES", 1)  # of the runs, for as many workers
IS_PROOF = RUNS > 100
# What brings a matter on: a walk that may do anything seldom comes far.
FORWARD = {
    *("submit", "wait", "accept", "assign", "sign_in", "meet", "write_reply", "give_opinion", "send_back_opinion"),
    *("send_for_signing", "send_back_reply", "sign", "rate", "rate_again", "stay_silent", "conclude", "reopen"),
}
JOINED = {-1: "invited", -2: "declined"}


class Course(RuleBasedStateMachine):
    """One matter from its draft on, in the model and in the portal."""

    world: World
    done: Counter[str]

    def __init__(self) -> None:
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()

    def teardown(self) -> None:
        try:
            if hasattr(self, "portal"):
                assert list(contradictions(Proposal.objects.filter(pk=self.portal.matter.pk))) == []
                assert list(timeline.faults()) == []
        finally:
            transaction.set_rollback(True)
            self.undone.__exit__(None, None, None)

    @initialize(rounds=st.integers(1, 3), until_reply=st.booleans())
    def begin(self, rounds: int, until_reply: bool) -> None:
        until = "before_reply" if until_reply else "before_assign"
        Setting.objects.create(key="rehandle.max_rounds", value=rounds, starts_on=START)
        Setting.objects.create(key="withdraw.allowed_until", value=until, starts_on=START)
        self.matter, self.portal = Matter(rounds=rounds, until_reply=until_reply), Portal(self.world)

    @rule(data=st.data())
    def something_that_brings_it_on(self, data: st.DataObject) -> None:
        if forward := [deed for deed in possible(self.matter) if deed[0] in FORWARD]:
            self.press(data.draw(st.sampled_from(forward), label="deed"))

    @rule(data=st.data())
    def something_possible(self, data: st.DataObject) -> None:
        if choices := possible(self.matter):
            self.press(data.draw(st.sampled_from(choices), label="deed"))

    @rule(deed=st.sampled_from(DEEDS), who=st.sampled_from(ACTORS))
    def anything(self, deed: tuple[str, tuple[object, ...]], who: str) -> None:
        self.press((deed[0], who, deed[1]))

    def press(self, deed: Deed) -> None:
        then = after(self.matter, deed)
        was_done = self.portal.does(deed)
        assert was_done == (then is not None), f"{deed}: the portal {'does' if was_done else 'refuses'} it"
        self.matter = then or self.matter
        self.done[deed[0] if was_done else "refused"] += 1

    @invariant()
    def both_stand_at_the_same_place(self) -> None:
        if hasattr(self, "portal"):
            state, desk, parts, joined = self.portal.states()
            matter = self.matter
            assert (state, desk) == (matter.state, matter.holder)
            assert parts == [(one.organ, one.part, one.state, one.round) for one in matter.parts]
            assert list(joined.values()) == [JOINED.get(on, "confirmed") for on in matter.joined.values()]


@pytest.mark.django_db
@pytest.mark.parametrize("share", range(SHARES))
def test_the_portal_goes_where_the_model_goes(share):
    class Here(Course):
        world, done = a_world(), Counter()

    run_state_machine_as_test(
        Here,
        settings=settings(
            max_examples=RUNS // SHARES,
            stateful_step_count=STEPS,
            deadline=None,
            derandomize=not IS_PROOF,  # the suite walks the same courses every time, the proof new ones
            database=None,
            phases=[Phase.generate] if IS_PROOF else [Phase.generate, Phase.shrink],
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert {name for name, _ in DEEDS} <= Here.done.keys() or not IS_PROOF
    measured(
        "G8",
        f"{RUNS // SHARES} runs of {STEPS} steps: {Here.done.total()} deeds, {Here.done['refused']} of them refused",
    )
